package table

// Builder collects boxed values into a column: the slow path, for edges where
// values come one by one.
type Builder interface {
	// Append adds a value; one that is not of the column's type becomes null.
	Append(v Value)
	// Column hands out what was collected. The builder must not be used again.
	Column() Column
}

// NewBuilder makes a builder of columns of type t with room for n rows.
func NewBuilder(t Type, n int) Builder {
	switch t {
	case TypeBool:
		return newVecBuilder[bool](n)
	case TypeInt:
		return newVecBuilder[int32](n)
	case TypeLong:
		return newVecBuilder[int64](n)
	case TypeReal:
		return newVecBuilder[float64](n)
	case TypeDecimal:
		return newVecBuilder[Decimal](n)
	case TypeDateTime:
		return newVecBuilder[DateTime](n)
	case TypeTimeSpan:
		return newVecBuilder[TimeSpan](n)
	case TypeString:
		return newVecBuilder[string](n)
	case TypeGUID:
		return newVecBuilder[GUID](n)
	}
	return newVecBuilder[Value](n)
}

// VecBuilder collects elements of one type.
type VecBuilder[T Element] struct {
	vals  []T
	nulls []bool
}

func newVecBuilder[T Element](n int) *VecBuilder[T] { return &VecBuilder[T]{vals: make([]T, 0, n)} }

// NewVecBuilder makes a builder with room for n rows.
func NewVecBuilder[T Element](n int) *VecBuilder[T] { return newVecBuilder[T](n) }

// Append implements Builder.
func (b *VecBuilder[T]) Append(v Value) {
	if x, ok := Unbox[T](v); ok {
		b.Add(x)
		return
	}
	b.AddNull()
}

// Len is the number of rows so far.
func (b *VecBuilder[T]) Len() int { return len(b.vals) }

// Add appends an element.
func (b *VecBuilder[T]) Add(x T) {
	b.vals = append(b.vals, x)
	if b.nulls != nil {
		b.nulls = append(b.nulls, false)
	}
}

// AddNull appends a null row.
func (b *VecBuilder[T]) AddNull() {
	var zero T
	if b.nulls == nil {
		b.nulls = make([]bool, len(b.vals), cap(b.vals)+1)
	}
	b.vals, b.nulls = append(b.vals, zero), append(b.nulls, true)
}

// Column implements Builder.
func (b *VecBuilder[T]) Column() Column { return b.Vec() }

// Vec hands out the typed column.
func (b *VecBuilder[T]) Vec() *Vec[T] { return &Vec[T]{vals: b.vals, nulls: b.nulls} }

// Narrow turns a vector of Value whose non-null values all are of one scalar
// type into a vector of that type, and anything else into itself.
func Narrow(c Column) Column {
	v, ok := c.(*Vec[Value])
	if !ok {
		return c
	}
	kind := KindNull
	for i, x := range v.vals {
		if v.nulls != nil && v.nulls[i] {
			continue
		}
		k := x.Kind()
		if k == KindNull {
			continue
		}
		if kind == KindNull {
			kind = k
		}
		if k != kind || k == KindArray || k == KindBag {
			return c
		}
	}
	if kind == KindNull {
		return c
	}
	b := NewBuilder(kindTypes[kind], len(v.vals))
	for i := range v.vals {
		b.Append(v.Value(i))
	}
	return b.Column()
}
