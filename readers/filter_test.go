package readers

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// filterRecords are the same records in several formats: a number, a word of
// few, a text of its own with escapes, a time, and something nested. Every
// 50th number is none, every 70th record is broken.
func filterRecords(n int) map[string]string {
	var lines, array, csv strings.Builder
	array.WriteString("[")
	csv.WriteString("n,word,text,_time,late\n")
	for i := range n {
		num := fmt.Sprint(i)
		if i%50 == 7 {
			num = `"none"`
		}
		word := []string{"read", "Write", "delete", "", "read \\\"twice\\\""}[i*7%5]
		at := fmt.Sprintf("2026-03-%02dT%02d:00:00Z", 1+i*28/n, i%24)
		rec := fmt.Sprintf(`{"n": %s, "word": "%s", "nest": {"a": [%d, "x"]}, "text": "line\t%d \u00e9 %s", "_time": "%s", "late": "%x"}`,
			num, word, i, i, strings.Repeat("y", i%300), at, i*i)
		csv.WriteString(strings.Trim(num, `"`) + `,"` + strings.ReplaceAll(word, `\"`, `""`) + `","line ` + fmt.Sprint(i) + "\n" + strings.Repeat("y", i%200) + `",` + at + fmt.Sprintf(",%x\n", i*i))
		lines.WriteString(rec + "\n")
		if i%70 == 11 {
			lines.WriteString(rec[:len(rec)-4] + "\n")
		}
		if i > 0 {
			array.WriteString(",\n ")
		}
		array.WriteString(rec)
	}
	return map[string]string{"x.ndjson": lines.String(), "x.json": array.String() + "]\n", "x.csv": csv.String()}
}

// keepText makes a step that keeps rows by the text of a column.
func keepText(column string, want func(s string) bool) table.ScanStep {
	return table.ScanStep{Columns: []string{column}, New: func() table.KeepRows {
		return func(b *table.Batch) (rows []int32, all bool, err error) {
			c := b.Column(column)
			for i := range b.Len() {
				s := "null"
				if c != nil && !c.Null(i) {
					s = string(table.AppendJSON(nil, c.Value(i)))
				}
				if want(s) {
					rows = append(rows, int32(i))
				}
			}
			return rows, len(rows) == b.Len(), nil
		}
	}}
}

func contains(what string) func(string) bool {
	return func(s string) bool { return strings.Contains(s, what) }
}

var filterSteps = map[string][]table.ScanStep{
	"one":        {keepText("word", contains("elete"))},
	"none":       {keepText("word", contains("nothing has this"))},
	"all":        {keepText("n", func(string) bool { return true })},
	"most":       {keepText("_time", func(s string) bool { return s > `"2026-03-02` })},
	"few of few": {keepText("word", contains("rite")), keepText("text", contains("99"))},
	"few of all": {keepText("n", func(string) bool { return true }), keepText("late", contains("abc"))},
	"all of few": {keepText("late", contains("abc")), keepText("n", func(string) bool { return true })},
	"many parts": {keepText("n", contains("1")), keepText("word", contains("r")), keepText("late", contains("a")), keepText("text", contains("yy"))},
	"turns":      {keepText("_time", func(s string) bool { return s < `"2026-03-01T2` || s > `"2026-03-20` })},
	"no column":  {keepText("not there", contains("null"))},
}

func TestFilteredScan(t *testing.T) {
	for _, size := range []struct{ rows, chunk int }{{1100, 0}, {300, 30_000}, {60, 700}} {
		for name, text := range filterRecords(size.rows) {
			for _, events := range []bool{false, true} {
				opts := Options{ChunkBytes: size.chunk, Schema: table.NewSchema(table.Field{Name: "n", Type: table.TypeLong})}
				if events {
					opts.Events, opts.Schema = &EventOptions{Sourcetype: "s"}, nil
				}
				src := open(t, name, text, opts)
				for _, columns := range [][]string{{"n", "word", "text", "_time", "late"}, {"n", "nest", "nest.a{}", "_raw"}, {}} {
					for label, steps := range filterSteps {
						t.Run(fmt.Sprint(name, size, events, columns, label), func(t *testing.T) {
							sameAsFilteredAfter(t, src, columns, steps)
						})
					}
				}
			}
		}
	}
}

