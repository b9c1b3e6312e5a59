package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

// filler collects the points of a chart.
type filler struct {
	c       *Chart
	series  map[string]int
	labels  map[string]int
	noX     int
	doubled int
}

// fill turns rows into series of points. A row whose cells are arrays is as
// many points as they are long.
func (c *Chart) fill(b *table.Batch, cols columns) {
	f := &filler{c: c, series: map[string]int{}, labels: map[string]int{}}
	c.Scale = c.scaleOf(b, cols.x)
	for i := range b.Len() {
		f.row(b, cols, i)
	}
	if f.noX > 0 {
		c.note("%s points have no place on the x axis", output.Grouped(int64(f.noX)))
	}
	if c.Scale != Categories && c.Form != Points {
		for k := range c.Series {
			slices.SortStableFunc(c.Series[k].Points, func(a, b Point) int { return cmp.Compare(a.X, b.X) })
		}
	}
	if c.Form == Columns || c.Form == Bars || c.Form == Pie || c.Stack != Unstacked {
		for k := range c.Series {
			f.addUp(&c.Series[k])
		}
		if f.doubled > 0 {
			c.note("several rows have the same place and series: their values are added up")
		}
	}
}

// scaleOf says what the values of the x column are. Columns beside each other
// stand on times or on categories: numbers there are names, in the order of the
// rows.
func (c *Chart) scaleOf(b *table.Batch, x int) Scale {
	if x < 0 {
		return Numbers
	}
	switch n := natureOf(b.Schema().Field(x), b.Col(x)); {
	case c.Form == Pie || c.Form == Bars:
		return Categories
	case n == moment:
		return Times
	case n == number && c.Form != Columns:
		return Numbers
	}
	return Categories
}

func (f *filler) row(b *table.Batch, cols columns, i int) {
	key := make([]string, len(cols.series))
	for k, s := range cols.series {
		key[k] = labelOf(b.Col(s).Value(i))
	}
	for k, y := range cols.y {
		name := strings.Join(key, ", ")
		switch {
		case len(cols.series) == 0:
			name = b.Schema().Field(y).Name
		case len(cols.y) > 1:
			name += ": " + b.Schema().Field(y).Name
		}
		mark := table.Value{}
		if k < len(cols.anomalies) {
			mark = b.Col(cols.anomalies[k]).Value(i)
		}
		x := table.LongValue(int64(i + 1))
		if cols.x >= 0 {
			x = b.Col(cols.x).Value(i)
		}
		f.cell(name, x, b.Col(y).Value(i), mark)
	}
}

// cell adds the point, or the points, of one cell.
func (f *filler) cell(name string, x, y, mark table.Value) {
	s, ok := f.series[name]
	if !ok {
		s = len(f.c.Series)
		f.series[name] = s
		f.c.Series = append(f.c.Series, Series{Name: output.Visible(name)})
	}
	if y.Kind() != table.KindArray {
		f.point(s, x, y, mark)
		return
	}
	for i, e := range y.Array() {
		at, m := table.LongValue(int64(i)), table.Value{}
		if x.Kind() == table.KindArray {
			at = table.Value{}
			if i < len(x.Array()) {
				at = x.Array()[i]
			}
		}
		if mark.Kind() == table.KindArray && i < len(mark.Array()) {
			m = mark.Array()[i]
		}
		f.point(s, at, e, m)
	}
}

func (f *filler) point(s int, x, y, mark table.Value) {
	at, ok := f.place(x)
	if !ok {
		f.noX++
		return
	}
	p := Point{X: at, Y: math.NaN()}
	if n, ok := numberOf(y); ok && !math.IsInf(n, 0) {
		p.Y = n
	}
	into := &f.c.Series[s]
	into.Points = append(into.Points, p)
	if n, ok := numberOf(mark); ok && n != 0 && !math.IsNaN(p.Y) {
		into.Marked = append(into.Marked, p)
	}
}

// place is where x stands on the axis.
func (f *filler) place(x table.Value) (at float64, ok bool) {
	switch f.c.Scale {
	case Numbers:
		at, ok = numberOf(x)
		return at, ok && !math.IsInf(at, 0) && !math.IsNaN(at) && (!f.c.XLog || at > 0)
	case Times:
		switch x.Kind() {
		case table.KindDateTime:
			return seconds(x.DateTime()), true
		case table.KindString:
			if d, ok := table.ParseISO(x.Str()); ok {
				return seconds(d), true
			}
		}
		at, ok = numberOf(x)
		return at, ok && math.Abs(at) < maxSeconds
	}
	label := labelOf(x)
	k, known := f.labels[label]
	if !known {
		k = len(f.c.Labels)
		f.labels[label] = k
		f.c.Labels = append(f.c.Labels, output.Visible(label))
	}
	return float64(k), true
}

// maxSeconds are those of the year 9999.
const maxSeconds = 253402300800

func seconds(t table.DateTime) float64 { return float64(t.UnixTicks()) / 1e7 }

// addUp leaves one point at each place of a series.
func (f *filler) addUp(s *Series) {
	at := map[float64]int{}
	kept := s.Points[:0]
	for _, p := range s.Points {
		k, seen := at[p.X]
		switch {
		case !seen:
			at[p.X] = len(kept)
			kept = append(kept, p)
		case math.IsNaN(kept[k].Y):
			kept[k].Y = p.Y
		case !math.IsNaN(p.Y):
			kept[k].Y += p.Y
			f.doubled++
		}
	}
	s.Points = kept
}

// labelOf is a value as the name of a place or a series.
func labelOf(v table.Value) string {
	if v.IsNull() || v.Kind() == table.KindString && v.Str() == "" {
		return "(empty)"
	}
	return output.Text(v)
}

// numberOf is a value as a number: a timespan in seconds, text if it is one.
func numberOf(v table.Value) (float64, bool) {
	switch v.Kind() {
	case table.KindInt, table.KindLong:
		return float64(v.Int()), true
	case table.KindReal:
		return v.Real(), true
	case table.KindTimeSpan:
		return float64(v.TimeSpan()) / 1e7, true
	case table.KindDecimal:
		n, err := strconv.ParseFloat(v.Decimal().String(), 64)
		return n, err == nil
	case table.KindBool:
		if v.Bool() {
			return 1, true
		}
		return 0, true
	case table.KindString:
		n, err := strconv.ParseFloat(v.Str(), 64)
		return n, err == nil
	}
	return 0, false
}
