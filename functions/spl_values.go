package functions

import "github.com/goshawk-lang/goshawk/table"

// valuesCol reads a column as SPL multivalue rows: a list gives its elements,
// a scalar one value, null none.
type valuesCol struct {
	col  table.Column
	list *table.List
	step int
}

func multivalues(c table.Column) valuesCol {
	c = table.Resolve(c)
	if k, ok := c.(*table.Const); ok {
		return valuesCol{col: k.Slice(0, 1)}
	}
	l, _ := c.(*table.List)
	return valuesCol{col: c, list: l, step: 1}
}

// row gives the values of row i, appended to buf.
func (v *valuesCol) row(i int, buf []table.Value) []table.Value {
	i *= v.step
	if v.list != nil {
		if v.list.Null(i) {
			return buf
		}
		offsets := v.list.Offsets()
		for j := offsets[i]; j < offsets[i+1]; j++ {
			if e := v.list.Child().Value(int(j)); !e.IsNull() {
				buf = append(buf, e)
			}
		}
		return buf
	}
	x := v.col.Value(i)
	switch x.Kind() {
	case table.KindNull:
		return buf
	case table.KindArray:
		for _, e := range x.Array() {
			if !e.IsNull() {
				buf = append(buf, e)
			}
		}
		return buf
	}
	return append(buf, x)
}

// count is the number of values of row i.
func (v *valuesCol) count(i int) int {
	i *= v.step
	if v.list != nil {
		if v.list.Null(i) {
			return 0
		}
		return int(v.list.Offsets()[i+1] - v.list.Offsets()[i])
	}
	if v.col.Null(i) {
		return 0
	}
	if _, boxed := v.col.(*table.Vec[table.Value]); boxed || v.step == 0 {
		if x := v.col.Value(i); x.Kind() == table.KindArray {
			return len(x.Array())
		}
	}
	return 1
}

// valuesBuilder collects multivalue rows. Rows of one value are scalars, rows
// of none null.
type valuesBuilder struct {
	offsets []int32
	child   *table.VecBuilder[table.Value]
	texts   *table.VecBuilder[string] // instead of child while all are text
	longest int32
}

func newValuesBuilder(rows int) *valuesBuilder {
	offsets := make([]int32, 1, rows+1)
	return &valuesBuilder{offsets: offsets, texts: table.NewVecBuilder[string](rows)}
}

// text adds a value to the row being built.
func (b *valuesBuilder) text(s string) {
	if b.texts != nil {
		b.texts.Add(s)
		return
	}
	b.child.Add(table.StringValue(s))
}

// value adds a value to the row being built; null adds nothing.
func (b *valuesBuilder) value(v table.Value) {
	if v.IsNull() {
		return
	}
	if b.texts != nil {
		if v.Kind() == table.KindString {
			b.texts.Add(v.Str())
			return
		}
		old := b.texts.Vec().Vals()
		b.child, b.texts = table.NewVecBuilder[table.Value](len(old)+1), nil
		for _, s := range old {
			b.child.Add(table.StringValue(s))
		}
	}
	b.child.Add(v)
}

// end ends the row.
func (b *valuesBuilder) end() {
	n := 0
	if b.texts != nil {
		n = b.texts.Len()
	} else {
		n = b.child.Len()
	}
	b.longest = max(b.longest, int32(n)-b.offsets[len(b.offsets)-1])
	b.offsets = append(b.offsets, int32(n))
}

// list is the result as a list column, whatever the number of values.
func (b *valuesBuilder) list() *table.List {
	var nulls []bool
	for i := range len(b.offsets) - 1 {
		if b.offsets[i] == b.offsets[i+1] {
			if nulls == nil {
				nulls = make([]bool, len(b.offsets)-1)
			}
			nulls[i] = true
		}
	}
	if b.texts != nil {
		return table.NewList(b.offsets, b.texts.Column(), nulls)
	}
	return table.NewList(b.offsets, table.Narrow(b.child.Column()), nulls)
}

// column is the result; a plain column when no row has several values.
func (b *valuesBuilder) column() table.Column {
	l := b.list()
	if b.longest > 1 {
		return l
	}
	return Scalars(l)
}

// Scalars turns a list column whose rows have at most one value into a column
// of those values, null where there is none; other columns stay as they are.
func Scalars(c table.Column) table.Column {
	l, ok := c.(*table.List)
	if !ok {
		return c
	}
	offsets := l.Offsets()
	if l.Nulls() == nil && int(offsets[len(offsets)-1]-offsets[0]) == l.Len() && oneEach(offsets) {
		return l.Child().Slice(int(offsets[0]), int(offsets[len(offsets)-1]))
	}
	rows := make([]int32, l.Len())
	for i := range rows {
		rows[i] = -1
		switch n := offsets[i+1] - offsets[i]; {
		case n > 1:
			return c
		case n == 1 && !l.Null(i):
			rows[i] = offsets[i]
		}
	}
	return l.Child().Take(rows)
}

func oneEach(offsets []int32) bool {
	for i := range len(offsets) - 1 {
		if offsets[i+1]-offsets[i] != 1 {
			return false
		}
	}
	return true
}

// EachOf spreads multivalue rows: child holds the values of all rows one
// after the other and rows the row each belongs to. It is what mvmap,
// mvfilter, mvexpand and value-by-value aggregates start from.
func EachOf(c table.Column) (child table.Column, rows []int32) {
	c = table.Resolve(c)
	if l, ok := c.(*table.List); ok {
		offsets := l.Offsets()
		rows = make([]int32, 0, offsets[len(offsets)-1]-offsets[0])
		at := make([]int32, 0, cap(rows))
		for i := range l.Len() {
			if l.Null(i) {
				continue
			}
			for j := offsets[i]; j < offsets[i+1]; j++ {
				rows, at = append(rows, int32(i)), append(at, j)
			}
		}
		return l.Child().Take(at), rows
	}
	v := multivalues(c)
	b := table.NewVecBuilder[table.Value](c.Len())
	var buf []table.Value
	for i := range c.Len() {
		buf = v.row(i, buf[:0])
		for _, x := range buf {
			b.Add(x)
			rows = append(rows, int32(i))
		}
	}
	return table.Narrow(b.Column()), rows
}

// ListOf is the opposite of EachOf for n rows: the values of each row are
// gathered into a list again, nulls left out. rows must not fall.
func ListOf(child table.Column, rows []int32, n int) table.Column {
	b := newValuesBuilder(n)
	at := 0
	for i := range n {
		for ; at < len(rows) && int(rows[at]) == i; at++ {
			b.value(child.Value(at))
		}
		b.end()
	}
	return b.column()
}
