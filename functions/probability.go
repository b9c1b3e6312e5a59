package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// probability: the beta distribution and Welch's test.
func probability() []Func {
	return []Func{
		{
			KQL: "beta_cdf", Args: "x alpha beta",
			Doc:   "Gets the cumulative beta distribution at x.",
			Impl:  Overloads{Map3(betaCDF)},
			Cases: Cases{`round(beta_cdf(0.9, 10.0, 20.0), 6)`: `1.0`, `beta_cdf(0.5, 1, 1)`: `0.5`, `isnan(beta_cdf(1.5, 10, 20))`: `true`},
		},
		{
			KQL: "beta_pdf", Args: "x alpha beta",
			Doc:   "Gets the density of the beta distribution at x.",
			Impl:  Overloads{Map3(betaPDF)},
			Cases: Cases{`round(beta_pdf(0.5, 10.0, 20.0), 6)`: `0.746176`, `isnan(beta_pdf(1.5, 10, 20))`: `true`, `isnan(beta_pdf(0, 1, 1)) and isnan(beta_pdf(1, 1, 1))`: `true`},
		},
		{
			KQL: "beta_inv", Args: "probability alpha beta",
			Doc:   "Gets the x at which the cumulative beta distribution reaches a probability.",
			Impl:  Overloads{Map3OK(betaInverse)},
			Cases: Cases{`round(beta_inv(0.1, 10.0, 20.0), 8)`: `0.22641502`, `beta_inv(1.5, 10, 20)`: `real(null)`, `isnan(beta_inv(0.1, -1, 20))`: `true`},
		},
		{
			KQL: "welch_test", Args: "mean1 variance1 count1 mean2 variance2 count2",
			Doc: "Gets the two-sided probability that two means are equal, by Welch's t-test.",
			Impl: Overloads{{
				Params: []table.Type{table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal, table.TypeReal},
				Result: table.TypeReal, Kernel: MapN(6, func(_ *Context, a []float64) (float64, bool) { return welch(a) }).Kernel,
			}},
			Cases: Cases{`round(welch_test(20.82, 7.8674285714, 15, 22.986666667, 3.8126666667, 15), 6)`: `0.021378`},
		},
	}
}

// betaCDF is the regularized incomplete beta function. At alpha = 0, -1, ...
// it is its limit, 1.
func betaCDF(x, a, b float64) float64 {
	switch {
	case !(x >= 0 && x <= 1):
		return math.NaN()
	case a <= 0 && a == math.Trunc(a):
		return 1
	case a <= 0 || !(b > 0):
		return math.NaN()
	case x == 0 || x == 1:
		return x
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab - la - lb + a*math.Log(x) + b*math.Log1p(-x))
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(x, a, b) / a
	}
	return 1 - front*betaFraction(1-x, b, a)/b
}

// betaFraction evaluates the continued fraction of the incomplete beta
// function by Lentz's method.
func betaFraction(x, a, b float64) float64 {
	const tiny = 1e-300
	guard := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/guard(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < 10000; m++ {
		up := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/guard(1+up*d), guard(1+up/c)
		h *= d * c
		down := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/guard(1+down*d), guard(1+down/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return h
}

func betaPDF(x, a, b float64) float64 {
	if !(x > 0 && x < 1 && a > 0 && b > 0) {
		return math.NaN()
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return math.Exp(lab-la-lb) * math.Pow(x, a-1) * math.Pow(1-x, b-1)
}

func betaInverse(p, a, b float64) (float64, bool) {
	if !(p >= 0 && p <= 1) {
		return 0, false
	}
	if !(a > 0 && b > 0) {
		return math.NaN(), true
	}
	low, high := 0.0, 1.0
	for range 200 {
		mid := (low + high) / 2
		if mid == low || mid == high {
			break
		}
		if betaCDF(mid, a, b) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return high, true
}

func welch(a []float64) (float64, bool) {
	m1, v1, n1, m2, v2, n2 := a[0], a[1], a[2], a[3], a[4], a[5]
	if !(n1 > 1 && n2 > 1) {
		return 0, false
	}
	s1, s2 := v1/n1, v2/n2
	t := (m1 - m2) / math.Sqrt(s1+s2)
	df := (s1 + s2) * (s1 + s2) / (s1*s1/(n1-1) + s2*s2/(n2-1))
	return betaCDF(df/(df+t*t), df/2, 0.5), true
}
