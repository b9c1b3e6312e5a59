package chart

import (
	"cmp"
	"math"
	"slices"
)

// span is what a value covers of the y axis: from its base to its top.
type span struct{ x, base, top, value float64 }

// spans are the points of each series as they stand on each other, or on zero
// where they are not stacked. A place where a series has no value is a gap; in
// stacked areas it counts as zero, so that the areas above go on.
func (c *Chart) spans() [][]span {
	out := make([][]span, len(c.Series))
	if c.Stack == Unstacked {
		for k, s := range c.Series {
			for _, p := range s.Points {
				out[k] = append(out[k], span{p.X, 0, p.Y, p.Y})
			}
		}
		return out
	}
	places, values := c.grid()
	for i, x := range places {
		total := 0.0
		for k := range c.Series {
			if v := values[k][i]; !math.IsNaN(v) {
				total += math.Abs(v)
			}
		}
		up, down := 0.0, 0.0
		for k := range c.Series {
			v := values[k][i]
			if math.IsNaN(v) {
				if c.Form != Areas {
					continue
				}
				v = 0
			}
			share := v
			if c.Stack == Stacked100 {
				share = 0
				if total > 0 {
					share = v / total
				}
			}
			if v < 0 {
				out[k] = append(out[k], span{x, down, down + share, v})
				down += share
			} else {
				out[k] = append(out[k], span{x, up, up + share, v})
				up += share
			}
		}
	}
	return out
}

// grid is the values of all series at all places, in the order of the places.
func (c *Chart) grid() (places []float64, values [][]float64) {
	for _, s := range c.Series {
		for _, p := range s.Points {
			places = append(places, p.X)
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	values = make([][]float64, len(c.Series))
	for k, s := range c.Series {
		values[k] = make([]float64, len(places))
		for i := range places {
			values[k][i] = math.NaN()
		}
		for _, p := range s.Points {
			i, _ := slices.BinarySearchFunc(places, p.X, cmp.Compare[float64])
			values[k][i] = p.Y
		}
	}
	return places, values
}

// eachTop gives all values that the y axis must reach.
func (c *Chart) eachTop(f func(float64)) {
	for _, series := range c.spans() {
		for _, s := range series {
			if !math.IsNaN(s.top) {
				f(s.top)
			}
		}
	}
}

// total is the sum of the first series: what the shares of a pie are of.
func (c *Chart) total() (sum float64) {
	for _, p := range c.Series[0].Points {
		sum += p.Y
	}
	return sum
}

// closest is the smallest distance between two places of the x axis.
func (c *Chart) closest() float64 {
	places, _ := c.grid()
	least := math.Inf(1)
	for i := 1; i < len(places); i++ {
		least = min(least, places[i]-places[i-1])
	}
	if math.IsInf(least, 1) {
		return 1
	}
	return least
}
