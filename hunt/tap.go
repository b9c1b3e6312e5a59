package hunt

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// tap stands for a source to one rule. While the source is read for all rules
// it keeps what the rule wants of it; when the rule runs it hands that out.
type tap struct {
	src *feed
	// columns and all are what the rule's scans of the source want together,
	// filters what each of them keeps; a nil one keeps every row. No filters at
	// all: nothing is wanted.
	columns []string
	all     bool
	filters []*table.ScanFilter

	mu    sync.Mutex
	parts map[int][]*table.Batch // by the chunk's number
	cells int                    // kept, about
	// spilled says that there was too much to keep: the rule reads the files.
	spilled atomic.Bool
}

// Schema implements table.Source.
func (t *tap) Schema() *table.Schema { return t.src.source.Schema() }

// Open implements table.Source.
func (t *tap) Open() bool { return t.src.source.Open() }

// Knowledge implements table.Knowing.
func (t *tap) Knowledge() *table.Knowledge {
	if k, ok := t.src.source.(table.Knowing); ok {
		return k.Knowledge()
	}
	return nil
}

// demand adds what one scan of the rule will ask for. Exact is false when the
// rule may scan otherwise as well: then every row is kept.
func (t *tap) demand(d goshawk.Demand, exact bool) {
	t.all = t.all || d.All
	for _, name := range d.Columns {
		if !slices.Contains(t.columns, name) {
			t.columns = append(t.columns, name)
		}
	}
	f := d.Filter
	if !exact {
		f = nil
	}
	t.filters = append(t.filters, f)
}

// Scan implements table.Source: it hands out what was kept, or reads the files
// when that is not what is asked for.
func (t *tap) Scan(ctx context.Context, req table.ScanRequest) (table.Scanner, error) {
	if !t.serves(req) {
		return t.src.source.Scan(ctx, req)
	}
	t.mu.Lock()
	numbers := make([]int, 0, len(t.parts))
	for n := range t.parts {
		numbers = append(numbers, n)
	}
	t.mu.Unlock()
	slices.Sort(numbers)
	return &keptScanner{tap: t, req: req, numbers: numbers}, nil
}

func (t *tap) serves(req table.ScanRequest) bool {
	if t.spilled.Load() || len(t.filters) == 0 && !t.src.interrupted {
		return false
	}
	if t.all || t.src.interrupted {
		return true
	}
	if req.All {
		return false
	}
	for _, name := range req.Columns {
		if !slices.Contains(t.columns, name) {
			return false
		}
	}
	return true
}

// keptScanner hands out the batches that a tap kept, in the order of the files.
type keptScanner struct {
	tap     *tap
	req     table.ScanRequest
	numbers []int
}

// Next implements table.Scanner.
func (s *keptScanner) Next(ctx context.Context) (table.Chunk, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(s.numbers) == 0 {
		return nil, io.EOF
	}
	c := keptChunk{s, s.numbers[0]}
	s.numbers = s.numbers[1:]
	return c, nil
}

// Close implements table.Scanner.
func (s *keptScanner) Close() error { return nil }

type keptChunk struct {
	scan   *keptScanner
	number int
}

// Read implements table.Chunk.
func (c keptChunk) Read(context.Context) ([]*table.Batch, table.Report, error) {
	t, req := c.scan.tap, c.scan.req
	t.mu.Lock()
	parts := t.parts[c.number]
	t.mu.Unlock()
	var out []*table.Batch
	for _, b := range parts {
		if !req.All {
			b = b.Select(req.Columns)
		}
		step := b.Len()
		if req.BatchRows > 0 {
			step = req.BatchRows
		}
		for i := 0; i < b.Len(); i += max(step, 1) {
			out = append(out, b.Slice(i, min(i+step, b.Len())))
		}
	}
	return out, table.Report{}, nil
}

// keeper is a tap's work on the batches of one goroutine.
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

// kept are the rows of a batch that the rule wants; an error of a filter keeps
// them all, for the rule to meet it again when it runs.
func (k *keeper) kept(b *table.Batch) *table.Batch {
	rows, all := k.rows(b)
	switch {
	case all:
	case len(rows) == 0:
		return nil
	}
	if !k.tap.all {
		b = b.Select(k.tap.columns)
	}
	switch {
	case all:
		return b
	case 2*len(rows) >= b.Len():
		return b.View(rows) // the whole columns stay, but most of them is wanted
	}
	cols := make([]table.Column, len(b.Cols()))
	for i, c := range b.Cols() {
		cols[i] = apart(c, rows)
	}
	return table.NewBatch(b.Schema(), len(rows), cols...)
}

// rows are those that any of the rule's scans keeps.
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

// apart is a copy of some rows of a column that keeps nothing else of it in
// memory.
func apart(c table.Column, rows []int32) table.Column {
	switch c := table.Flatten(table.NewView(c, rows)).(type) {
	case *table.Vec[string]:
		last, copied := "", ""
		vals := make([]string, c.Len())
		for i, s := range c.Vals() {
			if s != last {
				last, copied = s, strings.Clone(s)
			}
			vals[i] = copied
		}
		return table.NewVec(vals, c.Nulls())
	case *table.JSON:
		raw := make([]string, c.Len())
		nulls := make([]bool, c.Len())
		for i, s := range c.Raw() {
			raw[i], nulls[i] = strings.Clone(s), c.Null(i)
		}
		return table.NewJSON(raw, nulls)
	default:
		return c
	}
}
