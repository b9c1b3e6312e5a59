package eval

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// A call whose only argument that is not constant repeats a few values, by
// dictionary codes or otherwise (see [table.NewCoded]), is computed over these
// values instead of over the rows.

// repeated is such an argument.
type repeated struct {
	at      int
	entries table.Column
	rows    int
	// others are the constant arguments.
	others []table.Value
	// expand gives each row the result of its entry.
	expand func(result table.Column) table.Column
}

// liftable is the argument over whose entries the call can be computed, or
// nil.
func (s *callScalar) liftable(args []table.Column) *repeated {
	if s.call.Func.Volatile || s.call.Func.Window {
		return nil
	}
	var only *repeated
	others := make([]table.Value, 0, len(args))
	for i, a := range args {
		if selectedFlat(a) {
			return nil
		}
		r := repetition(a)
		if r == nil {
			if k, ok := table.Resolve(a).(*table.Const); ok {
				others = append(others, k.Val())
				continue
			}
			return nil
		}
		if only != nil {
			return nil
		}
		r.at, only = i, r
	}
	if only == nil {
		return nil
	}
	if only.others = others; !s.lift.pays(only) {
		return nil
	}
	return only
}

// selectedFlat reports whether a column is a selection of one that repeats
// nothing, which need not be gathered to say so.
func selectedFlat(c table.Column) bool {
	v, ok := c.(*table.View)
	if !ok {
		return false
	}
	if _, _, coded := v.Coded(); coded {
		return false
	}
	base, _, open := v.Selected()
	if !open {
		return false
	}
	_, texts := base.(*table.Vec[string])
	return texts
}

// repetition is what a column repeats, nil when its form does not say.
func repetition(c table.Column) *repeated {
	if v, ok := c.(*table.View); ok {
		if entries, codes, ok := v.Coded(); ok {
			return &repeated{entries: entries, rows: len(codes), expand: func(result table.Column) table.Column { return table.MapCoded(codes, result) }}
		}
	}
	if d, ok := table.Resolve(c).(*table.Dict); ok {
		return &repeated{entries: d.Entries(), rows: d.Len(), expand: d.Map}
	}
	return nil
}

// sameAs reports whether a call gives the same over both: constants may be those
// of a batch.
func (r *repeated) sameAs(other *repeated) bool {
	return other != nil && r.entries == other.entries && slices.Equal(r.others, other.others)
}

// alone is r without what holds the batch.
func (r *repeated) alone() *repeated { return &repeated{entries: r.entries, others: r.others} }

// lifted remembers a call's result over the entries of one column, which
// batches of one source often share.
type lifted struct {
	of     *repeated
	result table.Column
	// seen are the rows so far over the entries of next, of which nothing is
	// computed yet.
	next *repeated
	seen int
}

// pays reports whether to compute over entries: their result is there, or with
// this batch there have been two rows for each of them.
func (l *lifted) pays(r *repeated) bool {
	if r.sameAs(l.of) {
		return true
	}
	if !r.sameAs(l.next) {
		l.next, l.seen = r.alone(), 0
	}
	l.seen += r.rows
	return r.entries.Len() <= l.seen/2
}

func (l *lifted) apply(r *repeated, args []table.Column, kernel func([]table.Column, int) (table.Column, error)) (table.Column, error) {
	if !r.sameAs(l.of) {
		n := r.entries.Len()
		over := make([]table.Column, len(args))
		for i, a := range args {
			if i == r.at {
				over[i] = r.entries
				continue
			}
			k := table.Resolve(a).(*table.Const)
			over[i] = table.NewConst(k.Val(), k.Type(), n)
		}
		result, err := kernel(over, n)
		if err != nil {
			return nil, err
		}
		l.of, l.result = r.alone(), result
	}
	return r.expand(l.result), nil
}
