package kql

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
)

// maxSize bounds the plan that one name stands for, written out: names that
// use names twice grow it exponentially.
const maxSize = 20000

// sizes remembers how large plans and expressions are when every shared piece
// is counted as often as it is used.
type sizes struct {
	nodes map[plan.Node]int
	exprs map[plan.Expr]int
}

func newSizes() *sizes { return &sizes{map[plan.Node]int{}, map[plan.Expr]int{}} }

func (s *sizes) node(n plan.Node) int {
	if size, ok := s.nodes[n]; ok {
		return size
	}
	size := 1
	for _, in := range n.Inputs() {
		size = min(size+s.node(in), maxSize+1)
	}
	if each, ok := n.(*plan.ForEach); ok {
		size = min(size+s.node(each.Body), maxSize+1)
	}
	s.nodes[n] = size
	return size
}

func (s *sizes) expr(e plan.Expr) int {
	size := 1
	switch e := e.(type) {
	case *plan.Call:
		if known, ok := s.exprs[e]; ok {
			return known
		}
		for _, a := range e.Args {
			size = min(size+s.expr(a), maxSize+1)
		}
		s.exprs[e] = size
	case *plan.Subquery:
		size = s.node(e.Input)
	}
	return size
}

// fits reports whether what a name stands for is small enough to be used.
func (b *binder) fits(size int, name string, span source.Span) bool {
	if size <= maxSize {
		return true
	}
	b.report(codeTooComplex, source.Limit, span, "the name "+name+" stands for too large an expression")
	return false
}
