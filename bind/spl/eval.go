package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// eval runs assignments from left to right.
func (b *binder) eval(in plan.Node, c *spl.Eval) plan.Node {
	var cols []plan.Named
	var columns []string // of lookup() calls
	for _, a := range c.Assignments {
		name := a.Target.Text()
		x, calls := b.looking(a.X)
		if len(calls) > 0 {
			var added []string
			in, added = b.lookedUp(set(in, cols...), calls)
			cols, columns = nil, append(columns, added...)
		}
		b.delims.set(name, lines)
		if !spreads(name) {
			cols = append(cols, plan.Named{Name: name, Expr: x})
			continue
		}
		in = b.spread(set(in, cols...), name, x)
		cols = nil
	}
	in = set(in, cols...)
	if len(columns) > 0 {
		in = drop(in, columns...)
	}
	return in
}

// spreads reports a target such as `count_{user}`.
func spreads(target string) bool {
	open := strings.IndexByte(target, '{')
	return open >= 0 && strings.Contains(target[open:], "}") && !strings.Contains(target, "{}")
}

// spread assigns to a field whose name holds the values of other fields.
func (b *binder) spread(in plan.Node, target string, x plan.Expr) plan.Node {
	const value, name = "goshawk value", "goshawk name"
	shape := in.Shape()
	in = set(in, plan.Named{Name: value, Expr: x}, plan.Named{Name: name, Expr: b.nameOf(target)})
	return &plan.TableCall{
		Func: functions.SpreadValue, In: []plan.Node{in}, Of: plan.Shape{Schema: shape.Schema, Open: true},
		Args: functions.TableArgs{"name": table.StringValue(name), "value": table.StringValue(value)},
	}
}

// nameOf joins the pieces of a target such as `count_{user}`.
func (b *binder) nameOf(target string) plan.Expr {
	var out plan.Expr
	add := func(e plan.Expr) { out = b.both(b.span(), ".", out, e) }
	for target != "" {
		open := strings.IndexByte(target, '{')
		end := strings.IndexByte(target, '}')
		if open < 0 || end < open {
			add(text(target))
			break
		}
		if open > 0 {
			add(text(target[:open]))
		}
		add(b.column(target[open+1 : end]))
		target = target[end+1:]
	}
	return out
}
