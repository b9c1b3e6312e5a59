package functions

import "github.com/goshawk-lang/goshawk/table"

// GraphComponents numbers the connected components of a graph.
var GraphComponents = &TableFunc{
	Name: "graph_components",
	Doc: `The nodes with the number of their component, from 0 in the order of the nodes.
Inputs: nodes and edges.
Arguments:
  id: name of the nodes' column of ids
  from, to: names of the edges' columns of ids
  as: name of the column added
  strong: nodes are connected only if each can be reached from the other along the edges' directions`,
	Run: func(_ *Context, in []*table.Table, args TableArgs) (*table.Table, error) {
		g, err := newGraph("graph_components", in, args)
		if err != nil {
			return nil, err
		}
		of := g.weak()
		if args.Bool("strong") {
			of = g.strong()
		}
		numbers := map[int32]int64{}
		vals := make([]int64, len(of))
		for i, root := range of {
			if _, ok := numbers[root]; !ok {
				numbers[root] = int64(len(numbers))
			}
			vals[i] = numbers[root]
		}
		cols := append([]table.Column(nil), in[0].Batch().Cols()...)
		fields := append([]table.Field(nil), in[0].Schema().Fields()...)
		f := table.Field{Name: args.Str("as"), Type: table.TypeLong}
		if i := in[0].Schema().Index(f.Name); i >= 0 {
			fields[i], cols[i] = f, table.NewVec(vals, nil)
		} else {
			fields, cols = append(fields, f), append(cols, table.NewVec(vals, nil))
		}
		return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(vals), cols...)), nil
	},
}

// graphEdges are edges between nodes by number.
type graphEdges struct {
	n        int
	from, to []int32
}

// newGraph numbers the nodes; edges to ids that are no node's are left out.
func newGraph(name string, in []*table.Table, args TableArgs) (*graphEdges, error) {
	id, err := namedColumn(name, in[0], args.Str("id"))
	if err != nil {
		return nil, err
	}
	ends, _, err := namedColumns(name, in[1], []string{args.Str("from"), args.Str("to")})
	if err != nil {
		return nil, err
	}
	n, m := in[0].Len(), in[1].Len()
	codes, _ := groupRows(n+2*m, []table.Column{table.Concat([]table.Column{id, ends[0], ends[1]})})
	node := map[uint32]int32{}
	for i, c := range codes[:n] {
		node[c] = int32(i)
	}
	g := &graphEdges{n: n}
	for i := range m {
		from, ok := node[codes[n+i]]
		to, ok2 := node[codes[n+m+i]]
		if ok && ok2 {
			g.from, g.to = append(g.from, from), append(g.to, to)
		}
	}
	return g, nil
}

// weak gives each node a node that stands for its component.
func (g *graphEdges) weak() []int32 {
	parent := make([]int32, g.n)
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(x int32) int32 {
		for parent[x] != x {
			parent[x] = parent[parent[x]]
			x = parent[x]
		}
		return x
	}
	for i := range g.from {
		a, b := find(g.from[i]), find(g.to[i])
		parent[max(a, b)] = min(a, b)
	}
	for i := range parent {
		parent[i] = find(int32(i))
	}
	return parent
}

// strong walks the graph depth first, then its reverse in the order in which
// nodes were left, the last first: each walk is a component (Kosaraju).
func (g *graphEdges) strong() []int32 {
	order := make([]int32, 0, g.n)
	seen := make([]bool, g.n)
	ahead := adjacency(g.n, g.from, g.to)
	for i := range g.n {
		walk(int32(i), ahead, seen, func(x int32) { order = append(order, x) })
	}
	of := make([]int32, g.n)
	seen = make([]bool, g.n)
	back := adjacency(g.n, g.to, g.from)
	for k := len(order) - 1; k >= 0; k-- {
		root := order[k]
		walk(root, back, seen, func(x int32) { of[x] = root })
	}
	return of
}

func adjacency(n int, from, to []int32) [][]int32 {
	out := make([][]int32, n)
	for i, f := range from {
		out[f] = append(out[f], to[i])
	}
	return out
}

// walk visits what can be reached from start and was not seen, and calls left
// for each node after all that follow it.
func walk(start int32, next [][]int32, seen []bool, left func(int32)) {
	if seen[start] {
		return
	}
	type place struct {
		node int32
		at   int
	}
	seen[start] = true
	stack := []place{{start, 0}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.at == len(next[top.node]) {
			left(top.node)
			stack = stack[:len(stack)-1]
			continue
		}
		to := next[top.node][top.at]
		top.at++
		if !seen[to] {
			seen[to] = true
			stack = append(stack, place{to, 0})
		}
	}
}
