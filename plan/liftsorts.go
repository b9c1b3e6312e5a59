package plan

// LiftSorts moves a Sort that an operator ends with above a filter that
// follows, so that only the rows that are kept are sorted: stats orders its
// groups, and a detection mostly keeps few of them. The Sort then belongs to
// the filter's operator, so that each operator still gives the rows it gave.
func LiftSorts(n Node) Node {
	n = mapInputs(n, LiftSorts)
	f, ok := n.(*Filter)
	if !ok || !rowwise(f.Pred) {
		return n
	}
	s := liftable(f.Input)
	if s == nil {
		return n
	}
	c := *s
	c.Input = f.WithInputs([]Node{unsorted(f.Input, s)})
	c.setOrigin(f.Origin())
	return &c
}

// liftable is the Sort of all rows that n is, or that n computes further
// columns of, nil where there is none that may be moved.
func liftable(n Node) *Sort {
	switch n := n.(type) {
	case *Sort:
		if n.Limit < 0 && n.Origin() == n.Input.Origin() {
			return n
		}
	case *Project:
		if s := liftable(n.Input); s != nil && n.Keep && passes(n, s.Keys) {
			return s
		}
	}
	return nil
}

// passes reports whether a projection that keeps columns computes row by row,
// and none that the keys read.
func passes(p *Project, keys []SortKey) bool {
	computed := map[string]bool{}
	for _, c := range p.Cols {
		if !rowwise(c.Expr) {
			return false
		}
		computed[c.Name] = true
	}
	same := true
	for _, k := range keys {
		Columns(k.Expr, func(name string) { same = same && !computed[name] })
	}
	return same
}

// unsorted is n with the input of s in place of s.
func unsorted(n Node, s *Sort) Node {
	if n == Node(s) {
		return s.Input
	}
	return n.WithInputs([]Node{unsorted(n.Inputs()[0], s)})
}
