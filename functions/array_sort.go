package functions

import (
	"cmp"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// arraySorts: sorting one array, or several by the first.
func arraySorts() []Func {
	of := func(descending bool) Overloads {
		return Overloads{mapArray(sortArray(descending), table.TypeBool).WithOptional(1), sortSeveral(descending)}
	}
	return []Func{
		{
			KQL: "array_sort_asc", Args: "array... [nulls_last]", Null: NullSeen, EachOutput: "sorted",
			Doc:  "Sorts an array in rising order, nulls last unless told otherwise; further arrays are put in the order of the first.",
			Impl: of(false),
			Cases: Cases{
				`array_sort_asc(dynamic([null, "b", "a"]))`: `dynamic(["a", "b", null])`, `array_sort_asc(dynamic([2, null, 1]), false)`: `dynamic([null, 1, 2])`,
				`array_sort_asc(dynamic([3, 1, 2]), dynamic(["c", "a", "b"]))[1]`:                                            `dynamic(["a", "b", "c"])`,
				`array_sort_asc(dynamic([3, 1]), dynamic(["c", "a", "b"]))[1]`:                                               `dynamic(null)`,
				`array_sort_asc(dynamic([3, null]), dynamic([1, 2]), false)[1]`:                                              `dynamic([2, 1])`,
				`array_sort_asc(dynamic([[1], true, "a", 2h, datetime(2020-01-01), 2]))`:                                     `dynamic([2, 2h, datetime(2020-01-01), "a", true, [1]])`,
				`toscalar(print a = dynamic([2, 1]), b = dynamic([1, 2]) | project array_sort_asc(a, b) | project b_sorted)`: `dynamic([2, 1])`,
			},
		},
		{
			KQL: "array_sort_desc", Args: "array... [nulls_last]", Null: NullSeen, EachOutput: "sorted",
			Doc:  "Sorts an array in falling order, nulls last unless told otherwise; further arrays are put in the order of the first.",
			Impl: of(true),
			Cases: Cases{
				`array_sort_desc(dynamic([5, 2, 8]))`:                      `dynamic([8, 5, 2])`,
				`array_sort_desc(dynamic([1, 2]), dynamic(["a", "b"]))[1]`: `dynamic(["b", "a"])`,
			},
		},
	}
}

func sortArray(descending bool) arrayFunc[table.Value] {
	return func(a, rest []table.Value) (table.Value, bool) {
		nullsLast := len(rest) == 0 || rest[0].Bool()
		b := slices.Clone(a)
		slices.SortStableFunc(b, func(x, y table.Value) int { return orderElements(x, y, descending, nullsLast) })
		return table.ArrayValue(b), true
	}
}

// sortSeveral gives an array of the arrays; one of another length than the
// first is null.
func sortSeveral(descending bool) Overload {
	o := mapArray(func(a, rest []table.Value) (table.Value, bool) {
		nullsLast := true
		if last := rest[len(rest)-1]; last.Kind() == table.KindBool {
			nullsLast, rest = last.Bool(), rest[:len(rest)-1]
		}
		order := make([]int, len(a))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(i, j int) int { return orderElements(a[i], a[j], descending, nullsLast) })
		out := make([]table.Value, 1+len(rest))
		out[0] = reordered(a, order)
		for i, b := range rest {
			if b := b.Array(); len(b) == len(a) {
				out[i+1] = reordered(b, order)
			}
		}
		return table.ArrayValue(out), true
	}, table.TypeDynamic, table.TypeUnknown)
	o.Optional, o.Variadic = 1, true
	o.ResultOf = func(args []table.Type) table.Type {
		for i, t := range args {
			last := i == len(args)-1 && t == table.TypeBool
			if t != table.TypeDynamic && t != table.TypeUnknown && !last {
				return table.TypeUnknown
			}
		}
		return table.TypeDynamic
	}
	return o
}

func reordered(a []table.Value, order []int) table.Value {
	out := make([]table.Value, len(order))
	for i, from := range order {
		out[i] = a[from]
	}
	return table.ArrayValue(out)
}

// orderElements compares elements of an array that is sorted: numbers and
// times come before texts, and those before all others.
func orderElements(x, y table.Value, descending, nullsLast bool) int {
	if x.IsNull() != y.IsNull() {
		if x.IsNull() == nullsLast {
			return 1
		}
		return -1
	}
	if descending {
		x, y = y, x
	}
	if c := cmp.Compare(elementRank(x), elementRank(y)); c != 0 {
		return c
	}
	return OrderValues(x, y)
}

func elementRank(v table.Value) int {
	switch v.Kind() {
	case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal, table.KindDateTime, table.KindTimeSpan:
		return 0
	case table.KindString:
		return 1
	case table.KindGUID:
		return 2
	}
	return 3
}
