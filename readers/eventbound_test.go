package readers

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// boundRecords are events whose fields have several values, are spelled in
// several ways, or are made of what stands behind them.
func boundRecords(r *rand.Rand, n int) string {
	values := []string{`"Send"`, `"SendAs"`, `"Update"`, `"Update"`, `"Update"`, `"Se\u006ed"`, `"a\"b"`, `""`, `null`, `1`, `1.50`, `true`, `["Send","x"]`, `{"a":"Send"}`, `"Send\"Op\":1"`}
	value := func() string { return values[r.IntN(len(values))] }
	var out strings.Builder
	for i := range n {
		members := []string{fmt.Sprintf(`"n":%d`, i), `"Op":` + value(), `"more":"some text, long enough for a register"`}
		for range r.IntN(4) {
			members = append(members, []string{
				`"Op":` + value(),
				`"\u004fp":` + value(),
				`"Folder":{"Path":` + value() + `,"Id":7}`,
				`"Folder":{"Id":8,"Path":` + value() + `}`,
				`"Folder.Path":` + value(),
				`"Folder":[{"Path":` + value() + `}]`,
				`"index":"other"`,
				`"source":"other"`,
				`"source":"aliased"`,
				`"other":{"source":1}`,
				`"_raw":"{\"Op\":\"Send\",\"n\":5}"`,
				`"other":{"Op":` + value() + `}`,
				`"tags":["Send",` + value() + `]`,
				`"Old":` + value(),
			}[r.IntN(14)])
		}
		line := "{" + strings.Join(members, ",") + "}"
		if r.IntN(9) == 0 {
			line = strings.TrimRight(line[:len(line)-1-r.IntN(8)], "}")
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

func boundsAtOnce(t testing.TB) {
	from := boundsFrom
	t.Cleanup(func() { boundsFrom = from })
	boundsFrom = 0
}

// What is wrong with a short file is told, whatever a search looks for.
func TestBoundsOfShortFile(t *testing.T) {
	src := open(t, "x.ndjson", strings.Repeat("{\"Op\":\"Update\"}\n", 50)+"{\"Op\":\"Update\" oops}\n{\"Op\":\"Send\"}\n", Options{Events: &EventOptions{Sourcetype: "s"}})
	step := keepText("Op", contains("Send"))
	b, report := readAll(t, src, table.ScanRequest{Columns: []string{"Op"}, Filter: &table.ScanFilter{Steps: []table.ScanStep{step}, Bounds: []table.ScanStep{step}}})
	require.Equal(t, 1, b.Len())
	require.Equal(t, int64(1), report.Skipped)
}

// A scan with bounds gives what one without them gives, wherever the bounds
// are met and whatever stands behind them.
func TestBounds(t *testing.T) {
	has := func(texts ...string) func(string) bool {
		return func(s string) bool {
			return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(s, text) })
		}
	}
	columns := []string{"n", "Op", "Folder.Path", "tags{}", "Renamed", "index", "source", "more"}
	const renamed = "[s]\nFIELDALIAS-renamed = Op AS Renamed\n"
	config := func(text string) *splunk.Config {
		c, err := splunk.Parse(map[string]string{"props": text})
		require.NoError(t, err)
		return c
	}
	configs := []*splunk.Config{config(renamed), config(renamed + "[source::aliased]\nFIELDALIAS-op = Old AS Op\n")}
	unseen := 0
	boundsAtOnce(t)
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		text := boundRecords(r, 400)
		for _, chunk := range []int{0, 3000} {
			src := open(t, "x.ndjson", text, Options{ChunkBytes: chunk, Events: &EventOptions{Sourcetype: "s", Config: configs[seed%2]}})
			for name, steps := range map[string][]table.ScanStep{
				"one":     {keepText("Op", has("Send"))},
				"nested":  {keepText("Folder.Path", has("Send", "1"))},
				"two":     {keepText("Op", has("Send", "a")), keepText("Folder.Path", has("Send", "null"))},
				"array":   {keepText("tags{}", has("Send"))},
				"alias":   {keepText("Renamed", has("Send"))},
				"not all": {keepText("Op", has("Send", "1")), keepText("n", has("7"))},
			} {
				read := func(bounds []table.ScanStep) (_ *table.Batch, _ table.Report, seen int) {
					counted := slices.Clone(steps)
					counted[0].New = func() table.KeepRows {
						keep := steps[0].New()
						return func(b *table.Batch) ([]int32, bool, error) {
							seen += b.Len()
							return keep(b)
						}
					}
					b, report := readAll(t, src, table.ScanRequest{Columns: columns, Filter: &table.ScanFilter{Steps: counted, Bounds: bounds}})
					return b, report, seen
				}
				want, wantReport, all := read(nil)
				got, report, seen := read(steps)
				require.Equal(t, show(want), show(got), "%s, seed %d", name, seed)
				require.Equal(t, wantReport, report)
				unseen += all - seen
			}
		}
	}
	if passesRuns {
		require.Greater(t, unseen, 10_000)
	}
}
