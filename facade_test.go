package goshawk_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/readers"
)

func sampleEngine(t testing.TB) *goshawk.Engine {
	db := goshawk.New(goshawk.Now(goldenNow))
	require.NoError(t, detections.AddShippedMacros(db))
	for _, name := range detections.Samples() {
		require.NoError(t, detections.AddSample(context.Background(), db, name))
	}
	return db
}

// TestOneQueryManyGoroutines runs the same compiled queries at the same time.
func TestOneQueryManyGoroutines(t *testing.T) {
	db := sampleEngine(t)
	for _, name := range detections.Samples() {
		rule, err := detections.SampleRule(name)
		require.NoError(t, err)
		q, err := rule.Compile(db, detections.Options{})
		require.NoError(t, err)
		want, err := q.Table(context.Background())
		require.NoError(t, err)
		require.NotZero(t, want.Len())
		answers := make([]string, 16)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() {
				if got, err := q.Table(context.Background(), goshawk.Workers(1+i%3)); err == nil {
					answers[i] = tableText(got)
				}
			})
		}
		all.Wait()
		for _, got := range answers {
			require.Equal(t, tableText(want), got)
		}
	}
}

func TestCollect(t *testing.T) {
	db := goshawk.New()
	q, err := db.CompileKQL(`datatable(Name:string, n:long, At:datetime, Took:timespan, Tags:dynamic, Share:real, Ok:bool, Gap:long)
		["a", 1, datetime(2026-03-01), 90s, dynamic(["x", "y"]), 0.5, true, long(null)]`)
	require.NoError(t, err)
	res, err := q.Run(context.Background())
	require.NoError(t, err)
	defer res.Close()
	type row struct {
		Name  string
		Count int `goshawk:"n"`
		At    time.Time
		Took  time.Duration
		Tags  []string
		Share float64
		Ok    bool
		Gap   *int64
	}
	rows, err := goshawk.Collect[row](res)
	require.NoError(t, err)
	require.Equal(t, []row{{"a", 1, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), 90 * time.Second, []string{"x", "y"}, 0.5, true, nil}}, rows)

	res, err = q.Run(context.Background())
	require.NoError(t, err)
	defer res.Close()
	_, err = goshawk.Collect[struct {
		Name int
	}](res)
	require.ErrorContains(t, err, "Name")
}

func TestErrorParts(t *testing.T) {
	_, err := goshawk.New().Compile(goshawk.KQL, goshawk.Text{Query: "print 1\n| wher 2", Name: "rule.yaml", Line: 5, Column: 3, Indent: 2})
	var e *goshawk.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, "GH101", e.Code)
	require.EqualValues(t, "syntax", e.Kind)
	require.Equal(t, 6, e.Line())
	require.Equal(t, 5, e.Column())
	require.Equal(t, "| wher 2\n  ^^^^", e.Caret())
}

func TestExplainNamesColumns(t *testing.T) {
	db := sampleEngine(t)
	q, err := db.CompileKQL("EmailEvents | where UrlCount > 1 | project Subject")
	require.NoError(t, err)
	require.Contains(t, q.Explain(), "EmailEvents")
	require.NotContains(t, q.Explain(), "SenderFromAddress", "columns that are not needed are read")
	schema, open := q.Schema()
	require.Equal(t, "(Subject:string)", schema.String())
	require.False(t, open)
}

// TestSnapshot: a compiled query keeps what its names meant.
func TestSnapshot(t *testing.T) {
	db := goshawk.New()
	for i, text := range []string{"a\n1\n", "a\n1\n2\n"} {
		src, err := readers.FromBytes(context.Background(), "t.csv", []byte(text), readers.Options{Format: "csv"})
		require.NoError(t, err)
		db.AddTable("T", src)
		q, err := db.CompileKQL("T | count")
		require.NoError(t, err)
		db.AddTable("T", nil)
		tab, err := q.Table(context.Background())
		require.NoError(t, err)
		require.EqualValues(t, i+1, tab.Batch().Row(0)[0].Int())
	}
}
