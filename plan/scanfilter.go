package plan

import "github.com/goshawk-lang/goshawk/table"

// FuseScanFilters marks filters that stand directly on a Scan, so that a
// source can leave out rows before it decodes all of their columns.
func FuseScanFilters(n Node) Node {
	n = mapInputs(n, FuseScanFilters)
	f, ok := n.(*Filter)
	if !ok || !rowwise(f.Pred) {
		return n
	}
	switch in := f.Input.(type) {
	case *Scan:
	case *Filter:
		if !in.InScan {
			return n
		}
	default:
		return n
	}
	c := *f
	c.InScan = true
	return &c
}

// Conjuncts splits a predicate at its outermost ands: a row is kept when all
// of them are true.
func Conjuncts(e Expr) []Expr {
	c, ok := e.(*Call)
	if !ok || c.Func.KQL != "and" && c.Func.SPL != "and" || len(c.Args) != 2 {
		return []Expr{e}
	}
	for _, a := range c.Args {
		if a.Type() != table.TypeBool {
			return []Expr{e}
		}
	}
	return append(Conjuncts(c.Args[0]), Conjuncts(c.Args[1])...)
}

// rowwise reports whether e gives for a row what that row's columns, which are
// known, say and nothing else: neither other rows nor chance.
func rowwise(e Expr) bool {
	switch e := e.(type) {
	case *Column, *Const:
		return true
	case *Call:
		if e.Func.Volatile || e.Func.Window {
			return false
		}
		for _, a := range e.Args {
			if !rowwise(a) {
				return false
			}
		}
		return true
	case *Each:
		return rowwise(e.Over) && rowwise(e.Body)
	case *Subquery:
		for _, name := range e.Reads {
			if name == AllColumns {
				return false
			}
		}
		return true
	}
	return false
}
