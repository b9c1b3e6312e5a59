package plan

import "slices"

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
// the projection passes on or renames.
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
// a column that is computed.
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
			return nil, false
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
