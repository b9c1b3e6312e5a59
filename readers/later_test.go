package readers

import (
	"fmt"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// TestLaterColumns: columns that are decoded when they are asked for hold what
// they hold when decoded at once, whichever rows are asked for first, and the
// reports are the same.
func TestLaterColumns(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	texts := filterRecords(300)
	texts["short.csv"] = "n,word\n1,a\n2\n\"x \"\"y\"\"\",\"p\"\"q\",more\n"
	texts["wrapped.ndjson"] = `{"preview":false,"result":{"n":"1","word":"a\"b"}}` + "\n" + `{"result":{"n":null}}` + "\n"
	for name, text := range texts {
		for _, chunk := range []int{0, 700, 30_000} {
			for _, opts := range []Options{
				{ChunkBytes: chunk},
				{ChunkBytes: chunk, Text: true},
				{ChunkBytes: chunk, plain: true},
				{ChunkBytes: chunk, Schema: table.NewSchema(table.Field{Name: "n", Type: table.TypeLong}, table.Field{Name: "text", Type: table.TypeDynamic}, table.Field{Name: "none", Type: table.TypeString})},
			} {
				t.Run(fmt.Sprint(name, chunk, opts.Text, opts.plain, opts.Schema != nil), func(t *testing.T) {
					src := open(t, name, text, opts)
					names := src.Schema().Names()
					want, wantReport := readAll(t, src, everything)
					for _, req := range []table.ScanRequest{
						{All: true, Later: names},
						{All: true, Later: names, BatchRows: 7},
						{All: true, Later: names[1:]},
						{All: true, Later: names, Parts: map[string]*table.JSONParts{"nest": {Keys: map[string]*table.JSONParts{"a": {Whole: true}}}}},
					} {
						got, report := readAll(t, src, req)
						require.Equal(t, show(want), show(got))
						require.Equal(t, wantReport, report)
					}
					someRows(t, src, want, r)
				})
			}
		}
	}
}

// someRows asks for some rows of the deferred columns of a scan's batches,
// before and after all are asked for.
func someRows(t *testing.T, src table.Source, want *table.Batch, r *rand.Rand) {
	t.Helper()
	scan, err := src.Scan(t.Context(), table.ScanRequest{All: true, Later: src.Schema().Names()})
	require.NoError(t, err)
	defer scan.Close()
	from, deferred := 0, 0
	for {
		chunk, err := scan.Next(t.Context())
		if err != nil {
			break
		}
		batches, _, err := chunk.Read(t.Context())
		require.NoError(t, err)
		for _, b := range batches {
			for _, c := range b.Cols() {
				if _, ok := c.(*table.Deferred); ok {
					deferred++
				}
			}
			for range 8 {
				rows, of := make([]int32, r.Intn(b.Len()+1)), []int32{}
				for i := range rows {
					rows[i] = int32(r.Intn(b.Len()))
					of = append(of, rows[i]+int32(from))
				}
				require.Equal(t, show(want.View(of)), show(b.View(rows)))
			}
			require.Equal(t, show(want.Slice(from, from+b.Len())), show(b))
			from += b.Len()
		}
	}
	require.Equal(t, want.Len(), from)
	require.NotZero(t, deferred)
}

// TestRecordColumn: the records of rows, as they are written.
func TestRecordColumn(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"x.csv":    {"a,b\n1,\"x\ny\"\n\n2,\"\"\"\"\n", []string{"1,\"x\ny\"\n", "2,\"\"\"\"\n"}},
		"x.ndjson": {"{\"a\": 1}\nbroken\n\n{\"b\":2,\"a\":\"x\"}", []string{`{"a": 1}`, `{"b":2,"a":"x"}`}},
		"x.json":   {"[{\"a\": 1},\n {\"b\":2,\"a\":[{}]}]", []string{`{"a": 1}`, `{"b":2,"a":[{}]}`}},
		"x.txt":    {"plain\ntext\n", nil},
	} {
		for _, req := range []table.ScanRequest{{All: true, Records: true}, {Columns: []string{"a"}, Records: true}} {
			b, _ := readAll(t, open(t, name, c.text, Options{}), req)
			records := b.Column(table.RecordColumn)
			if c.want == nil {
				require.Nil(t, records)
				continue
			}
			require.Equal(t, b.Schema().Len()-1, b.Schema().Index(table.RecordColumn))
			vec, ok := table.AsVec[string](records)
			require.True(t, ok)
			require.Equal(t, c.want, vec.Vals(), name)
		}
	}
	twins := open(t, "x.ndjson", `{"Timestamp":"2026-03-15T10:00:00Z","DeviceName":"a"}`, Options{Name: "DeviceEvents"})
	b, _ := readAll(t, twins, table.ScanRequest{Columns: []string{"TimeGenerated"}, Records: true})
	require.Equal(t, []string{"TimeGenerated", table.RecordColumn}, b.Schema().Names())
}
