package detections_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// families are the folders below testdata/spl, each with cases of at least
// leastDetections published detections.
const leastDetections = 20

var families = []string{"raw", "datamodel", "lookup", "stateful"}

// TestPublishedDetections runs published SPL detections, unchanged, on samples
// that were composed from the public formats of the events: each alerts on its
// sample with the expected fields, and on none of the near misses.
func TestPublishedDetections(t *testing.T) {
	type record struct {
		Name   string `json:"name"`
		Search string `json:"search"`
	}
	searches := map[string]string{}
	for _, r := range conformance.Lines[record](t, "corpus/spl/detections.jsonl") {
		searches[r.Name] = r.Search
	}
	base := publishedEngine(t)
	for _, family := range families {
		files, err := filepath.Glob(filepath.Join("testdata", "spl", family, "*.txtar"))
		require.NoError(t, err)
		seen := map[string]bool{}
		for _, file := range files {
			t.Run(family+"/"+strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
				c := readPublishedCase(t, file)
				seen[c.Detection] = true
				search, ok := searches[c.Detection]
				require.True(t, ok, "there is no detection %q", c.Detection)
				rule := &detections.Rule{Name: c.Detection, Language: goshawk.SPL, Text: goshawk.Text{Query: search, Name: c.Detection}}
				c.run(t, base, rule)
			})
		}
		require.GreaterOrEqual(t, len(seen), leastDetections, "detections with cases in %s", family)
	}
}

// publishedEngine has what published searches refer to.
func publishedEngine(t *testing.T) *goshawk.Engine {
	db := goshawk.New()
	require.NoError(t, detections.AddMacros(db, conformance.File(t, "corpus/spl/macros.jsonl")))
	require.NoError(t, detections.AddLookups(db, conformance.File(t, "corpus/spl/lookups")))
	models, err := detections.ShippedDataModels()
	require.NoError(t, err)
	db.SetDataModels(models)
	db.WriteLookups(func(context.Context, goshawk.LookupWrite) error { return nil })
	return db
}

func (c *publishedCase) run(t *testing.T, base *goshawk.Engine, rule *detections.Rule) {
	now := goshawk.Now(c.Now)
	q, err := rule.Compile(c.engine(t, base, c.Data), detections.Options{})
	require.NoError(t, err)
	c.requireWanted(t, runEveryWay(t, q, now))
	for _, v := range c.Variants {
		t.Run(v.Name, func(t *testing.T) {
			q, err := rule.Compile(c.engine(t, base, edit(t, c.Data, v.Edits)), detections.Options{})
			require.NoError(t, err)
			_, text := runOnce(t, q, now)
			require.Equal(t, v.Alerts, text != "", "%s", text)
		})
	}
}

// engine binds a sample.
func (c *publishedCase) engine(t *testing.T, base *goshawk.Engine, data []dataSection) *goshawk.Engine {
	db := base.Clone()
	for name, definition := range c.Macros {
		db.AddMacro(name, goshawk.Macro{Definition: definition})
	}
	dir, tables := "", map[string]string{}
	for _, s := range data {
		kind, name, keys, err := s.heading()
		require.NoError(t, err)
		n, _ := strconv.Atoi(keys["x"])
		text := expand(t, s.Text, n)
		switch kind {
		case "events":
			events := readers.EventOptions{Sourcetype: name, Source: keys["source"], Host: keys["host"], Index: keys["index"], Year: c.Now.Year()}
			src, err := readers.FromBytes(context.Background(), name+".log", []byte(text), readers.Options{Name: "main", Events: &events})
			require.NoError(t, err)
			db.AddEvents("main", src)
		case "table":
			tables[name] += text
		case "lookup":
			if dir == "" {
				dir = t.TempDir()
			}
			require.NoError(t, os.WriteFile(filepath.Join(dir, name+".csv"), []byte(text), 0o600))
			require.NoError(t, detections.AddLookups(db, filepath.Join(dir, name+".csv")))
		}
	}
	for name, text := range tables {
		src, err := readers.FromBytes(context.Background(), name, []byte(text), readers.Options{Name: name, Format: "ndjson", Events: &readers.EventOptions{}})
		require.NoError(t, err)
		db.AddTable(name, src)
	}
	return db
}

// requireWanted compares the result with the rows of the case: each wanted row
// is one result row, in any order, as far as it lists fields.
func (c *publishedCase) requireWanted(t *testing.T, tab *table.Table) {
	var rows []map[string]any
	for i := range tab.Len() {
		row := map[string]any{}
		for k, name := range tab.Schema().Names() {
			v := tab.Batch().Col(k).Value(i)
			if v.IsNull() {
				continue
			}
			var x any
			d := json.NewDecoder(strings.NewReader(string(table.AppendJSON(nil, v))))
			d.UseNumber()
			require.NoError(t, d.Decode(&x))
			row[name] = x
		}
		rows = append(rows, row)
	}
	left := append([]map[string]any(nil), rows...)
	for _, want := range c.Want {
		found := -1
		for i, row := range left {
			if row != nil && contains(row, want) {
				found = i
				break
			}
		}
		require.GreaterOrEqual(t, found, 0, "no row with %s among %s", text(want), text(rows))
		left[found] = nil
	}
	require.Len(t, rows, len(c.Want), "rows: %s", text(rows))
}

// contains tells whether a row has the wanted fields; null means that a field
// is absent.
func contains(row, want map[string]any) bool {
	for name, w := range want {
		if !sameValue(row[name], w) {
			return false
		}
	}
	return true
}

// sameValue compares as SPL results are compared: numbers by value, even when
// they are written as text, and anything else as text.
func sameValue(got, want any) bool {
	if w, ok := want.([]any); ok {
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if !sameValue(g[i], w[i]) {
				return false
			}
		}
		return true
	}
	if got == nil || want == nil {
		return got == want
	}
	g, w := scalar(got), scalar(want)
	if g == w {
		return true
	}
	x, err1 := strconv.ParseFloat(g, 64)
	y, err2 := strconv.ParseFloat(w, 64)
	return err1 == nil && err2 == nil && (x-y <= 1e-9*max(1, y) && y-x <= 1e-9*max(1, y))
}

func scalar(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return text(v)
}

func text(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
