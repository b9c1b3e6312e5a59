package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// head keeps the first rows: a number of them, or while a condition holds.
func (b *binder) head(in plan.Node, c *spl.Head) plan.Node {
	list := append(append(spl.Options(nil), c.Options...), c.More...)
	o := b.options(c, list, "limit", "null", "keeplast")
	limit := o.int("limit", -1)
	switch x := unparen(c.X).(type) {
	case nil:
		if limit < 0 {
			limit = 10
		}
	case *spl.NumberLit:
		if o.has("limit") {
			b.fail(c.X.Span(), semantic(codeArguments, "head takes a number of rows or the option limit, not both"))
		}
		limit = b.numberLiteral(x).(*plan.Const).Value.Int()
	default:
		const cond = "goshawk condition"
		in = set(in, plan.Named{Name: cond, Expr: b.expr(c.X)})
		in = &plan.TableCall{
			Func: functions.TakeWhile, In: []plan.Node{in}, Of: in.Shape(), Pass: true, Reads: []string{cond},
			Args: functions.TableArgs{
				"condition": table.StringValue(cond), "null": table.BoolValue(o.bool("null", false)),
				"keeplast": table.BoolValue(o.bool("keeplast", false)),
			},
		}
		in = drop(in, cond)
	}
	if limit < 0 {
		return in
	}
	return &plan.Limit{Input: in, N: limit}
}

// tail keeps the last rows, the last one first.
func (b *binder) tail(in plan.Node, c *spl.Tail) plan.Node {
	return &plan.Limit{Input: in, N: b.count(c.Count, 10), Last: true}
}

// reverse turns the order of rows around.
func (b *binder) reverse(in plan.Node, _ *spl.Reverse) plan.Node {
	return &plan.Limit{Input: in, N: plan.AllRows, Last: true}
}
