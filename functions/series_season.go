package functions

import (
	"cmp"
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// seriesSeason: periods, decomposition into season and trend, anomalies.
func seriesSeason() []Func {
	dyn, num, str := table.TypeDynamic, table.TypeReal, table.TypeString
	return []Func{
		spreadSeries("series_decompose", "series [, period [, trend [, testPoints [, threshold]]]]",
			"Parts a series into season, trend and the rest. The season is the median of the points at the same place of each period.",
			[]string{"baseline", "seasonal", "trend", "residual"}, []table.Type{num, str, num, num}, 4,
			func(a, rest []table.Value) []table.Value {
				d := decompose(numbersOf(a), decomposeArgs(rest, 0, 1, 2, 3, "avg"))
				return []table.Value{realArray(d.baseline), realArray(d.seasonal), realArray(d.trend), realArray(d.residual)}
			}, "trend", "[1,2,3]", "[2.0,2.0,2.0]"),
		spreadSeries("series_decompose_anomalies", "series [, threshold [, period [, trend [, testPoints [, method [, seasonalityThreshold]]]]]]",
			"Finds the points that are far from season and trend: by Tukey's fences around their residuals.",
			[]string{"ad_flag", "ad_score", "baseline"}, []table.Type{num, num, str, num, str, num}, 6,
			decomposeAnomalies, "ad_flag", "[1,1,2,1,2,1,2,50,1,2,1,2]", "[0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0]"),
		spreadSeries("series_decompose_forecast", "series, points [, period [, trend [, threshold]]]",
			"Predicts a series' last points from season and trend (a line) of those before.",
			[]string{"forecast", "seasonal", "trend", "residual"}, []table.Type{num, num, str, num}, 3,
			func(a, rest []table.Value) []table.Value {
				d := decompose(numbersOf(a), decomposeArgs(rest, 1, 2, 0, 3, "linefit"))
				return []table.Value{realArray(d.baseline), realArray(d.seasonal), realArray(d.trend), realArray(d.residual)}
			}, "forecast", "[1,2,3,0]", "[1.0,2.0,3.0,4.0]", "1"),
		{
			KQL: "series_seasonal", Args: "series [, period [, testPoints]]",
			Doc: "Gives the seasonal part of a series, of a given or the most likely period.",
			Impl: Overloads{mapSeries([]table.Type{num, num}, 2, dyn, func(a, rest []table.Value) (table.Value, bool) {
				return realArray(decompose(numbersOf(a), decomposeArgs(rest, 0, 9, 1, 9, "avg")).seasonal), true
			})},
			Cases: Cases{`series_seasonal(dynamic([2,5,3,4,2,5,3,4,2,5,3,4]), 4)`: `dynamic([2.0,5.0,3.0,4.0,2.0,5.0,3.0,4.0,2.0,5.0,3.0,4.0])`,
				`series_seasonal(dynamic([1,3,5,2,4,1,3,5,2,4]))`: `dynamic([0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0])`},
		},
		{
			KQL: "series_outliers", Args: "series [, kind [, ignore [, minPercentile [, maxPercentile]]]]", ResultName: "$1",
			Doc: "Scores how far each element is outside the 10th to 90th percentile (ctukey), or the quartiles (tukey), in units of that range.",
			Impl: Overloads{mapSeries([]table.Type{str, num, num, num}, 4, dyn, func(a, rest []table.Value) (table.Value, bool) {
				low, high := fenceOf(argStr(rest, 0, "ctukey"), argReal(rest, 2, 10), argReal(rest, 3, 90))
				return realArray(outlierScores(numbersOf(a), argReal(rest, 1, math.NaN()), low, high)), true
			})},
			Cases: Cases{`series_outliers(dynamic([1,1,2,2,3,3,4,4,5,9]), "tukey")[9]`: `dynamic(2.5)`},
		},
		spreadSeries("series_periods_detect", "series, minPeriod, maxPeriod, count",
			"Finds the periods of a series, best first: where its circular autocorrelation is highest from half to one and a half times the period.",
			[]string{"periods", "scores"}, []table.Type{num, num, num}, 0, detectPeriods, "periods", "[1,2,3,4,5,1,2,3,4,5,1,2,3,4,5]", "[5.0]", "4", "7", "1"),
		validatePeriodsFunc(),
	}
}

// spreadSeries is a function of a series with several dynamic outputs.
func spreadSeries(name, args, doc string, outputs []string, params []table.Type, optional int,
	f func(a, rest []table.Value) []table.Value, output, input, want string, more ...string) Func {
	call := name + "(y"
	for _, m := range more {
		call += ", " + m
	}
	return Func{
		KQL: name, Args: args, Doc: doc, Outputs: outputs, OutputTypes: slices.Repeat([]table.Type{table.TypeDynamic}, len(outputs)),
		Impl: Overloads{mapSeries(params, optional, table.TypeDynamic, func(a, rest []table.Value) (table.Value, bool) {
			return table.ArrayValue(f(a, rest)), true
		})},
		Cases: Cases{`toscalar(print y = dynamic(` + input + `) | project ` + call + `) | project ` + name + `_y_` + output + `)`: `dynamic(` + want + `)`},
	}
}

type decomposition struct {
	period    int // 0 none, -1 to be found
	trendKind string
	test      int
	threshold float64

	baseline, seasonal, trend, residual []float64
}

func decomposeArgs(rest []table.Value, period, trend, test, threshold int, kind string) decomposition {
	return decomposition{
		period: int(argReal(rest, period, -1)), trendKind: argStr(rest, trend, kind),
		test: int(argReal(rest, test, 0)), threshold: argReal(rest, threshold, 0.6),
	}
}

// decompose learns season and trend from all but the last test points:
// the season from the points as they are, then the trend from what is left.
func decompose(ys []float64, d decomposition) decomposition {
	learned := ys[:max(0, len(ys)-max(0, d.test))]
	period := d.period
	if period < 0 {
		period = 0
		if found := findPeriods(learned, 4, float64(len(learned))/2); len(found) > 0 && found[0].score >= d.threshold {
			period = found[0].lag
		}
	}
	d.seasonal, d.trend = make([]float64, len(ys)), make([]float64, len(ys))
	if period > 1 && period <= len(learned) {
		phases := make([]float64, period)
		for p := range phases {
			var points []float64
			for i := p; i < len(learned); i += period {
				points = append(points, learned[i])
			}
			phases[p] = median(points)
		}
		for i := range d.seasonal {
			d.seasonal[i] = phases[i%period]
		}
	}
	rest := make([]float64, len(learned))
	for i, y := range learned {
		rest[i] = y - d.seasonal[i]
	}
	switch d.trendKind {
	case "linefit":
		l := fitLine(rest)
		for i := range d.trend {
			d.trend[i] = l.at(i)
		}
	case "avg":
		var m moments
		sum := 0.0
		for _, x := range rest {
			if !math.IsNaN(x) {
				m.n++
				sum += x
			}
		}
		for i := range d.trend {
			if d.trend[i] = 0; m.n > 0 {
				d.trend[i] = sum / m.n
			}
		}
	}
	d.baseline, d.residual = make([]float64, len(ys)), make([]float64, len(ys))
	for i, y := range ys {
		d.baseline[i] = d.seasonal[i] + d.trend[i]
		d.residual[i] = y - d.baseline[i]
	}
	return d
}

func median(xs []float64) float64 { return quantile(xs, 50) }

// quantile interpolates between the two nearest ranks; NaN elements are left out.
func quantile(xs []float64, percent float64) float64 {
	sorted := make([]float64, 0, len(xs))
	for _, x := range xs {
		if !math.IsNaN(x) {
			sorted = append(sorted, x)
		}
	}
	if len(sorted) == 0 {
		return math.NaN()
	}
	slices.Sort(sorted)
	at := percent / 100 * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	if at == float64(i) {
		return sorted[i]
	}
	if percent == 50 {
		return (sorted[i] + sorted[i+1]) / 2
	}
	return sorted[i] + (sorted[i+1]-sorted[i])*(at-float64(i))
}

func decomposeAnomalies(a, rest []table.Value) []table.Value {
	d := decompose(numbersOf(a), decomposeArgs(rest, 1, 2, 3, 5, "avg"))
	low, high := fenceOf(argStr(rest, 4, "ctukey"), 10, 90)
	scores := outlierScores(d.residual, math.NaN(), low, high)
	threshold := argReal(rest, 0, 1.5)
	flags := make([]float64, len(scores))
	for i, s := range scores {
		switch {
		case s > threshold:
			flags[i] = 1
		case s < -threshold:
			flags[i] = -1
		}
	}
	return []table.Value{realArray(flags), realArray(scores), realArray(d.baseline)}
}

func fenceOf(kind string, low, high float64) (float64, float64) {
	if kind == "tukey" {
		return 25, 75
	}
	return low, high
}

// outlierScores are the distances beyond the fences, in units of the range
// between them; 0 inside, and for missing elements.
func outlierScores(xs []float64, ignore, lowPercent, highPercent float64) []float64 {
	kept := make([]float64, 0, len(xs))
	for _, x := range xs {
		if x != ignore {
			kept = append(kept, x)
		}
	}
	low, high := quantile(kept, lowPercent), quantile(kept, highPercent)
	out := make([]float64, len(xs))
	for i, x := range xs {
		switch {
		case x == ignore:
		case x > high:
			out[i] = (x - high) / (high - low)
		case x < low:
			out[i] = (x - low) / (high - low)
		}
	}
	return out
}

type period struct {
	lag   int
	score float64
}

// autocorrelation is the circular autocorrelation at every lag, scaled so
// that the highest (at 0) is 1 and the lowest 0. Recorded scores of
// series_periods_detect are exactly this.
func autocorrelation(ys []float64) []float64 {
	known := make([]float64, 0, len(ys))
	for _, y := range ys {
		if !math.IsNaN(y) {
			known = append(known, y)
		}
	}
	if len(known) == 0 {
		return make([]float64, len(ys))
	}
	m := mean(known)
	xs := make([]complex128, len(ys))
	for i, y := range ys {
		if !math.IsNaN(y) {
			xs[i] = complex(y-m, 0)
		}
	}
	power := fft(xs)
	for i, p := range power {
		power[i] = complex(real(p)*real(p)+imag(p)*imag(p), 0)
	}
	power = inverseFFT(power)
	low := math.Inf(1)
	for _, p := range power {
		low = math.Min(low, real(p))
	}
	out := make([]float64, len(ys))
	span := real(power[0]) - low
	if !(span > 1e-9*(1+m*m)) {
		return out
	}
	for i, p := range power {
		out[i] = (real(p) - low) / span
	}
	return out
}

// minPeriod is the shortest period that is looked for.
const minPeriod = 4

// periodScore is the autocorrelation at a lag that is a hill: no lag from half
// to one and a half times it has more. Other lags score 0, as do those outside
// the bounds: half of the series has no second half to be compared with.
func periodScore(ac []float64, lag int) float64 {
	half := len(ac) / 2
	if lag < minPeriod || lag >= half {
		return 0
	}
	for i := (lag + 1) / 2; i <= min(lag+lag/2, half); i++ {
		if ac[i] > ac[lag] {
			return 0
		}
	}
	return ac[lag]
}

func findPeriods(ys []float64, low, high float64) []period {
	ac := autocorrelation(ys)
	var found []period
	for lag := max(minPeriod, int(math.Ceil(low))); lag <= len(ys)/2 && float64(lag) <= high; lag++ {
		if s := periodScore(ac, lag); s > 0 {
			found = append(found, period{lag, s})
		}
	}
	slices.SortStableFunc(found, func(a, b period) int { return cmp.Compare(b.score, a.score) })
	return found
}

func detectPeriods(a, rest []table.Value) []table.Value {
	count := max(0, int(argReal(rest, 2, 0)))
	found := findPeriods(numbersOf(a), argReal(rest, 0, 0), argReal(rest, 1, 0))
	count = min(count, 1000)
	periods, scores := make([]float64, count), make([]float64, count)
	for i, p := range found {
		if i < count {
			periods[i], scores[i] = float64(p.lag), p.score
		}
	}
	return []table.Value{realArray(periods), realArray(scores)}
}

func validatePeriodsFunc() Func {
	f := spreadSeries("series_periods_validate", "series, period...",
		"Scores how likely a series has each of the given periods, from 0 to 1.",
		[]string{"periods", "scores"}, []table.Type{table.TypeReal}, 0,
		func(a, rest []table.Value) []table.Value {
			ac := autocorrelation(numbersOf(a))
			periods, scores := make([]float64, len(rest)), make([]float64, len(rest))
			for i, v := range rest {
				periods[i] = realOf(v)
				scores[i] = periodScore(ac, int(math.Round(periods[i])))
			}
			return []table.Value{realArray(periods), realArray(scores)}
		}, "periods", "[1,2,3]", "[4.0]", "4")
	f.Impl[0].Variadic = true
	return f
}
