package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
)

// pipe binds a source and the operators after it.
func (b *binder) pipe(e *kql.Pipe, s *scope, in *rel) *rel {
	r := in
	if e.Source != nil {
		if !b.tabular(e.Source, s) {
			r = b.pipeSource(e.Source, s)
		} else {
			r = b.table(e.Source, s, in)
		}
		b.mark(r, e.Source.Span())
	}
	for i, op := range e.Operators {
		if r != nil && r.late {
			return b.rest(r, e.Operators[i:], s)
		}
		if r == nil && !makesRows(op) {
			b.errorf(codeNoSource, op.Span(), "the operator needs rows: put a table before it")
			r = b.failed()
		}
		in := r
		if b.fails(func() { r, s = b.operator(op, r, s) }) {
			r = b.after(op, in, r)
		}
		b.mark(r, op.Span())
	}
	if r == nil {
		return b.failed()
	}
	return r
}

// mark tells the nodes made for an operator where it stands.
func (b *binder) mark(r *rel, span source.Span) {
	if r != nil {
		plan.Mark(r.node, b.env.Text, span)
	}
}

// pipeSource is a name or call before "|" that nothing declares as a table.
func (b *binder) pipeSource(e kql.Expr, s *scope) *rel {
	switch e := e.(type) {
	case *kql.Ident:
		return b.named(e.Text, e.Span(), s)
	case *kql.Call:
		return b.tableCall(e, s)
	case *kql.Pipe:
		return b.pipe(e, s, nil)
	case *kql.Member:
		if name, ok := memberName(e.Name); ok && b.env.Check {
			return b.named(name, e.Span(), &scope{})
		}
	}
	b.errorf(codeTabular, e.Span(), "a table is expected")
	return b.failed()
}

func makesRows(op kql.Operator) bool {
	switch op.(type) {
	case *kql.Print, *kql.Range, *kql.Union, *kql.Find, *kql.Search, *kql.Unsupported, *kql.Evaluate, *kql.MacroExpand:
		return true
	}
	return false
}

// operator binds one operator over r; as may declare a name for what follows.
func (b *binder) operator(op kql.Operator, r *rel, s *scope) (*rel, *scope) {
	c := &ctx{b: b, scope: s, row: r}
	switch op := op.(type) {
	case *kql.GraphToTable:
		return c.graphToTable(op)
	case *kql.Unsupported:
		b.refuse(op.Span(), "operator", op.Keyword)
		return b.failed(), s
	}
	if out := c.graphs(op); out != nil {
		return out, s
	}
	if r != nil && r.graph != nil {
		return b.tableOnly(r, op.Span()), s
	}
	switch op := op.(type) {
	case *kql.As:
		return c.as(op)
	case *kql.Union:
		return b.union(op.Tables, op.Params, s, r, op.Span()), s
	case *kql.Search:
		return c.search(op), s
	case *kql.Find:
		return c.find(op), s
	case *kql.Print:
		return c.print(op), s
	case *kql.Range:
		return c.makeRange(op), s
	case *kql.MacroExpand:
		return c.macroExpand(op), s
	}
	if out := c.shaping(op); out != nil {
		return out, s
	}
	if out := c.grouping(op); out != nil {
		return out, s
	}
	b.unsupported(op.Span(), "this operator")
	return b.failed(), s
}

// shaping binds the operators that keep rows as they are, choose among them or
// change their columns.
func (c *ctx) shaping(op kql.Operator) *rel {
	switch op := op.(type) {
	case *kql.Where:
		return c.where(op)
	case *kql.Extend:
		return c.extend(op)
	case *kql.Project:
		return c.project(op)
	case *kql.ProjectAway:
		return c.projectAway(op)
	case *kql.ProjectKeep:
		return c.projectKeep(op)
	case *kql.ProjectRename:
		return c.projectRename(op)
	case *kql.ProjectReorder:
		return c.projectReorder(op)
	case *kql.ProjectByNames:
		return c.projectByNames(op)
	case *kql.Sort:
		return c.sort(op)
	case *kql.Top:
		return c.top(op)
	case *kql.Take:
		return c.take(op)
	case *kql.Sample:
		return c.sample(op)
	case *kql.Serialize:
		return c.serialize(op)
	case *kql.Render:
		return c.render(op)
	case *kql.Consume:
		return c.row.with(&plan.Limit{Input: c.row.node, N: 0})
	case *kql.AssertSchema:
		return c.assertSchema(op)
	case *kql.GetSchema:
		return c.getSchema(op)
	case *kql.Parse:
		return c.parse(op)
	case *kql.ParseWhere:
		return c.parseWhere(op)
	case *kql.ParseKv:
		return c.parseKv(op)
	case *kql.MvExpand:
		return c.mvExpand(op)
	case *kql.MvApply:
		return c.mvApply(op)
	}
	return nil
}

// grouping binds the operators that combine rows or tables.
func (c *ctx) grouping(op kql.Operator) *rel {
	switch op := op.(type) {
	case *kql.Summarize:
		return c.summarize(op)
	case *kql.Distinct:
		return c.distinct(op)
	case *kql.Count:
		return c.count(op)
	case *kql.Join:
		return c.join(op)
	case *kql.Lookup:
		return c.lookup(op)
	case *kql.TopNested:
		return c.topNested(op)
	case *kql.TopHitters:
		return c.topHitters(op)
	case *kql.SampleDistinct:
		return c.sampleDistinct(op)
	case *kql.MakeSeries:
		return c.makeSeries(op)
	case *kql.Partition:
		return c.partition(op)
	case *kql.Invoke:
		return c.invoke(op)
	case *kql.Evaluate:
		return c.evaluate(op)
	case *kql.Fork:
		return c.fork(op)
	case *kql.Facet:
		return c.facet(op)
	case *kql.Scan:
		return c.scan(op)
	case *kql.Reduce:
		return c.reduce(op)
	}
	return nil
}
