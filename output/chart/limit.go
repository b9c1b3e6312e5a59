package chart

import (
	"math"

	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

// More than these would be told apart by nobody.
const (
	maxSeries = 24
	maxLabels = 500
	maxSlices = 16
)

// limit leaves out what is too much for a picture, and says so. The slices of a
// pie that are too many become one, so that the shares stay right.
func (c *Chart) limit() {
	c.Series = dropEmpty(c.Series)
	if more := len(c.Series) - maxSeries; more > 0 {
		c.note("%s more series are not drawn", output.Grouped(int64(more)))
		c.Series = c.Series[:maxSeries]
	}
	if c.Form == Pie {
		c.slices()
		return
	}
	more := len(c.Labels) - maxLabels
	if more <= 0 {
		return
	}
	c.note("%s more places of the x axis are not drawn", output.Grouped(int64(more)))
	c.Labels = c.Labels[:maxLabels]
	for k := range c.Series {
		kept := c.Series[k].Points[:0]
		for _, p := range c.Series[k].Points {
			if p.X < maxLabels {
				kept = append(kept, p)
			}
		}
		c.Series[k].Points = kept
	}
}

func (c *Chart) slices() {
	if len(c.Series) == 0 {
		return
	}
	var kept []Point
	negative := 0
	for _, p := range c.Series[0].Points {
		if p.Y > 0 {
			kept = append(kept, p)
		} else if p.Y < 0 {
			negative++
		}
	}
	if negative > 0 {
		c.note("%d negative values have no slice", negative)
	}
	if len(kept) == 0 {
		c.Series = nil
		return
	}
	if more := len(kept) - maxSlices; more > 0 {
		rest := Point{X: float64(len(c.Labels))}
		for _, p := range kept[maxSlices-1:] {
			rest.Y += p.Y
		}
		c.Labels = append(c.Labels, output.Grouped(int64(more+1))+" others")
		kept = append(kept[:maxSlices-1], rest)
	}
	c.Series = []Series{{Name: c.Series[0].Name, Points: kept}}
}

// dropEmpty leaves out series without a single value.
func dropEmpty(all []Series) []Series {
	kept := all[:0]
	for _, s := range all {
		for _, p := range s.Points {
			if !math.IsNaN(p.Y) {
				kept = append(kept, s)
				break
			}
		}
	}
	return kept
}

// accumulate adds to each value those before it.
func (c *Chart) accumulate() {
	for _, s := range c.Series {
		sum := 0.0
		for i, p := range s.Points {
			if !math.IsNaN(p.Y) {
				sum += p.Y
				s.Points[i].Y = sum
			}
		}
	}
}

// card keeps the first row, as names and values.
func (c *Chart) card(b *table.Batch) {
	for k, f := range b.Schema().Fields() {
		text := output.Visible(output.Text(b.Col(k).Value(0)))
		c.Labels = append(c.Labels, text)
		c.Series = append(c.Series, Series{Name: output.Visible(f.Name)})
	}
	if b.Len() > 1 {
		c.note("a card shows the first row of %s", output.Grouped(int64(b.Len())))
	}
}
