package functions

import "github.com/goshawk-lang/goshawk/table"

// Arg reads a column as elements of type T, whatever its form: a constant is
// read without being spread out, narrower numbers are widenAll, and values of
// another type read as null.
type Arg[T table.Element] struct {
	vals  []T
	nulls []bool
	step  int // 0 for a constant
}

// NewArg prepares c for reading.
func NewArg[T table.Element](c table.Column) Arg[T] {
	c = table.Resolve(c)
	if k, ok := c.(*table.Const); ok {
		x, ok := convert[T](k.Val())
		if !ok {
			return Arg[T]{vals: []T{x}, nulls: []bool{true}}
		}
		return Arg[T]{vals: []T{x}}
	}
	if v, ok := table.AsVec[T](c); ok {
		return Arg[T]{vals: v.Vals(), nulls: v.Nulls(), step: 1}
	}
	if vals, nulls, ok := widen[T](c); ok {
		return Arg[T]{vals: vals, nulls: nulls, step: 1}
	}
	b := table.NewVecBuilder[T](c.Len())
	for i := range c.Len() {
		if x, ok := convert[T](c.Value(i)); ok {
			b.Add(x)
		} else {
			b.AddNull()
		}
	}
	v := b.Vec()
	return Arg[T]{vals: v.Vals(), nulls: v.Nulls(), step: 1}
}

// widen turns a flat column of ints into longs, and of either into reals.
func widen[T table.Element](c table.Column) (vals []T, nulls []bool, ok bool) {
	switch p := any(&vals).(type) {
	case *[]int64:
		if v, is := c.(*table.Vec[int32]); is {
			*p, nulls, ok = widenAll[int64](v.Vals()), v.Nulls(), true
		}
	case *[]float64:
		switch v := c.(type) {
		case *table.Vec[int32]:
			*p, nulls, ok = widenAll[float64](v.Vals()), v.Nulls(), true
		case *table.Vec[int64]:
			*p, nulls, ok = widenAll[float64](v.Vals()), v.Nulls(), true
		}
	}
	return vals, nulls, ok
}

func widenAll[T, F int32 | int64 | float64](from []F) []T {
	out := make([]T, len(from))
	for i, x := range from {
		out[i] = T(x)
	}
	return out
}

// At is row i, the zero value where null.
func (a *Arg[T]) At(i int) T { return a.vals[i*a.step] }

// Null reports whether row i is null. A dynamic null inside a vector of Value
// is not reported here but by the Value itself.
func (a *Arg[T]) Null(i int) bool { return a.nulls != nil && a.nulls[i*a.step] }

// Const reports whether all rows are the same, and which element that is.
func (a *Arg[T]) Const() (T, bool) {
	if a.step == 0 && a.nulls == nil {
		return a.vals[0], true
	}
	var zero T
	return zero, false
}

// convert unboxes v as a T, widening numbers. ok is false for null and for
// values of another type.
func convert[T table.Element](v table.Value) (T, bool) {
	if x, ok := table.Unbox[T](v); ok {
		return x, ok
	}
	var x T
	switch p := any(&x).(type) {
	case *float64:
		switch v.Kind() {
		case table.KindInt, table.KindLong:
			*p = float64(v.Int())
			return x, true
		}
	case *table.Decimal:
		if d, ok := toDecimal(v); ok {
			*p = d
			return x, true
		}
	}
	return x, false
}

// anyNull merges the null masks of several arguments over n rows; nil when no
// row is null.
func anyNull(n int, masks ...nullMask) []bool {
	var out []bool
	for _, m := range masks {
		if m.nulls == nil {
			continue
		}
		if m.step == 0 {
			if m.nulls[0] {
				out = make([]bool, n)
				for i := range out {
					out[i] = true
				}
				return out
			}
			continue
		}
		if out == nil {
			out = make([]bool, n)
			copy(out, m.nulls)
			continue
		}
		for i, null := range m.nulls[:n] {
			if null {
				out[i] = true
			}
		}
	}
	return out
}

type nullMask struct {
	nulls []bool
	step  int
}

func (a *Arg[T]) mask() nullMask { return nullMask{a.nulls, a.step} }

// boxedNulls is the null mask of an argument under NullIn, for which a null
// Value counts as well.
func boxedNulls[T table.Element](a *Arg[T]) nullMask {
	vals, ok := any(a.vals).([]table.Value)
	if !ok {
		return a.mask()
	}
	var nulls []bool
	for i, v := range vals {
		if v.IsNull() || a.nulls != nil && a.nulls[i] {
			if nulls == nil {
				nulls = make([]bool, len(vals))
			}
			nulls[i] = true
		}
	}
	return nullMask{nulls, a.step}
}
