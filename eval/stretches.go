package eval

import (
	"slices"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// firstStretch is how many rows are computed before it is asked whether a
// running window starts over.
const firstStretch = 64

// resetsByResult tells whether a running window starts over after a row because
// of what it computed for the row.
func resetsByResult(n *plan.Window) bool {
	found := false
	if n.Frame.ResetAfter == nil {
		return false
	}
	plan.Columns(n.Frame.ResetAfter, func(name string) {
		found = found || slices.ContainsFunc(n.Aggs, func(a plan.Agg) bool { return slices.Contains(a.Names, name) })
	})
	return found
}

// stretches computes a running window from one row after which it starts over
// to the next. A stretch that turns out too long is computed again as far as it
// goes, and one without an end with twice the rows.
func (r *run) stretches(n *plan.Window, b *table.Batch) (*table.Batch, error) {
	stretch, frame := *n, *n.Frame
	frame.ResetAfter, stretch.Frame = nil, &frame
	var parts []*table.Batch
	for from, most := 0, firstStretch; from < b.Len(); {
		to := min(from+most, b.Len())
		out, err := r.running(&stretch, b.Slice(from, to))
		if err != nil {
			return nil, err
		}
		flags, err := r.flags(n.Frame.ResetAfter, out)
		if err != nil {
			return nil, err
		}
		end := slices.Index(flags, true) + 1
		switch {
		case end > 0:
			out, most = out.Slice(0, end), max(firstStretch, 2*end)
		case to < b.Len():
			most *= 2
			continue
		}
		parts = append(parts, out)
		from += out.Len()
	}
	return table.ConcatBatches(parts[0].Schema(), parts), nil
}
