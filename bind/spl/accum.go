package spl

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// maxLag bounds how far back autoregress reaches.
const maxLag = 10_000

// accum adds the running total of a field's numbers.
func (b *binder) accum(in plan.Node, c *spl.Accum) plan.Node {
	b.options(c, c.Options)
	field := c.Field().Text()
	as := field
	if c.As() != nil {
		as = c.As().Text()
	}
	return columnCall(in, functions.RunningTotal, field, as, nil)
}

// columnCall is a table function that makes one column of another.
func columnCall(in plan.Node, f *functions.TableFunc, field, as string, args functions.TableArgs) plan.Node {
	if args == nil {
		args = functions.TableArgs{}
	}
	args["field"], args["as"] = table.StringValue(field), table.StringValue(as)
	of := set(in, plan.Named{Name: as, Expr: column(field)}).Shape()
	return &plan.TableCall{Func: f, In: []plan.Node{in}, Of: of, Pass: true, Reads: []string{field}, Args: args}
}

// delta is the difference to the same field some rows before.
func (b *binder) delta(in plan.Node, c *spl.Delta) plan.Node {
	o := b.options(c, c.Options, "p")
	field := c.Field().Text()
	as := "delta(" + field + ")"
	if c.As() != nil {
		as = c.As().Text()
	}
	const before = "goshawk before"
	in = columnCall(in, functions.Lag, field, before, functions.TableArgs{"rows": table.LongValue(o.int("p", 1))})
	in = set(in, plan.Named{Name: as, Expr: b.call(c.Span(), "-", b.column(field), column(before))})
	return drop(in, before)
}

// autoregress copies a field's earlier values into the row: p=2, or p=1-3.
func (b *binder) autoregress(in plan.Node, c *spl.Autoregress) plan.Node {
	o := b.options(c, c.Options, "p")
	field := c.Field().Text()
	first, last, ranged := strings.Cut(o.text("p", "1"), "-")
	if !ranged {
		last = first
	}
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || from < 1 || to < from || to > maxLag {
		b.fail(c.Span(), errOptionValue("autoregress", "p", "a number of rows, or a range such as 1-3"))
		return in
	}
	for n := from; n <= to; n++ {
		as := fmt.Sprintf("%s_p%d", field, n)
		if c.As() != nil && !ranged {
			as = c.As().Text()
		}
		in = columnCall(in, functions.Lag, field, as, functions.TableArgs{"rows": table.LongValue(int64(n))})
	}
	return in
}
