package spl

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// strcat joins fields and texts in quotes; a missing field counts as empty
// text unless all are required.
func (b *binder) strcat(in plan.Node, c *spl.Strcat) plan.Node {
	o := b.options(c, c.Options, "allrequired")
	last := len(c.Fields) - 1
	var x plan.Expr
	for _, f := range c.Fields[:last] {
		var part plan.Expr = text(f.Text())
		if !f.Quoted() {
			part = b.column(f.Text())
			if !o.bool("allrequired", false) {
				part = b.call(f.Span(), "coalesce", part, text(""))
			}
		}
		x = b.both(c.Span(), ".", x, part)
	}
	if o.bool("allrequired", false) {
		target := b.column(c.Fields[last].Text())
		x = b.call(c.Span(), "coalesce", x, target)
	}
	return set(in, plan.Named{Name: c.Fields[last].Text(), Expr: x})
}

var rangeOf = pattern.Lazy(`^(-?[0-9.]+)-(-?[0-9.]+)$`)

// rangemap names the ranges that a field's number lies in: several where they
// overlap.
func (b *binder) rangemap(in plan.Node, c *spl.Rangemap) plan.Node {
	field, ok := c.Options.Text("field")
	if !ok {
		b.fail(c.Span(), errOptionValue("rangemap", "field", "a field"))
	}
	otherwise := "None"
	var args []plan.Expr
	for _, o := range c.Options {
		switch o.Key {
		case "field":
		case "default":
			otherwise = o.Value.Text()
		default:
			m := rangeOf().FindStringSubmatch(o.Value.Text())
			if m == nil {
				b.fail(o.Span(), errOptionValue("rangemap", o.Key, "a range such as 1-10"))
				continue
			}
			low, _ := strconv.ParseFloat(m[1], 64)
			high, _ := strconv.ParseFloat(m[2], 64)
			from := b.call(o.Span(), ">=", b.column(field), constant(table.RealValue(low)))
			to := b.call(o.Span(), "<=", b.column(field), constant(table.RealValue(high)))
			inside := b.call(o.Span(), "and", from, to)
			args = append(args, b.call(o.Span(), "if", inside, text(o.Key), b.call(o.Span(), "null")))
		}
	}
	var name plan.Expr = text(otherwise)
	if len(args) > 0 {
		name = b.call(c.Span(), "coalesce", b.call(c.Span(), "mvappend", args...), name)
	}
	return set(in, plan.Named{Name: "range", Expr: name})
}
