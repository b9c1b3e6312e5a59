package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// ipLookup binds ipv4_lookup(Table, address, network [, key ...]
// [, return_unmatched]) and ipv6_lookup, which puts the table's columns first.
func (c *ctx) ipLookup(call *kql.Call, v6 bool) *rel {
	name := call.Name.Text
	if len(call.Args) < 3 {
		c.b.errorf(codeArguments, call.Span(), "%s takes at least 3 arguments, not %d", name, len(call.Args))
		return c.b.failed()
	}
	right := c.b.pipeOrTable(call.Args[0], c.scope)
	network, ok := call.Args[2].(*kql.Ident)
	if !ok {
		c.b.errorf(codeName, call.Args[2].Span(), "%s takes a column of the lookup table as its third argument", name)
		return c.b.failed()
	}
	if c.row.open || right.open {
		c.closed(call.Span(), name)
		(&ctx{b: c.b, row: right}).closed(call.Args[0].Span(), name)
		return unknownTable()
	}
	if right.index(network.Text) < 0 {
		c.b.errorf(codeName, network.Span(), "the lookup table has no column %q%s", network.Text, didYouMean(network.Text, right.names()))
		return c.b.failed()
	}
	temp := c.b.temp()
	key := c.typed(call.Args[1], table.TypeString)
	args := functions.TableArgs{"key": table.StringValue(temp), "network": table.StringValue(network.Text), "v6": table.BoolValue(v6)}
	var equal []string
	for _, a := range call.Args[3:] {
		names, x := kql.Named(a)
		if id, is := x.(*kql.Ident); is && names == nil && c.row.index(id.Text) >= 0 {
			if right.index(id.Text) < 0 {
				c.b.errorf(codeName, a.Span(), "the lookup table has no column %q", id.Text)
				return c.b.failed()
			}
			equal = append(equal, id.Text)
			continue
		}
		k, is := c.expr(x).(*plan.Const)
		if !is || names != nil && names[0].Text() != "return_unmatched" {
			c.b.errorf(codeConstant, a.Span(), "%s takes columns of both tables, then return_unmatched, true or false", name)
			return c.b.failed()
		}
		args["unmatched"] = table.BoolValue(k.Value.Bool())
	}
	return c.ipJoined(right, plan.Named{Name: temp, Expr: key}, equal, args, v6)
}

// ipJoined arranges the columns: those of both tables, each name once; a name
// of the lookup table that is taken gets a number.
func (c *ctx) ipJoined(right *rel, key plan.Named, equal []string, args functions.TableArgs, v6 bool) *rel {
	same := map[string]bool{}
	texts := make([]table.Value, len(equal))
	for i, n := range equal {
		same[n], texts[i] = true, table.StringValue(n)
	}
	args["left"], args["right"] = table.ArrayValue(texts), table.ArrayValue(texts)
	taken := newNamer(c.row.names()...)
	left := c.row.all()
	var joined []plan.Named
	var renamed []table.Value
	fields := append(append([]table.Field(nil), c.row.cols...), table.Field{Name: key.Name, Type: table.TypeString})
	for _, f := range right.cols {
		name := c.b.temp()
		if !same[f.Name] {
			name = taken.unique(f.Name)
			joined = append(joined, plan.Named{Name: name, Expr: &plan.Column{Name: name, T: f.Type}})
		}
		renamed = append(renamed, table.StringValue(name))
		fields = append(fields, table.Field{Name: name, Type: f.Type})
	}
	args["names"] = table.ArrayValue(renamed)
	in := c.row.extend([]plan.Named{key})
	out := relOf(&plan.TableCall{Func: functions.IPLookup, In: []plan.Node{in.node, right.node}, Args: args, Of: plan.Shape{Schema: table.NewSchema(fields...)}})
	if v6 {
		return out.project(append(joined, left...))
	}
	return out.project(append(left, joined...))
}
