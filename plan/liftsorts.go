package plan

import "math"

// AllRows is a Limit's N that leaves no row out: with Last it only turns the order
// of the rows round.
const AllRows = math.MaxInt32

// LiftSorts moves what an operator does about the order of its rows above a
// filter that follows, so that only the rows that are kept are sorted: stats
// orders its groups, and a detection mostly keeps few of them. It then belongs
// to the filter's operator, so that each operator still gives the rows it gave.
func LiftSorts(n Node) Node {
	n = mapInputs(n, LiftSorts)
	f, ok := n.(*Filter)
	if !ok || !rowwise(f.Pred) {
		return n
	}
	in, orders := takeOrder(f.Input)
	if len(orders) == 0 {
		return n
	}
	lifted := f.WithInputs([]Node{in})
	for i := len(orders) - 1; i >= 0; i-- {
		lifted = orders[i].WithInputs([]Node{lifted})
		lifted.setOrigin(f.Origin())
	}
	return lifted
}

// takeOrder takes the nodes off n, the last first, that only order its rows,
// and that may do so as well after a filter: those that end an operator, also
// below further columns. There are none where the rows must be in order before.
func takeOrder(n Node) (rest Node, orders []Node) {
	switch n := n.(type) {
	case *Sort, *Limit:
		if rest, orders = takeAll(n); len(orders) > 0 && rest.Origin() == n.Origin() {
			return rest, orders
		}
	case *Project:
		if rest, orders = takeOrder(n.Input); len(orders) > 0 && n.Keep && passes(n, orders) {
			return n.WithInputs([]Node{rest}), orders
		}
	}
	return n, nil
}

func takeAll(n Node) (rest Node, orders []Node) {
	switch o := n.(type) {
	case *Sort:
		if o.Limit < 0 {
			rest, orders = takeAll(o.Input)
			return rest, append([]Node{n}, orders...)
		}
	case *Limit:
		if o.Last && o.N == AllRows && o.Bytes == 0 {
			rest, orders = takeAll(o.Input)
			return rest, append([]Node{n}, orders...)
		}
	}
	return n, nil
}

// passes reports whether a projection that keeps columns computes row by row,
// and none that sorts read.
func passes(p *Project, orders []Node) bool {
	computed := map[string]bool{}
	for _, c := range p.Cols {
		if !rowwise(c.Expr) {
			return false
		}
		computed[c.Name] = true
	}
	same := true
	for _, o := range orders {
		if s, ok := o.(*Sort); ok {
			for _, k := range s.Keys {
				Columns(k.Expr, func(name string) { same = same && !computed[name] })
			}
		}
	}
	return same
}
