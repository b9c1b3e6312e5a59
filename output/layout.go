package output

import "slices"

// Layout says how a table is drawn for people. The zero Layout is that of a
// file or a pipe: no limit to the width, cells of at most 60 columns.
type Layout struct {
	// Width is how many columns the terminal has; 0 is no limit.
	Width int
	// Wide keeps every cell and column whole, whatever the width.
	Wide bool
	// Vertical gives every column a line of its own, values whole.
	Vertical bool
	// Color marks headers and footers; the caller knows whether it may.
	Color bool
	// MaxRows is how many rows are drawn, the others are only counted; 0 is all.
	MaxRows int
	// Footer always tells the number of rows; otherwise there is a footer only
	// where something was left out.
	Footer bool
	// Hint is how the reader gets to see what was cut.
	Hint string
}

// maxCell is how wide a cell is at most where no terminal sets the limit.
const maxCell = 60

// gap is between two columns.
const gap = 2

// column is a column of an aligned table while its width is decided.
type column struct {
	name string
	// need is the widest cell or the header; least is what it is not cut below:
	// numbers and times are whole or they mislead.
	need, least int
	right       bool
	width       int
}

// What columns are not cut below: text, and the headers of numbers.
const (
	leastText   = 12
	leastHeader = 8
)

// fit sets the widths of columns so that they fill at most the layout's width,
// and tells how many of them fit.
func (l Layout) fit(cols []column) (shown int) {
	for i := range cols {
		c := &cols[i]
		c.width = c.need
		if !l.Wide && l.Width == 0 {
			c.width = max(min(c.need, maxCell), c.least)
		}
	}
	if l.Wide || l.Width == 0 {
		return len(cols)
	}
	shown = l.columns(cols)
	shrink(cols[:shown], l.Width-gap*(shown-1))
	return shown
}

// columns is how many columns fit at their least width; the first always does.
func (l Layout) columns(cols []column) int {
	used := 0
	for i, c := range cols {
		used += min(c.least, c.need)
		if i > 0 {
			used += gap
			if used > l.Width {
				return i
			}
		}
	}
	return len(cols)
}

// shrink makes the widest columns as narrow as needed: all columns wider than
// some limit get that limit, the same for all.
func shrink(cols []column, room int) {
	total := func(limit int) (sum int) {
		for _, c := range cols {
			sum += c.limited(limit)
		}
		return sum
	}
	most := slices.MaxFunc(cols, func(a, b column) int { return a.need - b.need }).need
	limit := most
	for low, high := 1, most; low <= high; { // the largest limit that fits
		mid := (low + high) / 2
		if total(mid) <= room {
			limit, low = mid, mid+1
		} else {
			limit, high = min(limit, max(mid-1, 1)), mid-1
		}
	}
	spare := room - total(limit)
	for i := range cols {
		c := &cols[i]
		c.width = c.limited(limit)
		if c.width < c.need && spare > 0 && c.width == limit {
			c.width++
			spare--
		}
	}
	if len(cols) == 1 { // one column alone may be wider than the terminal even at its least
		cols[0].width = max(min(cols[0].need, room), 1)
	}
}

func (c column) limited(limit int) int {
	return min(c.need, max(limit, c.least))
}
