package kql

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// comparesText are the operators that take a string beside a number or a truth
// value, as in EventID == "4624" and ResultType == 0; orderings do not.
var comparesText = wordSet("== != <> in !in")

// alikened makes the operands of an equality of one type where strings meet
// numbers or truth values: a constant takes the type of what it is compared
// with, and of two that are no constants the string stays what it is. Nil when
// that is not what ails the call.
func (b *binder) alikened(name string, types []table.Type, args []plan.Expr) []plan.Expr {
	if !comparesText()[name] || len(args) < 2 {
		return nil
	}
	out := append([]plan.Expr(nil), args...)
	changed := false
	for i := 1; i < len(args); i++ {
		left, right := types[0], types[i]
		if left == table.TypeString == (right == table.TypeString) || !textual(left) || !textual(right) {
			continue
		}
		want := left
		if isConstant(args[0]) && !isConstant(args[i]) && len(args) == 2 {
			want = right
		}
		switch {
		case want == table.TypeString && (left == table.TypeBool || right == table.TypeBool):
			// "True" and "1" are as true as true.
			want = table.TypeBool
			out[0] = b.cast(args[0], want)
		case !isConstant(args[0]) && !isConstant(args[i]):
			want = table.TypeString
			out[0] = b.cast(args[0], want)
		case want == right:
			out[0] = b.cast(args[0], want)
		}
		out[i] = b.cast(args[i], want)
		changed = true
	}
	if !changed {
		return nil
	}
	return out
}

// textual are the types that a string may be compared with for equality.
func textual(t table.Type) bool {
	return t == table.TypeString || t == table.TypeBool || t.Numeric()
}
