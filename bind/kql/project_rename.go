package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

func (c *ctx) projectRename(op *kql.ProjectRename) *rel {
	to := map[string]string{}
	var renames []plan.Renaming
	for _, e := range op.Columns {
		names, x := kql.Named(e)
		id, ok := x.(*kql.Ident)
		if !ok || len(names) != 1 {
			c.b.errorf(codeName, e.Span(), "project-rename takes New = Old")
			continue
		}
		c.needColumn(id.Text, id.Span())
		to[id.Text] = names[0].Text()
		renames = append(renames, plan.Renaming{From: id.Text, To: names[0].Text()})
	}
	if c.row.open {
		return c.row.pick(&plan.Pick{Rename: renames})
	}
	cols := c.row.all()
	seen := map[string]bool{}
	for i := range cols {
		if n, ok := to[cols[i].Name]; ok {
			cols[i].Name = n
		}
		if seen[cols[i].Name] {
			c.b.errorf(codeDuplicate, op.Span(), "there is a column %q already", cols[i].Name)
			return c.b.failed()
		}
		seen[cols[i].Name] = true
	}
	return c.row.project(cols)
}
