package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Request says how to draw: the kind of a chart as KQL's render names it, and
// its properties in the order given.
type Request struct {
	Kind       string
	Properties [][2]string
}

// Form is what a chart is made of.
type Form uint8

// The forms.
const (
	Lines Form = iota
	Areas
	Columns // bars from below
	Bars    // bars from the left
	Points
	Pie
	Card
)

// Stack says how the series of a chart share a place on the x axis.
type Stack uint8

// The ways of stacking.
const (
	Unstacked Stack = iota
	Stacked
	Stacked100 // as shares of their sum
)

// Scale says what the places on the x axis are.
type Scale uint8

// The scales.
const (
	Categories Scale = iota // X is an index into Chart.Labels
	Numbers
	Times // X is in seconds since 1970
)

// Point is one value. A Y that is no number is a gap.
type Point struct{ X, Y float64 }

// Series is a row of points of one colour. Those of a line are in the order of
// X where X is a number or a time, otherwise in the order of the rows.
type Series struct {
	Name   string
	Points []Point
	// Marked are the points that an anomaly column points out.
	Marked []Point
}

// Chart is a picture before it is drawn.
type Chart struct {
	Form  Form
	Stack Stack
	// Title, XTitle and YTitle are empty where nothing is to be written.
	Title, XTitle, YTitle string
	Scale                 Scale
	// Labels are the names of the places on an x axis of categories.
	Labels []string
	Series []Series
	// YMin and YMax are NaN where the data decides.
	YMin, YMax float64
	XLog, YLog bool
	Legend     bool
	// Rows is how many rows were given. Notes tell what of them is not drawn,
	// or not as it was asked for.
	Rows  int
	Notes []string
}

// kinds are the kinds of charts that are drawn.
var kinds = map[string]struct {
	form  Form
	stack Stack
}{
	"timechart":        {Lines, Unstacked},
	"linechart":        {Lines, Unstacked},
	"anomalychart":     {Lines, Unstacked},
	"areachart":        {Areas, Unstacked},
	"stackedareachart": {Areas, Stacked},
	"columnchart":      {Columns, Unstacked},
	"barchart":         {Bars, Unstacked},
	"scatterchart":     {Points, Unstacked},
	"piechart":         {Pie, Unstacked},
	"card":             {Card, Unstacked},
}

// Kinds are the names of the kinds of charts that are drawn, sorted.
func Kinds() []string {
	names := make([]string, 0, len(kinds))
	for n := range kinds {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// New decides what is drawn of the rows of b. The error says why they cannot be
// drawn as asked: a kind that is not drawn, a column that there is not, no
// column of numbers, no rows.
func New(req Request, b *table.Batch) (*Chart, error) {
	kind, ok := kinds[strings.ToLower(req.Kind)]
	if !ok {
		return nil, fmt.Errorf("a %s is not drawn; there are %s", req.Kind, strings.Join(Kinds(), ", "))
	}
	if b.Len() == 0 {
		return nil, fmt.Errorf("there are no rows to draw")
	}
	c := &Chart{Form: kind.form, Stack: kind.stack, YMin: math.NaN(), YMax: math.NaN(), Legend: true, Rows: b.Len()}
	p, err := c.properties(req)
	if err != nil {
		return nil, err
	}
	if c.Form == Card {
		c.card(b)
		return c, nil
	}
	cols, err := pick(strings.ToLower(req.Kind), c.Form, p, b)
	if err != nil {
		return nil, err
	}
	if !p.xtitle && cols.x >= 0 {
		c.XTitle = b.Schema().Field(cols.x).Name
	}
	if !p.ytitle && len(cols.y) == 1 {
		c.YTitle = b.Schema().Field(cols.y[0]).Name
	}
	c.fill(b, cols)
	c.limit()
	if p.accumulate {
		c.accumulate()
	}
	if len(c.Series) == 0 {
		return nil, fmt.Errorf("no row has values to draw")
	}
	return c, nil
}

func (c *Chart) note(format string, args ...any) {
	c.Notes = append(c.Notes, fmt.Sprintf(format, args...))
}
