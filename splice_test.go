package goshawk_test

import (
	"context"
	"flag"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

var splices = flag.Int("splices", 1500, "how many pipelines TestSplicedPipelines makes of the golden queries' operators")

// TestSplicedPipelines runs pipelines of operators taken from different golden
// queries: whatever is put together is answered or refused, never with an
// internal error, and alike whatever the size of batches.
func TestSplicedPipelines(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 7))
	ctx := context.Background()
	var pools []*pool
	err := filepath.WalkDir("testdata/kql", func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txtar" {
			return err
		}
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		pools = append(pools, newPool(t, archive))
		return nil
	})
	require.NoError(t, err)
	var shared []string
	for _, p := range pools {
		shared = append(shared, p.operators...)
	}
	ran := 0
	for range *splices {
		p := pools[r.IntN(len(pools))]
		query := p.sources[r.IntN(len(p.sources))]
		for range 1 + r.IntN(3) {
			from := p.operators
			if r.IntN(3) == 0 {
				from = shared
			}
			query += "\n| " + from[r.IntN(len(from))]
		}
		q, err := p.db.Compile(goshawk.KQL, goshawk.Text{Query: query})
		if refused(t, query, err) {
			continue
		}
		opts := []goshawk.RunOption{goshawk.Workers(1), goshawk.MaxRows(20000), goshawk.MaxMemory(64 << 20), goshawk.MaxDuration(2 * time.Second)}
		one, err := q.Table(ctx, opts...)
		if refused(t, query, err) {
			continue
		}
		ran++
		if strings.Contains(query, "sample") || strings.Contains(query, "rand") || strings.Contains(query, "new_guid") {
			continue
		}
		two, err := q.Table(ctx, append(opts, goshawk.BatchRows(2), goshawk.Workers(3))...)
		if err != nil && source.Errors(err) != nil && source.Errors(err)[0].Kind == source.Limit {
			continue
		}
		require.NoError(t, err, query)
		require.Equal(t, tableText(one), tableText(two), query)
	}
	require.Greater(t, ran, *splices/10)
	t.Logf("%d of %d pipelines ran", ran, *splices)
}

// pool is what the queries of a golden file start with, and their operators.
type pool struct {
	db                 *goshawk.Engine
	sources, operators []string
}

func newPool(t *testing.T, archive *txtar.Archive) *pool {
	p := &pool{db: goldenEngine(t, goshawk.KQL, archive)}
	for _, f := range archive.Files {
		if filepath.Ext(f.Name) != ".kql" {
			continue
		}
		query := strings.TrimSpace(string(f.Data))
		q, err := parser.KQL(source.New("", query))
		if err != nil {
			continue
		}
		starts := operatorStarts(q)
		main := q.Main()
		if main == nil || len(starts) == 0 {
			continue
		}
		p.sources = append(p.sources, strings.TrimRight(query[:starts[0]], "| \n\t"))
		for i, at := range starts {
			end := main.Span().End
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			if at < end {
				p.operators = append(p.operators, strings.TrimRight(query[at:end], "| \n\t;"))
			}
		}
	}
	return p
}
