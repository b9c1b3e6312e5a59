package plan

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Prune makes every Scan read only the columns that something above it uses,
// and drops computed columns that nothing uses.
func Prune(root Node) Node {
	p := pruner{shared: map[any]Node{}}
	return p.prune(root, need{all: true})
}

// need is the set of columns that a node's consumer uses.
type need struct {
	all   bool
	names map[string]bool
}

func (n need) has(name string) bool { return n.all || n.names[name] }

// with is n and the columns that the expressions read.
func (n need) with(exprs ...Expr) need {
	if n.all {
		return n
	}
	out := need{names: make(map[string]bool, len(n.names)+len(exprs))}
	for name := range n.names {
		out.names[name] = true
	}
	for _, e := range exprs {
		if e != nil {
			Columns(e, func(name string) {
				out.names[name] = true
				out.all = out.all || name == AllColumns
			})
		}
	}
	if out.all {
		return need{all: true}
	}
	return out
}

// without is n less the given names.
func (n need) without(names ...string) need {
	if n.all {
		return n
	}
	out := n.with()
	for _, name := range names {
		delete(out.names, name)
	}
	return out
}

type pruner struct{ shared map[any]Node }

func (p *pruner) prune(n Node, use need) Node {
	switch n := n.(type) {
	case *Scan:
		return pruneScan(n, use)
	case *Filter:
		return n.WithInputs([]Node{p.prune(n.Input, use.with(n.Pred))})
	case *Limit:
		return n.WithInputs([]Node{p.prune(n.Input, use)})
	case *Sort:
		for _, k := range n.Keys {
			use = use.with(k.Expr)
		}
		return n.WithInputs([]Node{p.prune(n.Input, use)})
	case *Project:
		return p.project(n, use)
	case *Pick:
		return p.pick(n, use)
	case *Aggregate:
		return n.WithInputs([]Node{p.prune(n.Input, aggNeed(need{}, n.Keys, n.Aggs))})
	case *Window:
		return p.window(n, use)
	case *Join:
		return p.join(n, use)
	case *Union:
		return p.union(n, use)
	case *Expand:
		return p.expand(n, use)
	case *Share:
		if done, ok := p.shared[n.ID]; ok && n.ID != nil {
			return done
		}
		done := n.WithInputs([]Node{p.prune(n.Input, need{all: true})})
		p.shared[n.ID] = done
		return done
	}
	in := n.Inputs()
	if len(in) == 0 {
		return n
	}
	pruned := make([]Node, len(in))
	for i, c := range in {
		below := need{all: true}
		if call, ok := n.(*TableCall); ok && call.Pass && i == 0 {
			below = passed(call, use)
		}
		pruned[i] = p.prune(c, below)
	}
	return n.WithInputs(pruned)
}

// passed is what a table function that keeps columns apart needs.
func passed(n *TableCall, use need) need {
	for _, name := range n.Reads {
		use = use.with(&Column{Name: name})
	}
	return use
}

func pruneScan(n *Scan, use need) Node {
	if use.all || n.Pruned {
		return n
	}
	c := *n
	c.Pruned, c.Columns = true, []string{}
	known := n.Source.Schema()
	seen := map[string]bool{}
	for _, f := range known.Fields() {
		if use.names[f.Name] {
			seen[f.Name] = true
			c.Columns = append(c.Columns, f.Name)
		}
	}
	if n.Source.Open() {
		for _, name := range sortedNames(use.names) {
			if !seen[name] {
				c.Columns = append(c.Columns, name)
			}
		}
	}
	return &c
}

func (p *pruner) project(n *Project, use need) Node {
	c := *n
	c.Cols = nil
	for _, col := range n.Cols {
		if use.has(col.Name) || IsWindow(col.Expr) {
			c.Cols = append(c.Cols, col)
		}
	}
	below := need{}
	if n.Keep {
		below = use
		for _, col := range c.Cols {
			below = below.without(col.Name)
		}
	}
	for _, col := range c.Cols {
		below = below.with(col.Expr)
	}
	c.Input = p.prune(n.Input, below)
	if n.Keep && len(c.Cols) == 0 {
		return c.Input
	}
	return &c
}

