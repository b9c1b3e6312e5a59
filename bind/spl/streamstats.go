package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// streamstats adds aggregates over the rows so far to each row.
func (b *binder) streamstats(in plan.Node, c *spl.Streamstats) plan.Node {
	list, by := byOptions(c.Options, c.By)
	o := b.options(c, list, "allnum", "window", "current", "global", "reset_on_change", "reset_before", "reset_after", "time_window")
	frame := &plan.Frame{
		Rows: o.int("window", 0), Current: o.bool("current", true), Global: o.bool("global", true),
		ResetOnChange: o.bool("reset_on_change", false),
		ResetBefore:   b.conditionOption(c, list, "reset_before"),
		ResetAfter:    b.conditionOption(c, list, "reset_after"),
	}
	if opt := list.Get("time_window"); opt != nil {
		if s, ok := parseSpan(opt.Value.Text()); ok && s.seconds() > 0 {
			frame.Span, frame.Time = s.seconds(), b.column("_time")
		} else {
			b.fail(opt.Span(), errSpan(opt.Value.Text()))
		}
	}
	if len(c.Aggs) == 0 {
		return in
	}
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		keys := b.keys(by)
		return &plan.Window{
			Input: in, Partition: keys, Aggs: o.numeric(b.aggregates(c.Aggs, all, namesOf(keys))), Frame: frame,
			SkipNullKeys: true, LooseKeys: true,
		}
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "streamstats", make)
}

// conditionOption is an option whose value is an eval expression, in
// parentheses or in a text; nil without the option.
func (b *binder) conditionOption(c spl.Command, list spl.Options, key string) plan.Expr {
	opt := list.Get(key)
	switch {
	case opt == nil:
		return nil
	case opt.Value.Expr != nil:
		return b.expr(opt.Value.Expr)
	}
	s, inner := b.parse(opt.Span(), "| where "+opt.Value.Text())
	if s == nil {
		return nil
	}
	w, ok := s.Commands[0].(*spl.Where)
	if !ok {
		b.fail(opt.Span(), errOptionValue(c.Keyword(), key, "a condition"))
		return nil
	}
	x := inner.expr(w.X)
	b.errs = append(b.errs, inner.errs...)
	return x
}
