package eval

import (
	"context"
	"slices"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Sieve computes many conditions over the same batches. What several of them
// say is computed once: equal parts, and equal calls inside different parts.
type Sieve struct {
	run     *run
	filters [][]condition
	partial []bool // which filters have parts that are left out
	shared  []sharedCall
}

// condition is one part of a filter, all of which must hold.
type condition struct {
	expr plan.Expr
	// whole is the number of the shared call that the part is, or -1; inside
	// are those that it reads as columns.
	whole  int
	inside []int
	// held are texts, one of which stands in the records of rows that are kept;
	// nil when that is not worth looking.
	held []functions.Finder
}

// sharedCall is a call that several conditions have.
type sharedCall struct {
	expr *plan.Call
	name string // of the column that holds its result
}

// NewSieve makes a sieve of filters, each of them those above one scan. Parts
// that need another table are left out, so that it keeps too much rather than
// too little. It serves as long as ctx.
func NewSieve(ctx context.Context, filters [][]*plan.Filter, o Options) *Sieve {
	s := &Sieve{run: passing(ctx, o), partial: make([]bool, len(filters))}
	uses := map[string]int{}
	parts := make([][]plan.Expr, len(filters))
	for i, list := range filters {
		seen := map[string]bool{}
		for _, f := range list {
			for _, e := range plan.Conjuncts(f.Pred) {
				if !alone(e) {
					s.partial[i] = true
					continue
				}
				parts[i] = append(parts[i], e)
				countCalls(e, seen)
			}
		}
		for key := range seen {
			uses[key]++
		}
	}
	sh := &sharing{uses: uses, numbers: map[string]int{}}
	for _, list := range parts {
		var conds []condition
		for _, e := range list {
			c := condition{whole: -1}
			c.expr = sh.replace(e, &c.inside)
			c.held = heldTexts(e)
			if col, ok := c.expr.(*plan.Column); ok && len(c.inside) == 1 && col.Name == sh.calls[c.inside[0]].name {
				c.whole = c.inside[0]
			}
			conds = append(conds, c)
		}
		s.filters = append(s.filters, conds)
	}
	s.shared = sh.calls
	return s
}

// passing is a run that only computes expressions.
func passing(ctx context.Context, o Options) *run {
	r := &run{
		Context: functions.NewContext(ctx, o.Now), opts: o, cancel: func() {},
		shares: map[any]*share{}, sites: map[*plan.Call]*functions.Site{},
	}
	r.Zone = o.Zone
	return r
}

// alone reports whether an expression needs no other table.
func alone(e plan.Expr) bool {
	alone := true
	plan.Subqueries(e, func(*plan.Subquery) { alone = false })
	return alone
}

// countCalls notes the keys of all calls in e that give the same whenever they
// are computed.
func countCalls(e plan.Expr, seen map[string]bool) {
	c, ok := e.(*plan.Call)
	if !ok {
		return
	}
	if key, stable := exprKey(c); stable {
		seen[key] = true
	}
	for _, a := range c.Args {
		countCalls(a, seen)
	}
}

type sharing struct {
	uses    map[string]int
	numbers map[string]int
	calls   []sharedCall
}

// replace is e with a column in place of each call that other filters have as
// well, the largest ones; their numbers are added to inside.
func (s *sharing) replace(e plan.Expr, inside *[]int) plan.Expr {
	c, ok := e.(*plan.Call)
	if !ok {
		return e
	}
	key, stable := exprKey(c)
	if stable && s.uses[key] > 1 && readsColumn(c) {
		n, ok := s.numbers[key]
		if !ok {
			n = len(s.calls)
			s.numbers[key] = n
			s.calls = append(s.calls, sharedCall{c, "\x00" + key})
		}
		if !slices.Contains(*inside, n) {
			*inside = append(*inside, n)
		}
		return &plan.Column{Name: s.calls[n].name, T: c.T}
	}
	out := *c
	out.Args = make([]plan.Expr, len(c.Args))
	for i, a := range c.Args {
		out.Args[i] = s.replace(a, inside)
	}
	return &out
}

func readsColumn(e plan.Expr) bool {
	reads := false
	plan.Columns(e, func(string) { reads = true })
	return reads
}

// Partial reports whether parts of filter i are left out, so that rows which
// the sieve keeps may yet fail them.
func (s *Sieve) Partial(i int) bool { return s.partial[i] }

// SieveWorker computes a sieve for one goroutine.
type SieveWorker struct {
	sieve   *Sieve
	filters [][]scalar
	calls   []scalar
	batch   *table.Batch
	results []table.Column // of the shared calls over the batch; nil when not computed
	passes  []*passed      // of those that are whole parts
}

type passed struct {
	rows []int32
	all  bool
}

// Worker makes a worker.
func (s *Sieve) Worker() *SieveWorker {
	w := &SieveWorker{sieve: s}
	c := s.run.compiler()
	for _, conds := range s.filters {
		list := make([]scalar, len(conds))
		for i, cond := range conds {
			list[i] = c.compile(cond.expr)
		}
		w.filters = append(w.filters, list)
	}
	for _, call := range s.shared {
		w.calls = append(w.calls, c.compile(call.expr))
	}
	return w
}

// Rows are the rows of b that filter i keeps, in rising order; all is set
// instead when that is every row. Filters of one batch are asked for one after
// the other. An error keeps nothing from the caller: whoever runs the query
// meets it again.
func (w *SieveWorker) Rows(i int, b *table.Batch) (rows []int32, all bool, err error) {
	defer protect(&err)
	if b != w.batch {
		w.batch, w.results, w.passes = b, make([]table.Column, len(w.calls)), make([]*passed, len(w.calls))
	}
	all = true
	for k, cond := range w.sieve.filters[i] {
		if cond.held != nil {
			if rows, all = holding(cond.held, b, rows, all); !all && len(rows) == 0 {
				return nil, false, nil
			}
		}
		left := b
		if !all {
			left = b.View(rows)
		}
		kept, every, err := w.condition(w.filters[i][k], cond, left, rows, all)
		switch {
		case err != nil:
			return nil, false, err
		case every:
			continue
		case !all:
			for j, at := range kept {
				kept[j] = rows[at]
			}
		}
		if rows, all = kept, false; len(rows) == 0 {
			return nil, false, nil
		}
	}
	return rows, all, nil
}

// condition is computed over the rows that are left of the batch. What it has
// in common with others is computed over the whole batch, unless few are left.
func (w *SieveWorker) condition(s scalar, c condition, left *table.Batch, rows []int32, all bool) (kept []int32, every bool, err error) {
	most := all || 2*len(rows) >= w.batch.Len()
	if c.whole >= 0 && (most || w.passes[c.whole] != nil) {
		p, err := w.whole(c.whole)
		if err != nil {
			return nil, false, err
		}
		if all || p.all {
			return slices.Clone(p.rows), p.all, nil
		}
		return placesIn(rows, p.rows), false, nil
	}
	if len(c.inside) > 0 {
		fields, cols := slices.Clone(left.Schema().Fields()), slices.Clone(left.Cols())
		for _, n := range c.inside {
			col, err := w.call(n, left, rows, all, most)
			if err != nil {
				return nil, false, err
			}
			call := w.sieve.shared[n]
			fields, cols = append(fields, table.Field{Name: call.name, Type: call.expr.T}), append(cols, col)
		}
		left = table.NewBatch(table.NewSchema(fields...), left.Len(), cols...)
	}
	kept, every, err = evalBool(s, left)
	return slices.Clone(kept), every, err
}

// call is the result of a shared call for the rows that are left.
func (w *SieveWorker) call(n int, left *table.Batch, rows []int32, all, most bool) (table.Column, error) {
	if w.results[n] == nil {
		if !most {
			return w.calls[n].eval(left)
		}
		col, err := w.calls[n].eval(w.batch)
		if err != nil {
			return nil, err
		}
		w.results[n] = col
	}
	if all {
		return w.results[n], nil
	}
	return table.NewView(w.results[n], rows), nil
}

// whole is where a shared call that is a condition holds.
func (w *SieveWorker) whole(n int) (*passed, error) {
	if w.passes[n] == nil {
		rows, all, err := evalBool(w.calls[n], w.batch)
		if err != nil {
			return nil, err
		}
		w.passes[n] = &passed{slices.Clone(rows), all}
	}
	return w.passes[n], nil
}

// placesIn are the places in rows of those that are also in others; both rise.
func placesIn(rows, others []int32) []int32 {
	var out []int32
	k := 0
	for i, r := range rows {
		for k < len(others) && others[k] < r {
			k++
		}
		if k < len(others) && others[k] == r {
			out = append(out, int32(i))
		}
	}
	return out
}
