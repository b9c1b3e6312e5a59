package hunt

import (
	"slices"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// store is what taps keep of the sources, within a budget: rows and columns
// that several rules want are kept once for all of them.
type store struct {
	budget int64

	mu   sync.Mutex
	size int64
	taps []*tap
}

// kept is what the taps of a source keep of one batch.
type kept struct {
	schema *table.Schema
	groups []*keptGroup
	rows   map[*tap]int // how many rows each tap keeps
}

// keptGroup are columns that the same taps want, in the rows that any of them
// keeps.
type keptGroup struct {
	taps []*tap
	// columns are the numbers in the schema, packed in step with them: nil when
	// nobody wants them any more.
	columns []int
	packed  []packed
	// places are where each tap's rows are among those of the group; a tap that
	// has all of them is not in it.
	places map[*tap][]int32
	size   int64
	users  int // taps that may still ask for them
}

// keep packs what the choices want of a batch.
func keep(b *table.Batch, choices []choice) *kept {
	k := &kept{schema: b.Schema(), rows: map[*tap]int{}}
	byTaps := map[string]*keptGroup{}
	key := make([]byte, len(choices))
	for i, f := range b.Schema().Fields() {
		any := false
		for j, c := range choices {
			key[j] = '0'
			if c.tap.wants(f.Name) {
				key[j], any = '1', true
			}
		}
		if !any {
			continue
		}
		g := byTaps[string(key)]
		if g == nil {
			g = &keptGroup{places: map[*tap][]int32{}}
			byTaps[string(key)] = g
			k.groups = append(k.groups, g)
		}
		g.columns = append(g.columns, i)
	}
	for _, c := range choices {
		k.rows[c.tap] = len(c.rows)
		if c.all {
			k.rows[c.tap] = b.Len()
		}
	}
	for key, g := range byTaps {
		var wanting []choice
		for j, c := range choices {
			if key[j] == '1' {
				wanting = append(wanting, c)
			}
		}
		g.fill(b, wanting)
	}
	return k
}

// fill packs the group's columns of the rows that any of the choices wants.
func (g *keptGroup) fill(b *table.Batch, choices []choice) {
	rows, all := union(b.Len(), choices)
	for _, c := range choices {
		g.taps = append(g.taps, c.tap)
		if c.all || !all && len(c.rows) == len(rows) {
			continue
		}
		at := make([]int32, len(c.rows))
		switch {
		case all:
			copy(at, c.rows)
		default:
			n := 0
			for i, r := range c.rows {
				for rows[n] != r {
					n++
				}
				at[i] = int32(n)
			}
		}
		g.places[c.tap] = at
		g.size += 4 * int64(len(at))
	}
	if all {
		rows = nil
	}
	g.packed = make([]packed, len(g.columns))
	for i, col := range g.columns {
		g.packed[i] = packColumn(b.Col(col), rows)
		g.size += g.packed[i].size
	}
	g.users = len(g.taps)
}

// union are the rows that any of the choices wants, of n.
func union(n int, choices []choice) (rows []int32, all bool) {
	if slices.ContainsFunc(choices, func(c choice) bool { return c.all }) {
		return nil, true
	}
	if len(choices) == 1 {
		return choices[0].rows, false
	}
	wanted := make([]bool, n)
	for _, c := range choices {
		for _, r := range c.rows {
			wanted[r] = true
		}
	}
	for i, w := range wanted {
		if w {
			rows = append(rows, int32(i))
		}
	}
	return rows, len(rows) == n
}

// batch is what a tap kept, in the columns that are asked for.
func (k *kept) batch(t *tap, req table.ScanRequest) *table.Batch {
	n := k.rows[t]
	cols := make([]table.Column, k.schema.Len())
	for _, g := range k.groups {
		if !slices.Contains(g.taps, t) {
			continue
		}
		places, some := g.places[t]
		for i, col := range g.columns {
			if !req.All && !slices.Contains(req.Columns, k.schema.Field(col).Name) {
				continue
			}
			cols[col] = g.packed[i].column()
			if some {
				cols[col] = table.NewView(cols[col], places)
			}
		}
	}
	var fields []table.Field
	var have []table.Column
	for i, c := range cols {
		if c != nil {
			fields, have = append(fields, k.schema.Field(i)), append(have, c)
		}
	}
	b := table.NewBatch(table.NewSchema(fields...), n, have...)
	if req.All {
		return b
	}
	return b.Select(req.Columns)
}

// add keeps what taps want of a chunk's batch. While that is more than the
// budget allows, the greediest rule's rows are let go: it reads its files
// itself.
func (s *store) add(k *kept, number int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range k.groups {
		s.size += g.size
		for _, t := range g.taps {
			t.share += g.size / int64(len(g.taps))
		}
	}
	for t := range k.rows {
		if t.spilled.Load() { // while the batch was being packed
			s.release(k, t)
			continue
		}
		t.mu.Lock()
		if t.parts == nil {
			t.parts = map[int][]*kept{}
			s.taps = append(s.taps, t)
		}
		t.parts[number] = append(t.parts[number], k)
		t.mu.Unlock()
	}
	for s.size > s.budget {
		var most *tap
		for _, t := range s.taps {
			if !t.spilled.Load() && (most == nil || t.share > most.share) {
				most = t
			}
		}
		if most == nil {
			return
		}
		most.spilled.Store(true)
		s.forget(most)
	}
}

// done lets go of what only this tap still wanted.
func (s *store) done(t *tap) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(t)
}

func (s *store) forget(t *tap) {
	t.mu.Lock()
	parts := t.parts
	t.parts = nil
	t.mu.Unlock()
	for _, list := range parts {
		for _, k := range list {
			s.release(k, t)
		}
	}
}

// release lets go of the columns that nobody else wants.
func (s *store) release(k *kept, t *tap) {
	for _, g := range k.groups {
		if !slices.Contains(g.taps, t) {
			continue
		}
		if g.users--; g.users == 0 {
			s.size -= g.size
			g.packed = nil
		}
	}
}
