package table

// List is a dynamic column whose rows are arrays (or SPL multivalue fields):
// row i holds child rows [offsets[i], offsets[i+1]).
type List struct {
	offsets []int32
	child   Column
	nulls   []bool
	part    part
}

// NewList makes a list column; offsets has one more entry than there are rows
// and never falls. nulls may be nil.
func NewList(offsets []int32, child Column, nulls []bool) *List {
	return &List{offsets: offsets, child: child, nulls: nulls}
}

// Offsets are the bounds of the rows in Child; they need not start at 0.
func (c *List) Offsets() []int32 { return c.offsets }

// Child holds the elements of all rows, one after the other.
func (c *List) Child() Column { return c.child }

// Nulls is the mask of rows that hold no list at all, or nil.
func (c *List) Nulls() []bool { return c.nulls }

// Type implements Column.
func (c *List) Type() Type { return TypeDynamic }

// Len implements Column.
func (c *List) Len() int { return len(c.offsets) - 1 }

// Null implements Column.
func (c *List) Null(i int) bool { return c.nulls != nil && c.nulls[i] }

// Value implements Column.
func (c *List) Value(i int) Value {
	if c.Null(i) {
		return Value{}
	}
	a := make([]Value, 0, c.offsets[i+1]-c.offsets[i])
	for j := c.offsets[i]; j < c.offsets[i+1]; j++ {
		a = append(a, c.child.Value(int(j)))
	}
	return ArrayValue(a)
}

// Slice implements Column.
func (c *List) Slice(i, j int) Column {
	s := &List{offsets: c.offsets[i : j+1 : j+1], child: c.child, part: c.part.slice(c, i)}
	if c.nulls != nil {
		s.nulls = c.nulls[i:j:j]
	}
	return s
}

// Take implements Column.
func (c *List) Take(rows []int32) Column {
	offsets := make([]int32, 1, len(rows)+1)
	var nulls []bool
	var elements []int32
	for i, r := range rows {
		if r < 0 || c.Null(int(r)) {
			if nulls == nil {
				nulls = make([]bool, len(rows))
			}
			nulls[i] = true
		} else {
			for j := c.offsets[r]; j < c.offsets[r+1]; j++ {
				elements = append(elements, j)
			}
		}
		offsets = append(offsets, int32(len(elements)))
	}
	return &List{offsets: offsets, child: c.child.Take(elements), nulls: nulls}
}

// Single is the column of the lists' values when no row has several; a row
// without any is null.
func (c *List) Single() (Column, bool) {
	rows := make([]int32, c.Len())
	dense := c.nulls == nil
	for i := range rows {
		switch from, to := c.offsets[i], c.offsets[i+1]; {
		case to-from > 1:
			return nil, false
		case to == from || c.Null(i):
			rows[i], dense = -1, false
		default:
			rows[i] = from
		}
	}
	if dense {
		return c.child.Slice(int(c.offsets[0]), int(c.offsets[len(c.offsets)-1])), true
	}
	return c.child.Take(rows), true
}
