package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// seriesFill: filling in what is missing of a series.
func seriesFill() []Func {
	number := table.TypeReal
	return []Func{
		{
			KQL: "series_fill_const", Args: "series [, constant [, missing]]", ResultName: "$1", Null: NullSeen,
			Doc: "Replaces missing elements by a constant (0).",
			Impl: Overloads{mapSeries([]table.Type{table.TypeUnknown, table.TypeUnknown}, 2, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
				with := table.LongValue(0)
				if len(rest) > 0 {
					with = rest[0]
				}
				missing := missingTest(rest, 1)
				return fillBy(a, missing, func(int) table.Value { return with }), true
			})},
			Cases: Cases{`series_fill_const(dynamic([1,null,3]), 0)`: `dynamic([1,0,3])`},
		},
		{
			KQL: "series_fill_forward", Args: "series [, missing]", ResultName: "$1", Null: NullSeen,
			Doc: "Replaces missing elements by the last one before that is not missing.",
			Impl: Overloads{mapSeries([]table.Type{table.TypeUnknown}, 1, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
				return fillFrom(a, missingTest(rest, 0), 0, 1), true
			})},
			Cases: Cases{`series_fill_forward(dynamic([null,1,null]))`: `dynamic([null,1,1])`},
		},
		{
			KQL: "series_fill_backward", Args: "series [, missing]", ResultName: "$1", Null: NullSeen,
			Doc: "Replaces missing elements by the first one after that is not missing.",
			Impl: Overloads{mapSeries([]table.Type{table.TypeUnknown}, 1, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
				return fillFrom(a, missingTest(rest, 0), len(a)-1, -1), true
			})},
			Cases: Cases{`series_fill_backward(dynamic([null,1,null]))`: `dynamic([1,1,null])`},
		},
		{
			KQL: "series_fill_linear", Args: "series [, missing [, fillEdges [, constant]]]", ResultName: "$1", Null: NullSeen,
			Doc: "Replaces missing elements by points on the line between their neighbours, at the edges by the nearest element unless fillEdges is false; a series with none at all by the constant (0).",
			Impl: Overloads{mapSeries([]table.Type{table.TypeUnknown, table.TypeBool, number}, 3, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
				return fillLinear(a, missingTest(rest, 0), argBool(rest, 1, true), argReal(rest, 2, 0)), true
			})},
			Cases: Cases{`series_fill_linear(dynamic([null,1,null,2.0]))`: `dynamic([1,1,1.5,2.0])`, `series_fill_linear(dynamic([41,null,null,16,null,-1]))`: `dynamic([41,32,24,16,7,-1])`},
		},
	}
}

// missingTest tells missing elements: nulls, or those equal to the placeholder
// when one is given.
func missingTest(rest []table.Value, k int) func(v table.Value) bool {
	if k >= len(rest) || rest[k].IsNull() {
		return func(v table.Value) bool { return !isNumber(v) || realOf(v) != realOf(v) }
	}
	placeholder := rest[k]
	return func(v table.Value) bool { return OrderValues(v, placeholder) == 0 }
}

func fillBy(a []table.Value, missing func(table.Value) bool, with func(i int) table.Value) table.Value {
	out := make([]table.Value, len(a))
	for i, v := range a {
		if out[i] = v; missing(v) {
			out[i] = with(i)
		}
	}
	return table.ArrayValue(out)
}

func fillFrom(a []table.Value, missing func(table.Value) bool, start, step int) table.Value {
	out := make([]table.Value, len(a))
	seen, last := false, table.Value{}
	for i := start; i >= 0 && i < len(a); i += step {
		out[i] = a[i]
		switch {
		case !missing(a[i]):
			seen, last = true, a[i]
		case seen:
			out[i] = last
		}
	}
	return table.ArrayValue(out)
}

// fillLinear cuts what it fills into a series of integers to integers.
func fillLinear(a []table.Value, missing func(table.Value) bool, edges bool, constant float64) table.Value {
	out := make([]table.Value, len(a))
	copy(out, a)
	fill := table.RealValue
	if !slices.ContainsFunc(a, func(v table.Value) bool { return !missing(v) && !isInteger(v) }) {
		fill = func(x float64) table.Value { return table.LongValue(int64(x)) }
	}
	last := -1
	for i := range a {
		if missing(a[i]) {
			continue
		}
		if from := last + 1; from < i && (last >= 0 || edges) {
			for j := from; j < i; j++ {
				if last < 0 {
					out[j] = a[i]
					continue
				}
				x, y := realOf(a[last]), realOf(a[i])
				out[j] = fill(x + (y-x)*float64(j-last)/float64(i-last))
			}
		}
		last = i
	}
	for j := last + 1; j < len(a); j++ {
		switch {
		case last < 0:
			out[j] = table.RealValue(constant)
		case edges:
			out[j] = a[last]
		}
	}
	return table.ArrayValue(out)
}
