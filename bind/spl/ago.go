package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// The time modifiers that earliest and latest have replaced, which published
// searches still use: startdaysago=7, endhoursago=1, minutesago=30. See the
// search command's manual, "Time options".

var agoUnits = map[string]string{"minutes": "m", "hours": "h", "days": "d", "months": "mon"}

// agoTerm is the comparison and the unit that a term such as starthoursago
// stands for.
func agoTerm(name string) (op, unit string, ok bool) {
	name, ok = strings.CutSuffix(strings.ToLower(name), "ago")
	if !ok {
		return "", "", false
	}
	op = ">="
	if rest, end := strings.CutPrefix(name, "end"); end {
		op, name = "<", rest
	} else {
		name = strings.TrimPrefix(name, "start")
	}
	unit, ok = agoUnits[name]
	return op, unit, ok
}

// agoBound compares _time with a number of units before the run's clock.
func (b *binder) agoBound(x *spl.Compare, op, unit string) plan.Expr {
	n, ok := functions.LooseNumber(x.Value.Text())
	if !ok || n.Kind() != table.KindLong || n.Int() < 0 {
		b.fail(x.Value.Span(), errValue("number of units of time", x.Value.Text()))
		return constant(table.BoolValue(false))
	}
	at := b.call(x.Span(), "relative_time", b.call(x.Span(), "now"), text("-"+x.Value.Text()+unit))
	return b.known(x, b.call(x.Span(), op, b.column("_time"), at))
}
