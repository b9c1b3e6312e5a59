package hunt

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// sieve finds the rows of batches that taps want, for one goroutine.
type sieve struct{ keepers []*keeper }

func newSieve(taps []*tap) *sieve {
	s := &sieve{}
	for _, t := range taps {
		s.keepers = append(s.keepers, t.keeper())
	}
	return s
}

// choices are what each tap wants of a batch; those that want nothing of it are
// left out.
func (s *sieve) choices(b *table.Batch) []choice {
	var out []choice
	for _, k := range s.keepers {
		if t := k.tap; t.spilled.Load() || t.live != nil && t.live.left() {
			continue
		}
		rows, all := k.rows(b)
		if all || len(rows) > 0 {
			out = append(out, choice{k.tap, rows, all})
		}
	}
	return out
}

// choice is what a tap wants of a batch: all of its rows, or some.
type choice struct {
	tap  *tap
	rows []int32
	all  bool
}

// batch is what was chosen, in the columns that the tap wants. Few rows are
// copied, so that they do not keep all others in memory.
func (c choice) batch(b *table.Batch) *table.Batch {
	if !c.tap.all {
		b = b.Select(c.tap.columns)
	}
	switch {
	case c.all:
		return b
	case 2*len(c.rows) >= b.Len():
		return b.View(c.rows)
	}
	cols := make([]table.Column, len(b.Cols()))
	for i, col := range b.Cols() {
		p := packColumn(col, c.rows)
		cols[i] = p.column()
	}
	return table.NewBatch(b.Schema(), len(c.rows), cols...)
}

// keeper finds the rows that a tap wants, for one goroutine.
type keeper struct {
	tap   *tap
	scans [][]table.KeepRows
}

func (t *tap) keeper() *keeper {
	k := &keeper{tap: t}
	for _, f := range t.filters {
		if f == nil {
			k.scans = nil
			return k
		}
		var steps []table.KeepRows
		for _, s := range f.Steps {
			steps = append(steps, s.New())
		}
		k.scans = append(k.scans, steps)
	}
	return k
}

// rows are those that any of the rule's scans keeps. An error of a filter
// keeps them all, for the rule to meet it again when it runs.
func (k *keeper) rows(b *table.Batch) (rows []int32, all bool) {
	if len(k.scans) == 0 {
		return nil, true
	}
	for i, steps := range k.scans {
		one, every := passing(steps, b)
		if every {
			return nil, true
		}
		if i == 0 {
			rows = one
		} else if len(one) > 0 {
			rows = slices.Concat(rows, one)
			slices.Sort(rows)
			rows = slices.Compact(rows)
		}
	}
	return rows, len(rows) == b.Len()
}

func passing(steps []table.KeepRows, b *table.Batch) (rows []int32, all bool) {
	view, all := b, true
	for _, step := range steps {
		kept, every, err := step(view)
		if err != nil {
			return nil, true
		}
		if every {
			continue
		}
		if all {
			rows, all = slices.Clone(kept), false
		} else {
			next := make([]int32, len(kept))
			for i, r := range kept {
				next[i] = rows[r]
			}
			rows = next
		}
		if len(rows) == 0 {
			return nil, false
		}
		view = b.View(rows)
	}
	return rows, all
}
