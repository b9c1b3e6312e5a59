package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// columns are the places of the columns that a chart is drawn from; x is -1
// where only rows count.
type columns struct {
	x                    int
	y, series, anomalies []int
}

// nature is what a column is good for in a chart.
type nature uint8

const (
	nothing nature = iota
	number
	moment
	name
)

// natureOf looks at the type, and where that is dynamic at the first value that
// is there; an array (of make-series) is what its elements are.
func natureOf(f table.Field, c table.Column) nature {
	n := natureByType(f.Type, c)
	if n == number && f.Name == "_time" {
		return moment // SPL's times are seconds since 1970
	}
	return n
}

func natureByType(t table.Type, c table.Column) nature {
	switch t {
	case table.TypeInt, table.TypeLong, table.TypeReal, table.TypeDecimal, table.TypeTimeSpan:
		return number
	case table.TypeDateTime:
		return moment
	case table.TypeString, table.TypeBool, table.TypeGUID:
		return name
	}
	for i := range c.Len() {
		v := c.Value(i)
		if v.Kind() == table.KindArray {
			for _, e := range v.Array() {
				if !e.IsNull() {
					return natureOfValue(e)
				}
			}
			continue
		}
		if !v.IsNull() {
			return natureOfValue(v)
		}
	}
	return nothing
}

func natureOfValue(v table.Value) nature {
	switch v.Kind() {
	case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal, table.KindTimeSpan:
		return number
	case table.KindDateTime:
		return moment
	case table.KindString:
		// Times in dynamic arrays are text, numbers of an SPL search may be.
		if _, ok := numberOf(v); ok {
			return number
		}
		if _, ok := table.ParseISO(v.Str()); ok {
			return moment
		}
	}
	return name
}

// pick decides which columns are x, y and series: those that the properties
// name, and otherwise by the rules of the manual. The first column is x (of a
// time chart, the first of times; of a line or a scatter chart, the first of
// numbers or times), every other column of numbers is y, and the first other
// column of text names the series.
func pick(kind string, form Form, p properties, b *table.Batch) (cols columns, err error) {
	natures := make([]nature, b.Schema().Len())
	for k, f := range b.Schema().Fields() {
		natures[k] = natureOf(f, b.Col(k))
		if f.Name == "_span" || f.Name == "_spandays" {
			natures[k] = nothing // how wide the places of SPL's timechart are
		}
	}
	cols.x = 0
	switch {
	case p.xcolumn != "":
		if cols.x, err = column(b, p.xcolumn); err != nil {
			return cols, err
		}
	case kind == "timechart" || kind == "anomalychart":
		cols.x = slices.Index(natures, moment)
		if cols.x < 0 {
			return cols, fmt.Errorf("a %s needs a column of datetimes", kind)
		}
	case form == Lines || form == Areas || form == Points:
		if natures[0] != number && natures[0] != moment {
			if k := slices.Index(natures, moment); k >= 0 {
				cols.x = k
			} else if k := slices.Index(natures, number); k >= 0 && count(natures, number) > 1 {
				cols.x = k
			}
		}
	}
	for _, group := range []struct {
		names []string
		into  *[]int
	}{{p.ycolumns, &cols.y}, {p.series, &cols.series}, {p.anomalies, &cols.anomalies}} {
		for _, n := range group.names {
			k, err := column(b, n)
			if err != nil {
				return cols, err
			}
			*group.into = append(*group.into, k)
		}
	}
	return cols, cols.guess(kind, form, p, natures)
}

// guess picks what the properties do not name.
func (cols *columns) guess(kind string, form Form, p properties, natures []nature) error {
	taken := func(k int) bool {
		return k == cols.x || slices.Contains(cols.series, k) || slices.Contains(cols.anomalies, k)
	}
	for k, n := range natures {
		if n == number && len(p.ycolumns) == 0 && !taken(k) {
			cols.y = append(cols.y, k)
		}
	}
	for k, n := range natures {
		if n == name && len(p.series) == 0 && !taken(k) && !slices.Contains(cols.y, k) && form != Pie {
			cols.series = []int{k}
			break
		}
	}
	if len(cols.y) == 0 && len(natures) == 1 && natures[0] == number && p.xcolumn == "" {
		cols.x, cols.y = -1, []int{0} // one column of numbers, by the number of the row
	}
	if len(cols.y) == 0 {
		return fmt.Errorf("a %s needs a column of numbers", kind)
	}
	if form == Pie {
		cols.y = cols.y[:1]
	}
	return nil
}

// Guess is the kind of chart that fits rows for which none was asked: a chart of
// times where they start with a time, and columns otherwise.
func Guess(b *table.Batch) string {
	if b.Schema().Len() > 0 && natureOf(b.Schema().Field(0), b.Col(0)) == moment {
		return "timechart"
	}
	return "columnchart"
}

func count(natures []nature, n nature) (found int) {
	for _, m := range natures {
		if m == n {
			found++
		}
	}
	return found
}

func column(b *table.Batch, name string) (int, error) {
	if k := b.Schema().Index(name); k >= 0 {
		return k, nil
	}
	return 0, fmt.Errorf("there is no column %s to draw; there are %s", name, strings.Join(b.Schema().Names(), ", "))
}
