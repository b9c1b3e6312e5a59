package kql

import (
	"sort"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Bind turns a query into a plan. The error, if any, is a source.List of
// findings (or one *source.Error) of kind semantic or unsupported.
func Bind(q *kql.Query, env *bind.Env) (*bind.Bound, error) {
	b := &binder{env: env, text: env.Text, saved: map[string]*entity{}, catalog: functions.KQL(), bound: newBound(), seen: map[finding]bool{}, sizes: newSizes(), settings: map[string]plan.Expr{}, aliases: map[string]*place{}}
	root := &scope{beyond: b.savedFunction}
	result := b.atMost(b.query(q, root))
	if b.broken && !env.Check && len(b.errs) == 0 {
		b.unsupported(q.Span(), "a part of this query")
	}
	if len(b.errs) > 0 {
		sort.SliceStable(b.errs, func(i, j int) bool { return b.errs[i].Span.Start < b.errs[j].Span.Start })
		return nil, b.errs.Err()
	}
	b.bound.Plan, b.bound.Ordered, b.bound.Open = result.node, result.sorted, result.open
	return b.bound, nil
}

func newBound() *bind.Bound { return &bind.Bound{} }

// binder is the state of binding one query.
type binder struct {
	env *bind.Env
	// text is what is being bound: the query, or a saved function.
	text *source.Text
	// saved are the saved functions met so far.
	saved   map[string]*entity
	catalog *functions.Catalog
	bound   *bind.Bound
	errs    source.List
	seen    map[finding]bool
	// failures counts the errors met, also those that were told before: what
	// is bound again, as a function's body is, fails again.
	failures int
	// expansions counts the functions inlined, depth how deeply.
	expansions, depth int
	// quiet drops findings, while something is tried.
	quiet int
	// broken is set when something could not be bound.
	broken bool
	temps  int
	sizes  *sizes
	// settings are the request properties that matter here.
	settings map[string]plan.Expr
	// exported are the tables that graph-to-table names.
	exported map[*kql.GraphToTable][]*rel
	// aliases are the databases that alias names.
	aliases map[string]*place
}

// finding identifies an error, which a function called twice would report twice.
type finding struct {
	text    *source.Text
	span    source.Span
	message string
}

// query binds the statements in order; the first query statement is the
// result, and those after it are bound for their errors.
func (b *binder) query(q *kql.Query, s *scope) *rel {
	s = b.statements(q, s)
	var first *rel
	for _, st := range q.Statements {
		x, ok := st.(*kql.QueryStmt)
		switch {
		case ok && first == nil:
			first = b.tableOnly(b.result(x.X, s), x.Span())
			s = b.exporting(x.X, s)
		case ok:
			bound := b.bound
			b.bound = newBound()
			b.tableOnly(b.result(x.X, s), x.Span())
			b.bound, s = bound, b.exporting(x.X, s)
		}
	}
	if first != nil {
		return first
	}
	if len(b.errs) == 0 {
		b.errorf(codeNoQuery, q.Span(), "the text has no query: it needs an expression after its let statements")
	}
	return b.failed()
}

// result binds the expression of a query statement: a table, or a scalar as a
// table of one row.
func (b *binder) result(e kql.Expr, s *scope) *rel {
	if b.tabular(e, s) {
		return b.table(e, s, nil)
	}
	c := &ctx{b: b, scope: s}
	x := c.expr(e)
	name := c.autoName(e)
	if name == "" {
		name = "print_0"
	}
	return oneRow(table.Field{Name: name}, x)
}

// statements binds what precedes the query and returns the scope it makes.
func (b *binder) statements(q *kql.Query, s *scope) *scope {
	for _, st := range q.Statements {
		switch st := st.(type) {
		case *kql.Let:
			s = b.let(st, s)
		case *kql.DeclareParameters:
			s = b.declare(st, s)
		case *kql.QueryStmt:
		case *kql.Set:
			b.set(st, s)
		case *kql.Alias:
			b.alias(st, s)
		case *kql.Restrict:
			s = b.restrict(st, s)
		case *kql.DeclarePattern:
			s = b.declarePattern(st, s)
		}
	}
	return s
}

// temp is a name that no user's column has.
func (b *binder) temp() string {
	b.temps++
	return "$" + itoa(b.temps)
}