// sameAsFilteredAfter compares a scan with a filter with one without, whose
// rows are filtered afterwards.
func sameAsFilteredAfter(t *testing.T, src table.Source, columns []string, steps []table.ScanStep) {
	req := table.ScanRequest{Columns: slices.Clone(columns)}
	for _, s := range steps {
		for _, c := range s.Columns {
			if !slices.Contains(req.Columns, c) {
				req.Columns = append(req.Columns, c)
			}
		}
	}
	whole, wholeReport := readAll(t, src, req)
	var want []string
	keeps := make([]table.KeepRows, len(steps))
	for i, s := range steps {
		keeps[i] = s.New()
	}
	rows, every, err := table.KeepAll(keeps, whole)
	require.NoError(t, err)
	for _, line := range show(whole) {
		want = append(want, dropNulls(line))
	}
	if !every {
		kept := []string{}
		for _, r := range rows {
			kept = append(kept, want[r])
		}
		want = kept
	}
	req.Filter = &table.ScanFilter{Steps: steps}
	scan, err := src.Scan(t.Context(), req)
	require.NoError(t, err)
	defer scan.Close()
	require.True(t, scan.(table.FilteringScanner).Filters())
	got, report := readAll(t, src, req)
	lines := func(b *table.Batch) []string {
		out := []string{}
		for _, line := range show(b) {
			out = append(out, dropNulls(line))
		}
		return out
	}
	require.Equal(t, want, lines(got))
	req.Later, req.Records = req.Columns, true
	late, lateReport := readAll(t, src, req)
	require.Equal(t, want, lines(late.Select(got.Schema().Names())))
	require.Equal(t, report, lateReport)
	if !src.Open() && late.Len() > 0 {
		require.GreaterOrEqual(t, late.Schema().Index(table.RecordColumn), 0)
	}
	require.LessOrEqual(t, report.Coerced, wholeReport.Coerced)
	require.LessOrEqual(t, report.Skipped, wholeReport.Skipped)
	if len(steps) == 1 && slices.Equal(steps[0].Columns, []string{"n"}) {
		require.Equal(t, wholeReport.Coerced, report.Coerced, "what the filter reads is reported, once")
	}
}

// A step that keeps nearly all rows is computed last: what it reads is then
// reported of the rows that the others keep.
func TestFilterReportsLostValues(t *testing.T) {
	opts := Options{Schema: table.NewSchema(table.Field{Name: "n", Type: table.TypeLong})}
	src := open(t, "x.ndjson", filterRecords(1100)["x.ndjson"], opts)
	steps := []table.ScanStep{keepText("n", func(string) bool { return true }), keepText("late", contains("a"))}
	got, report := readAll(t, src, table.ScanRequest{Columns: []string{"n"}, Filter: &table.ScanFilter{Steps: steps}})
	lost := 0
	for i := range got.Len() {
		if got.Column("n").Null(i) {
			lost++
		}
	}
	require.Positive(t, lost)
	require.Less(t, lost, 22, "of all rows")
	require.GreaterOrEqual(t, report.Coerced, int64(lost))
	require.LessOrEqual(t, report.Coerced, int64(22))
}

// dropNulls leaves out null members: batches of an open source lack columns
// that none of their rows has.
func dropNulls(line string) string {
	for _, name := range []string{"n", "word", "text", "_time", "late", "nest", "nest.a{}", "_raw", "not there", "source", "index"} {
		line = strings.ReplaceAll(line, `"`+name+`":null`, "")
	}
	return strings.Trim(line, ",{}")
}

func TestFilterErrors(t *testing.T) {
	wrong := errors.New("wrong")
	fails := table.ScanStep{Columns: []string{"n"}, New: func() table.KeepRows {
		return func(b *table.Batch) ([]int32, bool, error) { return nil, false, wrong }
	}}
	for name, text := range filterRecords(10) {
		src := open(t, name, text, Options{})
		_, _, err := tryRead(src, table.ScanRequest{Columns: []string{"n"}, Filter: &table.ScanFilter{Steps: []table.ScanStep{fails}}})
		require.ErrorIs(t, err, wrong)
	}
}

