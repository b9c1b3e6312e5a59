package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// reduceThreshold is the share of rows that keeps a term unless given.
const reduceThreshold = 0.1

// reduce groups strings by pattern, or with kind=source adds the pattern to
// each row.
func (c *ctx) reduce(op *kql.Reduce) *rel {
	p := c.b.params(op.Params, "kind")
	source := word(p["kind"]) == "source"
	if p["kind"] != nil && !source {
		c.b.errorf(codeParameter, p["kind"].Span(), "the kind of reduce can only be source")
		return c.b.failed()
	}
	args := functions.TableArgs{"threshold": table.RealValue(reduceThreshold), "source": table.BoolValue(source)}
	for _, s := range op.With {
		if !c.reduceSetting(s, args) {
			return c.b.failed()
		}
	}
	x := c.expr(op.By)
	if x.Type() == table.TypeUnknown && !c.row.open {
		return c.b.failed()
	}
	temp := c.b.temp()
	args["value"] = table.StringValue(temp)
	in := c.row.extend([]plan.Named{{Name: temp, Expr: c.b.cast(x, table.TypeString)}})
	node := &plan.TableCall{Func: functions.Reduce, In: []plan.Node{in.node}, Args: args, Of: plan.Shape{Schema: functions.ReduceSchema}}
	if !source {
		return relOf(node)
	}
	fields := append([]table.Field(nil), in.cols...)
	fields[len(fields)-1] = table.Field{Name: "Pattern", Type: table.TypeString}
	node.Of = plan.Shape{Schema: table.NewSchema(fields...), Open: in.open}
	out := relOf(node)
	out.open, out.other = in.open, in.other
	return out
}

// reduceSetting reads threshold = number or characters = text.
func (c *ctx) reduceSetting(s *kql.Setting, args functions.TableArgs) bool {
	v, ok := table.Value{}, len(s.Values) == 1
	if ok {
		k, constant := c.expr(s.Values[0]).(*plan.Const)
		if ok = constant; ok {
			v = k.Value
		}
	}
	switch {
	case s.Name != "threshold" && s.Name != "characters":
		c.b.errorf(codeParameter, s.Span(), "the parameter %s is not known here%s", s.Name, didYouMean(s.Name, []string{"threshold", "characters"}))
		return false
	case ok && s.Name == "characters" && v.Kind() == table.KindString:
		args["characters"] = v
		return true
	case ok && s.Name == "threshold" && (v.Kind() == table.KindReal || v.Kind() == table.KindLong):
		share := v.Real()
		if v.Kind() == table.KindLong {
			share = float64(v.Int())
		}
		if share >= 0 && share <= 1 {
			args["threshold"] = table.RealValue(share)
			return true
		}
	}
	c.b.errorf(codeValue, s.Span(), "the value of %s is not valid", s.Name)
	return false
}
