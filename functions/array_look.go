package functions

import (
	"github.com/goshawk-lang/goshawk/table"
)

// arrayLook: measuring, searching and sorting arrays.
func arrayLook() []Func {
	long, dyn, anyType := table.TypeLong, table.TypeDynamic, table.TypeUnknown
	return []Func{
		{
			KQL: "array_length arraylength", Args: "array", Null: NullSeen,
			Doc:   "Counts the elements of an array.",
			Impl:  Overloads{{Params: []table.Type{dyn}, Result: long, Kernel: arrayLength}},
			Cases: Cases{`array_length(dynamic([1, 2, 3, "four"]))`: `4`, `array_length(dynamic({"a": 1}))`: `long(null)`, `array_length(dynamic([]))`: `0`},
		},
		{
			KQL: "array_index_of", Args: "array value [start length occurrence]", Null: NullSeen,
			Doc:  "Gets the place of a value in an array, or -1.",
			Impl: Overloads{mapArray(arrayIndexOf, anyType, long, long, long).WithOptional(3)},
			Cases: Cases{
				`array_index_of(dynamic(["a", "b", "a"]), "a", 1)`: `2`, `array_index_of(dynamic(["a"]), "z")`: `-1`,
				`array_index_of(dynamic(["an", "x", "an"]), "an", 0, -1, 2)`: `2`, `array_index_of(dynamic([1, 2]), 2)`: `1`,
			},
		},
		{
			KQL: "array_sum", Args: "array", Null: NullSeen,
			Doc:   "Adds up the elements of an array; null when some element is no number.",
			Impl:  Overloads{mapArray(arraySum)},
			Cases: Cases{`array_sum(dynamic([9, 8, 5]))`: `22.0`, `array_sum(dynamic([1.5]))`: `1.5`, `array_sum(dynamic(["x"]))`: `real(null)`},
		},
		{
			KQL: "array_iff array_iif", Args: "conditions then else", Null: NullSeen,
			Doc:   "Chooses, for each element of an array of conditions, from one of two arrays or values.",
			Impl:  Overloads{mapArray(arrayIff, anyType, anyType)},
			Cases: Cases{`array_iff(dynamic([true,false,true]), dynamic([1,2,3]), dynamic([4,5,6]))`: `dynamic([1,5,3])`, `array_iff(dynamic([1,0,2]), "yes", "no")`: `dynamic(["yes","no","yes"])`},
		},
		{
			KQL: "pack_array", Args: "value...", Null: NullSeen,
			Doc:   "Makes an array of its arguments.",
			Impl:  Overloads{{Params: []table.Type{anyType}, Variadic: true, Result: dyn, Kernel: packArray}},
			Cases: Cases{`pack_array(1, "a", 2.5)`: `dynamic([1, "a", 2.5])`},
		},
	}
}

func arrayLength(c *Call, args []table.Column) (table.Column, error) {
	switch col := table.Resolve(args[0]).(type) {
	case *table.List:
		offsets := col.Offsets()
		return mapRows(c, false, nil, func(i int) (int64, bool) {
			return int64(offsets[i+1] - offsets[i]), !col.Null(i)
		}), nil
	case *table.JSON:
		raw := col.Raw()
		return mapRows(c, false, nil, func(i int) (int64, bool) {
			n := jsonLength(raw[i])
			return max(n, 0), n >= 0
		}), nil
	}
	a := NewArg[table.Value](args[0])
	return mapRows(c, a.step == 0, nil, func(i int) (int64, bool) {
		v := a.At(i)
		return int64(len(v.Array())), v.Kind() == table.KindArray
	}), nil
}

func arrayIndexOf(a, rest []table.Value) (int64, bool) {
	n := int64(len(a))
	start, length, occurrence := int64(0), int64(-1), int64(1)
	for j, p := range []*int64{&start, &length, &occurrence} {
		if j+1 < len(rest) {
			*p = rest[j+1].Int()
		}
	}
	if start < 0 {
		start = max(0, start+n)
	}
	end := n
	if length >= 0 {
		end = min(n, start+length)
	}
	for i := start; i < end; i++ {
		if sameElement(a[i], rest[0]) {
			if occurrence--; occurrence == 0 {
				return i, true
			}
		}
	}
	return -1, true
}

func arraySum(a, _ []table.Value) (float64, bool) {
	sum := 0.0
	for _, v := range a {
		x, ok := convert[float64](v)
		if !ok {
			return 0, false
		}
		sum += x
	}
	return sum, true
}

func arrayIff(a, rest []table.Value) (table.Value, bool) {
	pick := func(from table.Value, i int) table.Value {
		if from.Kind() != table.KindArray {
			return from
		}
		if b := from.Array(); i < len(b) {
			return b[i]
		}
		return table.Value{}
	}
	out := make([]table.Value, len(a))
	for i, v := range a {
		number, isNumber := convert[float64](v)
		switch {
		case v.Bool() || isNumber && number != 0:
			out[i] = pick(rest[0], i)
		case v.Kind() == table.KindBool || isNumber:
			out[i] = pick(rest[1], i)
		}
	}
	return table.ArrayValue(out), true
}

func packArray(c *Call, args []table.Column) (table.Column, error) {
	in, steps := valueArgs(args)
	n := c.N
	if steps == 0 {
		n = min(n, 1)
	}
	all := make([]table.Value, 0, n*len(in))
	return mapRows(c, steps == 0, nil, func(i int) (table.Value, bool) {
		from := len(all)
		for j := range in {
			all = append(all, in[j].At(i))
		}
		return table.ArrayValue(all[from:len(all):len(all)]), true
	}), nil
}
