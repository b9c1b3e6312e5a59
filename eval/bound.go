package eval

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// bound is what a sort that keeps n rows knows about rows to come: n rows are
// already held whose first key is at or before last, so that a row whose first
// key is behind it is not wanted. Rows that tie stay in.
type bound struct {
	key  plan.SortKey
	last table.Value
}

// newBound makes the bound that row of a sorted key gives, or nil.
func newBound(c table.Column, row int, key plan.SortKey) *bound {
	if key.Order != plan.OrderTyped || c.Null(row) {
		return nil
	}
	return &bound{key, c.Value(row)}
}

// keep is the rows that may still be wanted; all is set instead when none is
// known to be unwanted.
func (b *bound) keep(c table.Column) (rows []int32, all bool) {
	switch c := table.Resolve(c).(type) {
	case *table.Dict:
		return b.keepCodes(c)
	case *table.Vec[string]:
		return keepVals(b, c, b.last.Str(), strings.Compare)
	case *table.Vec[int32]:
		return keepVals(b, c, int32(b.last.Int()), cmp.Compare)
	case *table.Vec[int64]:
		return keepVals(b, c, b.last.Int(), cmp.Compare)
	case *table.Vec[float64]:
		return keepVals(b, c, b.last.Real(), cmp.Compare)
	case *table.Vec[table.DateTime]:
		return keepVals(b, c, b.last.DateTime(), cmp.Compare)
	case *table.Vec[table.TimeSpan]:
		return keepVals(b, c, b.last.TimeSpan(), cmp.Compare)
	}
	return nil, true
}

func keepVals[T table.Element](b *bound, c *table.Vec[T], last T, compare func(a, b T) int) (rows []int32, all bool) {
	if table.TypeOf[T]() != b.last.Type() {
		return nil, true // a dynamic column whose batches differ in type
	}
	nulls := c.Nulls()
	for i, v := range c.Vals() {
		wanted := b.key.NullsFirst
		if nulls == nil || !nulls[i] {
			d := compare(v, last)
			wanted = d == 0 || d > 0 == b.key.Desc
		}
		if wanted {
			rows = append(rows, int32(i))
		}
	}
	return rows, len(rows) == c.Len()
}

// keepCodes compares each dictionary entry at most once.
func (b *bound) keepCodes(c *table.Dict) (rows []int32, all bool) {
	if b.last.Kind() != table.KindString {
		return nil, true
	}
	entries, last := c.Entries().Vals(), b.last.Str()
	if c.Ordered() {
		// Codes from first to before end are wanted.
		at, found := slices.BinarySearch(entries, last)
		first, end := uint32(0), uint32(at)
		if found {
			end++
		}
		if b.key.Desc {
			first, end = uint32(at), uint32(len(entries))
		}
		for i, code := range c.Codes() {
			if code-first < end-first {
				rows = append(rows, int32(i))
			}
		}
		return rows, len(rows) == c.Len()
	}
	if len(entries) > c.Len() {
		v, _ := table.AsVec[string](c)
		return keepVals(b, v, last, strings.Compare)
	}
	wanted := make([]bool, len(entries))
	for e, s := range entries {
		d := strings.Compare(s, last)
		wanted[e] = d == 0 || d > 0 == b.key.Desc
		if c.Entries().Null(e) {
			wanted[e] = b.key.NullsFirst
		}
	}
	for i, code := range c.Codes() {
		if wanted[code] {
			rows = append(rows, int32(i))
		}
	}
	return rows, len(rows) == c.Len()
}
