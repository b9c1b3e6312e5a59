package functions

import "github.com/goshawk-lang/goshawk/table"

// counting: aggregates that count rows.
func counting() []Aggregate {
	return []Aggregate{
		{
			KQL: "count", KQLIf: "countif", Args: "",
			Doc:        "Counts the rows of the group.",
			ResultName: "count_", ResultNameIf: "countif_$1",
			Impl: []AggregateOverload{{
				Result: table.TypeLong,
				New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
					return &rowCount{}, nil
				},
			}},
			Cases: Cases{`toscalar(range x from 1 to 3 step 1 | summarize count())`: `3`},
		},
		{
			KQL: "cnt", Args: "",
			Doc:        "Counts the rows of the group (an old name of count).",
			ResultName: "cnt_",
			Impl: []AggregateOverload{{
				Result: table.TypeLong,
				New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
					return &rowCount{}, nil
				},
			}},
			Cases: Cases{`toscalar(range x from 1 to 3 step 1 | summarize cnt())`: `3`},
		},
	}
}

type rowCount struct{ counts []int64 }

func (a *rowCount) Add(groups []uint32, n int, _ []table.Column) error {
	a.counts = grow(a.counts, n)
	for _, g := range groups {
		a.counts[g]++
	}
	return nil
}

func (a *rowCount) Results(n int) []table.Column {
	a.counts = grow(a.counts, n)
	return []table.Column{table.NewVec(a.counts[:n:n], nil)}
}
