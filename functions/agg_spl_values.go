package functions

import (
	"fmt"
	"math"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splValueAggregates: aggregates over values of any kind, told apart by
// their text.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/statistical-and-charting-functions/multivalue-stats-and-chart-functions
func splValueAggregates() []Aggregate {
	agg := func(names, doc string, counted bool, result func(*splTextSets, int) []table.Column) Aggregate {
		return Aggregate{SPL: names, Args: "field", Doc: doc, Multi: EachValue, Impl: []AggregateOverload{{
			Params: []table.Type{table.TypeUnknown},
			Result: table.TypeDynamic,
			New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
				return &splTextSets{result: result, counted: counted}, nil
			},
		}}}
	}
	return []Aggregate{
		agg("dc distinct_count estdc", "The number of distinct values.", false, (*splTextSets).distinct),
		agg("estdc_error", "The error of estdc, which counts: 0.", false, (*splTextSets).noError),
		agg("values", "The distinct values in lexicographic order, as text.", false, (*splTextSets).values),
		agg("mode", "The most frequent value, the first of them when several are.", true, (*splTextSets).mode),
		{
			SPL: "list", Args: "field, [limit]", Doc: "The values in order; with Splunk's limits the first 100 of each group.", Multi: EachValue,
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown, table.TypeLong}, Optional: 1,
				Const:  2,
				Result: table.TypeDynamic,
				New: func(c *Context, _ []table.Type, consts []table.Value) (Accumulator, error) {
					a := &splTextLists{limit: math.MaxInt, warn: c.Warn}
					if len(consts) > 0 {
						a.limit = int(consts[0].Int())
					}
					return a, nil
				},
			}},
		},
		{
			SPL: "count c", Args: "[field]", Doc: "Counts events, or the values of a field; of a condition, how often it is true.", Multi: EachValue,
			Impl: []AggregateOverload{
				{Result: table.TypeLong, New: func(*Context, []table.Type, []table.Value) (Accumulator, error) { return &rowCount{}, nil }},
				{Params: []table.Type{table.TypeUnknown}, Result: table.TypeLong, New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
					return &valueCount{}, nil
				}},
			},
		},
	}
}

type valueCount struct{ rowCount }

func (a *valueCount) Add(groups []uint32, n int, args []table.Column) error {
	a.counts = grow(a.counts, n)
	c := table.Resolve(args[0])
	bools := c.Type() == table.TypeBool
	for i, g := range groups {
		if !c.Null(i) && (!bools || c.Value(i).Bool()) {
			a.counts[g]++
		}
	}
	return nil
}

type splTextLists struct {
	limit int
	warn  func(string)
	lists [][]string
	held  int64
}

// Held implements Holder.
func (a *splTextLists) Held() int64 { return a.held }

func (a *splTextLists) Add(groups []uint32, n int, args []table.Column) error {
	a.lists = grow(a.lists, n)
	texts := textArg(args[0])
	for i, g := range groups {
		switch {
		case texts.Null(i):
		case len(a.lists[g]) < a.limit:
			a.lists[g] = append(a.lists[g], strings.Clone(texts.At(i)))
			a.held += textHeader + int64(len(texts.At(i)))
		default:
			a.warn(fmt.Sprintf("list() keeps the first %d values of a group; others are left out", a.limit))
		}
	}
	return nil
}

func (a *splTextLists) Results(n int) []table.Column {
	a.lists = grow(a.lists, n)
	b := newValuesBuilder(n)
	for g := range n {
		for _, s := range a.lists[g] {
			b.text(s)
		}
		b.end()
	}
	return []table.Column{b.list()}
}
