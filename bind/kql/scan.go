package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// scanStep is a bound step.
type scanStep struct {
	cond   plan.Expr
	assign []plan.Named
	// silent steps match without giving a row.
	silent bool
}

// scan binds conditions and assignments over the columns of a row and of the
// rows that earlier steps matched, written step.column.
// https://learn.microsoft.com/kusto/query/scan-operator
func (c *ctx) scan(op *kql.Scan) *rel {
	p := c.b.params(op.Params, "with_match_id")
	in := c.row
	if len(op.Order) > 0 {
		in = c.sorted(op.Order, -1)
	}
	if !in.serialized {
		c.b.errorf(codeSerialized, op.Span(), "scan needs rows in a known order: put sort or serialize before it")
		return c.b.failed()
	}
	declared, ok := c.scanColumns(op)
	if !ok {
		return c.b.failed()
	}
	row := in.extend(declared)
	inner := &ctx{b: c.b, scope: c.scope, row: row, members: scanMembers(op, row)}
	var steps []scanStep
	for _, s := range op.Steps {
		step, fine := inner.scanStep(s, declared)
		ok = ok && fine
		steps = append(steps, step)
	}
	if !ok || !c.closed(op.Span(), "scan") {
		return c.b.failed()
	}
	fields := append([]table.Field(nil), row.cols...)
	id := word(p["with_match_id"])
	if id != "" {
		fields = append(fields, table.Field{Name: id, Type: table.TypeLong})
	}
	m := &matcher{cols: row.cols, steps: steps, names: stepNames(op), defaults: defaultsOf(declared), id: id}
	run := &functions.TableFunc{Name: "scan", Run: m.run}
	node := row.node
	hole := &plan.Hole{Of: node.Shape()}
	shape := plan.Shape{Schema: table.NewSchema(fields...)}
	if len(op.Partition) == 0 {
		out := relOf(&plan.TableCall{Func: run, In: []plan.Node{node}, Of: shape})
		out.serialized, out.sorted = true, in.sorted
		return out
	}
	keys := c.newColumns()
	keys.bind(op.Partition)
	body := &plan.TableCall{Func: run, In: []plan.Node{hole}, Of: shape}
	out := relOf(&plan.ForEach{Input: node, Keys: keys.out, Hole: hole, Body: body})
	out.serialized = true
	return out
}

// scanColumns are the declared columns with their defaults.
func (c *ctx) scanColumns(op *kql.Scan) ([]plan.Named, bool) {
	var out []plan.Named
	inner := &ctx{b: c.b, scope: c.scope}
	for _, d := range op.Declare {
		c.b.declarable(d.Name)
		if d.Type == nil {
			c.b.errorf(codeType, d.Span(), "the column %q needs a type", d.Name.Text())
			return nil, false
		}
		t := c.b.typeName(d.Type)
		k := &plan.Const{T: t}
		if t == table.TypeString {
			k.Value = table.StringValue("")
		}
		if d.Default != nil {
			x, ok := inner.typed(d.Default, t).(*plan.Const)
			if !ok {
				c.b.errorf(codeConstant, d.Default.Span(), "a default must be a constant")
				return nil, false
			}
			k = x
		}
		out = append(out, plan.Named{Name: d.Name.Text(), Expr: k})
	}
	return out, true
}

func (c *ctx) scanStep(s *kql.ScanStep, declared []plan.Named) (step scanStep, ok bool) {
	ok = true
	switch s.Output {
	case "", "all":
	case "none":
		step.silent = true
	default:
		c.b.unsupported(s.Span(), "a step of scan with output="+s.Output)
		return step, false
	}
	if s.Optional {
		c.b.unsupported(s.Span(), "an optional step of scan")
		return step, false
	}
	step.cond = c.rowOnly(c.predicate(s.Cond), s.Cond.Span())
	for _, a := range s.Assign {
		names, x := kql.Named(a)
		t := table.TypeUnknown
		for _, d := range declared {
			if len(names) == 1 && d.Name == names[0].Text() {
				t = d.Expr.Type()
			}
		}
		if t == table.TypeUnknown {
			c.b.errorf(codeName, a.Span(), "a step of scan can only assign to a declared column")
			return step, false
		}
		step.assign = append(step.assign, plan.Named{Name: names[0].Text(), Expr: c.rowOnly(c.typed(x, t), x.Span())})
	}
	return step, ok
}

// rowOnly refuses what a step cannot compute row by row.
func (c *ctx) rowOnly(x plan.Expr, span source.Span) plan.Expr {
	plan.Subqueries(x, func(*plan.Subquery) { c.b.unsupported(span, "a subquery in a step of scan") })
	return x
}

func stepNames(op *kql.Scan) []string {
	names := make([]string, len(op.Steps))
	for i, s := range op.Steps {
		names[i] = s.Name.Text()
	}
	return names
}

// stateColumn is how the plan names the column of a step's last match.
func stateColumn(step, column string) string { return step + "\x00" + column }

// scanMembers resolves step.column.
func scanMembers(op *kql.Scan, row *rel) func(name, member string) (plan.Expr, bool) {
	steps := map[string]bool{}
	for _, n := range stepNames(op) {
		steps[n] = true
	}
	return func(name, member string) (plan.Expr, bool) {
		if !steps[name] {
			return nil, false
		}
		i := row.index(member)
		if i < 0 {
			return nil, false
		}
		return &plan.Column{Name: stateColumn(name, member), T: row.cols[i].Type}, true
	}
}

func defaultsOf(declared []plan.Named) map[string]table.Value {
	out := map[string]table.Value{}
	for _, d := range declared {
		out[d.Name] = d.Expr.(*plan.Const).Value
	}
	return out
}