// pick can be pruned only where its output names are those of its input, or
// its columns are all spelled out.
func (p *pruner) pick(n *Pick, use need) Node {
	below := use
	switch {
	case n.closes() && len(n.Rename) == 0:
		below = need{}
		for _, name := range n.Keep {
			if n.Exact || use.has(name) {
				below.names = below.with(&Column{Name: name}).names
			}
		}
	case use.all:
	case len(n.Rename) > 0:
		below = renamedNeed(n, use)
	}
	return n.WithInputs([]Node{p.prune(n.Input, below)})
}

// renamedNeed is what the input must deliver so that the output has the names
// used. A renaming by pattern may draw on any column, so it needs all.
func renamedNeed(n *Pick, use need) need {
	below := use.with()
	for i := len(n.Rename) - 1; i >= 0; i-- {
		r := n.Rename[i]
		if strings.Contains(r.From, "*") {
			return need{all: true}
		}
		if below.names[r.To] {
			below = below.without(r.To)
		}
		// The source is needed even where unused: an input without it keeps an
		// older column of the new name.
		below = below.with(&Column{Name: r.From}, &Column{Name: r.To})
	}
	return below
}

func aggNeed(use need, keys []Named, aggs []Agg) need {
	for _, k := range keys {
		use = use.with(k.Expr)
	}
	for _, a := range aggs {
		use = use.with(a.Args...).with(a.Where)
	}
	return use
}

func (p *pruner) window(n *Window, use need) Node {
	for _, a := range n.Aggs {
		use = use.without(a.Names...)
	}
	use = aggNeed(use, n.Partition, n.Aggs)
	if f := n.Frame; f != nil {
		use = use.with(f.ResetBefore, f.ResetAfter, f.Time)
	}
	return n.WithInputs([]Node{p.prune(n.Input, use)})
}

func (p *pruner) join(n *Join, use need) Node {
	c := *n
	left, right := need{}, need{}
	for _, k := range n.On {
		left, right = left.with(k.Left), right.with(k.Right)
	}
	if n.Cols == nil {
		// Without a column list the two sides meet by name.
		if use.all {
			left, right = use, use
		} else {
			for name := range use.names {
				col := &Column{Name: name}
				left, right = left.with(col), right.with(col)
			}
		}
	} else {
		c.Cols = []JoinColumn{}
		for _, col := range n.Cols {
			if !use.has(col.As) {
				continue
			}
			c.Cols = append(c.Cols, col)
			if col.Right {
				right = right.with(&Column{Name: col.From})
			} else {
				left = left.with(&Column{Name: col.From})
			}
		}
	}
	c.Left, c.Right = p.prune(n.Left, left), p.prune(n.Right, right)
	return &c
}

func (p *pruner) union(n *Union, use need) Node {
	c := *n
	c.In = make([]Node, len(n.In))
	for i, in := range n.In {
		c.In[i] = p.prune(in, use)
	}
	if n.Schema != nil && !use.all {
		var fields []table.Field
		for _, f := range n.Schema.Fields() {
			if use.names[f.Name] {
				fields = append(fields, f)
			}
		}
		c.Schema = table.NewSchema(fields...)
	}
	return &c
}

func (p *pruner) expand(n *Expand, use need) Node {
	for _, col := range n.Cols {
		use = use.without(col.As)
	}
	for _, col := range n.Cols {
		use = use.with(col.Expr)
	}
	if n.Index != "" && !usesColumn(n.Cols, n.Index) {
		use = use.without(n.Index)
	}
	return n.WithInputs([]Node{p.prune(n.Input, use)})
}

func usesColumn(cols []ExpandColumn, name string) bool {
	used := false
	for _, c := range cols {
		Columns(c.Expr, func(n string) { used = used || n == name })
	}
	return used
}
