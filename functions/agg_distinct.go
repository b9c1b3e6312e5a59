package functions

import "github.com/goshawk-lang/goshawk/table"

// distinct: aggregates that count distinct values.
func distinct() []Aggregate {
	return []Aggregate{
		{
			KQL: "dcount", KQLIf: "dcountif", Args: "expr [, accuracy]",
			Doc:        "Counts the distinct values that are not null. The count is exact, whatever accuracy (0 to 4) is asked for.",
			ResultName: "dcount_$1", ResultNameIf: "dcountif_$1",
			Impl: []AggregateOverload{{
				Params:   []table.Type{table.TypeUnknown, table.TypeLong},
				Optional: 1,
				Const:    1 << 1,
				Result:   table.TypeLong,
				New:      newDistinctCount,
			}},
			Cases: Cases{
				`toscalar(range x from 1 to 9 step 1 | summarize dcount(x % 3))`:                      `3`,
				`toscalar(range x from 1 to 9 step 1 | summarize dcountif(x % 3, x < 3, 4))`:          `2`,
				`toscalar(range x from 1 to 2 step 1 | summarize dcount(iff(x == 1, long(null), x)))`: `1`,
			},
		},
		{
			KQL: "count_distinct", KQLIf: "count_distinctif", Args: "expr",
			Doc:        "Counts the distinct values that are not null, exactly.",
			ResultName: "count_distinct_$1", ResultNameIf: "count_distinctif_$1",
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown},
				Result: table.TypeLong,
				New:    newDistinctCount,
			}},
			Cases: Cases{
				`toscalar(range x from 1 to 9 step 1 | summarize count_distinct(x % 3))`:          `3`,
				`toscalar(range x from 1 to 9 step 1 | summarize count_distinctif(x % 3, x < 3))`: `2`,
			},
		},
	}
}

func newDistinctCount(_ *Context, types []table.Type, _ []table.Value) (Accumulator, error) {
	return &distinctCount{encoder: newEncoder(types[0])}, nil
}

type distinctCount struct {
	encoder encoder
	pairs   groupCodes
	scratch []uint32
}

// Held implements Holder.
func (d *distinctCount) Held() int64 { return d.pairs.held() + textHeader*int64(d.encoder.len()) }

func (d *distinctCount) Add(groups []uint32, n int, args []table.Column) error {
	groups, d.scratch = keepCoded(groups, d.encoder.encode(d.scratch[:0], args[0]))
	d.pairs.add(groups, d.scratch, n, d.encoder.len())
	return nil
}

func (d *distinctCount) Results(n int) []table.Column {
	_, bounds := d.pairs.distinct(n, d.encoder.len())
	out := make([]int64, n)
	for g := range out {
		out[g] = int64(bounds[g+1] - bounds[g])
	}
	return []table.Column{table.NewVec(out, nil)}
}
