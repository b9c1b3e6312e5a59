package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// groupRows numbers the distinct combinations of values of several columns in
// the order they first appear; firsts are their first rows. Nulls are equal to
// one another. Without columns all rows are one group.
func groupRows(n int, cols []table.Column) (groups []uint32, firsts []int32) {
	groups = make([]uint32, n)
	if n > 0 {
		firsts = []int32{0}
	}
	for _, c := range cols {
		codes := newEncoder(c.Type()).encode(make([]uint32, 0, n), table.Resolve(c))
		for i := range codes {
			if c.Null(i) {
				codes[i] = noCode
			}
		}
		pairs := map[uint64]uint32{}
		firsts = firsts[:0:0]
		for i, code := range codes {
			key := uint64(groups[i])<<32 | uint64(code)
			g, ok := pairs[key]
			if !ok {
				g = uint32(len(firsts))
				pairs[key] = g
				firsts = append(firsts, int32(i))
			}
			groups[i] = g
		}
	}
	return groups, firsts
}

// namedColumns finds columns by name; a name that is not there is an error.
func namedColumns(function string, t *table.Table, names []string) ([]table.Column, []table.Field, error) {
	cols, fields := make([]table.Column, len(names)), make([]table.Field, len(names))
	for k, name := range names {
		i := t.Schema().Index(name)
		if i < 0 {
			return nil, nil, errColumn(function, name)
		}
		cols[k], fields[k] = t.Batch().Col(i), t.Schema().Field(i)
	}
	return cols, fields, nil
}

func namedColumn(function string, t *table.Table, name string) (table.Column, error) {
	cols, _, err := namedColumns(function, t, []string{name})
	if err != nil {
		return nil, err
	}
	return cols[0], nil
}

// otherNames are the table's column names without the given ones.
func otherNames(t *table.Table, not ...string) []string {
	var out []string
	for _, name := range t.Schema().Names() {
		if !slices.Contains(not, name) {
			out = append(out, name)
		}
	}
	return out
}

// takeOr takes rows of c, and otherwise where a row is negative.
func takeOr(c table.Column, rows []int32, otherwise table.Value) table.Column {
	if otherwise.IsNull() {
		return c.Take(rows)
	}
	n := c.Len()
	filled := make([]int32, len(rows))
	for i, r := range rows {
		if filled[i] = r; r < 0 {
			filled[i] = int32(n)
		}
	}
	t := c.Type()
	one := table.NewBuilder(t, 1)
	one.Append(widened(otherwise, t))
	last := one.Column()
	if last.Null(0) {
		last = table.NewVec([]table.Value{otherwise}, nil)
	}
	return table.Concat([]table.Column{c, last}).Take(filled)
}

// texts of a column's rows, null as the empty string.
func textsOf(c table.Column) []string {
	write := newTextWriter(c)
	out := make([]string, c.Len())
	var buf []byte
	for i := range out {
		buf = write(buf[:0], i)
		out[i] = string(buf)
	}
	return out
}
