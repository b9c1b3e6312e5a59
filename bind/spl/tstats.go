package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// tstats groups the rows of a data model, or the events when none is named.
// What speaks of summaries has no effect: a bound table and events are all
// there is. before, unless nil, are the rows that prestats=t append=t adds to.
func (b *binder) tstats(before plan.Node, c *spl.Tstats) plan.Node {
	list := c.Options
	if c.From != nil {
		list = append(append(spl.Options(nil), list...), c.From.Options...)
	}
	o := b.options(c, list, "summariesonly", "allow_old_summaries", "local", "chunk_size", "include_reduced_buckets",
		"fillnull_value", "use_summary_index_values", "prestats", "append")
	for _, key := range []string{"summariesonly", "allow_old_summaries", "local", "include_reduced_buckets", "use_summary_index_values"} {
		o.bool(key, false)
	}
	o.int("chunk_size", 0)
	prestats := o.bool("prestats", false)
	b.appended(before, c, o)
	m, where := b.tstatsRows(c)
	outer := b.resolve
	b.resolve = b.directives(c, m.field)
	defer func() { b.resolve = outer }()
	in := m.rows
	for _, x := range where {
		in = &plan.Filter{Input: in, Pred: b.predicate(x)}
	}
	keys := b.timedKeys(c.By, nil)
	if o.has("fillnull_value") {
		for i, k := range keys {
			keys[i].Expr = b.call(c.Span(), "coalesce", k.Expr, text(o.text("fillnull_value", "")))
		}
	}
	b.plainFields(c)
	if len(c.Aggs) == 0 {
		b.fail(c.Span(), semantic(codeArguments, "%q wants at least one function such as count", c.Keyword()))
	}
	if !prestats {
		return inKeyOrder(b.grouped(in, keys, prefixNames(c.Aggs, b.aggregates(c.Aggs, nil, nil))), keys)
	}
	rows := b.prestats(in, c, c.Aggs, keys)
	if before != nil {
		return &plan.Union{In: []plan.Node{before, rows}}
	}
	return rows
}

// plainFields refuses what the fields of an index cannot be: patterns, and
// expressions in functions.
func (b *binder) plainFields(c *spl.Tstats) {
	if hasPattern(c.Aggs) {
		b.fail(c.Span(), semantic(codePlace, "tstats takes no patterns of fields"))
	}
	for _, f := range c.By {
		if f.Pattern() {
			b.fail(f.Span(), semantic(codePlace, "tstats takes no patterns of fields"))
		}
	}
	for _, a := range c.Aggs {
		if g, ok := a.(*spl.Aggregate); ok && g.Eval != nil {
			b.fail(g.Span(), semantic(codePlace, "tstats takes no eval() in a function: stats after it does"))
		}
	}
}

// appended checks that rows before tstats or mstats are meant to be added to.
func (b *binder) appended(before plan.Node, c spl.Command, o options) {
	if appends := o.bool("append", false); appends && !o.bool("prestats", false) {
		b.fail(c.Span(), semantic(codePlace, "append=t of %s wants prestats=t", c.Keyword()))
	} else if before != nil && !appends {
		b.fail(c.Span(), errFirst(c.Keyword()))
	}
}

// prestats are the rows that stats, chart or timechart after it aggregate:
// every row that has the BY fields, with those and the fields that the
// functions read, under the names that tstats or mstats gives them.
func (b *binder) prestats(in plan.Node, c spl.Command, aggs []spl.AggExpr, keys []plan.Named) plan.Node {
	cols := append([]plan.Named(nil), keys...)
	for _, k := range keys {
		in = &plan.Filter{Input: in, Pred: b.call(c.Span(), "isnotnull", k.Expr)}
	}
	add := func(name string, x plan.Expr) {
		if name != "" && !slices.Contains(namesOf(cols), name) {
			cols = append(cols, plan.Named{Name: name, Expr: x})
		}
	}
	add("_time", column("_time"))
	for _, a := range aggs {
		g, ok := a.(*spl.Aggregate)
		switch {
		case !ok || g.Eval != nil:
			b.fail(a.Span(), semantic(codePlace, "%s with prestats=t takes no expressions", c.Keyword()))
		case g.As != nil:
			b.fail(g.As.Span(), semantic(codePlace, "%s with prestats=t takes no AS: name the result in the command after it", c.Keyword()))
		case g.Arg != nil:
			name := g.Arg.Text()
			if p, ok := prefixOf(name); ok {
				name = p
			}
			add(name, b.column(g.Arg.Text()))
		}
	}
	return &plan.Project{Input: in, Cols: cols}
}

