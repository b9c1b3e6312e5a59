package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// patterns turns the columns of project-away and its like into names and
// patterns; a name that is not a column is an error.
func (c *ctx) patterns(list []kql.Pattern) []string {
	var out []string
	for _, e := range list {
		name, ok := patternOf(e)
		if !ok {
			c.b.errorf(codeName, e.Span(), "the name of a column is expected")
			continue
		}
		c.needColumn(name, e.Span())
		out = append(out, name)
	}
	return out
}

func patternOf(e kql.Expr) (string, bool) {
	switch e := e.(type) {
	case *kql.Star:
		return "*", true
	case *kql.Ident:
		return e.Text, true
	case *kql.Wildcard:
		return e.Pattern, true
	}
	return "", false
}

// needColumn reports a name that is no column.
func (c *ctx) needColumn(name string, span source.Span) {
	if hasStar(name) || c.row.has(name) {
		return
	}
	c.b.errorf(codeName, span, "the name %q does not refer to any known column%s", name, didYouMean(name, c.row.names()))
}

// pick is r with columns chosen and renamed by a plan.Pick.
func (r *rel) pick(p *plan.Pick) *rel {
	p.Input = r.node
	out := r.with(p)
	in := table.NewSchema(r.cols...)
	out.cols = p.Apply(in).Fields()
	return out
}

// chosen is r with only the columns at these places, in this order.
func (r *rel) chosen(at []int) *rel {
	all := r.all()
	cols := make([]plan.Named, len(at))
	for i, k := range at {
		cols[i] = all[k]
	}
	return r.project(cols)
}
