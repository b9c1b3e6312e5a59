package eval

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Rows that packed keys do not tell apart are told apart by the keys that did
// not fit: numbers by their ranks, texts by eight bytes at a time, so that a
// beginning that many share is looked at once a row and not at each
// comparison.

// ties are the rows of a sort, and the keys by which those that tie are put
// into order. Rows that tie come, and stay, in rising order.
type ties struct {
	rows, spare []packedRow
	keys        []*tieKey
}

// tieRun are rows that tie in all keys before key; of it, if that is a text, in
// the first at bytes. Fresh ones may have nulls in key.
type tieRun struct {
	from, to int
	key, at  int
	fresh    bool
}

func (r tieRun) len() int { return r.to - r.from }

const (
	// fewTies are ordered by comparing.
	fewTies = 12
	// Runs of more than manyTies rows are taken apart before the workers
	// share the others.
	manyTies = 1 << 14
)

// tieKey is one sort key, in the form that suits it.
type tieKey struct {
	same  bool // all rows have one value
	texts *textKey
	ranks []uint64 // unless the key is a text, or has to be compared
	nulls func(row int32) bool
	flip  uint64 // what turns the order of ranks round
	key   plan.SortKey
	// compare orders rows by this key alone.
	compare comparer
}

// textKey is a column of texts: each row's own, or a dictionary's entry.
type textKey struct {
	vals  []string
	codes []uint32
}

func (t *textKey) at(row int32) string {
	if t.codes != nil {
		return t.vals[t.codes[row]]
	}
	return t.vals[row]
}

func newTieKey(c table.Column, key plan.SortKey) *tieKey {
	c = table.Resolve(c)
	k := &tieKey{key: key}
	if key.Desc {
		k.flip = ^uint64(0)
	}
	if hasNulls(c) {
		k.nulls = func(row int32) bool { return c.Null(int(row)) }
	}
	if key.Order != plan.OrderTyped {
		k.compare = newComparer(c, key)
		return k
	}
	switch c := c.(type) {
	case *table.Const:
		k.same = true
		return k
	case *table.Vec[string]:
		k.texts = &textKey{vals: c.Vals()}
	case *table.Dict:
		k.texts = &textKey{c.Entries().Vals(), c.Codes()}
	default:
		r, ok := rank(c, key)
		if !ok {
			k.compare = newComparer(c, key)
			return k
		}
		k.ranks = r.ranks
	}
	k.compare = k.compareRows
	return k
}

// compareRows orders two rows by texts or ranks.
func (k *tieKey) compareRows(a, b int32) int {
	if k.nulls != nil {
		x, y := k.nulls(a), k.nulls(b)
		switch {
		case x && y:
			return 0
		case x != y && x == k.key.NullsFirst:
			return -1
		case x != y:
			return 1
		}
	}
	d := 0
	if k.texts != nil {
		d = strings.Compare(k.texts.at(a), k.texts.at(b))
	} else {
		d = cmp.Compare(k.ranks[a], k.ranks[b])
	}
	if k.key.Desc {
		return -d
	}
	return d
}

// compareFrom orders rows by comparing the keys from some on.
func (t *ties) compareFrom(key int) func(a, b packedRow) int {
	return func(a, b packedRow) int {
		for _, k := range t.keys[key:] {
			if k.same {
				continue
			}
			if d := k.compare(a.row, b.row); d != 0 {
				return d
			}
		}
		return int(a.row - b.row)
	}
}

// untie orders the rows of p that its packed keys do not tell apart. With a
// limit, not negative, those that begin behind it are left.
func untie(p *packed, cols []table.Column, keys []plan.SortKey, limit int64, workers int) {
	t := &ties{rows: p.rows}
	var runs []tieRun
	for i := 0; i < len(p.rows) && (limit < 0 || int64(i) < limit); {
		j := i + 1
		for j < len(p.rows) && p.rows[j].key == p.rows[i].key {
			j++
		}
		if j-i > 1 {
			runs = append(runs, tieRun{from: i, to: j, fresh: true})
		}
		i = j
	}
	if len(runs) == 0 {
		return
	}
	t.keys = make([]*tieKey, len(keys)-p.rest)
	shareOut(workers, len(t.keys), func(i int) { t.keys[i] = newTieKey(cols[p.rest+i], keys[p.rest+i]) })
	t.spare = make([]packedRow, len(p.rows))
	var small []tieRun
	for len(runs) > 0 {
		r := runs[len(runs)-1]
		if runs = runs[:len(runs)-1]; r.len() > manyTies {
			runs = t.step(r, runs, workers)
		} else {
			small = append(small, r)
		}
	}
	t.share(small, workers)
}

// share lets workers order runs, some next to one another each.
func (t *ties) share(runs []tieRun, workers int) {
	var parts [][]tieRun
	for i := 0; i < len(runs); {
		j, rows := i, 0
		for ; j < len(runs) && rows < manyTies; j++ {
			rows += runs[j].len()
		}
		parts = append(parts, runs[i:j])
		i = j
	}
	stacks := sync.Pool{New: func() any { return new([]tieRun) }}
	shareOut(workers, len(parts), func(i int) {
		stack := stacks.Get().(*[]tieRun)
		defer stacks.Put(stack)
		for _, r := range parts[i] {
			for *stack = append((*stack)[:0], r); len(*stack) > 0; {
				last := len(*stack) - 1
				r := (*stack)[last]
				*stack = t.step(r, (*stack)[:last], 1)
			}
		}
	})
}

