package bench

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

func rowsOf(t testing.TB, q *goshawk.Query, opts ...goshawk.RunOption) string {
	out, err := q.Table(context.Background(), opts...)
	require.NoError(t, err)
	var b []byte
	for i := range out.Len() {
		b = append(table.AppendJSON(b, table.ArrayValue(out.Batch().Row(i))), '\n')
	}
	return string(b)
}

// setting reads numbers from the environment: one, or several with commas.
func setting(t testing.TB, name, absent string) []int {
	text := os.Getenv(name)
	if text == "" {
		text = absent
	}
	var out []int
	for _, part := range strings.Split(text, ",") {
		n, err := strconv.Atoi(part)
		require.NoError(t, err)
		out = append(out, n)
	}
	return out
}

// leastCPU is the least processor time of a few runs.
func leastCPU(t testing.TB, q *goshawk.Query) time.Duration {
	least := time.Duration(1 << 62)
	for range 3 {
		from := cpuTime()
		_, err := q.Table(context.Background())
		require.NoError(t, err)
		least = min(least, cpuTime()-from)
	}
	return least
}

// mayRise is how much more time a row may take in the largest table than in
// the smallest. A table that does not fit the caches costs several times as
// much a random access as one that does; what is worse than linear rises with
// the ratio of the sizes.
const mayRise = 4

// cachedCost is what a few accesses take: a query over a small table may need no
// more, having all its state in the caches.
const cachedCost = 50 // ns

// needCPUTime skips a test that measures processor time where that is not to be
// had, or not wanted.
func needCPUTime(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: this measures processor time for some seconds; run it without -short")
	}
	if cpuTime() == 0 {
		t.Skip("skipped: this needs a system that tells a process its processor time, such as Linux")
	}
}

// TestGrowth measures what a row costs in tables of several sizes (BENCH_GROWTH:
// rows, with commas).
func TestGrowth(t *testing.T) {
	needCPUTime(t)
	sizes := setting(t, "BENCH_GROWTH", "50000,500000")
	engines := make([]*goshawk.Engine, len(sizes))
	for i, n := range sizes {
		engines[i] = madeEngine(n)
	}
	measure := func(name, text string, compiled func(testing.TB, *goshawk.Engine, string) *goshawk.Query) {
		t.Run(name, func(t *testing.T) {
			cost := make([]float64, len(sizes))
			for i, n := range sizes {
				cost[i] = float64(leastCPU(t, compiled(t, engines[i], text)).Nanoseconds()) / float64(n)
			}
			t.Logf("ns a row at %d rows: %.1f", sizes, cost)
			require.Less(t, cost[len(cost)-1], mayRise*max(cost[0], cachedCost), "a row costs more in a larger table")
		})
	}
	for _, k := range kernels {
		measure(k.name, k.query, compiledKQL)
	}
	for _, k := range splKernels {
		measure(k.name, k.query, compiledSPL)
	}
}

// TestLongRecord reads and queries one JSON record on one line (BENCH_RECORD:
// its megabytes), and one of a quarter of its size.
func TestLongRecord(t *testing.T) {
	needCPUTime(t)
	large := setting(t, "BENCH_RECORD", "20")[0]
	queries := []struct{ query, want string }{
		{`R | project n = array_length(Items)`, "[%d]\n"},
		{`R | mv-expand i = Items | where i.name == "name 77" | summarize count()`, "[1]\n"},
		{`R | where Text has "needle" | extend l = Items[-1].k | count`, "[1]\n"},
		{`R | extend s = parse_json(tostring(Items)) | project array_length(s)`, "[%d]\n"},
	}
	cost := make([][]float64, len(queries))
	for _, mega := range []int{max(1, large/4), large} {
		path, items := longRecord(t, mega<<20)
		src, err := readers.Open(context.Background(), path, readers.Options{Name: "R"})
		require.NoError(t, err)
		db := goshawk.New()
		db.AddTable("R", src)
		for i, k := range queries {
			q := compiledKQL(t, db, k.query)
			want := k.want
			if strings.Contains(want, "%d") {
				want = fmt.Sprintf(want, items)
			}
			least := math.Inf(1) // of two runs: a collection may fall into one
			for range 2 {
				from := cpuTime()
				got := rowsOf(t, q)
				least = min(least, float64((cpuTime()-from).Nanoseconds())/float64(mega<<20))
				require.Equal(t, want, got, k.query)
			}
			cost[i] = append(cost[i], least)
		}
	}
	for i, k := range queries {
		t.Logf("%.2f and %.2f ns a byte: %s", cost[i][0], cost[i][1], k.query)
		require.Less(t, cost[i][1], mayRise*max(cost[i][0], 1), k.query)
	}
}

// longRecord writes a file of one record and tells how many items it has.
func longRecord(t testing.TB, size int) (path string, items int) {
	path = filepath.Join(t.TempDir(), "record.ndjson")
	f, err := os.Create(path)
	require.NoError(t, err)
	w := bufio.NewWriter(f)
	written, err := fmt.Fprintf(w, `{"Text":"hay %s needle","Items":[`, strings.Repeat("straw ", size/24))
	require.NoError(t, err)
	for ; written < size; items++ {
		comma := ","
		if items == 0 {
			comma = ""
		}
		n, err := fmt.Fprintf(w, `%s{"k":%d,"name":"name %d","list":[1,2,{"deep":"%x"}]}`, comma, items, items, items*7919)
		require.NoError(t, err)
		written += n
	}
	_, err = w.WriteString("]}\n")
	require.NoError(t, err)
	require.NoError(t, w.Flush())
	require.NoError(t, f.Close())
	return path, items
}
