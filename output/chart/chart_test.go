package chart_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output/chart"
	"github.com/goshawk-lang/goshawk/table"
)

var update = flag.Bool("update", false, "write the pictures of testdata anew")

const (
	logons = `datatable(Country:string, Ok:long, Fail:long)["Germany",120,30, "France",80,45, "United States of America",200,12, "日本",60,70, "Brazil",33,5]`
	levels = `datatable(T:datetime, Level:string, n:long)[
		datetime(2026-03-01),"error",5, datetime(2026-03-02),"error",9, datetime(2026-03-03),"error",2, datetime(2026-03-01),"warn",15,
		datetime(2026-03-02),"warn",11, datetime(2026-03-03),"warn",12, datetime(2026-03-05),"warn",3, datetime(2026-03-05),"info <&>",20]`
)

// pictures are the queries of testdata: each as NAME.svg, and as NAME.txt for
// terminals without colours and with them.
var pictures = map[string]string{
	"timechart": `range i from 0 to 96 step 1 | extend Timestamp = datetime(2026-03-14 18:00) + i * 15m, Host = iff(i % 2 == 0, "web-01", "web-02")
		| extend Load = iff(i between (40 .. 50), real(null), 100 + (i * 37) % 61 + 20 * (i % 2)) | project Host, Timestamp, Load | render timechart with (title="Load of hosts", ytitle="requests")`,
	"linechart":     `range x from 1 to 60 step 1 | extend y = x * x * 100 | render linechart with (yaxis=log)`,
	"areachart":     levels + ` | render areachart with (kind=stacked)`,
	"columnchart":   logons + ` | render columnchart with (title="Logons & failures", legend=visible)`,
	"columnstime":   levels + ` | render columnchart with (kind=stacked)`,
	"columnsbelow":  `datatable(Way:string, Change:long)["up",5, "down",-7, "flat",0] | render columnchart`,
	"barchart":      logons + ` | render barchart`,
	"barchart100":   logons + ` | render barchart with (kind=stacked100)`,
	"piechart":      logons + ` | project Country, Ok | render piechart`,
	"scatterchart":  `range x from 0 to 60 step 1 | extend y = (x * 7919) % 97, Kind = iff(x % 3 == 0, "odd", "even") | render scatterchart with (xtitle="place")`,
	"card":          `print Alerts = 1234567, Hosts = 42, Worst = "web-01" | render card`,
	"anomalychart":  `range i from 1 to 30 step 1 | extend T = datetime(2026-01-01) + i * 1d, v = iff(i == 20, 90, 10 + i % 5), odd = iff(i == 20, 1, 0) | project-away i | render anomalychart with (anomalycolumns=odd)`,
	"series":        `print T = range(datetime(2026-03-01), datetime(2026-03-05), 1d), a = dynamic([1, 4, null, 2, 8]), b = dynamic([3, 3, 3, 3, 3]) | render timechart`,
	"hostileletter": `print Name = "<script>alert(1)</script>\x1b[31m", n = 5 | render barchart with (title="</svg><script>")`,
}

func ask(t *testing.T, query string) (*chart.Request, *table.Batch) {
	t.Helper()
	q, err := goshawk.New().CompileKQL(query)
	require.NoError(t, err)
	tab, err := q.Table(context.Background())
	require.NoError(t, err)
	if r := q.Render(); r != nil {
		return &chart.Request{Kind: r.Kind, Properties: r.Properties}, tab.Batch()
	}
	return nil, tab.Batch()
}

func TestPictures(t *testing.T) {
	for name, query := range pictures {
		t.Run(name, func(t *testing.T) {
			request, b := ask(t, query)
			c, err := chart.New(*request, b)
			require.NoError(t, err)
			var svg, page, text, again bytes.Buffer
			require.NoError(t, c.SVG(&svg))
			require.NoError(t, c.HTML(&page, query, b))
			require.NoError(t, c.Terminal(&text, chart.Screen{Width: 72, Height: 10}))
			text.WriteString("\n")
			require.NoError(t, c.Terminal(&text, chart.Screen{Width: 72, Height: 10, Color: true}))
			require.NoError(t, c.SVG(&again))
			require.Equal(t, svg.String(), again.String(), "drawing twice")
			golden(t, name+".svg", svg.Bytes())
			golden(t, name+".txt", text.Bytes())
			wellFormed(t, svg.Bytes())
			require.NotContains(t, page.String(), "<script")
			require.Contains(t, page.String(), svg.String())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

// wellFormed reads the picture as XML, which knows no control characters.
func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		require.NoError(t, err)
	}
}

// Every shape of data is drawn, at every size, without a line that is too long.
func TestSizes(t *testing.T) {
	for name, query := range pictures {
		request, b := ask(t, query)
		for kind := range map[string]bool{request.Kind: true, "columnchart": true, "barchart": true, "areachart": true} {
			c, err := chart.New(chart.Request{Kind: kind}, b)
			if err != nil {
				continue
			}
			for _, width := range []int{20, 33, 80, 250} {
				var out strings.Builder
				require.NoError(t, c.Terminal(&out, chart.Screen{Width: width, Height: 5}))
				for _, line := range strings.Split(out.String(), "\n") {
					if slices.Contains(c.Notes, line) {
						continue // a sentence, which the terminal breaks
					}
					require.LessOrEqual(t, len([]rune(line)), max(width, 40), "%s as %s at %d: %s", name, kind, width, line)
				}
			}
		}
	}
}
