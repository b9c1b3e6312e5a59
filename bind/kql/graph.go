package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// graph is what make-graph makes: nodes with an id each, and edges with the ids
// of their ends and a number. These four columns have names of no query.
type graph struct {
	nodes, edges       *rel
	id, from, to, edge string
}

// graphRel stands for a graph among tables; its node is never run.
func graphRel(g *graph) *rel { return &rel{node: oneRowNode(), graph: g, serialized: true} }

// shared is r computed once, however often a pattern reads it.
func (r *rel) shared(name string) *rel {
	return r.with(&plan.Share{Input: r.node, Name: name, ID: new(byte)})
}

// graphOf is the graph that an operator works on, or nil after an error.
func (c *ctx) graphOf(span source.Span) *graph {
	if c.row.graph == nil && (!c.row.open || c.row.other != table.TypeUnknown) {
		c.b.errorf(codeGraph, span, "the operator needs a graph: put make-graph before it")
	}
	return c.row.graph
}

// tableOnly refuses a graph where rows are wanted.
func (b *binder) tableOnly(r *rel, span source.Span) *rel {
	if r == nil || r.graph == nil {
		return r
	}
	b.errorf(codeGraph, span, "a graph is not a table: graph-match and graph-to-table make one of it")
	return b.failed()
}

// graphs binds the operators that make or read graphs; nil for others.
func (c *ctx) graphs(op kql.Operator) *rel {
	switch op := op.(type) {
	case *kql.MakeGraph:
		return c.makeGraph(op)
	case *kql.GraphMatch:
		return c.graphMatch(op)
	case *kql.GraphMarkComponents:
		return c.graphMarkComponents(op)
	case *kql.GraphShortestPaths:
		return c.graphShortestPaths(op)
	}
	return nil
}

// graphParams are an operator's parameters by name.
func (b *binder) graphParams(list []*kql.GraphParam, allowed ...string) map[string]string {
	out := map[string]string{}
	for _, p := range list {
		known := false
		for _, a := range allowed {
			known = known || a == p.Name
		}
		if !known {
			b.errorf(codeParameter, p.Span(), "the parameter %s is not known here%s", p.Name, didYouMean(p.Name, allowed))
			continue
		}
		out[p.Name] = wordOf(p.Value)
	}
	return out
}
