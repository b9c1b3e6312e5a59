package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// The values of a conditional function are computed only for the rows that
// take them: the kernel then sees nulls in the other rows, which it does not
// look at.

// lazyBranches reports whether that is worth it and changes nothing: some value
// is a call, and none sees other rows or answers differently each time.
func lazyBranches(e *plan.Call) bool {
	calls := false
	for i, a := range e.Args {
		if _, stable := exprKey(a); !stable || plan.IsWindow(a) {
			return false
		}
		if _, ok := a.(*plan.Call); ok && isValue(i, len(e.Args)) {
			calls = true
		}
	}
	return calls
}

// isValue reports whether argument i of n is a value, not a condition.
func isValue(i, n int) bool { return i%2 == 1 || i == n-1 }

func (s *callScalar) branchArguments(b *table.Batch) ([]table.Column, error) {
	args := make([]table.Column, len(s.args))
	var err error
	var open []int32 // rows for which no condition was true; nil means all
	for i := range args {
		taken := open
		if i+1 < len(args) && !isValue(i, len(args)) {
			if args[i], err = s.args[i].eval(b); err != nil {
				return nil, err
			}
			continue
		}
		if i%2 == 1 {
			taken, open = divide(args[i-1], open, b.Len())
		}
		if args[i], err = s.branch(i, b, taken); err != nil {
			return nil, err
		}
	}
	return args, nil
}

// divide splits the open rows into those for which a condition may be true and
// those that stay open; nil means all rows.
func divide(cond table.Column, open []int32, n int) (taken, rest []int32) {
	c := table.Resolve(cond)
	if k, ok := c.(*table.Const); ok && k.Type() == table.TypeBool {
		if k.Val().Bool() {
			return open, []int32{}
		}
		return []int32{}, open
	}
	if c.Type() != table.TypeBool {
		return open, open // what it comes to is the kernel's affair
	}
	holds := functions.NewArg[bool](c)
	most := n
	if open != nil {
		most = len(open)
	}
	taken, rest = make([]int32, 0, most), make([]int32, 0, most)
	put := func(i int32) {
		if !holds.Null(int(i)) && holds.At(int(i)) {
			taken = append(taken, i)
		} else {
			rest = append(rest, i)
		}
	}
	if open == nil {
		for i := range n {
			put(int32(i))
		}
	} else {
		for _, i := range open {
			put(i)
		}
	}
	if len(rest) == n {
		rest = nil
	}
	return taken, rest
}

// branch computes argument i for the rows that may take it.
func (s *callScalar) branch(i int, b *table.Batch, rows []int32) (table.Column, error) {
	n := b.Len()
	if _, ok := s.call.Args[i].(*plan.Call); !ok || rows == nil || 4*len(rows) > 3*n {
		return s.args[i].eval(b)
	}
	if len(rows) == 0 {
		return table.NewConst(table.Value{}, s.call.Args[i].Type(), n), nil
	}
	col, err := s.args[i].eval(b.View(rows))
	if err != nil {
		return nil, err
	}
	if k, ok := table.Resolve(col).(*table.Const); ok {
		return table.NewConst(k.Val(), k.Type(), n), nil
	}
	place := make([]int32, n)
	for j := range place {
		place[j] = -1
	}
	for j, row := range rows {
		place[row] = int32(j)
	}
	return table.NewView(col, place), nil
}
