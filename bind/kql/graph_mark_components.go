package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// graphMarkComponents adds the number of their component to the nodes.
func (c *ctx) graphMarkComponents(op *kql.GraphMarkComponents) *rel {
	g := c.graphOf(op.Span())
	p := c.b.graphParams(op.Params, "kind", "with_component_id")
	if g == nil {
		return c.b.failed()
	}
	switch p["kind"] {
	case "", "weak", "strong":
	default:
		c.b.errorf(codeParameter, op.Span(), "components are weak or strong, not %q", p["kind"])
		return c.b.failed()
	}
	as := p["with_component_id"]
	if as == "" {
		as = "ComponentId"
	}
	marked := *g
	nodes := *g.nodes
	nodes.cols = append([]table.Field(nil), nodes.cols...)
	nodes.set(table.Field{Name: as, Type: table.TypeLong})
	nodes.node = &plan.TableCall{Func: functions.GraphComponents, In: []plan.Node{g.nodes.node, g.edges.node}, Of: plan.Shape{Schema: table.NewSchema(nodes.cols...)},
		Args: functions.TableArgs{"id": table.StringValue(g.id), "from": table.StringValue(g.from), "to": table.StringValue(g.to),
			"as": table.StringValue(as), "strong": table.BoolValue(p["kind"] == "strong")}}
	marked.nodes = nodes.shared("nodes")
	return graphRel(&marked)
}
