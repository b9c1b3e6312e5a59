package table

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

func sample() *Table {
	return New(NewSchema(Field{"n", TypeLong}, Field{"s", TypeString}),
		NewVec([]int64{1, 2, 3, 4, 5}, nil), NewVec([]string{"a", "b", "c", "d", "e"}, nil))
}

func TestTableScan(t *testing.T) {
	for _, tt := range []struct {
		req   ScanRequest
		want  []int // rows of the batches
		names []string
	}{
		{ScanRequest{All: true}, []int{5}, []string{"n", "s"}},
		{ScanRequest{All: true, BatchRows: 2}, []int{2, 2, 1}, []string{"n", "s"}},
		{ScanRequest{Columns: []string{"s", "nope"}, BatchRows: 5}, []int{5}, []string{"s"}},
		{ScanRequest{}, []int{5}, []string{}},
	} {
		scan, err := sample().Scan(t.Context(), tt.req)
		require.NoError(t, err)
		var got []int
		for {
			c, err := scan.Next(t.Context())
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
			batches, _, err := c.Read(t.Context())
			require.NoError(t, err)
			for _, b := range batches {
				got = append(got, b.Len())
				require.Equal(t, tt.names, b.Schema().Names())
			}
		}
		require.NoError(t, scan.Close())
		require.Equal(t, tt.want, got)
	}
}

func TestConcatBatchesOfAnOpenSchema(t *testing.T) {
	a := NewBatch(NewSchema(Field{"x", TypeDynamic}), 1, NewVec([]string{"1"}, nil))
	b := NewBatch(NewSchema(Field{"y", TypeDynamic}, Field{"x", TypeDynamic}), 2,
		NewList([]int32{0, 1, 2}, NewVec([]string{"p", "q"}, nil), nil), NewVec([]string{"2", "3"}, nil))
	c := NewBatch(NewSchema(Field{"z", TypeLong}), 1, NewVec([]int64{7}, nil))
	got := ConcatBatches(NewSchema(), []*Batch{a, b, c})
	require.Equal(t, "(x:dynamic, y:dynamic, z:long)", got.Schema().String())
	require.Equal(t, []string{`"1"`, `"2"`, `"3"`, "null"}, text(boxed(got.Column("x"))))
	require.Equal(t, []string{"null", `["p"]`, `["q"]`, "null"}, text(boxed(got.Column("y"))))
	require.Equal(t, []string{"null", "null", "null", "7"}, text(boxed(got.Column("z"))))
	require.Equal(t, TypeString, got.Column("x").Type())
	require.Equal(t, 0, ConcatBatches(a.Schema(), nil).Len())
	require.Nil(t, got.Column("nope"))
}

func TestBatchViews(t *testing.T) {
	b := sample().Batch()
	require.Equal(t, []string{"2", `"b"`}, text(b.Slice(1, 3).Row(0)))
	require.Equal(t, []string{"5", `"e"`}, text(b.View([]int32{4, 0}).Row(0)))
	require.Panics(t, func() { NewBatch(b.Schema(), 2, b.Cols()...) })
	rows := [][]Value{{LongValue(1), StringValue("x")}, {StringValue("no"), {}}}
	require.Equal(t, []string{"null", "null"}, text(FromRows(b.Schema(), rows).Batch().Row(1)))
}

func TestReportKeepsTheFirst(t *testing.T) {
	var r Report
	for i := range 30 {
		r.Add(Report{Skipped: 1, Uneven: 3, Coerced: 2, Problems: []Problem{{Line: int64(i)}}})
	}
	require.EqualValues(t, 30, r.Skipped)
	require.EqualValues(t, 60, r.Coerced)
	require.EqualValues(t, 180, r.Count())
	require.Len(t, r.Problems, MaxProblems)
	require.EqualValues(t, MaxProblems-1, r.Problems[MaxProblems-1].Line)
}

func TestReportCounts(t *testing.T) {
	require.Equal(t, "2 records could not be read and were left out, 1 record is not quite as it should be and was kept", (&Report{Skipped: 2, Uneven: 1}).String())
	require.Equal(t, "3 values did not fit their column's type and are null", (&Report{Coerced: 3}).String())
	require.True(t, (&Report{}).Empty())
	require.False(t, (&Report{Uneven: 1}).Empty())
}

func TestParseTypeKnowsEveryName(t *testing.T) {
	for typ := TypeBool; typ <= TypeDynamic; typ++ {
		got, known := ParseType(typ.String())
		require.True(t, known)
		require.Equal(t, typ, got)
	}
	_, known := ParseType("unknown")
	require.False(t, known)
}
