package kql

import (
	"regexp"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// search keeps the rows in which a term occurs, and tells their table.
func (c *ctx) search(op *kql.Search) *rel {
	p := c.b.params(op.Params, "kind")
	cs := word(p["kind"]) == "case_sensitive"
	tables := c.searched(op.In)
	if len(tables) == 0 {
		return c.b.failed()
	}
	for i, t := range lent(tables, op.Cond) {
		inner := *c
		inner.row = t
		inner.closed(op.Span(), "search")
		found := t.filter(c.b, inner.searchCond(op.Cond, cs))
		tables[i] = found.withSource("$table", "search_arg"+itoa(i))
	}
	if len(tables) == 1 {
		return tables[0]
	}
	return c.b.unite(tables, false)
}

// searched are the tables to look in: those piped or named, or all.
func (c *ctx) searched(in []kql.Source) []*rel {
	if c.row != nil && len(in) == 0 {
		return []*rel{c.row}
	}
	var out []*rel
	for _, e := range in {
		out = append(out, c.b.unionTables(e, c.scope, false)...)
	}
	if len(in) == 0 {
		out = c.b.matching("*", nil, source.Span{}, c.scope)
	}
	return out
}

// searchCond binds a condition in which a text alone stands for "some column
// has it".
func (c *ctx) searchCond(e kql.Expr, cs bool) plan.Expr {
	switch e := e.(type) {
	case *kql.Pipe:
		if e.Source != nil && len(e.Operators) == 0 {
			return c.searchCond(e.Source, cs)
		}
	case *kql.Binary:
		if e.Op == "and" || e.Op == "or" {
			return c.operator(e.Op, e.Span(), c.searchCond(e.X, cs), c.searchCond(e.Y, cs))
		}
		if e.Op == ":" {
			if lit, ok := e.Y.(*kql.Literal); ok {
				x := c.expr(e.X)
				return c.term(c.b.cast(x, table.TypeString), lit.Value, cs, e.Span())
			}
		}
	case *kql.Call:
		if e.Name.Text == "not" && len(e.Args) == 1 {
			return c.operator("not", e.Span(), c.searchCond(e.Args[0], cs))
		}
	case *kql.Star:
		return &plan.Const{Value: table.BoolValue(true), T: table.TypeBool}
	case *kql.Literal:
		if e.Kind == kql.Text || e.Kind == kql.Long || e.Kind == kql.Real {
			return c.anywhere(e.Value, cs, e.Span())
		}
	}
	return c.predicate(e)
}

// anywhere looks for a term in all columns.
func (c *ctx) anywhere(term string, cs bool, span source.Span) plan.Expr {
	if term == "*" || term == "" {
		return &plan.Const{Value: table.BoolValue(true), T: table.TypeBool}
	}
	var any plan.Expr
	for _, n := range c.row.all() {
		if t := n.Expr.Type(); t == table.TypeReal || t == table.TypeDecimal {
			continue
		}
		one := c.term(c.b.cast(n.Expr, table.TypeString), term, cs, span)
		if any == nil {
			any = one
		} else {
			any = c.operator("or", span, any, one)
		}
	}
	if any == nil {
		return &plan.Const{Value: table.BoolValue(false), T: table.TypeBool}
	}
	return any
}

// term is has, or what * at the ends makes of it; * between other characters
// stands for any text, and the ends are then those of words unless they are *.
func (c *ctx) term(x plan.Expr, term string, cs bool, span source.Span) plan.Expr {
	op, text := "has", term
	switch {
	case strings.Contains(strings.Trim(term, "*"), "*"):
		return c.operator("matches regex", span, x, &plan.Const{Value: table.StringValue(wildRegex(term, cs)), T: table.TypeString})
	case strings.HasPrefix(term, "*") && strings.HasSuffix(term, "*") && len(term) > 1:
		op, text = "contains", term[1:len(term)-1]
	case strings.HasPrefix(term, "*"):
		op, text = "hassuffix", term[1:]
	case strings.HasSuffix(term, "*"):
		op, text = "hasprefix", term[:len(term)-1]
	}
	if cs {
		op += "_cs"
	}
	return c.operator(op, span, x, &plan.Const{Value: table.StringValue(text), T: table.TypeString})
}

// wildRegex is the regular expression of a term with asterisks.
func wildRegex(term string, cs bool) string {
	pieces := strings.Split(term, "*")
	for i, p := range pieces {
		pieces[i] = regexp.QuoteMeta(p)
	}
	if last := len(pieces) - 1; pieces[last] != "" {
		pieces[last] += `\b`
	}
	if pieces[0] != "" {
		pieces[0] = `\b` + pieces[0]
	}
	if !cs {
		pieces[0] = "(?i)" + pieces[0]
	}
	return strings.Join(pieces, ".*")
}

// lent gives each table the columns that a condition names and only another of
// the tables has, without values: a search over several tables may name any
// column of any of them.
func lent(tables []*rel, cond kql.Expr) []*rel {
	if len(tables) < 2 {
		return tables
	}
	named := namesIn(cond)
	owner := map[string]table.Type{}
	var order []string
	for _, t := range tables {
		for _, f := range t.cols {
			if _, met := owner[f.Name]; named[f.Name] && !met {
				owner[f.Name] = f.Type
				order = append(order, f.Name)
			}
		}
	}
	out := make([]*rel, len(tables))
	for i, t := range tables {
		var cols []plan.Named
		for _, name := range order {
			if t.has(name) {
				continue
			}
			cols = append(cols, plan.Named{Name: name, Expr: nothing(owner[name])})
		}
		out[i] = t.extend(cols)
	}
	return out
}

// nothing is a null, or the empty text, which no text is instead.
func nothing(t table.Type) *plan.Const {
	none := &plan.Const{T: t}
	if t == table.TypeString {
		none.Value = table.StringValue("")
	}
	return none
}
