package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// spread: variance, standard deviation and covariance.
func spread() []Aggregate {
	return []Aggregate{
		spreadAggregate("variance", "varianceif", "variance of a sample", sampleVariance,
			Cases{`toscalar(range x from 1 to 6 step 1 | summarize variance(x))`: `3.5`, `toscalar(range x from 1 to 6 step 1 | where x > 9 | summarize variance(x))`: `0.0`}),
		spreadAggregate("variancep", "variancepif", "variance of a whole population", populationVariance,
			Cases{`toscalar(range x from 1 to 100 step 1 | summarize variancepif(x, x % 2 == 0))`: `833.0`}),
		spreadAggregate("stdev", "stdevif", "standard deviation of a sample", root(sampleVariance),
			Cases{`toscalar(range x from 1 to 3 step 1 | summarize stdev(x))`: `1.0`}),
		spreadAggregate("stdevp", "", "standard deviation of a whole population", root(populationVariance),
			Cases{`toscalar(range x from 1 to 3 step 2 | summarize stdevp(x))`: `1.0`}),
		covarianceAggregate("covariance", "covarianceif", "a sample", 1,
			Cases{`toscalar(range x from 1 to 3 step 1 | summarize covariance(x, x * 2))`: `2.0`,
				`toscalar(range x from 1 to 3 step 1 | summarize covariance(todecimal(x), x * 2))`:      `2.0`,
				`toscalar(range x from 1 to 3 step 1 | summarize covariance(x, todecimal(x) * 1.0))`:    `1.0`,
				`toscalar(range x from 1 to 3 step 1 | summarize covariance(x * 1tick, x * 2 * 1tick))`: `2.0`}),
		covarianceAggregate("covariancep", "covariancepif", "a whole population", 0,
			Cases{`toscalar(range x from 1 to 3 step 2 | summarize covariancep(x, x * 2))`: `2.0`}),
	}
}

// moments are the running mean and the sum of squared distances from it
// (Welford), which stay exact where sums of squares cancel.
type moments struct{ n, mean, m2 float64 }

func (m *moments) add(x float64) {
	m.n++
	d := x - m.mean
	m.mean += d / m.n
	m.m2 += d * (x - m.mean)
}

func sampleVariance(m *moments) float64 {
	if m.n < 2 {
		return 0
	}
	return tenDecimals(m.m2 / (m.n - 1))
}

func populationVariance(m *moments) float64 {
	if m.n < 1 {
		return 0
	}
	return tenDecimals(m.m2 / m.n)
}

// tenDecimals rounds as the engine does with variances, before any root is
// taken: recorded answers have 2.9166666667 for 35/12.
func tenDecimals(x float64) float64 {
	if math.Abs(x) > 1e5 {
		return x
	}
	return math.RoundToEven(x*1e10) / 1e10
}

func root(variance func(*moments) float64) func(*moments) float64 {
	return func(m *moments) float64 { return math.Sqrt(variance(m)) }
}

func spreadAggregate(name, nameIf, what string, result func(*moments) float64, cases Cases) Aggregate {
	answer := func(m *moments) (float64, bool) { return result(m), true }
	return Aggregate{
		KQL: name, KQLIf: nameIf, Args: "expr",
		Doc:        "Gives the " + what + "; 0 over nothing.",
		ResultName: name + "_$1", ResultNameIf: nameIf + "_$1",
		Impl: []AggregateOverload{
			Fold1(func(m *moments, x float64) { m.add(x) }, answer),
			Fold1(func(m *moments, x table.Decimal) { m.add(realOf(table.DecimalValue(x))) }, answer),
			Fold1(func(m *moments, x table.TimeSpan) { m.add(float64(x)) }, answer),
		},
		Cases: cases,
	}
}

// comoments are the means of two columns and the sum of the products of the
// distances from them.
type comoments struct{ n, meanX, meanY, c float64 }

func covarianceAggregate(name, nameIf, what string, less float64, cases Cases) Aggregate {
	return Aggregate{
		KQL: name, KQLIf: nameIf, Args: "x, y",
		Doc:        "Gives the covariance of two expressions over " + what + ".",
		ResultName: name + "_$1_$2", ResultNameIf: nameIf + "_$1_$2",
		Impl:  covarianceOverloads(less),
		Cases: cases,
	}
}

// covarianceOverloads take what variance takes, each with each.
func covarianceOverloads(less float64) []AggregateOverload {
	types := []table.Type{table.TypeReal, table.TypeDecimal, table.TypeTimeSpan}
	var out []AggregateOverload
	for _, x := range types {
		for _, y := range types {
			out = append(out, AggregateOverload{
				Params: []table.Type{x, y},
				Result: table.TypeReal,
				New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
					return &covariances{less: less}, nil
				},
			})
		}
	}
	return out
}

// asReals reads a column of real, decimal or timespan as numbers; false is null.
func asReals(c table.Column) func(i int) (float64, bool) {
	switch c.Type() {
	case table.TypeDecimal:
		a := NewArg[table.Decimal](c)
		return func(i int) (float64, bool) { return realOf(table.DecimalValue(a.At(i))), !a.Null(i) }
	case table.TypeTimeSpan:
		a := NewArg[table.TimeSpan](c)
		return func(i int) (float64, bool) { return float64(a.At(i)), !a.Null(i) }
	}
	a := NewArg[float64](c)
	return func(i int) (float64, bool) { return a.At(i), !a.Null(i) }
}

type covariances struct {
	states []comoments
	less   float64
}

func (a *covariances) Add(groups []uint32, n int, args []table.Column) error {
	a.states = grow(a.states, n)
	xs, ys := asReals(args[0]), asReals(args[1])
	for i, g := range groups {
		x, ok := xs(i)
		y, both := ys(i)
		if !ok || !both {
			continue
		}
		s := &a.states[g]
		s.n++
		d := x - s.meanX
		s.meanX += d / s.n
		s.meanY += (y - s.meanY) / s.n
		s.c += d * (y - s.meanY)
	}
	return nil
}

func (a *covariances) Results(n int) []table.Column {
	a.states = grow(a.states, n)
	out := make([]float64, n)
	for g := range out {
		if s := &a.states[g]; s.n > a.less {
			out[g] = tenDecimals(s.c / (s.n - a.less))
		}
	}
	return []table.Column{table.NewVec(out, nil)}
}
