package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// seriesFit: statistics of a series and lines through it.
func seriesFit() []Func {
	all := multiSeries("series_stats", "series [, ignoreNonfinite]", "Gives a series' least and greatest element with their indexes, mean, standard deviation and variance.",
		[]string{"min", "min_idx", "max", "max_idx", "avg", "stdev", "variance"},
		[]table.Type{table.TypeReal, table.TypeLong, table.TypeReal, table.TypeLong, table.TypeReal, table.TypeReal, table.TypeReal},
		[]table.Type{table.TypeBool}, 1, seriesStats, "max", "[1,4,2]", "4.0")
	all = append(all, multiSeries("series_fit_line", "series", "Fits a straight line: its R square, slope, the variances of the series and of the residuals, the line's value at 0 and all its values.",
		[]string{"rsquare", "slope", "variance", "rvariance", "interception", "line_fit"},
		[]table.Type{table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal, table.TypeDynamic},
		nil, 0, func(a, _ []table.Value) []result { return fitLine(numbersOf(a)).results() }, "slope", "[1,3,5]", "2.0")...)
	real2 := []table.Type{table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal}
	all = append(all, multiSeries("series_fit_2lines", "series", "Fits two straight lines that part the series where they fit best.",
		[]string{"rsquare", "split_idx", "variance", "rvariance", "line_fit",
			"right_rsquare", "right_slope", "right_interception", "right_variance", "right_rvariance",
			"left_rsquare", "left_slope", "left_interception", "left_variance", "left_rvariance"},
		append(append([]table.Type{table.TypeReal, table.TypeLong, table.TypeReal, table.TypeReal, table.TypeDynamic}, real2...), real2...),
		nil, 0, fitTwoLines, "split_idx", "[1,2,3,9,8,7]", "3")...)
	all = append(all, fitPolyFunc())
	return all
}

// multiSeries makes the form with one column per output and the form with one
// bag, called name_dynamic. The case looks at one output of a literal.
func multiSeries(name, args, doc string, outputs []string, types, params []table.Type, optional int,
	f func(a, rest []table.Value) []result, output, input, want string) []Func {
	spread := Func{
		KQL: name, Args: args, Doc: doc, Outputs: outputs, OutputTypes: types,
		Impl: Overloads{mapSeries(params, optional, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
			return resultArray(f(a, rest)[:len(outputs)]), true
		})},
		Cases: Cases{`toscalar(print y = dynamic(` + input + `) | project ` + name + `(y) | project ` + name + `_y_` + output + `)`: want},
	}
	bag := Func{
		KQL: name + "_dynamic", Args: args, Doc: doc + " As a property bag.",
		Impl: Overloads{mapSeries(params, optional, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
			return resultBag(nestSides(f(a, rest))), true
		})},
		Cases: Cases{name + `_dynamic(dynamic(` + input + `)).` + output: `dynamic(` + want + `)`},
	}
	return []Func{spread, bag}
}

// nestSides puts the right_ and left_ outputs into bags of their own, as the
// bag form has them.
func nestSides(rs []result) []result {
	var out []result
	for _, side := range []string{"", "right_", "left_"} {
		var inner []result
		for _, r := range rs {
			own := ""
			if len(r.name) > 6 && r.name[:6] == "right_" {
				own = "right_"
			} else if len(r.name) > 5 && r.name[:5] == "left_" {
				own = "left_"
			}
			if own == side {
				inner = append(inner, result{r.name[len(own):], r.val})
			}
		}
		switch {
		case side == "":
			out = append(out, inner...)
		case len(inner) > 0:
			out = append(out, result{side[:len(side)-1], resultBag(inner)})
		}
	}
	return out
}

