package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

func fitPolyFunc() Func {
	return Func{
		KQL: "series_fit_poly", Args: "y [, x [, degree]]",
		Doc:         "Fits a polynomial (of degree 1): its R square, coefficients from the highest power down, the variances of y and of the residuals, and its values.",
		Outputs:     []string{"rsquare", "coefficients", "variance", "rvariance", "poly_fit"},
		OutputTypes: []table.Type{table.TypeReal, table.TypeDynamic, table.TypeReal, table.TypeReal, table.TypeDynamic},
		Impl: Overloads{mapSeries([]table.Type{table.TypeDynamic, table.TypeLong}, 2, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
			ys := numbersOf(a)
			var xs []float64
			if len(rest) > 0 && rest[0].Kind() == table.KindArray {
				xs = numbersOf(rest[0].Array())
			} else {
				for i := range ys {
					xs = append(xs, float64(i+1))
				}
			}
			degree := int(argReal(rest, 1, 1))
			if len(xs) != len(ys) || degree < 1 || degree > 50 {
				return table.Value{}, false
			}
			return fitPoly(xs, ys, degree)
		})},
		Cases: Cases{`toscalar(print y = dynamic([1,3,5]) | project series_fit_poly(y) | project round(todouble(series_fit_poly_y_coefficients[0]), 6))`: `2.0`},
	}
}

// fitPoly solves the least squares by Householder reflections on x scaled to
// [-1, 1], which stays accurate for higher degrees, and scales back.
func fitPoly(xs, ys []float64, degree int) (table.Value, bool) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range xs {
		low, high = math.Min(low, x), math.Max(high, x)
	}
	mid, half := (low+high)/2, (high-low)/2
	if !(half > 0) || len(xs) <= degree {
		return table.Value{}, false
	}
	n := degree + 1
	rows := make([][]float64, len(xs))
	for i, x := range xs {
		row := make([]float64, n+1)
		p := 1.0
		for k := range n {
			row[k], p = p, p*(x-mid)/half
		}
		row[n] = ys[i]
		rows[i] = row
	}
	scaled, ok := leastSquares(rows, n)
	if !ok {
		return table.Value{}, false
	}
	residual, total, m := 0.0, 0.0, mean(ys)
	fitted := make([]float64, len(xs))
	for i, x := range xs {
		u := (x - mid) / half
		for k := n - 1; k >= 0; k-- {
			fitted[i] = fitted[i]*u + scaled[k]
		}
		residual += (ys[i] - fitted[i]) * (ys[i] - fitted[i])
		total += (ys[i] - m) * (ys[i] - m)
	}
	coefficients := unscale(scaled, mid, half)
	for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
		coefficients[i], coefficients[j] = coefficients[j], coefficients[i]
	}
	d := math.Max(1, float64(len(ys)-1))
	return table.ArrayValue([]table.Value{
		table.RealValue(rsquare(residual, total)), realArray(coefficients),
		table.RealValue(total / d), table.RealValue(residual / d), realArray(fitted),
	}), true
}

// leastSquares solves rows of n coefficients and a right side.
func leastSquares(rows [][]float64, n int) ([]float64, bool) {
	for k := range n {
		norm := 0.0
		for i := k; i < len(rows); i++ {
			norm = math.Hypot(norm, rows[i][k])
		}
		if norm < 1e-12 {
			return nil, false
		}
		if rows[k][k] > 0 {
			norm = -norm
		}
		v := make([]float64, len(rows))
		vv := 0.0
		for i := k; i < len(rows); i++ {
			v[i] = rows[i][k]
			if i == k {
				v[i] -= norm
			}
			vv += v[i] * v[i]
		}
		for j := k; j <= n; j++ {
			s := 0.0
			for i := k; i < len(rows); i++ {
				s += v[i] * rows[i][j]
			}
			for i := k; i < len(rows); i++ {
				rows[i][j] -= 2 * s / vv * v[i]
			}
		}
	}
	out := make([]float64, n)
	for k := n - 1; k >= 0; k-- {
		out[k] = rows[k][n]
		for j := k + 1; j < n; j++ {
			out[k] -= rows[k][j] * out[j]
		}
		out[k] /= rows[k][k]
	}
	return out, true
}

// unscale turns a polynomial in (x-mid)/half into one in x (Horner's rule).
func unscale(scaled []float64, mid, half float64) []float64 {
	out := make([]float64, len(scaled))
	for k := len(scaled) - 1; k >= 0; k-- {
		for j := len(out) - 1; j >= 0; j-- {
			out[j] *= -mid / half
			if j > 0 {
				out[j] += out[j-1] / half
			}
		}
		out[0] += scaled[k]
	}
	return out
}
