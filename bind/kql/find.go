package kql

import (
	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// find looks in many tables and gives the name of the table, and the columns
// asked for or those that the manual calls smart: what the condition names and
// what all tables have, in the order of the tables, and the rest in a bag.
// https://learn.microsoft.com/kusto/query/find-operator
func (c *ctx) find(op *kql.Find) *rel {
	p := c.b.params(op.Params, "withsource", "datascope")
	sourceName := word(p["withsource"])
	if sourceName == "" {
		sourceName = "source_"
	}
	if len(op.Away) > 0 {
		c.b.report(codeUnsupported, source.Unsupported, op.Away[0].Span(),
			"find with project-away is not supported: it is internal to Kusto and not documented; put | project-away after find")
	}
	tables := append([]*rel(nil), c.searched(op.In)...)
	for i, t := range tables {
		inner := *c
		inner.row = t
		if !inner.closed(op.Span(), "find") {
			return unknownTable()
		}
		named := *t
		if t.name == "" {
			named.name = "find_arg" + itoa(i)
		}
		tables[i] = &named
	}
	named := namesIn(op.Cond)
	tables = naming(tables, named)
	if len(tables) == 0 {
		return c.b.failed()
	}
	smart := smartColumns(tables, named)
	found := make([]*rel, len(tables))
	for i, t := range lent(tables, op.Cond) {
		inner := *c
		inner.row = t
		kept := t.filter(c.b, inner.searchCond(op.Cond, false))
		var cols []plan.Named
		if len(op.Project) > 0 {
			cols = c.findColumns(op, kept, tables, i)
		} else {
			cols = smart.of(kept, tables[i])
		}
		out := kept.project(cols)
		out.name = t.name
		found[i] = out.withSource(sourceName, t.name)
	}
	return packLast(c.b.unite(found, false))
}

// packLast puts the bag after the columns of all tables.
func packLast(r *rel) *rel {
	i := r.index("pack_")
	if i < 0 || i == len(r.cols)-1 {
		return r
	}
	cols := r.all()
	return r.project(append(append(append([]plan.Named(nil), cols[:i]...), cols[i+1:]...), cols[i]))
}

// namesIn are the names that a condition mentions.
func namesIn(cond kql.Expr) map[string]bool {
	named := map[string]bool{}
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*kql.Ident); ok {
			named[id.Text] = true
		}
		return true
	})
	return named
}

// naming leaves out the tables without any of the columns that the condition
// names, if it names columns at all.
func naming(tables []*rel, named map[string]bool) []*rel {
	var out []*rel
	for _, t := range tables {
		for _, f := range t.cols {
			if named[f.Name] {
				out = append(out, t)
				break
			}
		}
	}
	if len(out) == 0 {
		return tables
	}
	return out
}

// smart are the columns of find without project: those that the condition
// names, then those of the same name and type in all tables.
type smart struct {
	named  map[string]bool
	common []table.Field
}

func smartColumns(tables []*rel, named map[string]bool) *smart {
	s := &smart{named: named}
	for _, f := range tables[0].cols {
		everywhere := !named[f.Name]
		for _, t := range tables[1:] {
			i := t.index(f.Name)
			everywhere = everywhere && i >= 0 && t.cols[i].Type == f.Type
		}
		if everywhere {
			s.common = append(s.common, f)
		}
	}
	return s
}

// of are the columns of one table in its order, and the bag of the others.
func (s *smart) of(kept, own *rel) []plan.Named {
	taken := map[string]bool{}
	for _, f := range s.common {
		taken[f.Name] = true
	}
	var cols []plan.Named
	for _, f := range own.cols {
		if s.named[f.Name] || taken[f.Name] {
			x, _ := kept.column(f.Name)
			cols = append(cols, plan.Named{Name: f.Name, Expr: x})
			taken[f.Name] = true
		}
	}
	return append(cols, packRest(own, taken))
}

// packRest is a bag of the columns that are not taken.
func packRest(own *rel, taken map[string]bool) plan.Named {
	var names []string
	var cols []plan.Expr
	for _, n := range own.all() {
		if !taken[n.Name] {
			names, cols = append(names, n.Name), append(cols, n.Expr)
		}
	}
	return plan.Named{Name: "pack_", Expr: pack(names, cols, false)}
}

// findColumns are the columns of project for one table: null where it has none
// of the name. pack_all() stands for a bag of those that are not listed.
func (c *ctx) findColumns(op *kql.Find, kept *rel, tables []*rel, at int) []plan.Named {
	var cols []plan.Named
	packed := false
	taken := map[string]bool{}
	for _, f := range op.Project {
		switch e := f.Column.(type) {
		case *kql.Ident:
			taken[e.Text] = true
			cols = append(cols, plan.Named{Name: e.Text, Expr: c.findColumn(e, f.Type, kept, tables)})
			continue
		case *kql.Call:
			if name := e.Name.Text; (name == "pack_all" || name == "pack") && f.Type == nil {
				packed = true
				continue
			}
		}
		c.b.errorf(codeName, f.Span(), "a column or pack_all() is expected")
	}
	if packed {
		cols = append(cols, packRest(tables[at], taken))
	}
	return cols
}

func (c *ctx) findColumn(e *kql.Ident, as *kql.TypeName, kept *rel, tables []*rel) plan.Expr {
	x, ok := kept.column(e.Text)
	for _, t := range tables {
		if y, found := t.column(e.Text); found && !ok {
			x, ok = nothing(y.Type()), true
		}
	}
	if !ok {
		c.b.errorf(codeName, e.Span(), "no table has a column %q", e.Text)
		return bad()
	}
	if as != nil {
		x = c.b.cast(x, c.b.typeName(as))
	}
	return x
}
