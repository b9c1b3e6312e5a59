package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Event types, tags and calculated fields stand between a data model's
// searches and the fields that are read. What a search says of the fields that
// are read, or of those that event types and tags are made of, is necessary
// for an event to be found; the scan leaves out all others, before it decodes
// the rest of them and before anything is computed.

// necessity finds necessary conditions of searches.
type necessity struct {
	b *binder
	k *table.Knowledge
	// computed are the fields that are not those that are read.
	computed map[string]bool
	open     []string // event types around
}

// narrowScan leaves out the events that none of a dataset's maps can find.
func (b *binder) narrowScan(in plan.Node, src table.Source) plan.Node {
	if b.root == nil || len(b.root.Maps) == 0 {
		return in
	}
	n := &necessity{b: b, k: &table.Knowledge{}, computed: map[string]bool{}}
	if knowing, ok := src.(table.Knowing); ok && knowing.Knowledge() != nil {
		n.k = knowing.Knowledge()
	}
	for _, f := range n.k.Calculated {
		n.computed[f.Field] = true
	}
	for _, l := range n.k.Lookups {
		if len(l.Outputs) == 0 {
			return in // any field may come out of it
		}
		for _, f := range l.Outputs {
			n.computed[f.Event] = true
		}
	}
	var any plan.Expr
	for _, m := range b.root.Maps {
		one := n.text(m.Search)
		if one == nil {
			return in
		}
		any = b.both(b.span(), "or", any, one)
	}
	return &plan.Filter{Input: in, Pred: any}
}

// text is what is necessary for a search; nil when nothing is known to be.
func (n *necessity) text(body string) plan.Expr {
	scratch := n.b.inner(n.b.text)
	s, inner := scratch.parseAs(source.Span{}, "", "search "+body)
	if s == nil || len(s.Commands) != 1 {
		return nil
	}
	c, ok := s.Commands[0].(*spl.SearchCommand)
	if !ok || c.X == nil {
		return nil
	}
	x := n.of(c.X, inner)
	if len(inner.errs) > 0 {
		return nil // whoever binds the search itself reports it
	}
	return x
}

// of is what is necessary for a search expression.
func (n *necessity) of(x spl.SearchExpr, b *binder) plan.Expr {
	switch x := x.(type) {
	case *spl.Group:
		return n.of(x.X, b)
	case *spl.And:
		var all plan.Expr
		for _, t := range x.Terms {
			if one := n.of(t, b); one != nil {
				all = b.both(b.span(), "and", all, one)
			}
		}
		return all
	case *spl.Or:
		var any plan.Expr
		for _, t := range x.Terms {
			one := n.of(t, b)
			if one == nil {
				return nil
			}
			any = b.both(b.span(), "or", any, one)
		}
		return any
	case *spl.Compare:
		if x.Value.Sub != nil {
			return nil
		}
		return n.field(x.Field.Text(), x.Op, []string{x.Value.Text()}, b.predicate(x))
	case *spl.InList:
		var values []string
		for _, v := range x.Values {
			if v.Sub != nil {
				return nil
			}
			values = append(values, v.Text())
		}
		if x.Not {
			return n.field(x.Field.Text(), "NOT IN", nil, b.predicate(x))
		}
		return n.field(x.Field.Text(), "=", values, b.predicate(x))
	}
	return nil
}

// field is what is necessary for a comparison of a field, which holds itself
// where the field is read as it is.
func (n *necessity) field(name, op string, values []string, itself plan.Expr) plan.Expr {
	switch {
	case n.computed[name] || strings.HasPrefix(name, "tag::"):
		return nil
	case name != "tag" && name != "eventtype":
		return itself
	case op != "=":
		return nil
	case name == "tag":
		return n.tagged(values, itself)
	}
	return n.typed(values, itself)
}

// tagged: the event says so, or a value of its fields has the tag.
func (n *necessity) tagged(tags []string, itself plan.Expr) plan.Expr {
	any := itself
	for _, t := range n.k.Tags {
		if !anyName(tags, t.Tag) {
			continue
		}
		value := n.b.call(n.b.span(), "search=", column(t.Field), text(t.Value))
		one := n.field(t.Field, "=", []string{t.Value}, value)
		if one == nil {
			return nil
		}
		any = n.b.both(n.b.span(), "or", any, one)
	}
	return any
}

// typed: the event says so, or the search of an event type finds it.
func (n *necessity) typed(names []string, itself plan.Expr) plan.Expr {
	any := itself
	for _, t := range n.k.EventTypes {
		if !anyName(names, t.Name) {
			continue
		}
		if slices.Contains(n.open, t.Name) || len(n.open) >= maxDepth {
			return nil
		}
		n.open = append(n.open, t.Name)
		one := n.text(t.Search)
		n.open = n.open[:len(n.open)-1]
		if one == nil {
			return nil
		}
		any = n.b.both(n.b.span(), "or", any, one)
	}
	return any
}
