package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// addtotals adds the sum of a row's numbers, and with col=t a row of the
// columns' sums.
func (b *binder) addtotals(in plan.Node, c *spl.Addtotals) plan.Node {
	o := b.options(c, c.Options, "row", "col", "labelfield", "label", "fieldname")
	name := o.text("fieldname", "Total")
	return b.withNames(in, "addtotals", func(b *binder, in plan.Node, all []string) plan.Node {
		fields := chosen(c.Fields, all)
		if o.bool("row", true) {
			args := make([]plan.Expr, 0, len(fields))
			for _, f := range fields {
				args = append(args, b.column(f))
			}
			var sum plan.Expr = number(0)
			if len(args) > 0 {
				sum = b.call(c.Span(), "coalesce", b.call(c.Span(), "sum", args...), number(0))
			}
			in = set(in, plan.Named{Name: name, Expr: sum})
			fields = append(fields, name)
		}
		if o.bool("col", false) {
			in = b.columnTotals(in, fields, o)
		}
		return in
	})
}

// addcoltotals adds a row of the columns' sums.
func (b *binder) addcoltotals(in plan.Node, c *spl.Addcoltotals) plan.Node {
	o := b.options(c, c.Options, "labelfield", "label")
	return b.withNames(in, "addcoltotals", func(b *binder, in plan.Node, all []string) plan.Node {
		return b.columnTotals(in, chosen(c.Fields, all), o)
	})
}

func (b *binder) columnTotals(in plan.Node, fields []string, o options) plan.Node {
	share := &plan.Share{Input: in, Name: "totals", ID: new(int)}
	var aggs []plan.Agg
	for _, f := range fields {
		aggs = append(aggs, plan.Agg{
			Names: []string{f}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("sum"),
			Args: []plan.Expr{column(f)}, FlattenLists: true,
		})
	}
	var total plan.Node = &plan.Aggregate{Input: share, Aggs: aggs}
	if label := o.text("labelfield", ""); label != "" {
		total = set(total, plan.Named{Name: label, Expr: text(o.text("label", "Total"))})
	}
	return &plan.Union{In: []plan.Node{share, total}}
}
