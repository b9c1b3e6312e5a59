package kql

import (
	stdctx "context"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// params are an operator's parameters by name. Hints say how a cluster should
// work and change no answer; a parameter not among allowed is an error.
func (b *binder) params(list []*kql.Param, allowed ...string) map[string]*kql.Param {
	out := map[string]*kql.Param{}
	for _, p := range list {
		if strings.HasPrefix(p.Name, "hint.") || strings.HasPrefix(p.Name, "__") {
			continue
		}
		known := false
		for _, a := range allowed {
			known = known || a == p.Name
		}
		if !known {
			b.errorf(codeParameter, p.Span(), "the parameter %s is not known here%s", p.Name, didYouMean(p.Name, allowed))
			continue
		}
		out[p.Name] = p
	}
	return out
}

// word is the text of a parameter's value: a name or a literal.
func word(p *kql.Param) string {
	if p == nil {
		return ""
	}
	return wordOf(p.Value)
}

func wordOf(e kql.Node) string {
	switch e := e.(type) {
	case *kql.Ident:
		return e.Text
	case *kql.Literal:
		return e.Value
	}
	return kql.String(e)
}

func truth(p *kql.Param) bool { return strings.EqualFold(word(p), "true") || word(p) == "1" }

// limited keeps a number of rows that may be known only in the run, as that
// of a subquery is.
func (c *ctx) limited(count kql.Expr, r *rel) *rel {
	inner := &ctx{b: c.b, scope: c.scope}
	var x plan.Expr
	if c.b.fails(func() { x = inner.expr(count) }) {
		return c.b.failed()
	}
	if _, constant := x.(*plan.Const); constant || x.Type() == table.TypeUnknown {
		n, ok := c.whole(count)
		if !ok {
			return c.b.failed()
		}
		return r.with(&plan.Limit{Input: r.node, N: n})
	}
	one := (&rel{node: oneRowNode()}).project([]plan.Named{{Name: "n", Expr: c.b.cast(x, table.TypeLong)}})
	return r.with(&plan.Deferred{
		In: []plan.Node{r.node, one.node}, Label: "limit", Of: r.node.Shape(),
		Build: func(_ stdctx.Context, in []*table.Table) (plan.Node, error) {
			n := in[1].Batch().Col(0).Value(0).Int()
			return &plan.Limit{Input: &plan.Values{Table: in[0]}, N: max(n, 0)}, nil
		},
	})
}

// whole binds a number of rows that must be constant.
func (c *ctx) whole(e kql.Expr) (int64, bool) {
	inner := &ctx{b: c.b, scope: c.scope}
	x := inner.expr(e)
	if x.Type() == table.TypeUnknown {
		return 0, false
	}
	k, ok := x.(*plan.Const)
	if !ok {
		c.b.errorf(codeConstant, e.Span(), "a constant number is expected")
		return 0, false
	}
	switch k.Value.Kind() {
	case table.KindInt, table.KindLong:
		if n := k.Value.Int(); n >= 0 {
			return n, true
		}
		c.b.errorf(codeValue, e.Span(), "the number must not be negative")
		return 0, false
	case table.KindReal:
		return int64(k.Value.Real()), true
	}
	c.b.errorf(codeInteger, e.Span(), "the expression value must be an integer")
	return 0, false
}
