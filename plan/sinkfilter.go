package plan

import (
	"slices"

	"github.com/goshawk-lang/goshawk/functions"
)

// SinkFilters moves filters to the scans: below computed columns that they do
// not read, and into the inputs of unions.
func SinkFilters(n Node) Node {
	n = mapInputs(n, SinkFilters)
	f, ok := n.(*Filter)
	if !ok || !rowwise(f.Pred) || hasSubquery(f.Pred) {
		return n
	}
	if sunk := sink(f, f.Input); sunk != nil {
		return sunk
	}
	return n
}

// sink is the node n with the filter f moved to the scans below it, nil when
// it does not get there.
func sink(f *Filter, n Node) Node {
	switch n := n.(type) {
	case *Scan:
		return filtered(f, n)
	case *Filter:
		if onScan(n) {
			return filtered(f, n)
		}
		if in := sink(f, n.Input); in != nil && rowwise(n.Pred) {
			return n.WithInputs([]Node{in})
		}
	case *Pick:
		return sinkBelowPick(f, n)
	case *Project:
		return sinkBelowProject(f, n)
	case *Union:
		return sinkIntoUnion(f, n)
	}
	return nil
}

// onScan reports whether only filters part a filter from a scan.
func onScan(f *Filter) bool {
	switch in := f.Input.(type) {
	case *Scan:
		return true
	case *Filter:
		return onScan(in)
	}
	return false
}

func filtered(f *Filter, in Node) Node {
	c := *f
	c.Input = in
	return &c
}

// hasSubquery reports whether e would be computed once more where it is
// copied.
func hasSubquery(e Expr) bool {
	has := false
	Subqueries(e, func(*Subquery) { has = true })
	return has
}

// sinkBelowProject filters first where the predicate reads only columns that
// the projection passes on or renames, or looks up in JSON: that is computed
// once more for the rows that are kept, if it is needed there at all.
func sinkBelowProject(f *Filter, p *Project) Node {
	for _, c := range p.Cols {
		if !rowwise(c.Expr) {
			return nil
		}
	}
	pred, ok := overInput(f.Pred, p)
	if !ok {
		return nil
	}
	below := *f
	below.Pred = pred
	if in := sink(&below, p.Input); in != nil {
		return p.WithInputs([]Node{in})
	}
	return nil
}

// sinkBelowPick filters first where the pick only leaves out columns that the
// predicate does not read.
func sinkBelowPick(f *Filter, p *Pick) Node {
	if len(p.Keep) > 0 || len(p.Rename) > 0 {
		return nil
	}
	free := true
	Columns(f.Pred, func(name string) {
		free = free && name != AllColumns && !slices.ContainsFunc(p.Drop, func(d string) bool { return MatchName(d, name) })
	})
	if !free {
		return nil
	}
	if in := sink(f, p.Input); in != nil {
		return p.WithInputs([]Node{in})
	}
	return nil
}

// overInput is e in terms of the projection's input; ok is false when e reads
// a column that is computed otherwise.
func overInput(e Expr, p *Project) (_ Expr, ok bool) {
	switch e := e.(type) {
	case *Const:
		return e, true
	case *Column:
		for _, c := range p.Cols {
			if c.Name != e.Name {
				continue
			}
			switch from := c.Expr.(type) {
			case *Column, *Const:
				return from, true
			}
			return c.Expr, looksUp(c.Expr)
		}
		return e, p.Keep
	case *Call:
		c := *e
		c.Args = make([]Expr, len(e.Args))
		for i, a := range e.Args {
			if c.Args[i], ok = overInput(a, p); !ok {
				return nil, false
			}
		}
		return &c, true
	}
	return nil, false
}

// looksUp reports whether e only takes steps into a column's JSON.
func looksUp(e Expr) bool {
	c, ok := e.(*Call)
	if !ok || c.Func.Sight == functions.SeesAll {
		return false
	}
	for _, a := range c.Args[1:] {
		if _, ok := a.(*Const); !ok {
			return false
		}
	}
	_, ok = c.Args[0].(*Column)
	return ok || looksUp(c.Args[0])
}

// sinkIntoUnion filters each input where it has all the columns that the
// predicate reads; the columns that an open union's inputs lack are null
// before it as behind it.
func sinkIntoUnion(f *Filter, u *Union) Node {
	if !u.Shape().Open {
		for _, in := range u.In {
			shape := in.Shape()
			missing := false
			Columns(f.Pred, func(name string) { missing = missing || shape.Schema.Index(name) < 0 })
			if missing || shape.Open {
				return nil
			}
		}
	}
	c := *u
	c.In = make([]Node, len(u.In))
	for i, in := range u.In {
		if c.In[i] = sink(f, in); c.In[i] == nil {
			return nil
		}
	}
	return &c
}
