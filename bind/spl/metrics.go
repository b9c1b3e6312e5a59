package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// seriesName is the field that tells metric time series apart, seriesPlace the
// number of a row among those of its series, and seriesRate what stands before
// the name of a metric in the column with the series' rate.
const (
	seriesName  = "_timeseries"
	seriesPlace = "goshawk place"
	seriesRate  = "goshawk rate "
)

// metricField is what the name of a metric stands for: the field called
// metric_name:name of a data point with several measurements, the _value of one
// whose metric_name it is, or else a field of that name.
func metricField(name string) plan.Expr {
	if metric, ok := strings.CutPrefix(name, seriesRate); ok {
		// A series counts once: where its first row is.
		first := metricCall("=", column(seriesPlace), number(1))
		return metricCall("if", first, column(seriesRate+metric), &plan.Const{T: table.TypeDynamic})
	}
	if name == "" || name[0] == '_' {
		return column(name)
	}
	own := metricCall("if", metricCall("=", column("metric_name"), text(name)), column("_value"), &plan.Const{T: table.TypeDynamic})
	return metricCall("coalesce", column(functions.MetricPrefix+name), own, column(name))
}

func metricCall(name string, args ...plan.Expr) plan.Expr {
	return &plan.Call{Func: functions.SPL().Scalar(name), Args: args, T: table.TypeDynamic}
}

// quoted is a name as it could be written.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `\"`) + `"` }

// seriesFunctions are the functions over the rates of the series of a counter,
// and what they make of them.
var seriesFunctions = map[string]string{"rate_avg": "avg", "rate_sum": "sum"}

// bySeries reports whether an mstats tells metric time series apart.
func (m *metrics) bySeries() bool {
	return m.groupsBy(seriesName) || seriesCall(m.c.Aggs) != nil
}

// seriesCall is the first function over the rates of series, or nil.
func seriesCall(list []spl.AggExpr) *spl.Aggregate {
	for _, a := range list {
		if g, ok := a.(*spl.Aggregate); ok && seriesFunctions[strings.ToLower(g.Func)] != "" {
			return g
		}
	}
	return nil
}

// rates adds the rate of each series in each group to the rows, and gives the
// functions with those over rates replaced by what they are of these.
func (m *metrics) rates(in plan.Node, keys []plan.Named) (plan.Node, []spl.AggExpr) {
	if !m.bySeries() {
		return in, m.c.Aggs
	}
	over := keys
	if !slices.Contains(namesOf(keys), seriesName) {
		over = append(slices.Clone(keys), plan.Named{Name: seriesName, Expr: column(seriesName)})
	}
	window := func(name, function string, args ...plan.Expr) *plan.Window {
		return &plan.Window{Input: in, Partition: over, LooseKeys: true, Aggs: []plan.Agg{{
			Names: []string{name}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate(function), Args: args,
		}}}
	}
	var aggs []spl.AggExpr
	done := map[string]bool{}
	for _, a := range m.c.Aggs {
		g, ok := a.(*spl.Aggregate)
		if !ok || g.Arg == nil || seriesFunctions[strings.ToLower(g.Func)] == "" {
			aggs = append(aggs, a)
			continue
		}
		name := seriesRate + g.Arg.Text()
		if !done[name] {
			in, done[name] = window(name, "rate", metricField(g.Arg.Text()), column("_time")), true
		}
		of := *g
		of.Func, of.Arg = seriesFunctions[strings.ToLower(g.Func)], &spl.Name{Raw: quoted(name)}
		if of.As == nil {
			of.As = &spl.Name{Raw: quoted(m.b.textOf(g.Text))}
		}
		aggs = append(aggs, &of)
	}
	if len(done) > 0 {
		running := window(seriesPlace, "count")
		running.Frame = &plan.Frame{Current: true, Global: true}
		in = running
	}
	return in, aggs
}
