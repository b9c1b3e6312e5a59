package kql

import (
	"strings"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// rel is a bound tabular expression.
type rel struct {
	node plan.Node
	cols []table.Field
	// open means that there may be columns besides cols, of type other:
	// dynamic for sources of unknown shape, unknown after an error.
	open  bool
	other table.Type
	// serialized says that window functions may use the order of the rows;
	// sorted that a sort made it.
	serialized, sorted bool
	// late marks a table whose columns only the run knows; what follows in its
	// pipeline is bound then.
	late bool
	// graph is set for a graph, which is no table.
	graph *graph
	// name is what withsource calls the table.
	name string
}

// failed stands for a table that could not be bound. A query that used it
// without an error is refused all the same, unless it is only checked.
func (b *binder) failed() *rel {
	b.broken = true
	return unknownTable()
}

// unknownTable has columns of any name, which fit everywhere.
func unknownTable() *rel {
	return &rel{node: oneRowNode(), open: true, other: table.TypeUnknown, serialized: true}
}

// relOf describes a node by its shape.
func relOf(n plan.Node) *rel {
	s := n.Shape()
	return &rel{node: n, cols: s.Schema.Fields(), open: s.Open, other: table.TypeDynamic}
}

// closed reports whether all columns are known. When the run would have
// others too, what is not supported over such a table. Where they are not known
// yet, the operator is bound again when they are: an unknown table will do.
func (c *ctx) closed(span source.Span, what string) bool {
	if c.row == nil || !c.row.open {
		return true
	}
	if c.row.other != table.TypeUnknown {
		c.b.unsupported(span, what+" over a table whose columns are not all known")
	}
	return false
}

// with is r after an operator that keeps the columns.
func (r *rel) with(n plan.Node) *rel {
	c := *r
	c.node = n
	return &c
}

// column finds a column by its exact name.
func (r *rel) column(name string) (plan.Expr, bool) {
	if r == nil {
		return nil, false
	}
	if i := r.index(name); i >= 0 {
		return &plan.Column{Name: name, T: r.cols[i].Type}, true
	}
	return nil, false
}

func (r *rel) index(name string) int {
	for i, f := range r.cols {
		if f.Name == name {
			return i
		}
	}
	return -1
}

// has reports whether the table has, or may have, a column.
func (r *rel) has(name string) bool { return r != nil && (r.open || r.index(name) >= 0) }

func (r *rel) names() []string {
	if r == nil {
		return nil
	}
	names := make([]string, len(r.cols))
	for i, f := range r.cols {
		names[i] = f.Name
	}
	return names
}

// match lists the indexes of the columns that fit a pattern.
func (r *rel) match(pattern string) []int {
	var out []int
	for i, f := range r.cols {
		if plan.MatchName(pattern, f.Name) {
			out = append(out, i)
		}
	}
	return out
}

// all are the columns as expressions under their names.
func (r *rel) all() []plan.Named {
	out := make([]plan.Named, len(r.cols))
	for i, f := range r.cols {
		out[i] = plan.Named{Name: f.Name, Expr: &plan.Column{Name: f.Name, T: f.Type}}
	}
	return out
}

// project is r with exactly these columns.
func (r *rel) project(cols []plan.Named) *rel {
	out := r.with(&plan.Project{Input: r.node, Cols: cols})
	out.cols, out.open = fieldsOf(cols), false
	return out
}

// extend is r with columns replaced or added.
func (r *rel) extend(cols []plan.Named) *rel {
	if len(cols) == 0 {
		return r
	}
	out := r.with(&plan.Project{Input: r.node, Cols: cols, Keep: true})
	out.cols = append([]table.Field(nil), r.cols...)
	for _, f := range fieldsOf(cols) {
		if i := out.index(f.Name); i >= 0 {
			out.cols[i] = f
		} else {
			out.cols = append(out.cols, f)
		}
	}
	return out
}

// without is r less some columns.
func (r *rel) without(names ...string) *rel {
	drop := map[string]bool{}
	for _, n := range names {
		drop[n] = true
	}
	if r.open {
		out := r.with(&plan.Pick{Input: r.node, Drop: names})
		out.cols = nil
		for _, f := range r.cols {
			if !drop[f.Name] {
				out.cols = append(out.cols, f)
			}
		}
		return out
	}
	var keep []plan.Named
	for _, n := range r.all() {
		if !drop[n.Name] {
			keep = append(keep, n)
		}
	}
	return r.project(keep)
}

func fieldsOf(cols []plan.Named) []table.Field {
	out := make([]table.Field, len(cols))
	for i, c := range cols {
		out[i] = table.Field{Name: c.Name, Type: c.Expr.Type()}
	}
	return out
}

// oneRowNode is one row without columns.
func oneRowNode() plan.Node {
	return &plan.Values{Table: table.FromBatch(table.NewBatch(table.NewSchema(), 1))}
}

// oneRow is a table of one cell.
func oneRow(f table.Field, x plan.Expr) *rel {
	r := &rel{node: oneRowNode(), serialized: true}
	return r.project([]plan.Named{{Name: f.Name, Expr: x}})
}

// valuesOf is a table written in the query.
func valuesOf(fields []table.Field, rows [][]table.Value) *rel {
	t := table.FromRows(table.NewSchema(fields...), rows)
	return &rel{node: &plan.Values{Table: t}, cols: fields}
}

// namer hands out column names, each once: a name taken gets a number.
type namer struct{ taken map[string]bool }

func newNamer(taken ...string) *namer {
	n := &namer{taken: map[string]bool{}}
	for _, t := range taken {
		n.taken[t] = true
	}
	return n
}

// unique is name, or name with the first free number from 1.
func (n *namer) unique(name string) string {
	got := name
	for i := 1; n.taken[got]; i++ {
		got = name + itoa(i)
	}
	n.taken[got] = true
	return got
}

// column is the first free ColumnN.
func (n *namer) column() string {
	for i := 1; ; i++ {
		if name := "Column" + itoa(i); !n.taken[name] {
			n.taken[name] = true
			return name
		}
	}
}

func hasStar(s string) bool { return strings.Contains(s, "*") }
