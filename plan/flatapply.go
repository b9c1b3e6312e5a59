package plan

// FlattenApply turns a ForEach over single rows, whose body expands lists and
// then works row by row, into that body over all rows at once: no row of it
// sees another. Columns can then be pruned, and nothing is gathered.
func FlattenApply(n Node) Node {
	n = mapInputs(n, FlattenApply)
	f, ok := n.(*ForEach)
	if !ok || !f.PerRow || !f.KeepOuter {
		return n
	}
	a := apply{each: f, outer: f.Input.Shape(), body: f.Body.Shape()}
	if a.outer.Open || a.body.Open {
		return n
	}
	a.drops = a.dropping(f.Body)
	if flat := a.flat(f.Body); flat != nil {
		return a.result(flat)
	}
	return n
}

// apply is a ForEach that is being flattened.
type apply struct {
	each        *ForEach
	outer, body Shape
	// drops says that the body may lose the row's own columns, which are then
	// carried along under other names.
	drops bool
}

// dropping reports whether a body has more than expansions, filters and
// columns added.
func (a *apply) dropping(n Node) bool {
	for n != Node(a.each.Hole) {
		if p, ok := n.(*Project); ok && !p.Keep {
			return true
		}
		in := n.Inputs()
		if len(in) != 1 {
			return true
		}
		n = in[0]
	}
	return false
}

// flat is a body over all rows, nil when a part of it looks at more than one.
func (a *apply) flat(n Node) Node {
	switch n := n.(type) {
	case *Hole:
		if n == a.each.Hole {
			return a.carried()
		}
		return nil
	case *Expand:
		for _, c := range n.Cols {
			if !apart(c.Expr) {
				return nil
			}
		}
	case *Filter:
		if !apart(n.Pred) {
			return nil
		}
	case *Project:
		for _, c := range n.Cols {
			if !apart(c.Expr) {
				return nil
			}
		}
	default:
		return nil
	}
	in := a.flat(n.Inputs()[0])
	if in == nil {
		return nil
	}
	out := n.WithInputs([]Node{in})
	if p, ok := out.(*Project); ok && !p.Keep {
		p.Cols = append(append([]Named(nil), p.Cols...), a.carriers(true)...)
	}
	return out
}

// apart reports whether e needs nothing but the row.
func apart(e Expr) bool { return rowwise(e) && !hasSubquery(e) }

// carrier is the name under which a column of the row is carried along; no
// query can spell it.
func carrier(name string) string { return "\x00" + name }

// carriers are the columns that carry the row's own: first made of these, and
// from then on passed on.
func (a *apply) carriers(made bool) []Named {
	var cols []Named
	for _, f := range a.outer.Schema.Fields() {
		from := f.Name
		if made {
			from = carrier(from)
		}
		cols = append(cols, Named{Name: carrier(f.Name), Expr: &Column{Name: from, T: f.Type}})
	}
	return cols
}

func (a *apply) carried() Node {
	if !a.drops {
		return a.each.Input
	}
	p := &Project{Input: a.each.Input, Cols: a.carriers(false), Keep: true}
	p.setOrigin(a.each.Origin())
	return p
}

// result is the row's columns with the body's over them, as a ForEach gives
// them.
func (a *apply) result(flat Node) Node {
	if !a.drops {
		return flat
	}
	var cols []Named
	for _, f := range a.each.Shape().Schema.Fields() {
		from := f.Name
		if a.body.Schema.Index(f.Name) < 0 {
			from = carrier(f.Name)
		}
		cols = append(cols, Named{Name: f.Name, Expr: &Column{Name: from, T: f.Type}})
	}
	p := &Project{Input: flat, Cols: cols}
	p.setOrigin(a.each.Origin())
	return p
}
