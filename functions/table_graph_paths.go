package functions

import "github.com/goshawk-lang/goshawk/table"

// maxGraphPaths bounds how many paths are made.
const maxGraphPaths = 5_000_000

// GraphPaths follows edges of a graph: the variable length edges of patterns.
var GraphPaths = &TableFunc{
	Name: "graph_paths",
	Doc: `One row per path of so many edges, no edge twice.
Input: edges; an edge that may be taken both ways is two rows.
Arguments:
  from, to: names of the columns of ids
  edge: name of the column of edges' numbers
  min, max: the least and the most edges
  again: an edge may be taken twice
Output: the input's columns: from of the first edge, to of the last, and arrays of the others, edge by edge. With min 0 the caller adds paths without an edge.`,
	Run: func(c *Context, in []*table.Table, args TableArgs) (*table.Table, error) {
		edges := in[0]
		cols, _, err := namedColumns("graph_paths", edges, []string{args.Str("from"), args.Str("to"), args.Str("edge")})
		if err != nil {
			return nil, err
		}
		n := edges.Len()
		codes, _ := groupRows(2*n, []table.Column{table.Concat(cols[:2])})
		numbers, _ := groupRows(n, cols[2:])
		next := map[uint32][]int32{}
		for i, code := range codes[:n] {
			next[code] = append(next[code], int32(i))
		}
		f := &pathFinder{next: next, number: numbers, again: args.Bool("again"), to: codes[n:], most: int(args.Int("max", 1)), least: int(args.Int("min", 1))}
		for i := range n {
			if c.Err() != nil {
				return nil, c.Err()
			}
			if !f.follow([]int32{int32(i)}) {
				return nil, errTooMany("graph_paths", "paths", maxGraphPaths)
			}
		}
		return f.table(edges, args.Str("from"), args.Str("to")), nil
	},
}

type pathFinder struct {
	next        map[uint32][]int32
	to, number  []uint32
	least, most int
	again       bool
	paths       [][]int32
}

// follow records a path and those that go on from it; false when there are
// too many.
func (f *pathFinder) follow(path []int32) bool {
	if len(path) >= f.least {
		if len(f.paths) == maxGraphPaths {
			return false
		}
		f.paths = append(f.paths, append([]int32(nil), path...))
	}
	if len(path) >= f.most {
		return true
	}
	for _, e := range f.next[f.to[path[len(path)-1]]] {
		used := false
		for _, p := range path {
			used = used || !f.again && f.number[p] == f.number[e]
		}
		if !used && !f.follow(append(path, e)) {
			return false
		}
	}
	return true
}

func (f *pathFinder) table(edges *table.Table, from, to string) *table.Table {
	firsts, lasts := make([]int32, len(f.paths)), make([]int32, len(f.paths))
	offsets := make([]int32, 1, len(f.paths)+1)
	var flat []int32
	for i, p := range f.paths {
		firsts[i], lasts[i] = p[0], p[len(p)-1]
		flat = append(flat, p...)
		offsets = append(offsets, int32(len(flat)))
	}
	fields := append([]table.Field(nil), edges.Schema().Fields()...)
	cols := make([]table.Column, len(fields))
	for k, c := range edges.Batch().Cols() {
		switch fields[k].Name {
		case from:
			cols[k] = c.Take(firsts)
		case to:
			cols[k] = c.Take(lasts)
		default:
			fields[k].Type = table.TypeDynamic
			cols[k] = table.NewList(offsets, c.Take(flat), nil)
		}
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(f.paths), cols...))
}
