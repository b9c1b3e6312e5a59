package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// stats groups rows. A row without one of the BY fields is left out, one with
// several values of it belongs to several groups.
func (b *binder) stats(in plan.Node, c *spl.Stats) plan.Node {
	list, by := byOptions(c.Options, c.By)
	o := b.options(c, list, "allnum", "partitions", "delim", "dedup_splitvals")
	o.only("allnum", "f", "false", "0")
	o.only("dedup_splitvals", "t", "true", "1")
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		keys := b.keys(by)
		return b.grouped(in, keys, b.aggregates(c.Aggs, all, namesOf(keys)))
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "stats", make)
}

// grouped is an Aggregate with the rules of stats.
func (b *binder) grouped(in plan.Node, keys []plan.Named, aggs []plan.Agg) plan.Node {
	return &plan.Aggregate{Input: in, Keys: keys, Aggs: aggs, DropNullKeys: true, SplitLists: true, LooseKeys: true}
}
