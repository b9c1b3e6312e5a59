package table

// Column is an immutable sequence of values. Its physical forms are [*Vec],
// [*Const], [*Dict], [*View], [*Deferred], [*List] and [*JSON].
type Column interface {
	// Type is the element type of this form; TypeDynamic for lists, JSON and
	// vectors of Value.
	Type() Type
	// Len is the number of rows.
	Len() int
	// Null reports whether row i holds nothing.
	Null(i int) bool
	// Value boxes row i: the slow path, for edges and tests.
	Value(i int) Value
	// Slice is rows [i, j), sharing memory.
	Slice(i, j int) Column
	// Take is the given rows in the given order; a negative row gives null.
	Take(rows []int32) Column
}

// Vec is the flat form: one Go value a row, and a mask that is nil when no
// row is null.
type Vec[T Element] struct {
	vals  []T
	nulls []bool
	part  part
}

// NewVec makes a flat column of vals. nulls is nil or as long as vals, true
// where the row is null; null slots of vals must hold the zero value. Neither
// may be changed afterwards.
func NewVec[T Element](vals []T, nulls []bool) *Vec[T] { return &Vec[T]{vals: vals, nulls: nulls} }

// Vals are the elements, zero where null; they must not be changed.
func (c *Vec[T]) Vals() []T { return c.vals }

// Nulls is nil when no row is null, otherwise the mask; it must not be changed.
func (c *Vec[T]) Nulls() []bool { return c.nulls }

// Type implements Column.
func (c *Vec[T]) Type() Type { return TypeOf[T]() }

// Len implements Column.
func (c *Vec[T]) Len() int { return len(c.vals) }

// Null implements Column.
func (c *Vec[T]) Null(i int) bool {
	if c.nulls != nil && c.nulls[i] {
		return true
	}
	if v, ok := any(&c.vals[i]).(*Value); ok {
		return v.IsNull()
	}
	return false
}

// Value implements Column.
func (c *Vec[T]) Value(i int) Value {
	if c.nulls != nil && c.nulls[i] {
		return Value{}
	}
	return Box(c.vals[i])
}

// Slice implements Column.
func (c *Vec[T]) Slice(i, j int) Column {
	s := &Vec[T]{vals: c.vals[i:j:j], part: c.part.slice(c, i)}
	if c.nulls != nil {
		s.nulls = c.nulls[i:j:j]
	}
	return s
}

// Take implements Column.
func (c *Vec[T]) Take(rows []int32) Column {
	out := &Vec[T]{vals: make([]T, len(rows))}
	if c.nulls == nil && c.takePlain(out.vals, rows) {
		return out
	}
	clear(out.vals)
	for i, r := range rows {
		switch {
		case r < 0:
			if out.nulls == nil {
				out.nulls = make([]bool, len(rows))
			}
			out.nulls[i] = true
		default:
			out.vals[i] = c.vals[r]
			if c.nulls != nil && c.nulls[r] {
				if out.nulls == nil {
					out.nulls = make([]bool, len(rows))
				}
				out.nulls[i] = true
			}
		}
	}
	return out
}

// takePlain copies the rows, and reports whether none was negative.
func (c *Vec[T]) takePlain(out []T, rows []int32) bool {
	vals := c.vals
	for i, r := range rows {
		if r < 0 {
			return false
		}
		out[i] = vals[r]
	}
	return true
}

// Const is one value repeated.
type Const struct {
	val Value
	typ Type
	n   int
}

// NewConst is n rows of v, as a column of type t (v may be null).
func NewConst(v Value, t Type, n int) *Const { return &Const{v, t, n} }

// Val is the repeated value.
func (c *Const) Val() Value { return c.val }

// Type implements Column.
func (c *Const) Type() Type { return c.typ }

// Len implements Column.
func (c *Const) Len() int { return c.n }

// Null implements Column.
func (c *Const) Null(int) bool { return c.val.IsNull() }

// Value implements Column.
func (c *Const) Value(int) Value { return c.val }

