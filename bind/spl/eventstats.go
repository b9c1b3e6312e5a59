package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// eventstats adds aggregates over the row's group to each row.
func (b *binder) eventstats(in plan.Node, c *spl.Eventstats) plan.Node {
	list, by := byOptions(c.Options, c.By)
	o := b.options(c, list, "allnum")
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		keys := b.keys(by)
		return &plan.Window{
			Input: in, Partition: keys, Aggs: o.numeric(b.aggregates(c.Aggs, all, namesOf(keys))),
			SkipNullKeys: true, LooseKeys: true,
		}
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "eventstats", make)
}
