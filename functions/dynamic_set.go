package functions

import "github.com/goshawk-lang/goshawk/table"

// dynamicSet: arrays as sets. Elements keep the order in which they first
// appear.
func dynamicSet() []Func {
	dyn, anyType := table.TypeDynamic, table.TypeUnknown
	return []Func{
		{
			KQL: "set_union", Args: "set...", Null: NullSeen,
			Doc:   "Gets the distinct elements of all arrays.",
			Impl:  Overloads{mapValues(2, dyn, setUnion)},
			Cases: Cases{`set_union(dynamic([1, 2, 1]), dynamic([2, 3]))`: `dynamic([1, 2, 3])`},
		},
		{
			KQL: "set_intersect", Args: "set...", Null: NullSeen,
			Doc:   "Gets the distinct elements that are in all arrays.",
			Impl:  Overloads{mapValues(2, dyn, setIntersect)},
			Cases: Cases{`set_intersect(dynamic([1, 2, 1, 4]), dynamic([1, 2]), dynamic([8, 1]))`: `dynamic([1])`, `set_intersect(dynamic([1]), dynamic([4]))`: `dynamic([])`},
		},
		{
			KQL: "set_difference", Args: "set...", Null: NullSeen,
			Doc:   "Gets the distinct elements of the first array that are in none of the others.",
			Impl:  Overloads{mapValues(2, dyn, setDifference)},
			Cases: Cases{`set_difference(dynamic([1, 2, 1, 3]), dynamic([1]), dynamic([9]))`: `dynamic([2, 3])`, `set_difference(dynamic([null, 1]), dynamic([null]))`: `dynamic([1])`},
		},
		{
			KQL: "set_equals", Args: "set1 set2", Null: NullSeen,
			Doc:   "Tells whether two arrays have the same distinct elements.",
			Impl:  Overloads{mapArray(setEquals, dyn)},
			Cases: Cases{`set_equals(dynamic([1, 2]), dynamic([2, 1, 2]))`: `true`, `set_equals(dynamic([1]), dynamic([]))`: `false`},
		},
		{
			KQL: "set_has_element", Args: "set value", Null: NullSeen,
			Doc:   "Tells whether an array has an element; null for what is no array.",
			Impl:  Overloads{{Params: []table.Type{dyn, anyType}, Result: table.TypeBool, Kernel: setHasElement}},
			Cases: Cases{`set_has_element(dynamic([1, 2, 3]), 2)`: `true`, `set_has_element(dynamic([1, 2, 3]), "2")`: `false`, `set_has_element(dynamic([]), "a")`: `false`},
		},
		{
			KQL: "jaccard_index", Args: "set1 set2", Null: NullSeen,
			Doc:   "Gets the number of elements that two arrays share over the number that either has.",
			Impl:  Overloads{mapArray(jaccard, dyn).WithResult(dyn)},
			Cases: Cases{`toreal(jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4])))`: `0.75`},
		},
	}
}

// valueSet is a set of values. Few values are compared one by one, many by
// their keys.
type valueSet struct {
	list []table.Value
	keys map[string]struct{}
}

const keyedSetFrom = 16

func newValueSet(vals []table.Value) *valueSet {
	s := &valueSet{}
	for _, v := range vals {
		s.add(v)
	}
	return s
}

func (s *valueSet) has(v table.Value) bool {
	if s.keys != nil {
		_, ok := s.keys[setKey(v)]
		return ok
	}
	for _, x := range s.list {
		if sameElement(x, v) {
			return true
		}
	}
	return false
}

func (s *valueSet) add(v table.Value) {
	if s.has(v) {
		return
	}
	s.list = append(s.list, v)
	switch {
	case s.keys != nil:
		s.keys[setKey(v)] = struct{}{}
	case len(s.list) == keyedSetFrom:
		s.keys = make(map[string]struct{}, 4*keyedSetFrom)
		for _, x := range s.list {
			s.keys[setKey(x)] = struct{}{}
		}
	}
}

// setKey is valueKey with a real that is a whole number counting as a long.
func setKey(v table.Value) string {
	if f := v.Real(); v.Kind() == table.KindReal && f == float64(int64(f)) {
		v = table.LongValue(int64(f))
	}
	return valueKey(v)
}

func (s *valueSet) value() table.Value {
	if s.list == nil {
		return table.ArrayValue([]table.Value{})
	}
	return table.ArrayValue(s.list)
}

func setUnion(vals []table.Value) (table.Value, bool) {
	s, any := &valueSet{}, false
	for _, v := range vals {
		any = any || v.Kind() == table.KindArray
		for _, x := range v.Array() {
			s.add(x)
		}
	}
	return s.value(), any
}

func setIntersect(vals []table.Value) (table.Value, bool) {
	s := newValueSet(vals[0].Array())
	for _, v := range vals {
		if v.Kind() != table.KindArray {
			return table.Value{}, false
		}
	}
	for _, v := range vals[1:] {
		other, both := newValueSet(v.Array()), &valueSet{}
		for _, x := range s.list {
			if other.has(x) {
				both.add(x)
			}
		}
		s = both
	}
	return s.value(), true
}

func setDifference(vals []table.Value) (table.Value, bool) {
	if vals[0].Kind() != table.KindArray {
		return table.Value{}, false
	}
	gone, s := &valueSet{}, &valueSet{}
	for _, v := range vals[1:] {
		for _, x := range v.Array() {
			gone.add(x)
		}
	}
	for _, x := range vals[0].Array() {
		if !gone.has(x) {
			s.add(x)
		}
	}
	return s.value(), true
}

func setEquals(a, rest []table.Value) (bool, bool) {
	if rest[0].Kind() != table.KindArray {
		return false, false
	}
	x, y := newValueSet(a), newValueSet(rest[0].Array())
	return len(x.list) == len(y.list) && countShared(x, y) == len(x.list), true
}

func countShared(x, y *valueSet) (n int) {
	for _, v := range x.list {
		if y.has(v) {
			n++
		}
	}
	return n
}

func jaccard(a, rest []table.Value) (float64, bool) {
	if rest[0].Kind() != table.KindArray {
		return 0, false
	}
	x, y := newValueSet(a), newValueSet(rest[0].Array())
	both := countShared(x, y)
	return float64(both) / float64(len(x.list)+len(y.list)-both), true
}

func setHasElement(c *Call, args []table.Column) (table.Column, error) {
	in, steps := valueArgs(args[1:])
	value := &in[0]
	if l, ok := table.Flatten(args[0]).(*table.List); ok {
		child, offsets := NewArg[table.Value](l.Child()), l.Offsets()
		return mapRows(c, false, nil, func(i int) (bool, bool) {
			for j := offsets[i]; j < offsets[i+1]; j++ {
				if sameElement(child.At(int(j)), value.At(i)) {
					return true, true
				}
			}
			return false, !l.Null(i)
		}), nil
	}
	arrays := NewArg[table.Value](args[0])
	var set *valueSet
	if arrays.step == 0 {
		set = newValueSet(arrays.At(0).Array())
	}
	return mapRows(c, steps|arrays.step == 0, nil, func(i int) (bool, bool) {
		a := arrays.At(i)
		if a.Kind() != table.KindArray {
			return false, false
		}
		if set != nil {
			return set.has(value.At(i)), true
		}
		for _, x := range a.Array() {
			if sameElement(x, value.At(i)) {
				return true, true
			}
		}
		return false, true
	}), nil
}
