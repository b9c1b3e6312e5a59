package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// dedup keeps the first rows of each combination of fields.
func (b *binder) dedup(in plan.Node, c *spl.Dedup) plan.Node {
	o := b.options(c, c.Options, "keepevents", "keepempty", "consecutive")
	keys := names(c.Fields)
	n := plan.Node(&plan.TableCall{
		Func: functions.Dedup, In: []plan.Node{in}, Of: in.Shape(), Pass: true, Reads: keys,
		Args: functions.TableArgs{
			"keys": stringList(keys), "rows": table.LongValue(b.count(c.Count, 1)),
			"keepempty":   table.BoolValue(o.bool("keepempty", false)),
			"keepevents":  table.BoolValue(o.bool("keepevents", false)),
			"consecutive": table.BoolValue(o.bool("consecutive", false)),
		},
	})
	if len(c.SortBy) > 0 {
		b.ordered = true
		n = &plan.Sort{Input: n, Keys: b.sortKeys(c.SortBy, false), Limit: -1}
	}
	return n
}

func stringList(list []string) table.Value {
	out := make([]table.Value, len(list))
	for i, s := range list {
		out[i] = table.StringValue(s)
	}
	return table.ArrayValue(out)
}