// A strict scan finds what is wrong wherever it is.
func TestStrictScanIgnoresFilter(t *testing.T) {
	src := open(t, "x.ndjson", filterRecords(100)["x.ndjson"], Options{Strict: true})
	_, _, err := tryRead(src, table.ScanRequest{Columns: []string{"n", "word"}, Filter: &table.ScanFilter{Steps: filterSteps["none"]}})
	var e *Error
	require.ErrorAs(t, err, &e)
	require.EqualValues(t, KindMalformed, e.Kind)
}

// Events whose default source does not fit are not looked at, but for those
// that may have one of their own.
func TestFilterByMetadata(t *testing.T) {
	var text strings.Builder
	for i := range 500 {
		switch i % 10 {
		case 1:
			fmt.Fprintf(&text, `{"n": %d, "source": "other"}`, i)
		case 3:
			fmt.Fprintf(&text, `{"\u0073ource": "other", "n": %d}`, i)
		case 5:
			fmt.Fprintf(&text, `{"_raw": "{\"n\": %d, \"source\": \"other\"}"}`, i)
		case 7:
			fmt.Fprintf(&text, `{"preview": false, "result": {"n": "%d", "source": "other"}}`, i)
		case 8:
			fmt.Fprintf(&text, `{"n": %d, "source": "some", "index": "other"}`, i)
		default:
			fmt.Fprintf(&text, `{"n": %d, "text": "resource"}`, i)
		}
		text.WriteString("\n")
	}
	steps := map[string][]table.ScanStep{
		"other":          {keepText("source", contains("other"))},
		"default":        {keepText("source", contains("T"))},
		"index":          {keepText("index", contains("other"))},
		"source, number": {keepText("source", contains("other")), keepText("n", contains("3"))},
		"number, source": {keepText("n", contains("3")), keepText("source", contains("other"))},
		"both":           {keepText("source", contains("some")), keepText("index", contains("other"))},
		"nothing":        {{New: keepText("n", contains("never")).New}},
		"everything":     {{New: keepText("n", contains("null")).New}},
	}
	for _, opts := range []EventOptions{{}, {Source: "T"}, {Index: "other"}, {Source: "other", Index: "x"}} {
		for _, chunk := range []int{0, 300} {
			src := open(t, "x.ndjson", text.String(), Options{Name: "T", Events: &opts, ChunkBytes: chunk})
			for label, steps := range steps {
				t.Run(fmt.Sprint(opts.Source, opts.Index, chunk, label), func(t *testing.T) {
					sameAsFilteredAfter(t, src, []string{"n", "source", "index"}, steps)
				})
			}
		}
	}
}

// Stretches whose records are known to have no source of their own are not read
// again for a search of another one, until the file changes.
func TestStretchesWithoutMetadata(t *testing.T) {
	plain, own := `{"n": 1, "a": {"source": "other"}}`+"\n", `{"n": 2, "source": "other"}`+"\n"
	file := filepath.Join(t.TempDir(), "x.ndjson")
	write := func(text string, modified time.Time) {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		require.NoError(t, os.Chtimes(file, modified, modified))
	}
	now := time.Now()
	write(strings.Repeat(plain, 50)+own+strings.Repeat(plain, 50), now)
	src, err := Open(t.Context(), file, Options{Name: "T", Events: &EventOptions{}, ChunkBytes: 200})
	require.NoError(t, err)
	req := table.ScanRequest{Columns: []string{"n", "source"}, Filter: &table.ScanFilter{Steps: []table.ScanStep{keepText("source", contains("other"))}}}
	found := func() int {
		b, _ := readAll(t, src, req)
		return b.Len()
	}
	require.Equal(t, 1, found())
	readAll(t, src, table.ScanRequest{Columns: []string{"n"}, Filter: &table.ScanFilter{Steps: []table.ScanStep{keepText("n", contains("1"))}}})
	require.Len(t, src.(*source).files[0].own.of, 16, "one of 17 has a source")
	require.Equal(t, 1, found())
	same := strings.Repeat(" ", len(plain)-len(own)) + own
	write(strings.Repeat(same, 50)+own+strings.Repeat(same, 50), now.Add(time.Second))
	require.Equal(t, 101, found())
}
