package functions

import "github.com/goshawk-lang/goshawk/table"

// membership: in, !in, in~ and !in~ over constants, lists and dynamic arrays.
// https://learn.microsoft.com/kusto/query/in-operator
func membership() []Func {
	return []Func{
		{
			KQL: "in", Args: "value, element, ...", Null: NullSeen,
			Doc:  "True when value equals an element, or an element of a dynamic array; text is compared with case.",
			Impl: members(false, false),
			Cases: Cases{`"a" in ("a", "b")`: `true`, `"A" in ("a", "b")`: `false`, `2 in (dynamic([1, 2]))`: `true`, `int(null) in (1)`: `false`,
				`2 in (dynamic([1, [2, 3]]))`: `true`, `2 in (1, dynamic([2, 3]))`: `true`, `"b" in ("a", dynamic(["b"]))`: `true`},
		},
		{
			KQL: "!in", Args: "value, element, ...", Null: NullSeen,
			Doc:   "The opposite of in.",
			Impl:  members(true, false),
			Cases: Cases{`"a" !in ("a", "b")`: `false`, `3 !in (1, 2)`: `true`, `int(null) !in (1)`: `true`},
		},
		{
			KQL: "in~", Args: "value, element, ...", Null: NullSeen,
			Doc:   "Like in, without regard to case.",
			Impl:  members(false, true),
			Cases: Cases{`"A" in~ ("a", "b")`: `true`, `"É" in~ ("é")`: `true`, `"c" in~ (dynamic(["A", "b"]))`: `false`, `"c" in~ (dynamic(["A", ["C"]]))`: `true`},
		},
		{
			KQL: "!in~", Args: "value, element, ...", Null: NullSeen,
			Doc:   "The opposite of in~.",
			Impl:  members(true, true),
			Cases: Cases{`"A" !in~ ("a", "b")`: `false`, `"x" !in~ ("a")`: `true`},
		},
	}
}

func members(negated, fold bool) Overloads {
	text := memberOverload(negated, fold, textSet(fold))
	list := inList(text, table.TypeString)
	all := Overloads{
		text, list,
		converting(text, []table.Type{table.TypeDynamic, table.TypeString}),
		converting(list, []table.Type{table.TypeDynamic, table.TypeDynamic}),
	}
	if fold {
		return all
	}
	all = all[:3]
	for _, o := range []Overload{
		memberOverload(negated, fold, plainSet[int64]), memberOverload(negated, fold, plainSet[float64]),
		memberOverload(negated, fold, plainSet[table.DateTime]), memberOverload(negated, fold, plainSet[table.TimeSpan]),
		memberOverload(negated, fold, plainSet[bool]), memberOverload(negated, fold, plainSet[table.GUID]), memberOverload(negated, fold, decimalSet),
	} {
		t := o.Params[0]
		all = append(all, o, inList(o, t))
		switch t {
		case table.TypeDateTime, table.TypeTimeSpan, table.TypeGUID:
			all = append(all, converting(o, []table.Type{table.TypeDynamic, t}))
		}
	}
	boxed := memberOverload(negated, fold, boxedSet)
	for _, t := range []table.Type{table.TypeLong, table.TypeReal, table.TypeDecimal, table.TypeBool} {
		o := boxed
		o.Params = []table.Type{table.TypeDynamic, t}
		all = append(all, o)
	}
	all = append(all, converting(memberOverload(negated, fold, plainSet[table.GUID]), []table.Type{table.TypeGUID, table.TypeString}))
	return append(all, inList(boxed, table.TypeDynamic))
}

// memberOverload tests rows of the first argument against the set made of the
// others.
func memberOverload[T table.Element](negated, fold bool, set memberSet[T]) Overload {
	t := table.TypeOf[T]()
	return Overload{
		Params: []table.Type{t, t}, Variadic: true,
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a := NewArg[T](args[0])
			has, constant := constantSet(c, args[1:], fold, set)
			if !constant {
				return memberRows(c.N, negated, &a, args[1:], set), nil
			}
			n := c.N
			if a.step == 0 {
				n = min(n, 1)
			}
			return constantOr(memberColumn(n, negated, &a, has), c.N), nil
		},
	}
}

// inList is o with dynamic arrays (or single dynamic values) as elements.
func inList(o Overload, t table.Type) Overload {
	o.Params = []table.Type{t, table.TypeDynamic}
	return o
}

// inKey is a constant array that a set was made of in this run. Arrays are
// immutable, so where the elements are stands for what they are.
type inKey[T table.Element] struct {
	at   *table.Value
	n    int
	fold bool
}

// constantSet makes the set once a call, and that of one large array once a
// run. It is false when an element is not a constant.
func constantSet[T table.Element](c *Call, args []table.Column, fold bool, set memberSet[T]) (func(T) bool, bool) {
	if len(args) == 1 {
		if k, ok := args[0].(*table.Const); ok && len(k.Val().Array()) > 4*smallSet {
			list := k.Val().Array()
			key := inKey[T]{&list[0], len(list), fold}
			return c.Cached(key, func() any { return set(appendElements[T](nil, k.Val())) }).(func(T) bool), true
		}
	}
	elements, constant := constantElements[T](c, args)
	if !constant {
		return nil, false
	}
	return set(elements), true
}

// constantElements gathers the elements of constant arguments, those of arrays
// one by one. It is false when an argument is not a constant.
func constantElements[T table.Element](c *Call, args []table.Column) ([]T, bool) {
	elements := make([]T, 0, len(args))
	for _, col := range args {
		k, ok := col.(*table.Const)
		if !ok {
			if c.N != 1 {
				return nil, false
			}
			k = table.NewConst(col.Value(0), col.Type(), 1)
		}
		elements = appendElements(elements, k.Val())
	}
	return elements, true
}

// appendElements takes arrays apart, however deep: in (dynamic([1, [2, 3]])) is
// in (1, 2, 3).
func appendElements[T table.Element](to []T, v table.Value) []T {
	if v.Kind() == table.KindArray {
		for _, x := range v.Array() {
			to = appendElements(to, x)
		}
		return to
	}
	if e, ok := convertElement[T](v); ok {
		to = append(to, e)
	}
	return to
}

// convertElement takes text where times and guids are wanted, which is how
// JSON has them.
func convertElement[T table.Element](v table.Value) (T, bool) {
	if x, ok := convert[T](v); ok {
		return x, !v.IsNull()
	}
	var x T
	switch any(x).(type) {
	case table.DateTime, table.TimeSpan, table.GUID:
		return convert[T](castValue(v, table.TypeOf[T]()))
	}
	return x, false
}

func memberColumn[T table.Element](n int, negated bool, a *Arg[T], has func(T) bool) table.Column {
	out := make([]bool, n)
	for i := range out {
		out[i] = (!a.Null(i) && has(a.At(i))) != negated
	}
	return table.NewVec(out, nil)
}

// memberRows is the slow path for elements that differ from row to row.
func memberRows[T table.Element](n int, negated bool, a *Arg[T], args []table.Column, set memberSet[T]) table.Column {
	out := make([]bool, n)
	var elements []T
	for i := range out {
		elements = elements[:0]
		for _, col := range args {
			elements = appendElements(elements, col.Value(i))
		}
		out[i] = (!a.Null(i) && set(elements)(a.At(i))) != negated
	}
	return table.NewVec(out, nil)
}
