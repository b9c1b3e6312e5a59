package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// summarize puts the keys first, then the aggregates in the order written.
// Expressions around aggregates are computed afterwards.
func (c *ctx) summarize(op *kql.Summarize) *rel {
	keys := c.newColumns()
	for _, e := range op.Aggregates {
		if names, _ := kql.Named(e); names != nil {
			for _, n := range names {
				keys.names.taken[n.Text()] = true
			}
		}
	}
	keys.bind(op.By)
	for i, k := range keys.out {
		keys.out[i].Expr = c.groupKey(k, op.Span())
	}
	s := &summary{c: c, names: keys.names, aggs: &collector{}}
	s.span = op.Span()
	s.bind(op.Aggregates, keys.out)
	return s.result(keys.out, keys.before(c.row))
}

// groupKey refuses a dynamic key, which has no equality.
func (c *ctx) groupKey(k plan.Named, span source.Span) plan.Expr {
	if k.Expr.Type() == table.TypeDynamic && !c.row.open {
		c.b.errorf(codeDynamicKey, span, "the group key %q is of type dynamic: convert it, for example with tostring()", k.Name)
	}
	return k.Expr
}

// summary collects the aggregates and what is computed from them.
type summary struct {
	c     *ctx
	names *namer
	aggs  *collector
	// post are the output columns after the keys.
	post  []plan.Named
	given map[string]bool
	plain bool
	span  source.Span
	// open is set by a * over columns that are not all known.
	open bool
}

func (s *summary) bind(list []kql.Expr, keys []plan.Named) {
	inner := s.start(keys)
	for _, e := range list {
		s.one(inner, e)
	}
}

// start is where the aggregates stand.
func (s *summary) start(keys []plan.Named) *ctx {
	inner := *s.c
	inner.aggs = s.aggs
	inner.locals = map[string]plan.Expr{}
	for k, v := range s.c.locals {
		inner.locals[k] = v
	}
	for _, k := range keys {
		if col, ok := k.Expr.(*plan.Column); ok {
			inner.locals["\x00key "+col.Name] = k.Expr
		}
	}
	s.given, s.plain = map[string]bool{}, true
	return &inner
}

func (s *summary) one(c *ctx, e kql.Expr) {
	names, x := kql.Named(e)
	if p, ok := x.(*kql.Pipe); ok && p.Source != nil && len(p.Operators) == 0 {
		x = p.Source
	}
	if call, ok := x.(*kql.Call); ok {
		if f := c.b.catalog.Aggregate(call.Name.Text); f != nil {
			s.direct(c, names, call, f)
			return
		}
	}
	bound := c.expr(x)
	if bound.Type() != table.TypeUnknown && s.readsRows(bound) {
		c.b.errorf(codeAggregate, e.Span(), "a column stands outside of an aggregate: aggregate it or put it after by")
		return
	}
	s.plain = false
	name := ""
	if names != nil {
		name = names[0].Text()
		s.claim(name, names[0].Span())
	} else if name = c.autoName(x); name == "" {
		name = s.names.column()
	} else {
		name = s.names.unique(name)
	}
	s.post = append(s.post, plan.Named{Name: name, Expr: bound})
}

// direct is an aggregate that stands alone: its outputs are columns.
func (s *summary) direct(c *ctx, names []*kql.Name, call *kql.Call, f *functions.Aggregate) {
	for _, a := range call.Args {
		if _, star := a.(*kql.Star); star && c.row != nil && c.row.open {
			s.open = true
		}
	}
	agg, auto, ok := c.aggregate(call, f)
	if !ok {
		return
	}
	for i := range agg.Types {
		name := ""
		switch {
		case i < len(names):
			name = names[i].Text()
			s.claim(name, names[i].Span())
		case i < len(auto):
			name = s.unique(auto[i])
		}
		agg.Names[i] = name
		s.post = append(s.post, plan.Named{Name: name, Expr: &plan.Column{Name: name, T: agg.Types[i]}})
	}
	s.aggs.aggs = append(s.aggs.aggs, agg)
}

func (s *summary) unique(name string) string {
	if name == "" {
		return s.names.column()
	}
	return s.names.unique(name)
}

func (s *summary) claim(name string, span source.Span) {
	if s.given[name] {
		s.c.b.errorf(codeDuplicate, span, "the column %q is given twice", name)
	}
	s.given[name] = true
	s.names.taken[name] = true
}

// readsRows says whether an expression reads columns other than the results
// of aggregates.
func (s *summary) readsRows(e plan.Expr) bool {
	results := map[string]bool{}
	for _, a := range s.aggs.aggs {
		for _, n := range a.Names {
			results[n] = true
		}
	}
	reads := false
	plan.Columns(e, func(name string) { reads = reads || !results[name] })
	return reads
}

func (s *summary) result(keys []plan.Named, in *rel) *rel {
	out := s.c.grouped(keys, s.aggs.aggs, in)
	if s.open {
		if s.c.row.other != table.TypeUnknown {
			s.c.b.unsupported(s.span, "* over a table whose columns are not all known")
		}
		out.open, out.other = true, s.c.row.other
		return out
	}
	if s.plain {
		return out
	}
	cols := make([]plan.Named, 0, len(keys)+len(s.post))
	for _, k := range keys {
		cols = append(cols, plan.Named{Name: k.Name, Expr: &plan.Column{Name: k.Name, T: k.Expr.Type()}})
	}
	return out.project(append(cols, s.post...))
}
