package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// arrayShape: cutting, turning and joining arrays.
func arrayShape() []Func {
	long, dyn, anyType := table.TypeLong, table.TypeDynamic, table.TypeUnknown
	return []Func{
		{
			KQL: "array_concat", Args: "array...", Null: NullSeen,
			Doc:   "Joins arrays into one; a null array adds nothing.",
			Impl:  Overloads{mapValues(1, dyn, arrayConcat)},
			Cases: Cases{`array_concat(dynamic([1, 2]), dynamic(null), dynamic([3]))`: `dynamic([1, 2, 3])`},
		},
		{
			KQL: "array_reverse", Args: "array", Null: NullSeen,
			Doc: "Turns the order of an array's elements around.",
			Impl: Overloads{mapArray(func(a, _ []table.Value) (table.Value, bool) {
				b := slices.Clone(a)
				slices.Reverse(b)
				return table.ArrayValue(b), true
			})},
			Cases: Cases{`array_reverse(dynamic([1, 2, 3]))`: `dynamic([3, 2, 1])`},
		},
		{
			KQL: "array_rotate_left", Args: "array count", Null: NullSeen,
			Doc:   "Moves elements to the left, those that fall off coming in at the right.",
			Impl:  Overloads{mapArray(func(a, rest []table.Value) (table.Value, bool) { return rotate(a, rest[0].Int()), true }, long)},
			Cases: Cases{`array_rotate_left(dynamic([1,2,3,4,5]), 2)`: `dynamic([3,4,5,1,2])`, `array_rotate_left(dynamic([1,2,3,4,5]), -2)`: `dynamic([4,5,1,2,3])`},
		},
		{
			KQL: "array_rotate_right", Args: "array count", Null: NullSeen,
			Doc:   "Moves elements to the right, those that fall off coming in at the left.",
			Impl:  Overloads{mapArray(func(a, rest []table.Value) (table.Value, bool) { return rotate(a, -rest[0].Int()), true }, long)},
			Cases: Cases{`array_rotate_right(dynamic([1,2,3,4,5]), 2)`: `dynamic([4,5,1,2,3])`},
		},
		{
			KQL: "array_shift_left", Args: "array count [fill]", Null: NullSeen,
			Doc: "Moves elements to the left, filling up with null (an empty text among texts) or a given value.",
			Impl: Overloads{mapArray(func(a, rest []table.Value) (table.Value, bool) {
				return shiftArray(a, rest[0].Int(), rest[1:]), true
			}, long, anyType).WithOptional(1)},
			Cases: Cases{`array_shift_left(dynamic([1,2,3]), 2)`: `dynamic([3,null,null])`, `array_shift_left(dynamic([1,2,3]), -1, 9)`: `dynamic([9,1,2])`,
				`array_shift_left(dynamic(["a","b"]), 1)`: `dynamic(["b",""])`, `array_shift_left(dynamic(["a",1]), 1)`: `dynamic([1,null])`},
		},
		{
			KQL: "array_shift_right", Args: "array count [fill]", Null: NullSeen,
			Doc: "Moves elements to the right, filling up with null (an empty text among texts) or a given value.",
			Impl: Overloads{mapArray(func(a, rest []table.Value) (table.Value, bool) {
				return shiftArray(a, -rest[0].Int(), rest[1:]), true
			}, long, anyType).WithOptional(1)},
			Cases: Cases{`array_shift_right(dynamic([10,20,30]), 1)`: `dynamic([null,10,20])`},
		},
		{
			KQL: "array_slice", Args: "array start end", Null: NullSeen,
			Doc:   "Takes the elements from start to end, both included; negative places count from the end.",
			Impl:  Overloads{mapArray(arraySlice, long, long)},
			Cases: Cases{`array_slice(dynamic([1,2,3,4,5,6]), 2, -2)`: `dynamic([3,4,5])`, `array_slice(dynamic([1,2]), 0, 100)`: `dynamic([1,2])`, `array_slice(dynamic([1,2]), 1, 0)`: `dynamic([])`},
		},
		{
			KQL: "array_split", Args: "array indices", Null: NullSeen,
			Doc:   "Cuts an array before one or several places into an array of arrays.",
			Impl:  Overloads{mapArray(arraySplit, long), mapArray(arraySplit, dyn)},
			Cases: Cases{`array_split(dynamic([1,2,3,4,5]), 2)`: `dynamic([[1,2],[3,4,5]])`, `array_split(dynamic([1,2,3,4,5]), dynamic([1,3]))`: `dynamic([[1],[2,3],[4,5]])`},
		},
		{
			KQL: "zip", Args: "array...", Null: NullSeen,
			Doc:   "Makes an array of the arrays of elements that stand at the same place; short arrays are filled up with null.",
			Impl:  Overloads{mapValues(2, dyn, zipArrays)},
			Cases: Cases{`zip(dynamic([1,3,5]), dynamic([2,4]))`: `dynamic([[1,2],[3,4],[5,null]])`},
		},
		{
			KQL: "repeat", Args: "value count", Null: NullSeen, ResultName: "repeat_$1",
			Doc:   "Makes an array of a value repeated.",
			Impl:  Overloads{mapValues(2, anyType, repeatValue).fixed(anyType, long)},
			Cases: Cases{`repeat(1, 3)`: `dynamic([1,1,1])`, `repeat("a", 0)`: `dynamic([])`, `repeat(1, -1)`: `dynamic(null)`},
		},
	}
}

