package plan

import "github.com/goshawk-lang/goshawk/table"

// SinkIntoJoins moves the parts of a filter that read columns of one side of a
// join below it, to that side, where the join's kind lets a row of it only
// make rows of the output that have its columns: a row that is dropped there
// must not let another row appear.
func SinkIntoJoins(n Node) Node {
	if f, ok := n.(*Filter); ok && rowwise(f.Pred) && !hasSubquery(f.Pred) {
		if in, rest := sinkParts(f, f.Input); in != nil {
			if rest == nil {
				return SinkIntoJoins(in)
			}
			c := *f
			c.Input, c.Pred = in, rest
			n = &c
		}
	}
	return mapInputs(n, SinkIntoJoins)
}

// sinkParts is the node n with those parts of the filter f below a join in it
// that may go there, nil when none may, and what is left of the predicate.
func sinkParts(f *Filter, n Node) (_ Node, rest Expr) {
	rest = f.Pred
	moved := false
	for _, part := range Conjuncts(f.Pred) {
		below := *f
		below.Pred = part
		if in := sinkToSide(&below, n); in != nil {
			n, rest, moved = in, without(rest, part), true
		}
	}
	if !moved {
		return nil, f.Pred
	}
	return n, rest
}

// without is a predicate without one of its conjuncts; nil when that is all.
func without(e, part Expr) Expr {
	if e == part {
		return nil
	}
	c, ok := e.(*Call)
	if !ok || len(Conjuncts(e)) == 1 {
		return e
	}
	left, right := without(c.Args[0], part), without(c.Args[1], part)
	switch {
	case left == nil:
		return right
	case right == nil:
		return left
	}
	out := *c
	out.Args = []Expr{left, right}
	return &out
}

// sinkToSide is the node n with the filter f on a side of a join in it, nil
// when it may not go there.
func sinkToSide(f *Filter, n Node) Node {
	switch n := n.(type) {
	case *Filter:
		if !rowwise(n.Pred) {
			return nil
		}
		if in := sinkToSide(f, n.Input); in != nil {
			return filtered(n, in)
		}
	case *Project:
		for _, c := range n.Cols {
			if !rowwise(c.Expr) {
				return nil
			}
		}
		if pred, ok := overInput(f.Pred, n); ok {
			below := *f
			below.Pred = pred
			if in := sinkToSide(&below, n.Input); in != nil {
				return n.WithInputs([]Node{in})
			}
		}
	case *Join:
		return sinkIntoJoin(f, n)
	}
	return nil
}

func sinkIntoJoin(f *Filter, j *Join) Node {
	pred, right, ok := overSide(f.Pred, j)
	if !ok {
		return nil
	}
	below := *f
	below.Pred = pred
	c := *j
	switch {
	case right && keepsRight(j):
		c.Right = filtered(&below, j.Right)
	case !right && keepsLeft(j, pred):
		c.Left = filtered(&below, j.Left)
	default:
		return nil
	}
	return &c
}

// keepsLeft reports whether a left row that a filter drops may as well be
// dropped before the join.
func keepsLeft(j *Join, pred Expr) bool {
	switch j.Kind {
	case Inner, LeftOuter, LeftSemi, LeftAnti, Cross:
	default: // right rows that matched it would be alone
		return false
	}
	return !j.UniqueLeft || readsKeys(pred, j)
}

// keepsRight is keepsLeft for a right row.
func keepsRight(j *Join) bool {
	switch j.Kind {
	case Inner, RightOuter, RightSemi, RightAnti, Cross:
		return j.MaxMatches == 0 // or another row would take its place
	}
	return false
}

// readsKeys reports whether a predicate over the left side says the same of
// all rows of a key, so that it cannot change which of them is the first.
func readsKeys(pred Expr, j *Join) bool {
	if j.LooseKeys {
		return false
	}
	keys := true
	Columns(pred, func(name string) {
		found := false
		for _, k := range j.On {
			c, ok := k.Left.(*Column)
			if !ok || c.Name != name {
				continue
			}
			switch c.T {
			case table.TypeString, table.TypeLong, table.TypeInt, table.TypeBool, table.TypeDateTime, table.TypeTimeSpan, table.TypeGUID:
				found = true // equal values are the same
			}
		}
		keys = keys && found
	})
	return keys
}

// overSide is a predicate in terms of the only side of a join that it reads.
func overSide(e Expr, j *Join) (_ Expr, right, ok bool) {
	sides := map[bool]bool{}
	out, ok := overSides(e, j, sides)
	return out, sides[true], ok && len(sides) == 1
}

func overSides(e Expr, j *Join, sides map[bool]bool) (Expr, bool) {
	switch e := e.(type) {
	case *Const:
		return e, true
	case *Column:
		for _, c := range j.Cols {
			if c.As == e.Name {
				sides[c.Right] = true
				return &Column{Name: c.From, T: e.T}, true
			}
		}
	case *Call:
		c := *e
		c.Args = make([]Expr, len(e.Args))
		for i, a := range e.Args {
			var ok bool
			if c.Args[i], ok = overSides(a, j, sides); !ok {
				return nil, false
			}
		}
		return &c, true
	}
	return nil, false
}
