package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// top gives the most frequent combinations of fields.
func (b *binder) top(in plan.Node, c *spl.Top) plan.Node { return b.frequent(in, c, &c.TopArgs, true) }

// rare gives the least frequent ones.
func (b *binder) rare(in plan.Node, c *spl.Rare) plan.Node {
	return b.frequent(in, c, &c.TopArgs, false)
}

func (b *binder) frequent(in plan.Node, c spl.Command, a *spl.TopArgs, most bool) plan.Node {
	list, fields := byOptions(a.Options, a.By)
	o := b.options(c, list, "limit", "countfield", "percentfield", "showcount", "showperc", "useother", "otherstr")
	count, percent := o.text("countfield", "count"), o.text("percentfield", "percent")
	limit := o.int("limit", b.count(a.Count, 10))
	by := b.keys(fields)
	keys := by
	for _, name := range names(a.Fields) {
		keys = append(keys[:len(keys):len(keys)], plan.Named{Name: name, Expr: b.column(name)})
	}
	counts := plan.Agg{Names: []string{count}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("count")}
	in = b.grouped(in, keys, []plan.Agg{counts})
	const total = "goshawk total"
	over := make([]plan.Named, len(by))
	for i, k := range by {
		over[i] = plan.Named{Name: k.Name, Expr: column(k.Name)}
	}
	in = &plan.Window{Input: in, Partition: over, LooseKeys: true, Aggs: []plan.Agg{{
		Names: []string{total}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("sum"), Args: []plan.Expr{column(count)},
	}}}
	at := c.Span()
	share := b.call(at, "/", b.call(at, "*", column(count), number(100)), column(total))
	in = set(in, plan.Named{Name: percent, Expr: b.call(at, "round", share, number(6))})
	in = &plan.Sort{Input: in, Keys: []plan.SortKey{{Expr: column(count), Desc: most, Order: plan.OrderNumber}}, Limit: -1}
	b.ordered = true
	switch {
	case limit > 0 && o.bool("useother", false):
		in = b.withOthers(in, by, namesOf(keys), []string{count, percent}, limit, o.text("otherstr", "OTHER"))
	case limit > 0 && len(by) == 0:
		in = &plan.Limit{Input: in, N: limit}
	case limit > 0:
		in = &plan.TableCall{
			Func: functions.Dedup, In: []plan.Node{in}, Of: in.Shape(),
			Args: functions.TableArgs{"keys": stringList(namesOf(by)), "rows": table.LongValue(limit)},
		}
	}
	keep := namesOf(keys)
	if o.bool("showcount", true) {
		keep = append(keep, count)
	}
	if o.bool("showperc", true) {
		keep = append(keep, percent)
	}
	return &plan.Pick{Input: in, Keep: keep, Exact: true}
}

// withOthers keeps so many rows of each group and sums the rest up in one.
func (b *binder) withOthers(in plan.Node, by []plan.Named, keys, sums []string, limit int64, other string) plan.Node {
	const place = "goshawk place"
	over := make([]plan.Named, len(by))
	for i, k := range by {
		over[i] = plan.Named{Name: k.Name, Expr: column(k.Name)}
	}
	in = &plan.Window{Input: in, Partition: over, LooseKeys: true, Frame: &plan.Frame{Current: true, Global: true}, Aggs: []plan.Agg{{
		Names: []string{place}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("count"),
	}}}
	share := &plan.Share{Input: in, Name: "top", ID: new(int)}
	first := b.call(b.span(), "<=", column(place), number(limit))
	rest := &plan.Aggregate{Input: &plan.Filter{Input: share, Pred: b.call(b.span(), "not", first)}, Keys: over, LooseKeys: true}
	for _, name := range sums {
		rest.Aggs = append(rest.Aggs, plan.Agg{
			Names: []string{name}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("sum"), Args: []plan.Expr{column(name)},
		})
	}
	var cols []plan.Named
	for _, k := range keys[len(by):] {
		cols = append(cols, plan.Named{Name: k, Expr: text(other)})
	}
	others := &plan.Filter{Input: set(rest, cols...), Pred: b.call(b.span(), "isnotnull", column(sums[0]))}
	return drop(&plan.Union{In: []plan.Node{&plan.Filter{Input: share, Pred: first}, others}}, place)
}
