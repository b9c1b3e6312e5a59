package spl

import (
	"fmt"
	"math"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// makemv splits a field into values, at a delimiter or by a pattern. The single
// value that setsv=t sets beside them is what nomv makes of the field.
func (b *binder) makemv(in plan.Node, c *spl.Makemv) plan.Node {
	o := b.options(c, c.Options, "delim", "tokenizer", "allowempty", "setsv")
	name := c.Fields[0].Text()
	if o.bool("setsv", false) {
		b.delims.set(name, o.text("delim", " "))
	} else {
		b.delims.set(name, lines)
	}
	empty := constant(table.BoolValue(o.bool("allowempty", false)))
	x := b.call(c.Span(), "makemv_delim", b.column(name), text(o.text("delim", " ")), empty)
	if o.has("tokenizer") {
		pattern := o.text("tokenizer", "")
		if _, err := functions.CompilePattern(pattern); err != nil {
			b.fail(c.Options.Get("tokenizer").Span(), errPattern(pattern, err))
			return in
		}
		x = b.call(c.Span(), "makemv_token", b.column(name), text(pattern), empty)
	}
	return set(in, plan.Named{Name: name, Expr: x})
}

// nomv turns the values of a field into one, a line each, or with what the
// command that made them said stands between them.
func (b *binder) nomv(in plan.Node, c *spl.Nomv) plan.Node {
	b.options(c, c.Options)
	name := c.Fields[0].Text()
	return set(in, plan.Named{Name: name, Expr: b.call(c.Span(), "mvjoin", b.column(name), text(b.delims.between(name)))})
}

// mvexpand makes a row of each value. A row without the field stays.
func (b *binder) mvexpand(in plan.Node, c *spl.Mvexpand) plan.Node {
	o := b.options(c, c.Options, "limit")
	name := c.Fields[0].Text()
	n := &plan.Expand{
		Input: in, Limit: o.int("limit", 0), KeepEmpty: true,
		Cols: []plan.ExpandColumn{{Expr: b.column(name), As: name, To: table.TypeDynamic}},
	}
	if most := b.env.Limits.Mvexpand; most > 0 {
		return &plan.Limit{Input: n, N: math.MaxInt64, Bytes: most, Told: fmt.Sprintf("mvexpand: rows beyond %d bytes are left out", most)}
	}
	return n
}

// mvcombine merges rows that differ in one field only.
func (b *binder) mvcombine(in plan.Node, c *spl.Mvcombine) plan.Node {
	o := b.options(c, c.Options, "delim")
	b.delims.set(c.Fields[0].Text(), o.text("delim", " "))
	return &plan.TableCall{
		Func: functions.MVCombine, In: []plan.Node{in}, Of: in.Shape(),
		Args: functions.TableArgs{"column": table.StringValue(c.Fields[0].Text())},
	}
}
