package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// tstats groups the rows of a data model, or the events when none is named.
// What speaks of summaries has no effect: the bound table is all there is.
func (b *binder) tstats(c *spl.Tstats) plan.Node {
	list := c.Options
	if c.From != nil {
		list = append(append(spl.Options(nil), list...), c.From.Options...)
	}
	o := b.options(c, list, "summariesonly", "allow_old_summaries", "local", "chunk_size", "include_reduced_buckets",
		"fillnull_value", "use_summary_index_values", "prestats", "append")
	o.only("prestats", "f", "false", "0")
	o.only("append", "f", "false", "0")
	in, where := b.tstatsRows(c)
	outer := b.resolve
	b.resolve = modelField(in)
	defer func() { b.resolve = outer }()
	for _, x := range where {
		in = &plan.Filter{Input: in, Pred: b.predicate(x)}
	}
	keys := b.timedKeys(c.By, nil)
	if o.has("fillnull_value") {
		for i, k := range keys {
			keys[i].Expr = b.call(c.Span(), "coalesce", k.Expr, text(o.text("fillnull_value", "")))
		}
	}
	if hasPattern(c.Aggs) {
		b.fail(c.Span(), errConstruct("a pattern of fields in tstats"))
	}
	if len(c.Aggs) == 0 {
		b.fail(c.Span(), semantic(codeArguments, "%q wants at least one function such as count", c.Keyword()))
	}
	return b.grouped(in, keys, b.aggregates(c.Aggs, nil, nil))
}

// tstatsRows is what a tstats reads, and the terms of its WHERE without those
// that only name the dataset.
func (b *binder) tstatsRows(c *spl.Tstats) (plan.Node, []spl.SearchExpr) {
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
		return b.events(c), where
	case f.Source != nil && strings.EqualFold(f.Source.Key, "datamodel"):
		name = f.Source.Value.Text()
	case len(f.Names) == 2 && strings.EqualFold(f.Names[0].Text(), "datamodel"):
		name = f.Names[1].Text()
	default:
		b.fail(f.Span(), errConstruct("tstats from anything but a data model"))
		return unknownRows("tstats"), where
	}
	if dataset != "" && !slices.Contains(strings.Split(name, "."), dataset) {
		name += "." + dataset
	}
	return b.dataset(c.From.Span(), "datamodel", name), where
}

// modelField finds a data model's field: as written, with the dataset before
// a dot, or without the dataset.
func modelField(in plan.Node) func(string) plan.Expr {
	s := in.Shape()
	return func(name string) plan.Expr {
		_, bare, ok := strings.Cut(name, ".")
		switch {
		case !ok || s.Schema.Index(name) >= 0:
			return column(name)
		case s.Schema.Index(bare) >= 0:
			return column(bare)
		case s.Open:
			return either(name, bare)
		}
		return column(name)
	}
}

// timedKeys are the BY fields of commands that take `_time span=1h` there.
// general is the command's own span, or nil.
func (b *binder) timedKeys(by []*spl.ByField, general *timeSpan) []plan.Named {
	var out []plan.Named
	seen := map[string]bool{}
	for _, f := range by {
		name := f.Text()
		if seen[name] {
			continue
		}
		seen[name] = true
		k := plan.Named{Name: name, Expr: b.column(name)}
		span := general
		for _, opt := range f.Options {
			s, ok := parseSpan(opt.Value.Text())
			switch {
			case !strings.EqualFold(opt.Key, "span"):
				b.fail(opt.Span(), errOption("by", opt.Key, []string{"span"}))
			case strings.EqualFold(opt.Value.Text(), "auto"):
			case !ok:
				b.fail(opt.Span(), errSpan(opt.Value.Text()))
			default:
				span = &s
			}
		}
		if name == "_time" && span != nil {
			k.Expr = b.binned(f.Span(), k.Expr, name, *span)
		}
		out = append(out, k)
	}
	return out
}

// mstats aggregates metric data points among the events: a metric is a field
// of its name, or of its name after "metric_name:".
func (b *binder) mstats(c *spl.Mstats) plan.Node {
	list := c.Options
	if c.From != nil {
		b.fail(c.From.Span(), errConstruct("mstats with FROM"))
	}
	o := b.options(c, list, "prestats", "append", "span", "every", "backfill", "chart", "chunk_size", "fillnull_value", "update_period")
	o.only("prestats", "f", "false", "0")
	o.only("append", "f", "false", "0")
	o.only("chart", "f", "false", "0")
	in := b.events(c)
	if c.Where != nil {
		for _, x := range conjuncts(c.Where) {
			in = &plan.Filter{Input: in, Pred: b.predicate(x)}
		}
	}
	var span *timeSpan
	keys := c.By
	if opt := list.Get("span"); opt != nil {
		s, ok := parseSpan(opt.Value.Text())
		if !ok {
			b.fail(opt.Span(), errSpan(opt.Value.Text()))
		}
		span = &s
	}
	by := b.timedKeys(keys, span)
	if span != nil && !slices.Contains(namesOf(by), "_time") {
		by = append([]plan.Named{{Name: "_time", Expr: b.binned(c.Span(), column("_time"), "_time", *span)}}, by...)
	}
	outer := b.resolve
	b.resolve = func(name string) plan.Expr {
		if name == "" || name[0] == '_' {
			return column(name)
		}
		return either("metric_name:"+name, name)
	}
	defer func() { b.resolve = outer }()
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		metrics := []string{}
		for _, name := range all {
			metrics = append(metrics, strings.TrimPrefix(name, "metric_name:"))
		}
		return b.grouped(in, by, b.aggregates(c.Aggs, metrics, namesOf(by)))
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "mstats", make)
}

// either is the first of two fields, or else the second.
func either(first, second string) plan.Expr {
	return &plan.Call{Func: functions.SPL().Scalar("coalesce"), Args: []plan.Expr{column(first), column(second)}, T: table.TypeDynamic}
}
