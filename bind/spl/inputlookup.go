package spl

import (
	"context"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// inputlookup gives a lookup's rows, below the rows so far with append=t.
func (b *binder) inputlookup(in plan.Node, c *spl.Inputlookup) plan.Node {
	o := b.options(c, c.Options, "append", "start", "max", "strict")
	return b.below(in, b.someRows(c.Fields[0], c.Where, o), c, o)
}

// inputcsv reads a CSV that is bound as a lookup, with append=t below the rows
// so far. events says only how the rows are shown.
func (b *binder) inputcsv(in plan.Node, c *spl.Inputcsv) plan.Node {
	o := b.options(c, c.Options, "dispatch", "append", "start", "max", "events", "strict")
	if o.bool("dispatch", false) {
		b.fail(c.Options.Get("dispatch").Span(), unsupported(codeOption, "%q with dispatch=t is not supported: a search here has no dispatch folder", c.Keyword()))
	}
	o.bool("events", false)
	return b.below(in, b.someRows(c.Fields[0], c.Where, o), c, o)
}

// someRows are the rows of a lookup that the options start and max and the
// condition let through.
func (b *binder) someRows(name *spl.Name, where spl.SearchExpr, o options) plan.Node {
	n := b.lookupRows(name.Span(), name.Text())
	if o.has("start") || o.has("max") {
		n = &plan.Limit{Input: n, Offset: o.int("start", 0), N: o.int("max", 1_000_000_000)}
	}
	if where != nil {
		n = &plan.Filter{Input: n, Pred: b.predicate(where)}
	}
	return n
}

// below puts rows below those so far, which takes the option append.
func (b *binder) below(in, n plan.Node, c spl.Command, o options) plan.Node {
	switch appends := o.bool("append", false); {
	case in == nil:
		return n
	case !appends:
		b.fail(c.Span(), errFirst(c.Keyword()))
	}
	return &plan.Union{In: []plan.Node{in, n}}
}

func (b *binder) lookupRows(span source.Span, name string) plan.Node {
	if l := b.findLookup(span, name); l != nil {
		return b.lookupScan(name, l)
	}
	return unknownRows(name)
}

// lookupScan reads a lookup. A column that holds the values of a field stands
// for the field, and is none itself.
func (b *binder) lookupScan(name string, l *bind.Lookup) plan.Node {
	n := plan.Node(&plan.Scan{Name: name, Source: l.Source})
	var cols []plan.Named
	var encoded []string
	for _, values := range l.Source.Schema().Names() {
		if field, ok := strings.CutPrefix(values, functions.EncodedPrefix); ok {
			encoded = append(encoded, values)
			cols = append(cols, plan.Named{Name: field, Expr: b.call(b.span(), "search_values", column(field), column(values))})
		}
	}
	if len(cols) == 0 {
		return n
	}
	return drop(set(n, cols...), encoded...)
}

// lookupFields are the fields of a lookup.
func lookupFields(l *bind.Lookup) []string {
	return slices.DeleteFunc(slices.Clone(l.Source.Schema().Names()), func(name string) bool { return strings.HasPrefix(name, functions.EncodedPrefix) })
}

// findLookup is the lookup of that name; nil when there is none, which is an
// error except when the search is only checked.
func (b *binder) findLookup(span source.Span, name string) *bind.Lookup {
	if l := b.env.Lookups[name]; l != nil {
		return l
	}
	b.env.Wants(bind.Need{Kind: bind.NeedLookup, Name: name, Text: b.text, Span: span})
	if !b.env.Check {
		known := make([]string, 0, len(b.env.Lookups))
		for n := range b.env.Lookups {
			known = append(known, n)
		}
		slices.Sort(known)
		b.fail(span, errLookup(name, known))
	}
	return nil
}

// outputlookup hands the rows to whoever keeps lookups, and passes them on.
func (b *binder) outputlookup(in plan.Node, c *spl.Outputlookup) plan.Node {
	o := b.options(c, c.Options, "append", "create_empty", "override_if_empty", "max", "createinapp", "create_context", "key_field", "allow_updates", "output_format")
	o.only("output_format", "splunk_sv_csv", "splunk_mv_csv")
	o.only("create_context", "app", "user", "system")
	out := in
	if o.has("max") {
		out = &plan.Limit{Input: in, N: o.int("max", 0)}
	}
	keepOld, empty := !o.bool("override_if_empty", true), o.bool("create_empty", false)
	// What these say concerns Splunk's apps and its key-value store only.
	o.bool("createinapp", true)
	o.bool("allow_updates", true)
	write := b.env.WriteLookup
	if write == nil && !b.env.Check {
		b.fail(c.Span(), errNotProvided("writing lookups"))
	}
	w := bind.LookupWrite{
		Name: c.Fields[0].Text(), Append: o.bool("append", false), Key: o.text("key_field", ""),
	}
	keep := strings.EqualFold(o.text("output_format", ""), "splunk_mv_csv")
	return &plan.Deferred{
		In: []plan.Node{out}, Label: "outputlookup " + w.Name, Of: in.Shape(),
		Build: func(ctx context.Context, in []*table.Table) (plan.Node, error) {
			w, n := w, &plan.Values{Table: in[0]}
			if w.Rows = in[0]; in[0].Len() == 0 {
				if keepOld || w.Append || w.Key != "" {
					return n, nil
				}
				if !empty {
					w.Rows = nil
				}
			}
			if w.Rows != nil {
				w.Rows = functions.LookupRows(w.Rows, keep)
			}
			return n, write(ctx, w)
		},
	}
}
