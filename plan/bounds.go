package plan

import (
	"slices"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// Bound is a condition on one column that holds for every row that another,
// larger condition keeps.
type Bound struct {
	Column string
	Cond   Expr
}

// Bounds are the conditions on single columns that follow from e: of
//
//	a = 1 and (b = 2 or b = 3 and c = 4)
//
// a = 1 and (b = 2 or b = 3), but none on c. A source that meets one value of
// a record can so tell that nothing else in it matters.
func Bounds(e Expr) []Bound {
	var names []string
	Columns(e, func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	})
	var out []Bound
	for _, name := range names {
		if cond := boundOf(e, name); cond != nil {
			out = append(out, Bound{name, cond})
		}
	}
	return out
}

// boundOf is what e says of a column whatever the others are; nil when nothing.
// Where and is true both sides are, and where or is, one is: what says nothing
// of the column may be true.
func boundOf(e Expr, column string) Expr {
	if and, or := joins(e, "and"), joins(e, "or"); and || or {
		c := *e.(*Call)
		left, right := boundOf(c.Args[0], column), boundOf(c.Args[1], column)
		switch {
		case left != nil && right != nil:
			c.Args = []Expr{left, right}
			return &c
		case or:
			return nil
		case left != nil:
			return left
		}
		return right
	}
	found, others := false, false
	Columns(e, func(name string) { found, others = found || name == column, others || name != column })
	if !found || others || !rowwise(e) || !isCondition(e) {
		return nil
	}
	return e
}

// joins reports whether e is the and, or the or, of two conditions.
func joins(e Expr, name string) bool {
	c, ok := e.(*Call)
	return ok && (c.Func.KQL == name || c.Func.SPL == name) && len(c.Args) == 2 && isCondition(c.Args[0]) && isCondition(c.Args[1])
}

// isCondition reports whether e is true, false or null in each row, also where
// its type is known at run time only.
func isCondition(e Expr) bool {
	if e.Type() == table.TypeBool {
		return true
	}
	c, ok := e.(*Call)
	return ok && e.Type() == table.TypeDynamic && len(c.Func.Impl) > 0 &&
		!slices.ContainsFunc(c.Func.Impl, func(o functions.Overload) bool { return o.Result != table.TypeBool })
}
