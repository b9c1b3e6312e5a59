package eval

import (
	"slices"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// A condition that looks for a text in any of many columns, as that of a search
// does, costs decoding them all. Where the text must stand in a row's record as
// it is written, the records are looked through first.

// manyColumns is from how many columns on that pays.
const manyColumns = 8

// escaped begins a character that a record spells by its number: what such a
// record holds is not known before it is decoded.
const escaped = `\u`

// heldTexts finds what stands in the records of rows that e keeps; nil when
// looking for it would not pay.
func heldTexts(e plan.Expr) []functions.Finder {
	columns := map[string]bool{}
	plan.Columns(e, func(name string) { columns[name] = true })
	texts, known := plan.HeldTexts(e)
	if len(columns) < manyColumns || !known {
		return nil
	}
	out := []functions.Finder{functions.NewFinder(escaped)}
	for _, t := range texts {
		out = append(out, functions.NewFinder(t))
	}
	return out
}

// recordStep keeps the rows whose records hold one of the texts.
func recordStep(texts []functions.Finder) table.ScanStep {
	return table.ScanStep{Columns: []string{table.RecordColumn}, New: func() table.KeepRows {
		return func(b *table.Batch) (rows []int32, all bool, err error) {
			rows, all = holding(texts, b, nil, true)
			return rows, all, nil
		}
	}}
}

// Records reports whether the sieve looks at records (see
// [table.RecordColumn]).
func (s *Sieve) Records() bool {
	return slices.ContainsFunc(s.filters, func(conds []condition) bool {
		return slices.ContainsFunc(conds, func(c condition) bool { return c.held != nil })
	})
}

// holding are those of the rows of b, or of all, whose records hold one of the
// texts. Without records it is all of them.
func holding(texts []functions.Finder, b *table.Batch, rows []int32, all bool) ([]int32, bool) {
	c := b.Column(table.RecordColumn)
	if c == nil {
		return rows, all
	}
	records, ok := table.AsVec[string](c)
	if !ok {
		return rows, all
	}
	holds := func(r int32) bool {
		s := records.Vals()[r]
		return slices.ContainsFunc(texts, func(f functions.Finder) bool { return f.In(s) })
	}
	var kept []int32
	if all {
		for r := range int32(b.Len()) {
			if holds(r) {
				kept = append(kept, r)
			}
		}
		return kept, len(kept) == b.Len()
	}
	for _, r := range rows {
		if holds(r) {
			kept = append(kept, r)
		}
	}
	return kept, false
}
