package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// fillnull gives missing fields a value: the named ones, which are made where
// they are unknown, or every field that some row has.
func (b *binder) fillnull(in plan.Node, c *spl.Fillnull) plan.Node {
	o := b.options(c, c.Options, "value")
	value := o.text("value", "0")
	patterns := false
	for _, f := range c.Fields {
		patterns = patterns || f.Pattern()
	}
	if len(c.Fields) == 0 || patterns {
		return &plan.TableCall{
			Func: functions.FillNulls, In: []plan.Node{in}, Of: in.Shape(), Pass: true,
			Args: functions.TableArgs{"value": table.StringValue(value), "fields": stringList(names(c.Fields))},
		}
	}
	var cols []plan.Named
	seen := map[string]bool{}
	for _, name := range names(c.Fields) {
		if !seen[name] {
			seen[name] = true
			cols = append(cols, plan.Named{Name: name, Expr: b.call(c.Span(), "coalesce", b.column(name), text(value))})
		}
	}
	return set(in, cols...)
}

// filldown gives missing fields the value of the row before.
func (b *binder) filldown(in plan.Node, c *spl.Filldown) plan.Node {
	b.options(c, c.Options)
	return &plan.TableCall{
		Func: functions.FillDown, In: []plan.Node{in}, Of: in.Shape(), Pass: true,
		Args: functions.TableArgs{"fields": stringList(names(c.Fields))},
	}
}
