package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// scan matches sequences of rows. With partition by, each partition is scanned
// for itself.
func (c *ctx) scan(op *kql.Scan) *rel {
	p := c.b.params(op.Params, "with_match_id")
	in := c.row
	if len(op.Order) > 0 {
		in = c.sort(&kql.Sort{Op: op.Op, Keys: op.Order})
	}
	if !in.serialized {
		c.b.errorf(codeSerialized, op.Span(), "scan needs rows in a known order: put sort or serialize before it")
		return c.b.failed()
	}
	inner := *c
	inner.row = in
	if len(op.Partition) == 0 {
		return inner.scanRows(op, word(p["with_match_id"]))
	}
	keys := inner.newColumns()
	keys.bind(op.Partition)
	hole := &plan.Hole{Of: in.node.Shape()}
	inner.row = in.with(hole)
	out := inner.scanRows(op, word(p["with_match_id"]))
	out = out.with(&plan.ForEach{Input: in.node, Keys: keys.out, Hole: hole, Body: out.node})
	out.serialized, out.sorted = true, false
	return out
}

func (c *ctx) scanRows(op *kql.Scan, id string) *rel {
	n := &plan.Match{Input: c.row.node, ID: id}
	inner := *c
	inner.locals = map[string]plan.Expr{}
	for k, v := range c.locals {
		inner.locals[k] = v
	}
	for _, d := range op.Declare {
		col, ok := c.scanColumn(d)
		if !ok {
			return c.b.failed()
		}
		n.Declared = append(n.Declared, col)
		inner.locals[col.Name] = &plan.Const{Value: col.Default, T: col.T}
	}
	steps := map[string]int{}
	for i, st := range op.Steps {
		if _, twice := steps[st.Name.Text()]; twice {
			c.b.errorf(codeDuplicate, st.Name.Span(), "the step %q is given twice", st.Name.Text())
		}
		steps[st.Name.Text()] = i
	}
	for i, st := range op.Steps {
		inner.members = func(name, member string) (plan.Expr, bool) {
			k, ok := steps[name]
			if !ok {
				return nil, false
			}
			if k > i {
				c.b.errorf(codeName, st.Span(), "the step %q comes after %q, which has no state of it", name, st.Name.Text())
				return bad(), true
			}
			return c.stateColumn(n, st, k, member)
		}
		step, ok := inner.scanStep(n, st)
		if !ok {
			return c.b.failed()
		}
		n.Steps = append(n.Steps, step)
	}
	out := c.row.with(n)
	out.cols = append([]table.Field(nil), c.row.cols...)
	for _, d := range n.Declared {
		out.set(table.Field{Name: d.Name, Type: d.T})
	}
	if id != "" {
		out.set(table.Field{Name: id, Type: table.TypeLong})
	}
	out.serialized = true
	return out
}

// set replaces the column of f's name, or appends f.
func (r *rel) set(f table.Field) {
	if i := r.index(f.Name); i >= 0 {
		r.cols[i] = f
	} else {
		r.cols = append(r.cols, f)
	}
}

// scanColumn binds a declared column; without a default it is null.
func (c *ctx) scanColumn(d *kql.FuncParam) (col plan.MatchColumn, ok bool) {
	c.b.declarable(d.Name)
	if d.Type == nil {
		c.b.errorf(codeType, d.Span(), "the column %s needs a scalar type", d.Name.Text())
		return col, false
	}
	col = plan.MatchColumn{Name: d.Name.Text(), T: c.b.typeName(d.Type)}
	if col.T == table.TypeString {
		col.Default = table.StringValue("")
	}
	if d.Default == nil {
		return col, true
	}
	inner := &ctx{b: c.b, scope: c.scope}
	k, is := inner.typed(d.Default, col.T).(*plan.Const)
	if !is {
		c.b.errorf(codeConstant, d.Default.Span(), "a default must be a constant")
		return col, false
	}
	col.Default = k.Value
	return col, true
}

// stateColumn is step.column: the column in the row that a step holds.
func (c *ctx) stateColumn(n *plan.Match, at *kql.ScanStep, step int, column string) (plan.Expr, bool) {
	for _, r := range n.Refs {
		if r.Step == step && r.Column == column {
			return &plan.Column{Name: r.As, T: r.T}, true
		}
	}
	ref := plan.MatchRef{As: c.b.temp(), Step: step, Column: column}
	found := false
	for _, d := range n.Declared {
		if d.Name == column {
			ref.T, found = d.T, true
		}
	}
	if i := c.row.index(column); i >= 0 && !found {
		ref.T, found = c.row.cols[i].Type, true
	}
	switch {
	case found:
	case c.row.open:
		ref.T = c.row.other
	default:
		c.b.errorf(codeName, at.Span(), "the step %q has no column %q%s", at.Name.Text(), column, didYouMean(column, c.row.names()))
		return bad(), true
	}
	n.Refs = append(n.Refs, ref)
	return &plan.Column{Name: ref.As, T: ref.T}, true
}

func (c *ctx) scanStep(n *plan.Match, st *kql.ScanStep) (plan.MatchStep, bool) {
	out := plan.MatchStep{Name: st.Name.Text()}
	if st.Optional {
		c.b.undocumented(st.Span(), "an optional step of scan")
		return out, false
	}
	switch st.Output {
	case "", "all":
	case "last":
		out.Output = plan.MatchLast
	case "none":
		out.Output = plan.MatchNone
	default:
		c.b.errorf(codeParameter, st.Span(), "a step has no output %q: all, last and none are known", st.Output)
		return out, false
	}
	for _, part := range conjuncts(st.Cond) {
		x := c.predicate(part)
		into := &out.Static
		if readsState(n, x) {
			into = &out.Cond
		}
		if *into == nil {
			*into = x
		} else {
			*into = c.operator("and", part.Span(), *into, x)
		}
	}
	for _, a := range st.Assign {
		names, x := kql.Named(a)
		if len(names) != 1 {
			c.b.errorf(codeName, a.Span(), "a step assigns values as name = value")
			return out, false
		}
		name := names[0].Text()
		t, found := table.TypeUnknown, false
		for _, d := range n.Declared {
			if d.Name == name {
				t, found = d.T, true
			}
		}
		if !found {
			c.b.errorf(codeName, names[0].Span(), "the column %q is not declared: a step assigns columns of declare only", name)
			return out, false
		}
		out.Assign = append(out.Assign, plan.Named{Name: name, Expr: c.typed(x, t)})
	}
	return out, true
}

// conjuncts are the parts of a condition that "and" joins.
func conjuncts(e kql.Expr) []kql.Expr {
	switch x := e.(type) {
	case *kql.Binary:
		if x.Op == "and" {
			return append(conjuncts(x.X), conjuncts(x.Y)...)
		}
	case *kql.Pipe:
		if x.Source != nil && len(x.Operators) == 0 {
			return conjuncts(x.Source)
		}
	}
	return []kql.Expr{e}
}

func readsState(n *plan.Match, e plan.Expr) bool {
	reads := false
	plan.Columns(e, func(name string) {
		for _, r := range n.Refs {
			reads = reads || r.As == name
		}
	})
	return reads
}
