package functions

import "github.com/goshawk-lang/goshawk/table"

// dynamicPath: looking into dynamic values. The binder calls these for d.name,
// d["name"], d[1] and for several steps in a row; they never fail, a step that
// leads nowhere gives null.
func dynamicPath() []Func {
	dyn, anyType := table.TypeDynamic, table.TypeUnknown
	return []Func{
		{
			KQL: "$member", Args: "value name", Null: NullSeen, Const: 1 << 1, Sight: SeesPath,
			Doc:   "Gets the value of a property of a bag.",
			Impl:  Overloads{{Params: []table.Type{dyn, table.TypeString}, Result: dyn, Kernel: pathKernel}},
			Cases: Cases{`dynamic({"a": 1}).a`: `dynamic(1)`, `dynamic({"a": 1}).b`: `dynamic(null)`, `dynamic([1]).a`: `dynamic(null)`},
		},
		{
			KQL: "$index", Args: "value index", Null: NullSeen, Sight: SeesPath,
			Doc:   "Gets an element of an array (from 0; negative counts from the end) or a property of a bag.",
			Impl:  Overloads{{Params: []table.Type{dyn, anyType}, Result: dyn, Kernel: pathKernel}},
			Cases: Cases{`dynamic([1, 2, 3])[-1]`: `dynamic(3)`, `dynamic([1])[9]`: `dynamic(null)`, `dynamic({"a": "x"})["a"]`: `dynamic("x")`},
		},
		{
			KQL: "$path", Args: "value step...", Null: NullSeen, Sight: SeesPath,
			Doc:   "Takes several steps into a dynamic value at once.",
			Impl:  Overloads{{Params: []table.Type{dyn, anyType}, Variadic: true, Result: dyn, Kernel: pathKernel}},
			Cases: Cases{`dynamic({"a": [{"b": 7}]}).a[0].b`: `dynamic(7)`, `dynamic({"a": 1}).a.b`: `dynamic(null)`},
		},
	}
}

// pathStep is one step into a value.
type pathStep struct {
	key   string
	index int64
	isKey bool
	none  bool // a null step, leading nowhere
}

func newPathStep(v table.Value) pathStep {
	switch v.Kind() {
	case table.KindString:
		return pathStep{key: v.Str(), isKey: true}
	case table.KindInt, table.KindLong:
		return pathStep{index: v.Int()}
	}
	return pathStep{none: true}
}

func (p pathStep) into(v table.Value) table.Value {
	switch {
	case p.none:
	case p.isKey:
		x, _ := v.Bag().Get(p.key)
		return x
	default:
		a := v.Array()
		i := p.index
		if i < 0 {
			i += int64(len(a))
		}
		if i >= 0 && i < int64(len(a)) {
			return a[i]
		}
	}
	return table.Value{}
}

func (p pathStep) intoJSON(s string) (string, bool) {
	switch {
	case p.none:
		return "", false
	case p.isKey:
		return jsonMember(s, p.key)
	}
	return jsonElement(s, p.index)
}

func pathKernel(c *Call, args []table.Column) (table.Column, error) {
	steps := make([]pathStep, 0, len(args)-1)
	for _, a := range args[1:] {
		k, ok := table.Resolve(a).(*table.Const)
		if !ok {
			return pathByRow(c, args), nil
		}
		steps = append(steps, newPathStep(k.Val()))
	}
	return walkColumn(table.Resolve(args[0]), steps), nil
}

// walkColumn takes steps that are the same for all rows, in the way that the
// column's form allows.
func walkColumn(col table.Column, steps []pathStep) table.Column {
	if len(steps) == 0 {
		return col
	}
	n := col.Len()
	switch col := col.(type) {
	case *table.Const:
		return table.NewConst(walkValue(col.Val(), steps), table.TypeDynamic, n)
	case *table.JSON:
		return walkJSON(col, steps)
	case *table.List:
		if !steps[0].isKey && !steps[0].none {
			return walkColumn(listElement(col, steps[0].index), steps[1:])
		}
	case *table.Vec[table.Value]:
		out := make([]table.Value, n)
		for i, v := range col.Vals() {
			out[i] = walkValue(v, steps)
		}
		return table.NewVec(out, nil)
	}
	// Scalars have no parts.
	return table.NewConst(table.Value{}, table.TypeDynamic, n)
}

func walkValue(v table.Value, steps []pathStep) table.Value {
	for _, s := range steps {
		v = s.into(v)
	}
	return v
}

// listElement gathers one element of each list; a row without it is null.
func listElement(l *table.List, index int64) table.Column {
	rows, offsets := make([]int32, l.Len()), l.Offsets()
	for i := range rows {
		rows[i] = -1
		from, to := int64(offsets[i]), int64(offsets[i+1])
		at := from + index
		if index < 0 {
			at = to + index
		}
		if !l.Null(i) && at >= from && at < to {
			rows[i] = int32(at)
		}
	}
	return l.Child().Take(rows)
}

// pathByRow takes steps that differ from row to row.
func pathByRow(c *Call, args []table.Column) table.Column {
	out := make([]table.Value, c.N)
	v := NewArg[table.Value](args[0])
	for i := range out {
		out[i] = v.At(i)
		for _, a := range args[1:] {
			out[i] = newPathStep(a.Value(i)).into(out[i])
		}
	}
	return table.NewVec(out, nil)
}
