package kql

import (
	"sort"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
)

// projectReorder puts the columns that match first, in the order of the
// patterns; the others follow.
func (c *ctx) projectReorder(op *kql.ProjectReorder) *rel {
	var at []int
	taken := map[int]bool{}
	exact := map[string]bool{}
	for _, k := range op.Keys {
		if name, ok := patternOf(k.Column); ok && !hasStar(name) {
			exact[name] = true
		}
	}
	for _, k := range op.Keys {
		name, ok := patternOf(k.Column)
		if !ok {
			c.b.errorf(codeName, k.Span(), "the name of a column is expected")
			continue
		}
		c.needColumn(name, k.Span())
		var found []int
		for _, i := range c.row.match(name) {
			if !taken[i] && (!hasStar(name) || !exact[c.row.cols[i].Name]) {
				taken[i] = true
				found = append(found, i)
			}
		}
		c.orderNames(found, k.Direction)
		at = append(at, found...)
	}
	for i := range c.row.cols {
		if !taken[i] {
			at = append(at, i)
		}
	}
	if !c.closed(op.Span(), "project-reorder") {
		return c.row
	}
	return c.row.chosen(at)
}

func (c *ctx) orderNames(at []int, direction string) {
	if direction == "" {
		return
	}
	less := func(a, b string) bool { return a < b }
	if strings.HasPrefix(direction, "granny") {
		less = grannyLess
	}
	sort.SliceStable(at, func(i, j int) bool {
		a, b := c.row.cols[at[i]].Name, c.row.cols[at[j]].Name
		if strings.HasSuffix(direction, "desc") {
			a, b = b, a
		}
		return less(a, b)
	})
}

// grannyLess compares names with their runs of digits as numbers: a20 < a100.
func grannyLess(a, b string) bool {
	for a != "" && b != "" {
		na, nb := digitsOf(a), digitsOf(b)
		if na > 0 && nb > 0 {
			x, y := strings.TrimLeft(a[:na], "0"), strings.TrimLeft(b[:nb], "0")
			if len(x) != len(y) {
				return len(x) < len(y)
			}
			if x != y {
				return x < y
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return a[0] < b[0]
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

func digitsOf(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