// tstatsRows is what a tstats reads, and the terms of its WHERE without those
// that only name the dataset.
func (b *binder) tstatsRows(c *spl.Tstats) (model, []spl.SearchExpr) {
	var where []spl.SearchExpr
	dataset := ""
	if c.Where != nil {
		for _, x := range conjuncts(c.Where) {
			if cmp, ok := x.(*spl.Compare); ok && cmp.Op == "=" && cmp.Value.Sub == nil && strings.EqualFold(cmp.Field.Text(), "nodename") {
				dataset = cmp.Value.Text()
				continue
			}
			if !everything(x) {
				where = append(where, x)
			}
		}
	}
	name := ""
	switch f := c.From; {
	case f == nil:
		return model{rows: b.events(c)}, where
	case f.Source != nil && strings.EqualFold(f.Source.Key, "datamodel"):
		name = f.Source.Value.Text()
	case len(f.Names) == 2 && strings.EqualFold(f.Names[0].Text(), "datamodel"):
		name = f.Names[1].Text()
	default:
		b.fail(f.Span(), errConstruct("tstats from anything but a data model"))
		return model{rows: unknownRows("tstats")}, where
	}
	if dataset != "" && !slices.Contains(strings.Split(name, "."), dataset) {
		name += "." + dataset
	}
	return b.model(c, c.From.Span(), name, tstatsFields(c)), where
}

// tstatsFields are the names of the fields that a tstats groups by or
// aggregates.
func tstatsFields(c *spl.Tstats) []string {
	var out []string
	for _, f := range c.By {
		out = append(out, f.Text())
	}
	for _, a := range c.Aggs {
		if g, ok := a.(*spl.Aggregate); ok && g.Arg != nil {
			out = append(out, g.Arg.Text())
		}
	}
	return append(out, comparedFields(c.Where)...)
}

// comparedFields are the fields that a search expression compares.
func comparedFields(x spl.SearchExpr) []string {
	switch x := x.(type) {
	case *spl.And:
		return comparedIn(x.Terms)
	case *spl.Or:
		return comparedIn(x.Terms)
	case *spl.Not:
		return comparedFields(x.X)
	case *spl.Group:
		return comparedFields(x.X)
	case *spl.Compare:
		return []string{x.Field.Text()}
	case *spl.InList:
		return []string{x.Field.Text()}
	}
	return nil
}

func comparedIn(list []spl.SearchExpr) []string {
	var out []string
	for _, x := range list {
		out = append(out, comparedFields(x)...)
	}
	return out
}

// timedKeys are the BY fields of commands that take `_time span=1h` there.
// general is the command's own span, or nil.
func (b *binder) timedKeys(by []*spl.ByField, general *timeSpan) []plan.Named {
	var out []plan.Named
	seen := map[string]bool{}
	span := general
	for _, f := range by {
		// A span behind any of the fields is that of _time.
		for _, opt := range f.Options {
			s, ok := parseSpan(opt.Value.Text())
			switch {
			case !strings.EqualFold(opt.Key, "span"):
				b.fail(opt.Span(), errOption("by", opt.Key, []string{"span"}))
			case strings.EqualFold(opt.Value.Text(), "auto"):
			case !ok || !s.ofTime():
				b.fail(opt.Span(), errSpan(opt.Value.Text()))
			default:
				span = &s
			}
		}
	}
	for _, f := range by {
		name := f.Text()
		if seen[name] {
			continue
		}
		seen[name] = true
		k := plan.Named{Name: name, Expr: b.column(name)}
		if prefix, ok := prefixOf(name); ok {
			k.Name = prefix
		}
		if name == "_time" && span != nil {
			k.Expr = b.binned(f.Span(), k.Expr, name, *span)
		}
		out = append(out, k)
	}
	return out
}
