package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
)

// stats groups rows. A row without one of the BY fields is left out, one with
// several values of it belongs to several groups. partitions says how Splunk
// divides the work, which changes no answer.
func (b *binder) stats(in plan.Node, c *spl.Stats) plan.Node {
	list, by := byOptions(c.Options, c.By)
	o := b.options(c, list, "allnum", "partitions", "delim", "dedup_splitvals")
	o.int("partitions", 0)
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		keys := b.keys(by)
		aggs := b.aggregates(c.Aggs, all, namesOf(keys))
		b.delimited(aggs, o)
		n := b.grouped(in, keys, o.numeric(aggs))
		n.RepeatLists = !o.bool("dedup_splitvals", false)
		return inKeyOrder(n, keys)
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "stats", make)
}

// grouped is an Aggregate with the rules of stats.
func (b *binder) grouped(in plan.Node, keys []plan.Named, aggs []plan.Agg) *plan.Aggregate {
	return &plan.Aggregate{Input: in, Keys: keys, Aggs: aggs, DropNullKeys: true, SplitLists: true, RepeatLists: true, LooseKeys: true}
}

// inKeyOrder puts groups in the order of the texts of their keys, the first key
// first. The manual does not speak of the order; it is that of the results it
// prints.
func inKeyOrder(groups plan.Node, keys []plan.Named) plan.Node {
	if len(keys) == 0 {
		return groups
	}
	s := &plan.Sort{Input: groups, Limit: -1}
	for _, k := range keys {
		s.Keys = append(s.Keys, plan.SortKey{Expr: column(k.Name), Order: plan.OrderText})
	}
	return s
}

// numberAggregates are the functions that allnum speaks of.
var numberAggregates = wordList(`avg mean sum sumsq range var varp stdev stdevp median perc p exactperc upperperc`)

// numeric applies the option allnum: a group with a value that is no number
// has no sum, mean and the like.
func (o options) numeric(aggs []plan.Agg) []plan.Agg {
	if !o.bool("allnum", false) {
		return aggs
	}
	for i, a := range aggs {
		if slices.ContainsFunc(strings.Fields(a.Func.SPL), func(name string) bool { return slices.Contains(numberAggregates(), name) }) {
			aggs[i].Func = functions.AllNumbers(a.Func)
		}
	}
	return aggs
}

// delimited remembers what nomv puts between the values of values() and
// list(): the option delim.
func (b *binder) delimited(aggs []plan.Agg, o options) {
	if b.delims = (delimiters{}); !o.has("delim") {
		return
	}
	for _, a := range aggs {
		if a.Func.SPL == "values" || a.Func.SPL == "list" {
			b.delims.set(a.Names[0], o.text("delim", " "))
		}
	}
}
