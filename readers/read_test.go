package readers

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// readAll scans a source to its end.
func readAll(t testing.TB, src table.Source, req table.ScanRequest) (*table.Batch, table.Report) {
	t.Helper()
	b, r, err := tryRead(src, req)
	require.NoError(t, err)
	return b, r
}

func tryRead(src table.Source, req table.ScanRequest) (*table.Batch, table.Report, error) {
	ctx := context.Background()
	var report table.Report
	scan, err := src.Scan(ctx, req)
	if err != nil {
		return nil, report, err
	}
	defer scan.Close()
	var all []*table.Batch
	for {
		c, err := scan.Next(ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, report, err
		}
		batches, r, err := c.Read(ctx)
		if err != nil {
			return nil, report, err
		}
		report.Add(r)
		all = append(all, batches...)
	}
	return table.ConcatBatches(src.Schema(), all), report, nil
}

// open makes a source of text in memory.
func open(t testing.TB, name, text string, opts Options) table.Source {
	t.Helper()
	src, err := FromBytes(context.Background(), name, []byte(text), opts)
	require.NoError(t, err)
	return src
}

// show is the rows as compact JSON, one string a row.
func show(b *table.Batch) []string {
	out := make([]string, b.Len())
	for i := range out {
		bag := table.NewBag(4)
		for k, v := range b.Row(i) {
			bag.Set(b.Schema().Field(k).Name, v)
		}
		out[i] = string(table.AppendJSON(nil, table.BagValue(bag)))
	}
	return out
}

var everything = table.ScanRequest{All: true}

// scanInput reads text in the typed view at several chunk sizes and on both
// paths, and returns the rows, which must be the same each time.
func scanInput(t testing.TB, name, text string, opts Options, req table.ScanRequest) ([]string, *table.Schema, table.Report) {
	t.Helper()
	var rows []string
	var schema *table.Schema
	var report table.Report
	for i, chunk := range []int{0, 1, 64} {
		for _, plain := range []bool{false, true} {
			o := opts
			o.ChunkBytes, o.plain = chunk, plain
			src := open(t, name, text, o)
			b, r := readAll(t, src, req)
			if i == 0 && !plain {
				rows, schema, report = show(b), src.Schema(), r
				continue
			}
			require.Equal(t, rows, show(b), "chunks of %d bytes, plain path %v", chunk, plain)
			require.Equal(t, report, r, "chunks of %d bytes, plain path %v", chunk, plain)
		}
	}
	return rows, schema, report
}
