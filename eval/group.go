package eval

import "github.com/goshawk-lang/goshawk/table"

// grouper numbers distinct keys in the order they are first seen. A key of
// several columns is numbered column by column, the numbers combined pairwise,
// so that no key is ever built as text.
type grouper struct {
	columns []*interner
	pairs   []*pairing
	// n is the number of keys so far; fixed groupers give none to a new key.
	n     int
	fixed bool
}

// none is the number of a key that a fixed grouper does not know.
const none = ^uint32(0)

func newGrouper(columns int, loose bool) *grouper {
	g := &grouper{}
	for i := range columns {
		g.columns = append(g.columns, &interner{loose: loose})
		if i > 0 {
			g.pairs = append(g.pairs, &pairing{})
		}
	}
	return g
}

// assign writes the number of each row's key to out, and returns the rows that
// brought a new key, in order.
func (g *grouper) assign(cols []table.Column, out []uint32) (fresh []int32) {
	if len(cols) == 0 {
		clear(out)
		if g.n == 0 && len(out) > 0 && !g.fixed {
			g.n = 1
			return []int32{0}
		}
		return nil
	}
	g.columns[0].assign(cols[0], out, g.fixed)
	if len(cols) == 1 {
		return g.fresh(out)
	}
	next := make([]uint32, len(out))
	for k := 1; k < len(cols); k++ {
		g.columns[k].assign(cols[k], next, g.fixed)
		g.pairs[k-1].combine(out, next, g.fixed)
	}
	return g.fresh(out)
}

// assignOnce is assign for all the rows that there will be, by up to so many
// goroutines. The grouper is fixed from then on, and numbers need not come in
// the order of the rows.
func (g *grouper) assignOnce(cols []table.Column, out []uint32, workers int) error {
	defer func() { g.fixed = true }()
	if workers < 2 || len(cols) < 2 || len(out) < fewPairs {
		g.assign(cols, out)
		return nil
	}
	ids := make([][]uint32, len(cols))
	ids[0] = out
	err := atOnce(workers, len(cols), func(k int) error {
		if k > 0 {
			ids[k] = make([]uint32, len(out))
		}
		g.columns[k].assign(cols[k], ids[k], false)
		return nil
	})
	if err != nil {
		return err
	}
	for k, p := range g.pairs {
		if err := p.combineOnce(out, ids[k+1], workers); err != nil {
			return err
		}
		g.n = p.count()
	}
	return nil
}

// reader is a fixed grouper with the same keys for another goroutine.
func (g *grouper) reader() *grouper {
	out := &grouper{pairs: g.pairs, n: g.n, fixed: true}
	for _, in := range g.columns {
		out.columns = append(out.columns, in.reader())
	}
	return out
}

// fresh finds the rows with numbers not given before: they rise one by one.
func (g *grouper) fresh(out []uint32) (rows []int32) {
	if g.fixed {
		return nil
	}
	for i, id := range out {
		if int(id) == g.n {
			g.n++
			rows = append(rows, int32(i))
		}
	}
	return rows
}
