package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// gentimes makes a row for each stretch of time between two points.
func (b *binder) gentimes(c *spl.Gentimes) plan.Node {
	o := b.options(c, c.Options, "start", "end", "increment")
	if !o.has("start") {
		b.fail(c.Span(), errOptionValue("gentimes", "start", "a day, such as -7 or 10/1/2024"))
	}
	step, ok := parseSpan(o.text("increment", "1d"))
	if !ok || step.seconds() == 0 {
		b.fail(c.Span(), errSpan(o.text("increment", "1d")))
	}
	fields := make([]table.Field, 4)
	for i, name := range []string{"endhuman", "endtime", "starthuman", "starttime"} {
		fields[i] = table.Field{Name: name, Type: table.TypeDynamic}
	}
	return &plan.TableCall{
		Func: functions.GenTimes, Of: plan.Shape{Schema: table.NewSchema(fields...)},
		Args: functions.TableArgs{
			"start": table.StringValue(o.text("start", "0")), "end": table.StringValue(o.text("end", "0")), "step": table.RealValue(step.seconds()),
		},
	}
}
