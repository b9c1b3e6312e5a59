package kql

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Request properties that set gives. Those about how a service works (its
// nodes, caches, memory, how it sends results) mean nothing here; those that
// change the answer are obeyed or refused.
// https://learn.microsoft.com/kusto/query/set-statement

// refusedSettings change which rows a query sees in a way that needs what only
// a cluster knows of them.
var refusedSettings = wordSet(`query_cursor_after_default query_cursor_before_or_at_default query_cursor_current query_cursor_scoped_tables
query_datetimescope_column query_datetimescope_from query_datetimescope_to query_language`)

// set remembers a request property, or does what it asks for.
func (b *binder) set(st *kql.Set, s *scope) {
	name := strings.ToLower(st.Name)
	switch {
	case refusedSettings()[name]:
		b.unsupported(st.Span(), "the request property "+st.Name)
	case name == "best_effort":
		if k, ok := b.flag(st, s); ok {
			b.settings[name] = k
		}
	case name == "query_now":
		if k, ok := b.setting(st, s).(*plan.Const); ok && k.T == table.TypeDateTime && !k.Value.IsNull() {
			now := k.Value.DateTime()
			b.bound.Now = &now
		}
	case name == "query_bin_auto_size" || name == "query_bin_auto_at":
		if x := b.setting(st, s); x != nil {
			b.settings[name] = x
		}
	case name == "query_take_max_records":
		if k, ok := b.setting(st, s).(*plan.Const); ok && (k.T == table.TypeLong || k.T == table.TypeInt) && !k.Value.IsNull() && k.Value.Int() >= 0 {
			b.settings[name] = k
		}
	}
}

// setting is the constant of a request property, or nil after an error.
func (b *binder) setting(st *kql.Set, s *scope) plan.Expr {
	if st.Value == nil {
		b.errorf(codeConstant, st.Span(), "the request property %s needs a value", st.Name)
		return nil
	}
	c := &ctx{b: b, scope: s}
	x := c.expr(st.Value)
	if _, ok := x.(*plan.Const); !ok {
		b.errorf(codeConstant, st.Value.Span(), "the value of a request property must be a constant")
		return nil
	}
	return x
}

// flag is a request property that is true where it has no value.
func (b *binder) flag(st *kql.Set, s *scope) (*plan.Const, bool) {
	if st.Value == nil {
		return &plan.Const{Value: table.BoolValue(true), T: table.TypeBool}, true
	}
	k, ok := b.setting(st, s).(*plan.Const)
	return k, ok && k.T == table.TypeBool && !k.Value.IsNull()
}

// bestEffort says whether tables that are not there are passed over.
func (b *binder) bestEffort() bool {
	k, ok := b.settings["best_effort"].(*plan.Const)
	return ok && k.Value.Bool()
}

// atMost is a query's result under query_take_max_records.
func (b *binder) atMost(r *rel) *rel {
	k, ok := b.settings["query_take_max_records"].(*plan.Const)
	if !ok || r.graph != nil {
		return r
	}
	return r.with(&plan.Limit{Input: r.node, N: k.Value.Int()})
}

// binAuto is bin_at with the size and the point that set gives.
// https://learn.microsoft.com/kusto/query/bin-auto-function
func (c *ctx) binAuto(e *kql.Call) plan.Expr {
	if len(e.Args) != 1 {
		c.b.errorf(codeArguments, e.Span(), "bin_auto takes 1 argument, not %d", len(e.Args))
		return bad()
	}
	x := c.expr(e.Args[0])
	size := c.b.settings["query_bin_auto_size"]
	if size == nil {
		c.b.errorf(codeValue, e.Span(), "bin_auto needs the size of bins: set query_bin_auto_size before the query")
		return bad()
	}
	at := c.b.settings["query_bin_auto_at"]
	if at == nil {
		return c.b.function("bin", e.Span(), x, size)
	}
	return c.b.function("bin_at", e.Span(), x, size, at)
}
