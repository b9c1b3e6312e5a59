package plan

// Optimize applies the rewrite rules, each of which keeps the answer: the same
// rows in the same order.
func Optimize(n Node) Node {
	n = FlattenApply(n)
	n = LiftSorts(FuseTopN(n))
	n = SinkIntoJoins(n)
	n = SinkFilters(n)
	n = NarrowScans(Prune(n))
	return FuseScanFilters(n)
}

// FuseTopN turns a Limit over a Sort into a Sort that keeps only that many
// rows. A Limit of another operator than the Sort's stays above it, so that
// each operator still has a node.
func FuseTopN(n Node) Node {
	n = mapInputs(n, FuseTopN)
	l, ok := n.(*Limit)
	if !ok || l.Last || l.Offset != 0 || l.Told != "" || l.Bytes > 0 {
		return n
	}
	s, ok := l.Input.(*Sort)
	if !ok {
		return n
	}
	c := *s
	if c.Limit < 0 || l.N < c.Limit {
		c.Limit = l.N
	}
	if l.Origin() != s.Origin() {
		return l.WithInputs([]Node{&c})
	}
	return &c
}

// mapInputs rewrites a node's inputs.
func mapInputs(n Node, f func(Node) Node) Node {
	in := n.Inputs()
	if len(in) == 0 {
		return n
	}
	out, changed := make([]Node, len(in)), false
	for i, c := range in {
		out[i] = f(c)
		changed = changed || out[i] != c
	}
	if !changed {
		return n
	}
	return n.WithInputs(out)
}
