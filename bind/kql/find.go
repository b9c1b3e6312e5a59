package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// find looks in many tables and gives the columns asked for, with the name of
// the table first.
func (c *ctx) find(op *kql.Find) *rel {
	p := c.b.params(op.Params, "withsource", "datascope")
	sourceName := word(p["withsource"])
	if sourceName == "" {
		sourceName = "source_"
	}
	if len(op.Project) == 0 || op.Smart || len(op.Away) > 0 {
		c.b.unsupported(op.Span(), "find without project")
		return c.b.failed()
	}
	tables := c.searched(op.In)
	for i, t := range lent(tables, op.Cond) {
		inner := *c
		inner.row = t
		found := t.filter(c.b, inner.searchCond(op.Cond, false))
		cols, ok := c.findColumns(op, found)
		if !ok {
			return c.b.failed()
		}
		out := found.project(cols)
		out.name = t.name
		tables[i] = out.withSource(sourceName, "find_arg"+itoa(i))
	}
	if len(tables) == 0 {
		return c.b.failed()
	}
	return c.b.unite(tables, false)
}

func (c *ctx) findColumns(op *kql.Find, in *rel) ([]plan.Named, bool) {
	var cols []plan.Named
	for _, f := range op.Project {
		id, ok := f.Column.(*kql.Ident)
		if !ok {
			c.b.unsupported(f.Span(), "this column of find")
			return nil, false
		}
		x, found := in.column(id.Text)
		if !found {
			x = &plan.Const{Value: table.StringValue(""), T: table.TypeString}
		}
		if f.Type != nil {
			x = c.b.cast(x, c.b.typeName(f.Type))
		}
		cols = append(cols, plan.Named{Name: id.Text, Expr: x})
	}
	return cols, true
}
