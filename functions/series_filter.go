package functions

import (
	"math"
	"math/bits"
	"math/cmplx"

	"github.com/goshawk-lang/goshawk/table"
)

// seriesFilter: digital filters and the Fourier transform.
func seriesFilter() []Func {
	return []Func{
		{
			KQL: "series_fir", Args: "series, filter [, normalize [, center]]", ResultName: "$1",
			Doc: "Convolves a series with a filter, normalized unless told otherwise or the filter has negative coefficients.",
			Impl: Overloads{mapSeries([]table.Type{table.TypeDynamic, table.TypeBool, table.TypeBool}, 2, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
				return fir(numbersOf(a), numbersOf(rest[0].Array()), rest), true
			})},
			Cases: Cases{`series_fir(dynamic([1,2,3]), dynamic([1,1]), false)`: `dynamic([1.0,3.0,5.0])`},
		},
		{
			KQL: "series_iir", Args: "series, numerators, denominators", ResultName: "$1",
			Doc: "Applies a recursive filter to a series.",
			Impl: Overloads{mapSeries([]table.Type{table.TypeDynamic, table.TypeDynamic}, 0, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
				return iir(numbersOf(a), numbersOf(rest[0].Array()), numbersOf(rest[1].Array()))
			})},
			Cases: Cases{`series_iir(dynamic([0,1,2,3,4]), dynamic([1]), dynamic([1,-1]))`: `dynamic([0.0,1.0,3.0,6.0,10.0])`},
		},
		fourierFunc("series_fft", "Gives the discrete Fourier transform: the real and the imaginary parts.", fft,
			Cases{`toscalar(print y = dynamic([1,3]) | project series_fft(y) | project series_fft_y_real)`: `dynamic([4.0,-2.0])`}),
		fourierFunc("series_ifft", "Gives the inverse discrete Fourier transform: the real and the imaginary parts.", inverseFFT,
			Cases{`toscalar(print y = dynamic([4,-2]) | project series_ifft(y) | project series_ifft_y_real)`: `dynamic([1.0,3.0])`}),
	}
}

func fir(xs, filter []float64, rest []table.Value) table.Value {
	sum, negative := 0.0, false
	for _, f := range filter {
		sum += f
		negative = negative || f < 0
	}
	scale := 1.0
	if argBool(rest, 1, !negative) && sum != 0 {
		scale = 1 / sum
	}
	shift := 0
	if argBool(rest, 2, false) {
		shift = len(filter) / 2
	}
	out := make([]float64, len(xs))
	for i := range out {
		s := 0.0
		for j, f := range filter {
			if at := i - j + shift; at >= 0 && at < len(xs) {
				s += f * xs[at]
			}
		}
		out[i] = s * scale
	}
	return realArray(out)
}

func iir(xs, b, a []float64) (table.Value, bool) {
	if len(a) == 0 || a[0] == 0 {
		return table.Value{}, false
	}
	out := make([]float64, len(xs))
	for i := range out {
		s := 0.0
		for j := range min(len(b), i+1) {
			s += b[j] * xs[i-j]
		}
		for j := 1; j < len(a) && j <= i; j++ {
			s -= a[j] * out[i-j]
		}
		out[i] = s / a[0]
	}
	return realArray(out), true
}

func fourierFunc(name, doc string, transform func([]complex128) []complex128, cases Cases) Func {
	return Func{
		KQL: name, Args: "real [, imaginary]", Doc: doc, Cases: cases,
		Outputs: []string{"real", "imag"}, OutputTypes: []table.Type{table.TypeDynamic, table.TypeDynamic},
		Impl: Overloads{mapSeries([]table.Type{table.TypeDynamic}, 1, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
			xs := make([]complex128, len(a))
			for i, x := range numbersOf(a) {
				im := 0.0
				if len(rest) > 0 && i < len(rest[0].Array()) {
					im = realOf(rest[0].Array()[i])
				}
				xs[i] = complex(x, im)
			}
			re, im := make([]float64, len(a)), make([]float64, len(a))
			for i, y := range transform(xs) {
				re[i], im[i] = real(y), imag(y)
			}
			return table.ArrayValue([]table.Value{realArray(re), realArray(im)}), true
		})},
	}
}

func inverseFFT(xs []complex128) []complex128 {
	in := make([]complex128, len(xs))
	for i, x := range xs {
		in[i] = cmplx.Conj(x)
	}
	out := fft(in)
	for i, y := range out {
		out[i] = cmplx.Conj(y) / complex(float64(len(xs)), 0)
	}
	return out
}

// fft transforms any length: powers of two directly, others as a convolution
// of a power of two (Bluestein).
func fft(xs []complex128) []complex128 {
	n := len(xs)
	if n&(n-1) == 0 {
		return radix2(xs)
	}
	m := 1 << bits.Len(uint(2*n))
	chirp := make([]complex128, n)
	for i := range chirp {
		chirp[i] = cmplx.Rect(1, -math.Pi*float64(i*i%(2*n))/float64(n))
	}
	a, b := make([]complex128, m), make([]complex128, m)
	for i, c := range chirp {
		a[i], b[i] = xs[i]*c, cmplx.Conj(c)
		if i > 0 {
			b[m-i] = b[i]
		}
	}
	a, b = radix2(a), radix2(b)
	for i := range a {
		a[i] = cmplx.Conj(a[i] * b[i])
	}
	a = radix2(a)
	out := make([]complex128, n)
	for i := range out {
		out[i] = cmplx.Conj(a[i]) / complex(float64(m), 0) * chirp[i]
	}
	return out
}

func radix2(xs []complex128) []complex128 {
	n := len(xs)
	out := make([]complex128, n)
	if n == 0 {
		return out
	}
	shift := 64 - bits.Len(uint(n)) + 1
	for i, x := range xs {
		if n == 1 {
			return append(out[:0], x)
		}
		out[bits.Reverse64(uint64(i))>>shift] = x
	}
	for size := 2; size <= n; size *= 2 {
		for k := range size / 2 {
			w := cmplx.Rect(1, -2*math.Pi*float64(k)/float64(size))
			for i := k; i < n; i += size {
				even, odd := out[i], out[i+size/2]*w
				out[i], out[i+size/2] = even+odd, even-odd
			}
		}
	}
	return out
}
