package functions

import (
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// seriesMeasure: one number of a series or of two.
func seriesMeasure() []Func {
	return []Func{
		seriesNumber("series_sum", "Adds up the elements.", func(xs []float64) float64 {
			s := 0.0
			for _, x := range xs {
				s += x
			}
			return s
		}, Cases{`series_sum(dynamic([1,2,3,4]))`: `10.0`}),
		seriesNumber("series_product", "Multiplies the elements.", func(xs []float64) float64 {
			p := 1.0
			for _, x := range xs {
				p *= x
			}
			return p
		}, Cases{`series_product(dynamic([1,2,3,4]))`: `24.0`}),
		seriesNumber("series_magnitude", "Gives the square root of the sum of the squares.", func(xs []float64) float64 {
			return math.Sqrt(dot(xs, xs))
		}, Cases{`series_magnitude(dynamic([3,4]))`: `5.0`}),
		seriesPairs("series_dot_product", "Adds up the products of two series' elements.", table.TypeReal, func(pairs [][2]table.Value) table.Value {
			xs, ys := columnsOf(slices.DeleteFunc(pairs, notBothNumbers))
			if len(xs) == 0 {
				return table.Value{}
			}
			return table.RealValue(dot(xs, ys))
		}, Cases{`series_dot_product(dynamic([1,2,4]), dynamic([4,2,1]))`: `12.0`, `series_dot_product(dynamic([1,2,4]), 2)`: `14.0`,
			`series_dot_product(dynamic([1,2,"a",4]), dynamic([4,2,7]))`: `8.0`, `series_dot_product(dynamic([]), 2)`: `real(null)`}),
		seriesPairs("series_pearson_correlation", "Gives Pearson's correlation of two series.", table.TypeReal, func(pairs [][2]table.Value) table.Value {
			if slices.ContainsFunc(pairs, notBothNumbers) {
				return table.Value{}
			}
			xs, ys := columnsOf(pairs)
			return table.RealValue(pearson(xs, ys))
		}, Cases{`series_pearson_correlation(dynamic([1,2,3]), dynamic([2,4,6]))`: `1.0`,
			`series_pearson_correlation(dynamic([1,2,3]), dynamic([2,4]))`: `real(null)`, `series_pearson_correlation(dynamic([1,2,null]), dynamic([2,4,6]))`: `real(null)`}),
		cosineSimilarity(),
	}
}

func seriesNumber(name, doc string, f func([]float64) float64, cases Cases) Func {
	return Func{
		KQL: name, Args: "series", Doc: doc,
		Impl: Overloads{mapSeries(nil, 0, table.TypeReal, func(a, _ []table.Value) (table.Value, bool) {
			x := f(numbersOf(a))
			return table.RealValue(x), !math.IsNaN(x)
		})},
		Cases: cases,
	}
}

func notBothNumbers(p [2]table.Value) bool { return !isNumber(p[0]) || !isNumber(p[1]) }

func columnsOf(pairs [][2]table.Value) (xs, ys []float64) {
	xs, ys = make([]float64, len(pairs)), make([]float64, len(pairs))
	for i, p := range pairs {
		xs[i], ys[i] = realOf(p[0]), realOf(p[1])
	}
	return xs, ys
}

func dot(xs, ys []float64) float64 {
	s := 0.0
	for i, x := range xs {
		s += x * ys[i]
	}
	return s
}

func mean(xs []float64) float64 {
	s := 0.0
	for _, x := range xs {
		s += x
	}
	return s / float64(len(xs))
}

func pearson(xs, ys []float64) float64 {
	mx, my := mean(xs), mean(ys)
	var xy, xx, yy float64
	for i := range xs {
		dx, dy := xs[i]-mx, ys[i]-my
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	return xy / math.Sqrt(xx*yy)
}

func cosineSimilarity() Func {
	return Func{
		KQL: "series_cosine_similarity", Args: "series1, series2 [, magnitude1 [, magnitude2]]",
		Doc: "Gives the cosine of the angle between two series.",
		Impl: Overloads{mapSeries([]table.Type{table.TypeDynamic, table.TypeReal, table.TypeReal}, 2, table.TypeReal, func(a, rest []table.Value) (table.Value, bool) {
			var pairs [][2]table.Value
			for i, v := range rest[0].Array() {
				if i < len(a) && isNumber(a[i]) && isNumber(v) {
					pairs = append(pairs, [2]table.Value{a[i], v})
				}
			}
			if len(pairs) == 0 {
				return table.Value{}, false
			}
			xs, ys := columnsOf(pairs)
			c := dot(xs, ys) / (argReal(rest, 1, math.Sqrt(dot(xs, xs))) * argReal(rest, 2, math.Sqrt(dot(ys, ys))))
			return table.RealValue(c), !math.IsNaN(c)
		})},
		Cases: Cases{`series_cosine_similarity(dynamic([3,4]), dynamic([3,4]))`: `1.0`, `series_cosine_similarity(dynamic([3,4,5]), dynamic([3,4]))`: `1.0`, `series_cosine_similarity(dynamic([]), dynamic([3,4]))`: `real(null)`},
	}
}
