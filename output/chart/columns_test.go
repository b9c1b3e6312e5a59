package chart_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/output/chart"
)

// names are the names of a chart's series.
func names(c *chart.Chart) string {
	var all []string
	for _, s := range c.Series {
		all = append(all, s.Name)
	}
	return strings.Join(all, " | ")
}

// What is x, y and series without properties follows the manual of render.
func TestColumnsAreChosen(t *testing.T) {
	for _, c := range []struct {
		query, x, series string
		scale            chart.Scale
	}{
		{`print Host = "a", T = datetime(2026-03-01), n = 1 | render timechart`, "T", "a", chart.Times},
		{`print T = datetime(2026-03-01), Host = "a", Other = "b", n = 1, m = 2 | render timechart`, "T", "a: n | a: m", chart.Times},
		{`print x = 1, y = 2, z = 3.5 | render linechart`, "x", "y | z", chart.Numbers},
		{`print name = "a", n = 1 | render linechart`, "name", "n", chart.Categories},
		{`print name = "a", x = 1, y = 2 | render scatterchart`, "x", "a", chart.Numbers},
		{`print n = 4625, m = 2 | render columnchart`, "n", "m", chart.Categories},
		{`print T = datetime(2026-03-01), m = 2 | render columnchart`, "T", "m", chart.Times},
		{`print T = datetime(2026-03-01), m = 2 | render barchart`, "T", "m", chart.Categories},
		{`print a = 1, b = 2, c = 3, d = "x" | render linechart with (xcolumn=b, ycolumns=a, series=d)`, "b", "x", chart.Numbers},
		{`print T = datetime(2026-03-01), a = "p", b = "q", n = 1 | render timechart with (series=a, b)`, "T", "p, q", chart.Times},
		{`print n = 5 | render linechart`, "", "n", chart.Numbers},
	} {
		request, b := ask(t, c.query)
		got, err := chart.New(*request, b)
		require.NoError(t, err, c.query)
		require.Equal(t, c.x, got.XTitle, c.query)
		require.Equal(t, c.series, names(got), c.query)
		require.Equal(t, c.scale, got.Scale, c.query)
	}
}

func TestRefusals(t *testing.T) {
	for query, want := range map[string]string{
		`print n = 1 | render treemap`:                                   "a treemap is not drawn",
		`print n = 1 | render timechart`:                                 "needs a column of datetimes",
		`print a = "x", b = "y" | render columnchart`:                    "needs a column of numbers",
		`print a = "x", n = 1 | render barchart with (xcolumn=b)`:        "there is no column b to draw; there are a, n",
		`print a = "x", n = 1 | render piechart with (kind=stacked)`:     "a piechart has no kind stacked",
		`print a = "x", n = 1 | where n > 1 | render barchart`:           "no rows",
		`print a = "x", n = long(null) | render barchart`:                "no row has values",
		`print a = "x", n = 1 | render scatterchart with (kind=map)`:     "on a map is not drawn",
		`print a = "x", n = 1 | render columnchart with (ymin="little")`: "ymin=little: not a number",
	} {
		request, b := ask(t, query)
		_, err := chart.New(*request, b)
		require.ErrorContains(t, err, want, query)
	}
}

// What is left out of a picture is told below it.
func TestNotes(t *testing.T) {
	for query, want := range map[string]string{
		`range i from 1 to 40 step 1 | extend s = strcat("s", i) | project x = 1, s, i | render linechart`:   "16 more series are not drawn",
		`range i from 1 to 600 step 1 | project tostring(i), i | render columnchart`:                         "100 more places of the x axis are not drawn",
		`print T = datetime(null), n = 1 | union (print T = datetime(2026-03-01), n = 2) | render timechart`: "1 points have no place on the x axis",
		`datatable(a:string, n:long)["x",1, "x",2] | render columnchart`:                                     "their values are added up",
		`print a = "x", n = 1 | render columnchart with (ysplit=panels)`:                                     "all series share one y axis",
	} {
		request, b := ask(t, query)
		c, err := chart.New(*request, b)
		require.NoError(t, err, query)
		require.Len(t, c.Notes, 1, query)
		require.Contains(t, c.Notes[0], want, query)
	}
	request, b := ask(t, `range i from 1 to 40 step 1 | project strcat("s", i), i | render piechart`)
	c, err := chart.New(*request, b)
	require.NoError(t, err)
	require.Len(t, c.Series[0].Points, 16)
	require.Equal(t, "25 others", c.Labels[len(c.Labels)-1])
}

func TestAccumulate(t *testing.T) {
	request, b := ask(t, `range i from 1 to 4 step 1 | project i, n = i | render linechart with (accumulate=true)`)
	c, err := chart.New(*request, b)
	require.NoError(t, err)
	require.Equal(t, []chart.Point{{X: 1, Y: 1}, {X: 2, Y: 3}, {X: 3, Y: 6}, {X: 4, Y: 10}}, c.Series[0].Points)
}