// Slice implements Column.
func (c *Const) Slice(i, j int) Column { return &Const{c.val, c.typ, j - i} }

// Take implements Column.
func (c *Const) Take(rows []int32) Column {
	for _, r := range rows {
		if r < 0 {
			return Flatten(c).Take(rows)
		}
	}
	return &Const{c.val, c.typ, len(rows)}
}

// Dict is the dictionary-coded form of a string column. A null row has a code
// whose dictionary entry is null.
type Dict struct {
	codes []uint32
	dict  *Vec[string]
	// ordered: see Ordered.
	ordered bool
	part    part
}

// NewDict makes a column whose row i is dict's entry codes[i].
func NewDict(codes []uint32, dict *Vec[string]) *Dict { return &Dict{codes: codes, dict: dict} }

// Codes are the entries' numbers, one a row; they must not be changed.
func (c *Dict) Codes() []uint32 { return c.codes }

// Entries is the dictionary. Entries need not be distinct or all in use.
func (c *Dict) Entries() *Vec[string] { return c.dict }

// Ordered reports whether the dictionary is known to hold distinct texts in
// rising byte order and no null, so that codes compare and group as texts do.
func (c *Dict) Ordered() bool { return c.ordered }

// Type implements Column.
func (c *Dict) Type() Type { return TypeString }

// Len implements Column.
func (c *Dict) Len() int { return len(c.codes) }

// Null implements Column.
func (c *Dict) Null(i int) bool { return c.dict.Null(int(c.codes[i])) }

// Value implements Column.
func (c *Dict) Value(i int) Value { return c.dict.Value(int(c.codes[i])) }

// Slice implements Column.
func (c *Dict) Slice(i, j int) Column {
	return &Dict{codes: c.codes[i:j:j], dict: c.dict, ordered: c.ordered, part: c.part.slice(c, i)}
}

// Take implements Column.
func (c *Dict) Take(rows []int32) Column {
	codes := make([]uint32, len(rows))
	for i, r := range rows {
		if r < 0 {
			return Flatten(c).Take(rows)
		}
		codes[i] = c.codes[r]
	}
	return &Dict{codes: codes, dict: c.dict, ordered: c.ordered}
}

// Map is the column whose row i is row codes[i] of result, one row of which
// was computed for each dictionary entry.
func (c *Dict) Map(result Column) Column {
	switch r := Resolve(result).(type) {
	case *Const:
		return &Const{r.val, r.typ, len(c.codes)}
	case *Vec[string]:
		return &Dict{codes: c.codes, dict: r}
	case *Vec[bool]:
		if r.nulls == nil {
			return mapBools(r, c.codes)
		}
	}
	rows := make([]int32, len(c.codes))
	for i, code := range c.codes {
		rows[i] = int32(code)
	}
	return mapEntries(result, rows)
}

// mapBools is the row of each code.
func mapBools[C uint32 | int32](entries *Vec[bool], codes []C) *Vec[bool] {
	out := make([]bool, len(codes))
	for i, code := range codes {
		out[i] = entries.vals[code]
	}
	return &Vec[bool]{vals: out}
}

// mapEntries is the row of each code: numbers as they are, anything larger by
// its code.
func mapEntries(result Column, codes []int32) Column {
	switch result.Type() {
	case TypeDynamic, TypeString:
		return NewCoded(result, codes)
	}
	return result.Take(codes)
}

// MapCoded is the column whose row i is row codes[i] of result, one row of
// which was computed for each entry of a coded column (see [NewCoded]).
func MapCoded(codes []int32, result Column) Column {
	switch r := Resolve(result).(type) {
	case *Const:
		return &Const{r.val, r.typ, len(codes)}
	case *Vec[string]:
		to := make([]uint32, len(codes))
		for i, code := range codes {
			to[i] = uint32(code)
		}
		return &Dict{codes: to, dict: r}
	case *Vec[bool]:
		if r.nulls == nil {
			return mapBools(r, codes)
		}
	}
	return mapEntries(result, codes)
}