// fixed replaces the parameters by exactly these.
func (o Overload) fixed(params ...table.Type) Overload {
	o.Params, o.Optional, o.Variadic = params, 0, false
	return o
}

func arrayConcat(vals []table.Value) (table.Value, bool) {
	var out []table.Value
	any := false
	for _, v := range vals {
		if v.Kind() == table.KindArray {
			out, any = append(out, v.Array()...), true
		}
	}
	return table.ArrayValue(out), any
}

func rotate(a []table.Value, n int64) table.Value {
	if len(a) == 0 {
		return table.ArrayValue(a)
	}
	k := int(n % int64(len(a)))
	if k < 0 {
		k += len(a)
	}
	return table.ArrayValue(slices.Concat(a[k:], a[:k]))
}

// shiftArray fills up with an empty text where the elements are texts, and
// with null otherwise.
func shiftArray(a []table.Value, n int64, fill []table.Value) table.Value {
	var empty table.Value
	switch {
	case len(fill) > 0:
		empty = fill[0]
	case len(a) > 0 && !slices.ContainsFunc(a, func(v table.Value) bool { return v.Kind() != table.KindString }):
		empty = table.StringValue("")
	}
	out := make([]table.Value, len(a))
	for i := range out {
		out[i] = empty
		if from := int64(i) + n; from >= 0 && from < int64(len(a)) {
			out[i] = a[from]
		}
	}
	return table.ArrayValue(out)
}

func arraySlice(a, rest []table.Value) (table.Value, bool) {
	if !isInteger(rest[0]) || !isInteger(rest[1]) {
		return table.Value{}, false
	}
	n := int64(len(a))
	start, end := rest[0].Int(), rest[1].Int()
	if start < 0 {
		start = max(0, start+n)
	}
	if end < 0 {
		end += n
	}
	end = min(end, n-1)
	if start > end {
		return table.ArrayValue([]table.Value{}), true
	}
	return table.ArrayValue(a[start : end+1 : end+1]), true
}

func arraySplit(a, rest []table.Value) (table.Value, bool) {
	cuts := []table.Value{rest[0]}
	if rest[0].Kind() == table.KindArray {
		cuts = rest[0].Array()
	}
	out, from := make([]table.Value, 0, len(cuts)+1), 0
	for _, cut := range cuts {
		if !isInteger(cut) {
			return table.Value{}, false
		}
		at := cut.Int()
		if at < 0 {
			at += int64(len(a))
		}
		to := max(from, int(min(max(at, 0), int64(len(a)))))
		out = append(out, table.ArrayValue(a[from:to:to]))
		from = to
	}
	return table.ArrayValue(append(out, table.ArrayValue(a[from:]))), true
}

func zipArrays(vals []table.Value) (table.Value, bool) {
	longest := 0
	for _, v := range vals {
		longest = max(longest, len(v.Array()))
	}
	out := make([]table.Value, longest)
	for i := range out {
		row := make([]table.Value, len(vals))
		for j, v := range vals {
			if a := v.Array(); i < len(a) {
				row[j] = a[i]
			}
		}
		out[i] = table.ArrayValue(row)
	}
	return table.ArrayValue(out), true
}

func repeatValue(vals []table.Value) (table.Value, bool) {
	if !isInteger(vals[1]) || vals[1].Int() < 0 {
		return table.Value{}, false
	}
	out := make([]table.Value, min(vals[1].Int(), maxRepeated*1024))
	for i := range out {
		out[i] = vals[0]
	}
	return table.ArrayValue(out), true
}
