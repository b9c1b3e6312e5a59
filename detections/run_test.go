package detections_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/internal/gen"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// ways are the ways of computing that must not change an answer.
var ways = func() map[string][]goshawk.RunOption {
	out := map[string][]goshawk.RunOption{}
	for _, workers := range []int{1, 2, 4} {
		for _, batch := range []int{0, 1, 3} {
			out[fmt.Sprintf("workers=%d,batch=%d", workers, batch)] = []goshawk.RunOption{goshawk.Workers(workers), goshawk.BatchRows(batch)}
		}
	}
	return out
}()

// runEveryWay runs a query in all ways, requires that the output is the same to
// the byte, and gives the result.
func runEveryWay(t *testing.T, q *goshawk.Query, opts ...goshawk.RunOption) *table.Table {
	var first *table.Table
	var text string
	for name, way := range ways {
		tab, got := runOnce(t, q, append(way, opts...)...)
		if first == nil {
			first, text = tab, got
		}
		require.True(t, text == got, "%s gives another output:\n%.2000s\nthan before:\n%.2000s", name, got, text)
	}
	return first
}

func runOnce(t *testing.T, q *goshawk.Query, opts ...goshawk.RunOption) (*table.Table, string) {
	tab, err := q.Table(context.Background(), opts...)
	require.NoError(t, err)
	var b bytes.Buffer
	_, err = output.Write(&b, "ndjson", tab.Schema(), func(yield func(*table.Batch, error) bool) { yield(tab.Batch(), nil) })
	require.NoError(t, err)
	return tab, b.String()
}

// column is a column's values.
func column(t *testing.T, tab *table.Table, name string) []table.Value {
	i := tab.Schema().Index(name)
	require.GreaterOrEqual(t, i, 0, "no column %s in %s", name, tab.Schema())
	out := make([]table.Value, tab.Len())
	for k := range out {
		out[k] = tab.Batch().Col(i).Value(k)
	}
	return out
}

func loadSample(t *testing.T, name string) *detections.Rule {
	rule, err := detections.SampleRule(name)
	require.NoError(t, err)
	return rule
}

// emailEngine binds a file to EmailEvents.
func emailEngine(t *testing.T, file string) *goshawk.Engine {
	src, err := readers.Open(context.Background(), file, readers.Options{Name: "EmailEvents"})
	require.NoError(t, err)
	db := goshawk.New(goshawk.Now(gen.Now))
	db.AddTable("EmailEvents", src)
	return db
}

func writeFile(t *testing.T, path string, write func(*os.File) error) {
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, write(f))
	require.NoError(t, f.Close())
}
