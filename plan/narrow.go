package plan

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// NarrowScans tells every pruned Scan which parts of its JSON columns something
// above it looks at, so that a source can leave out the rest of them.
func NarrowScans(root Node) Node { return narrow(root, parts{all: true}) }

// parts are the columns of a node's output that its consumer looks at, and
// which parts of each; all says that it looks at everything.
type parts struct {
	all bool
	of  map[string]*table.JSONParts
}

// column is which parts of a column are looked at, nil when it is not at all.
func (p parts) column(name string) *table.JSONParts {
	if p.all {
		return table.WholeJSON()
	}
	return p.of[name]
}

func (p *parts) add(name string, of *table.JSONParts) {
	if name == AllColumns {
		p.all = true
	}
	if p.all {
		return
	}
	if p.of == nil {
		p.of = map[string]*table.JSONParts{}
	}
	p.of[name] = p.of[name].And(of)
}

// without is a copy of p less the columns that are made anew.
func (p parts) without(names ...string) parts {
	out := parts{all: p.all}
	for name, of := range p.of {
		out.add(name, of)
	}
	for _, name := range names {
		delete(out.of, name)
	}
	return out
}

// whole adds all that the expressions read.
func (p *parts) whole(exprs ...Expr) {
	for _, e := range exprs {
		if e != nil {
			p.look(e, table.WholeJSON())
		}
	}
}

// look adds what e reads, of whose value the given parts are looked at.
func (p *parts) look(e Expr, of *table.JSONParts) {
	call, ok := e.(*Call)
	if !ok {
		if c, ok := e.(*Column); ok {
			p.add(c.Name, of)
			return
		}
		Columns(e, func(name string) { p.add(name, table.WholeJSON()) })
		return
	}
	switch call.Func.Sight {
	case functions.SeesPath:
		p.look(call.Args[0], under(call.Args[1:], of))
		p.whole(call.Args[1:]...)
	case functions.SeesText:
		p.look(call.Args[0], of)
	default:
		p.whole(call.Args...)
	}
}

// under are the parts of a value whose part behind the steps is looked at.
// Steps by index count as all of the array.
func under(steps []Expr, of *table.JSONParts) *table.JSONParts {
	if len(steps) == 0 {
		return of
	}
	c, ok := steps[0].(*Const)
	if !ok || c.Value.Kind() != table.KindString {
		return table.WholeJSON()
	}
	return table.PartsUnder(c.Value.Str(), under(steps[1:], of))
}

func narrow(n Node, use parts) Node {
	switch n := n.(type) {
	case *Scan:
		return narrowScan(n, use)
	case *Filter:
		use = use.without()
		use.whole(n.Pred)
		return n.WithInputs([]Node{narrow(n.Input, use)})
	case *Limit:
		return n.WithInputs([]Node{narrow(n.Input, use)})
	case *Sort:
		use = use.without()
		for _, k := range n.Keys {
			use.whole(k.Expr)
		}
		return n.WithInputs([]Node{narrow(n.Input, use)})
	case *Project:
		return n.WithInputs([]Node{narrow(n.Input, projected(n, use))})
	case *Aggregate:
		var below parts
		for _, k := range n.Keys {
			below.whole(k.Expr)
		}
		for _, a := range n.Aggs {
			below.whole(a.Args...)
			below.whole(a.Where)
		}
		return n.WithInputs([]Node{narrow(n.Input, below)})
	case *Expand:
		return n.WithInputs([]Node{narrow(n.Input, expanded(n, use))})
	case *Join:
		return narrowJoin(n, use)
	case *Union:
		in := make([]Node, len(n.In))
		for i, c := range n.In {
			in[i] = narrow(c, use)
		}
		return n.WithInputs(in)
	}
	return mapInputs(n, func(in Node) Node { return narrow(in, parts{all: true}) })
}

func narrowScan(n *Scan, use parts) Node {
	if use.all || !n.Pruned {
		return n
	}
	c := *n
	c.Parts = nil
	for _, name := range n.Columns {
		if of := use.of[name]; of != nil && !of.Whole {
			if c.Parts == nil {
				c.Parts = map[string]*table.JSONParts{}
			}
			c.Parts[name] = of
		}
	}
	return &c
}

func projected(n *Project, use parts) parts {
	var below parts
	if n.Keep {
		names := make([]string, len(n.Cols))
		for i, c := range n.Cols {
			names[i] = c.Name
		}
		below = use.without(names...)
	}
	for _, c := range n.Cols {
		if of := use.column(c.Name); of != nil {
			below.look(c.Expr, of)
		} else {
			below.whole(c.Expr)
		}
	}
	return below
}

func expanded(n *Expand, use parts) parts {
	names := []string{n.Index}
	for _, c := range n.Cols {
		names = append(names, c.As)
	}
	below := use.without(names...)
	for _, c := range n.Cols {
		if of := use.column(c.As); of != nil && c.To == table.TypeDynamic {
			below.look(c.Expr, table.PartsOfElements(of))
		} else {
			below.whole(c.Expr)
		}
	}
	return below
}

func narrowJoin(n *Join, use parts) Node {
	left, right := use.without(), use.without()
	if n.Cols != nil {
		left, right = parts{}, parts{}
		for _, c := range n.Cols {
			if of := use.column(c.As); of == nil {
				continue
			} else if c.Right {
				right.add(c.From, of)
			} else {
				left.add(c.From, of)
			}
		}
	}
	for _, k := range n.On {
		left.whole(k.Left)
		right.whole(k.Right)
	}
	return n.WithInputs([]Node{narrow(n.Left, left), narrow(n.Right, right)})
}
