package table_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// values boxes a column.
func values(c table.Column) []string {
	out := make([]string, c.Len())
	for i := range out {
		out[i] = string(table.AppendJSON(nil, c.Value(i)))
	}
	return out
}

func TestCodedColumnsStayCoded(t *testing.T) {
	c := table.NewCoded(table.NewJSON([]string{`{"a":1}`, `[2]`, `null`}, nil), []int32{1, 0, 2, 1, 1})
	want := []string{`[2]`, `{"a":1}`, `null`, `[2]`, `[2]`}
	require.Equal(t, want, values(c))
	require.Equal(t, want, values(c.Gather()))
	require.Equal(t, want[1:4], values(c.Slice(1, 4)))
	rows := []int32{4, 2, 1}
	schema := table.NewSchema(table.Field{Name: "c", Type: table.TypeDynamic})
	viewed := table.NewBatch(schema, 5, c).View(rows).Col(0)
	for _, taken := range []table.Column{c.Take(rows), table.NewView(c, rows), viewed, c.Slice(1, 5).Take([]int32{3, 1, 0})} {
		require.Equal(t, []string{`[2]`, `null`, `{"a":1}`}, values(taken))
		_, _, ok := taken.(*table.View).Coded()
		require.True(t, ok)
	}
	// A row without an entry has no code.
	outer := c.Take([]int32{0, -1}).(*table.View)
	_, _, ok := outer.Coded()
	require.False(t, ok)
	require.Equal(t, []string{`[2]`, `null`}, values(outer))
	require.Equal(t, []string{`[2]`, `null`}, values(outer.Gather()))
}

// Selecting from selections gives what gathering in between gives.
func TestViewsOfViews(t *testing.T) {
	schema := table.NewSchema(table.Field{Name: "a", Type: table.TypeLong}, table.Field{Name: "b", Type: table.TypeString}, table.Field{Name: "c", Type: table.TypeLong})
	base := table.NewBatch(schema, 4, table.NewVec([]int64{10, 11, 12, 13}, nil), table.NewVec([]string{"w", "x", "y", "z"}, nil), table.NewConst(table.LongValue(7), table.TypeLong, 4))
	for _, gather := range []bool{false, true} {
		first := base.View([]int32{3, -1, 0, 1})
		// A column selected with other rows stands among the rest.
		first = table.NewBatch(schema, 4, table.NewView(base.Col(0), []int32{2, 2, 1, 0}), first.Col(1), first.Col(2))
		if gather {
			table.Resolve(first.Col(1))
		}
		second := first.View([]int32{2, 1, 0})
		require.Equal(t, []string{"11", "12", "12"}, values(second.Col(0)))
		require.Equal(t, []string{`"w"`, `null`, `"z"`}, values(second.Col(1)))
		require.Equal(t, []string{"7", "null", "7"}, values(second.Col(2)))
		require.Equal(t, []string{`"z"`, `null`}, values(second.View([]int32{2, -1}).Col(1)))
	}
}

func TestCompactKeepsRepeatedJSONOnce(t *testing.T) {
	var objects, lists, unique, scalars []string
	for i := range 400 {
		objects = append(objects, fmt.Sprintf(`{"n": %d}`, i%7))
		lists = append(lists, fmt.Sprintf(`[{"n":%d}, {"m":%d},{"l":%d}]`, i%17, i%19, i%13), `[ ]`, `null`, ``)
		unique = append(unique, fmt.Sprintf(`[{"n":%d}]`, i))
		scalars = append(scalars, fmt.Sprintf(`[%d,{}]`, i))
	}
	compacted := func(texts []string) table.Column {
		in := table.NewJSON(texts, nil)
		schema := table.NewSchema(table.Field{Name: "c", Type: table.TypeDynamic})
		out := table.New(schema, in).Compact().Batch().Col(0)
		require.Equal(t, values(in), values(out))
		require.Equal(t, values(in.Slice(3, 9)), values(out.Slice(3, 9)))
		return out
	}
	entries, _, ok := compacted(objects).(*table.View).Coded()
	require.True(t, ok)
	require.Equal(t, 7, entries.Len())
	require.IsType(t, &table.JSON{}, compacted(unique))
	require.IsType(t, &table.JSON{}, compacted(scalars))
	child, _, ok := compacted(lists).(*table.List).Child().(*table.View).Coded()
	require.True(t, ok)
	require.Equal(t, 17+19+13, child.Len())
}

func TestCodedListsAreCutOncePerText(t *testing.T) {
	texts := table.NewJSON([]string{`[{"a":1},{"a":2}]`, `[]`, ``, `[{"a":2}]`}, nil)
	l := table.CodedJSONLists(table.NewCoded(texts, []int32{3, 0, 1, 2, 0, 3}))
	require.Equal(t, []int32{0, 1, 3, 3, 3, 5, 6}, l.Offsets())
	require.Equal(t, []bool{false, false, false, true, false, false}, l.Nulls())
	require.Equal(t, []string{`{"a":2}`, `{"a":1}`, `{"a":2}`, `{"a":1}`, `{"a":2}`, `{"a":2}`}, values(l.Child()))
	entries, _, ok := l.Child().(*table.View).Coded()
	require.True(t, ok)
	require.Equal(t, 2, entries.Len())

	require.Nil(t, table.CodedJSONLists(table.NewCoded(table.NewJSON([]string{`[1]`}, nil), []int32{0, 0})))
	require.Nil(t, table.CodedJSONLists(table.NewView(texts, []int32{0}).(*table.View)))
}
