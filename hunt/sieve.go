package hunt

import (
	"context"
	"slices"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// sieve finds the rows of batches that the taps of a source want.
type sieve struct {
	taps    []*tap
	demands *goshawk.Sieve // of all taps, one tap's behind the other's
}

func newSieve(ctx context.Context, taps []*tap) *sieve {
	var all []goshawk.Demand
	for _, t := range taps {
		all = append(all, t.demands...)
	}
	return &sieve{taps, goshawk.NewSieve(ctx, all)}
}

// sieveWorker is the sieve of one goroutine.
type sieveWorker struct {
	sieve *sieve
	rows  *goshawk.SieveWorker
}

func (s *sieve) worker() *sieveWorker { return &sieveWorker{s, s.demands.Worker()} }

// choices are what each tap wants of a batch; those that want nothing of it are
// left out.
func (w *sieveWorker) choices(b *table.Batch) []choice {
	var out []choice
	next := 0
	for _, t := range w.sieve.taps {
		at := next
		next += len(t.demands)
		if t.spilled.Load() || t.live != nil && t.live.left() {
			continue
		}
		rows, all, sure := w.wanted(at, next, b)
		if all || len(rows) > 0 {
			out = append(out, choice{t, rows, all, sure})
		}
	}
	return out
}

// wanted are the rows that any of the demands wants. Sure says that it is only
// one, and that they are those which it wants.
func (w *sieveWorker) wanted(from, to int, b *table.Batch) (rows []int32, all, sure bool) {
	for i := from; i < to; i++ {
		one, every, certain := w.rows.Rows(i, b)
		if sure = certain && to-from == 1; every {
			return nil, true, sure
		}
		if i == from {
			rows = one
		} else if len(one) > 0 {
			rows = slices.Concat(rows, one)
			slices.Sort(rows)
			rows = slices.Compact(rows)
		}
	}
	return rows, len(rows) == b.Len(), sure
}

// withoutRecords is a batch without the column that only the sieve looks at.
func withoutRecords(b *table.Batch) *table.Batch {
	names := b.Schema().Names()
	if len(names) == 0 || names[len(names)-1] != table.RecordColumn {
		return b
	}
	return b.Select(names[:len(names)-1])
}

// choice is what a tap wants of a batch: all of its rows, or some.
type choice struct {
	tap  *tap
	rows []int32
	all  bool
	sure bool // the rule need not filter them
}

// fewRows is the part of a batch below which rows are copied for a rule that
// holds on to them: seen through the batch they would keep all of it in memory.
const fewRows = 8

// batch is what was chosen, in the columns that the tap wants.
func (c choice) batch(b *table.Batch) *table.Batch {
	if !c.tap.all {
		b = b.Select(c.tap.columns)
	}
	switch {
	case c.all:
		return b
	case c.tap.passing || fewRows*len(c.rows) >= b.Len():
		return b.View(c.rows)
	}
	cols := make([]table.Column, len(b.Cols()))
	for i, col := range b.Cols() {
		p := packColumn(col, c.rows)
		cols[i] = p.column()
	}
	return table.NewBatch(b.Schema(), len(c.rows), cols...)
}
