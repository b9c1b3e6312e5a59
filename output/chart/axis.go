package chart

import (
	"math"
	"slices"
)

// axis is a stretch of numbers with the places that are marked on it.
type axis struct {
	min, max float64
	log      bool
	ticks    []tick
}

// tick is a marked place. Context is what several labels have in common (the
// day of hours), given where it changes.
type tick struct {
	at             float64
	label, context string
}

// at is where v lies on the axis, from 0 to 1.
func (a axis) at(v float64) float64 {
	if a.log {
		if v <= 0 {
			return 0
		}
		return (math.Log10(v) - math.Log10(a.min)) / (math.Log10(a.max) - math.Log10(a.min))
	}
	return (v - a.min) / (a.max - a.min)
}

// yAxis is the axis of the values, with about n ticks. Bars and areas start at
// zero, and so do lines unless that would flatten them.
func (c *Chart) yAxis(n int) axis {
	low, high := math.Inf(1), math.Inf(-1)
	c.eachTop(func(y float64) {
		if !c.YLog || y > 0 {
			low, high = min(low, y), max(high, y)
		}
	})
	if math.IsInf(low, 1) {
		low, high = 0, 1
	}
	if c.YLog {
		return c.bounded(logAxis(low, high))
	}
	if c.Stack == Stacked100 {
		low, high = min(low, 0), max(high, 1)
		if low == 0 {
			return c.bounded(percents(n))
		}
	}
	if c.Form == Columns || c.Form == Bars || c.Form == Areas || low >= 0 && low < high*0.6 {
		low, high = min(low, 0), max(high, 0)
	}
	return c.bounded(linearAxis(low, high, n, true))
}

func percents(n int) axis {
	a := axis{max: 1}
	step := 0.25
	if n >= 10 {
		step = 0.1
	}
	for v := 0.0; v < 1+step/2; v += step {
		a.ticks = append(a.ticks, tick{at: v, label: FormatNumber(math.Round(v*100)) + "%"})
	}
	return a
}

// bounded applies ymin and ymax.
func (c *Chart) bounded(a axis) axis {
	if math.IsNaN(c.YMin) && math.IsNaN(c.YMax) {
		return a
	}
	if !math.IsNaN(c.YMin) && (!a.log || c.YMin > 0) {
		a.min = c.YMin
	}
	if !math.IsNaN(c.YMax) {
		a.max = c.YMax
	}
	if a.max <= a.min {
		a.max = a.min + 1
	}
	if a.log || c.Stack == Stacked100 {
		a.ticks = slices.DeleteFunc(a.ticks, func(t tick) bool { return t.at < a.min || t.at > a.max })
		return a
	}
	b := linearAxis(a.min, a.max, max(len(a.ticks), 4), false)
	b.min, b.max = a.min, a.max
	return b
}

// xAxis is the axis of places that are numbers or times, with room for about n
// ticks. Bars keep half a bar's room at both ends.
func (c *Chart) xAxis(n int, spare float64) axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, p := range s.Points {
			low, high = min(low, p.X), max(high, p.X)
		}
	}
	low, high = low-spare, high+spare
	if c.Scale == Times {
		return timeAxis(low, high, n)
	}
	if c.XLog {
		return logAxis(low, high)
	}
	return linearAxis(low, high, n, false)
}

// linearAxis marks about n round numbers; whole widens the axis to the round
// numbers around it.
func linearAxis(low, high float64, n int, whole bool) axis {
	if high-low <= math.Abs(high)*1e-12 { // no doubles between them to mark
		pad := max(math.Abs(low)*0.1, 1)
		if low >= 0 && low < pad {
			high = low + pad
		} else {
			low, high = low-pad, high+pad
		}
	}
	step := roundStep((high - low) / float64(max(n, 1)))
	a := axis{min: low, max: high}
	first, last := math.Ceil(low/step-1e-9), math.Floor(high/step+1e-9)
	if whole {
		first, last = math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
		a.min, a.max = first*step, last*step
	}
	for k := first; k <= last; k++ {
		a.ticks = append(a.ticks, tick{at: k * step, label: formatTick(k*step, step)})
	}
	return a
}

// roundStep is the next 1, 2 or 5 times a power of ten.
func roundStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= rough*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// logAxis marks the powers of ten.
func logAxis(low, high float64) axis {
	if low <= 0 || high <= 0 {
		low, high = 1, 10
	}
	first, last := math.Floor(math.Log10(low)), math.Ceil(math.Log10(high))
	if last <= first {
		last = first + 1
	}
	a := axis{min: math.Pow(10, first), max: math.Pow(10, last), log: true}
	step := math.Ceil((last - first) / 10)
	for k := first; k <= last; k += step {
		a.ticks = append(a.ticks, tick{at: math.Pow(10, k), label: FormatNumber(math.Pow(10, k))})
	}
	return a
}