func seriesStats(a, rest []table.Value) []result {
	ignore := argBool(rest, 0, false)
	low, high := math.NaN(), math.NaN()
	lowAt, highAt := int64(-1), int64(-1)
	var m moments
	sum := 0.0
	for i, v := range a {
		x := realOf(v)
		if math.IsNaN(x) || math.IsInf(x, 0) {
			if !ignore {
				m.n = 0
				break
			}
			continue
		}
		m.add(x)
		sum += x
		if lowAt < 0 || x < low {
			low, lowAt = x, int64(i)
		}
		if highAt < 0 || x > high {
			high, highAt = x, int64(i)
		}
	}
	if m.n == 0 {
		null := table.Value{}
		return []result{{"min", null}, {"min_idx", null}, {"max", null}, {"max_idx", null}, {"avg", null}, {"stdev", null}, {"variance", null}, {"sum", null}, {"len", table.LongValue(int64(len(a)))}}
	}
	variance := 0.0
	if m.n > 1 {
		variance = m.m2 / (m.n - 1)
	}
	return []result{
		{"min", table.RealValue(low)}, {"min_idx", table.LongValue(lowAt)}, {"max", table.RealValue(high)}, {"max_idx", table.LongValue(highAt)},
		{"avg", table.RealValue(sum / m.n)}, {"stdev", table.RealValue(math.Sqrt(variance))}, {"variance", table.RealValue(variance)},
		{"sum", table.RealValue(sum)}, {"len", table.LongValue(int64(len(a)))},
	}
}

// line is a straight line fitted to points at 0, 1, 2 ...; points that are
// NaN count for nothing. To the outside the first point is at 1.
type line struct {
	slope, at0          float64
	variance, rvariance float64
	residual            float64 // sum of squares
	total               float64 // sum of squares about the mean
	n                   float64
	size                int
}

func fitLine(ys []float64) line {
	var n, mx, my float64
	for i, y := range ys {
		if !math.IsNaN(y) {
			n, mx, my = n+1, mx+float64(i), my+y
		}
	}
	l := line{n: n, size: len(ys)}
	if n == 0 {
		return l
	}
	mx, my = mx/n, my/n
	var xx, xy float64
	for i, y := range ys {
		if !math.IsNaN(y) {
			dx, dy := float64(i)-mx, y-my
			xx, xy, l.total = xx+dx*dx, xy+dx*dy, l.total+dy*dy
		}
	}
	if xx > 0 {
		l.slope = xy / xx
	}
	l.at0 = my - l.slope*mx
	for i, y := range ys {
		if !math.IsNaN(y) {
			d := y - l.at(i)
			l.residual += d * d
		}
	}
	if n > 1 {
		l.variance, l.rvariance = l.total/(n-1), l.residual/(n-1)
	}
	return l
}

func (l line) at(i int) float64 { return l.at0 + l.slope*float64(i) }

func (l line) values() []float64 {
	out := make([]float64, l.size)
	for i := range out {
		out[i] = l.at(i)
	}
	return out
}

func rsquare(residual, total float64) float64 {
	if total == 0 {
		return 1
	}
	return 1 - residual/total
}

func (l line) results() []result {
	return []result{
		{"rsquare", table.RealValue(rsquare(l.residual, l.total))}, {"slope", table.RealValue(l.slope)},
		{"variance", table.RealValue(l.variance)}, {"rvariance", table.RealValue(l.rvariance)},
		{"interception", table.RealValue(l.at(-1))}, {"line_fit", realArray(l.values())},
	}
}

// fitTwoLines tries every split that leaves two points on either side.
func fitTwoLines(a, _ []table.Value) []result {
	ys := numbersOf(a)
	whole := fitLine(ys)
	split, left, right := len(ys), whole, line{}
	best := whole.residual
	for s := 2; s <= len(ys)-2; s++ {
		l, r := fitLine(ys[:s]), fitLine(ys[s:])
		if sum := l.residual + r.residual; sum < best || split == len(ys) {
			split, left, right, best = s, l, r, sum
		}
	}
	rvariance := 0.0
	if whole.n > 1 {
		rvariance = best / (whole.n - 1)
	}
	out := []result{
		{"rsquare", table.RealValue(rsquare(best, whole.total))}, {"split_idx", table.LongValue(int64(split))},
		{"variance", table.RealValue(whole.variance)}, {"rvariance", table.RealValue(rvariance)},
		{"line_fit", realArray(append(left.values(), right.values()...))},
	}
	for _, side := range []struct {
		name string
		line line
	}{{"right_", right}, {"left_", left}} {
		l := side.line
		out = append(out,
			result{side.name + "rsquare", table.RealValue(rsquare(l.residual, l.total))}, result{side.name + "slope", table.RealValue(l.slope)},
			result{side.name + "interception", table.RealValue(l.at(-1))}, result{side.name + "variance", table.RealValue(l.variance)},
			result{side.name + "rvariance", table.RealValue(l.rvariance)})
	}
	return out
}