// step orders a run by its key, by the next eight bytes of it if that is a
// text, and adds the runs that still tie to rest.
func (t *ties) step(r tieRun, rest []tieRun, workers int) []tieRun {
	if r.fresh {
		for r.key < len(t.keys) && t.keys[r.key].same {
			r.key++
		}
		if r.key == len(t.keys) {
			return rest
		}
	}
	k := t.keys[r.key]
	if r.len() <= fewTies || k.texts == nil && k.ranks == nil {
		slices.SortFunc(t.rows[r.from:r.to], t.compareFrom(r.key))
		return rest
	}
	if r.fresh && k.nulls != nil {
		nulls := t.partNulls(&r)
		if rest = t.later(nulls, rest); r.len() < 2 {
			return rest
		}
	}
	rows := t.rows[r.from:r.to]
	if k.texts == nil {
		for i := range rows {
			rows[i].key = k.ranks[rows[i].row] ^ k.flip
		}
	} else {
		for i := range rows {
			rows[i].key = textPart(k.texts.at(rows[i].row), r.at) ^ k.flip
		}
	}
	t.sort(r.from, r.to, 64, workers)
	return t.equal(r.from, r.to, rest, func(from, to int, rest []tieRun) []tieRun {
		same := tieRun{from: from, to: to, key: r.key, at: r.at}
		if k.texts == nil {
			return t.later(same, rest)
		}
		if from == r.from && to == r.to {
			same.at = t.common(same)
		}
		return t.goOn(same, rest)
	})
}

// textPart is the eight bytes of a text from at, filled up with zeros.
func textPart(s string, at int) uint64 {
	if at >= len(s) {
		return 0
	}
	return prefix(s[at:])
}

// later adds a run that ties in its key too, for the next one.
func (t *ties) later(r tieRun, rest []tieRun) []tieRun {
	if r.key++; r.len() < 2 || r.key == len(t.keys) {
		return rest
	}
	r.at, r.fresh = 0, true
	return append(rest, r)
}

// goOn takes apart a run of texts with the same eight bytes, filled up with
// zeros, behind r.at: texts that end there come before those that go on, the
// shorter ones first.
func (t *ties) goOn(r tieRun, rest []tieRun) []tieRun {
	const more = 9
	goes := uint64(more)
	k, rows := t.keys[r.key], t.rows[r.from:r.to]
	if k.key.Desc {
		goes = 0
	}
	mixed := false
	for i := range rows {
		left := uint64(min(len(k.texts.at(rows[i].row))-r.at, more))
		if k.key.Desc {
			left = more - left
		}
		rows[i].key = left
		mixed = mixed || left != rows[0].key
	}
	if mixed {
		t.sort(r.from, r.to, 4, 1)
	}
	return t.equal(r.from, r.to, rest, func(from, to int, rest []tieRun) []tieRun {
		same := tieRun{from: from, to: to, key: r.key, at: r.at + 8}
		if t.rows[from].key == goes {
			return append(rest, same)
		}
		return t.later(same, rest)
	})
}

// common is how many bytes, not fewer than r.at, all texts of a run share, less
// the last eight.
func (t *ties) common(r tieRun) int {
	k := t.keys[r.key].texts
	first := k.at(t.rows[r.from].row)
	n := len(first)
	for _, row := range t.rows[r.from+1 : r.to] {
		n = sharedBytes(first[:n], k.at(row.row), r.at)
	}
	return max(r.at, n-8)
}

// sharedBytes is how many bytes two texts share that share the first at, if
// both are as long.
func sharedBytes(a, b string, at int) int {
	n := min(len(a), len(b))
	for at+8 <= n && binary.NativeEndian.Uint64([]byte(a[at:at+8])) == binary.NativeEndian.Uint64([]byte(b[at:at+8])) {
		at += 8
	}
	for at < n && a[at] == b[at] {
		at++
	}
	return min(at, n)
}

// equal calls f for each stretch of rows with equal keys, if it has several.
func (t *ties) equal(from, to int, rest []tieRun, f func(from, to int, rest []tieRun) []tieRun) []tieRun {
	for i := from; i < to; {
		j, key := i+1, t.rows[i].key
		for j < to && t.rows[j].key == key {
			j++
		}
		if j-i > 1 {
			rest = f(i, j, rest)
		}
		i = j
	}
	return rest
}

// sort orders rows by the lowest bits of their keys.
func (t *ties) sort(from, to int, bits uint, workers int) {
	rows := t.rows[from:to]
	if len(rows) >= bucketsFrom {
		p := &packed{rows: slices.Clone(rows), bits: bits}
		p.sort(workers)
		copy(rows, p.rows)
		return
	}
	if sorted := sortRows(rows, t.spare[from:to], bits); &sorted[0] != &rows[0] {
		copy(rows, sorted)
	}
}

// partNulls divides a run into rows with and without a null; r becomes the
// latter, the former are returned.
func (t *ties) partNulls(r *tieRun) (nulls tieRun) {
	k, rows := t.keys[r.key], t.rows[r.from:r.to]
	spare := t.spare[r.from:r.from]
	n := 0
	for _, row := range rows {
		if k.nulls(row.row) == k.key.NullsFirst {
			rows[n] = row
			n++
		} else {
			spare = append(spare, row)
		}
	}
	copy(rows[n:], spare)
	first, second := *r, *r
	first.to, second.from = r.from+n, r.from+n
	first.fresh, second.fresh = false, false
	if k.key.NullsFirst {
		*r = second
		return first
	}
	*r = first
	return second
}
