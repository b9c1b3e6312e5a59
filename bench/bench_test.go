package bench

import (
	"context"
	"embed"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

//go:embed queries/*.kql
var queries embed.FS

// eachQuery calls f for every query, by name.
func eachQuery(t require.TestingT, f func(name, text string)) {
	files, err := queries.ReadDir("queries")
	require.NoError(t, err)
	for _, file := range files {
		text, err := queries.ReadFile("queries/" + file.Name())
		require.NoError(t, err)
		f(strings.TrimSuffix(file.Name(), ".kql"), string(text))
	}
}

// files makes the tables' files and gives an engine that reads them, and the
// size of each.
func files(t testing.TB, rows int) (*goshawk.Engine, map[string]int64) {
	dir, db, sizes := t.TempDir(), goshawk.New(), map[string]int64{}
	for _, name := range Tables {
		path := filepath.Join(dir, name+".ndjson")
		f, err := os.Create(path)
		require.NoError(t, err)
		require.NoError(t, Generate(f, name, rows))
		info, err := f.Stat()
		require.NoError(t, err)
		sizes[name] = info.Size()
		require.NoError(t, f.Close())
		src, err := readers.Open(context.Background(), path, readers.Options{Name: name})
		require.NoError(t, err)
		db.AddTable(name, src)
	}
	return db, sizes
}

func rows(t testing.TB) int {
	text := os.Getenv("BENCH_ROWS")
	if text == "" {
		return 20000
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}

// answer is a query's rows as text.
func answer(t testing.TB, db *goshawk.Engine, text string, opts ...goshawk.RunOption) string {
	q, err := db.CompileKQL(text)
	require.NoError(t, err)
	out, err := q.Table(context.Background(), opts...)
	require.NoError(t, err)
	var b []byte
	for i := range out.Len() {
		b = append(table.AppendJSON(b, table.ArrayValue(out.Batch().Row(i))), '\n')
	}
	return string(b)
}

func TestWarmAndColdAgree(t *testing.T) {
	db, _ := files(t, 9000)
	eachQuery(t, func(name, text string) {
		q, err := db.CompileKQL(text)
		require.NoError(t, err, name)
		warm, err := db.Loaded(context.Background(), q)
		require.NoError(t, err, name)
		want := answer(t, db, text, goshawk.Workers(1))
		require.NotEmpty(t, want, name)
		require.Equal(t, want, answer(t, db, text, goshawk.Workers(3)), name)
		require.Equal(t, want, answer(t, warm, text, goshawk.Workers(1)), name)
		require.Equal(t, want, answer(t, warm, text, goshawk.Workers(3)), name)
	})
}

func BenchmarkCold(b *testing.B) {
	db, sizes := files(b, rows(b))
	eachQuery(b, func(name, text string) {
		b.Run(name, func(b *testing.B) {
			q, err := db.CompileKQL(text)
			require.NoError(b, err)
			for name, size := range sizes {
				if strings.HasPrefix(text, name) {
					b.SetBytes(size)
				}
			}
			run(b, q)
		})
	})
}

func BenchmarkWarm(b *testing.B) {
	db, _ := files(b, rows(b))
	eachQuery(b, func(name, text string) {
		b.Run(name, func(b *testing.B) {
			q, err := db.CompileKQL(text)
			require.NoError(b, err)
			warm, err := db.Loaded(context.Background(), q)
			require.NoError(b, err)
			q, err = warm.CompileKQL(text)
			require.NoError(b, err)
			run(b, q)
		})
	})
}

func run(b *testing.B, q *goshawk.Query) {
	for b.Loop() {
		if _, err := q.Table(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
