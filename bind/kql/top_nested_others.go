package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// nested is a level of top-nested: its key over the input's rows, and the name
// and type of its aggregate.
type nested struct {
	level *kql.TopNestedLevel
	key   plan.Named
	agg   table.Field
	// others stands for the keys that are not among the first; nil without.
	others plan.Expr
	// tops are the first groups down to this level.
	tops *rel
}

// nestedOthers gives the rows of with others, under those of the first groups.
//
// Rows that are not in the first groups of a level are one group for each group
// above: there, each level from that one on that has others says so, with its
// aggregate, and the columns of the rest are empty.
func (c *ctx) nestedOthers(levels []nested) *rel {
	out := levels[len(levels)-1].tops
	all := &plan.Union{In: []plan.Node{out.node}, Schema: table.NewSchema(out.cols...)}
	// The keys are computed on the rows under names of no query.
	temps := make([]plan.Named, len(levels))
	for i, l := range levels {
		temps[i] = plan.Named{Name: c.b.temp(), Expr: l.key.Expr}
	}
	rows := c.row.extend(temps).shared("rows")
	for k := len(levels) - 1; k >= 0; k-- {
		if r := c.othersAt(levels, k, temps, rows); r != nil {
			all.In = append(all.In, r.node)
		}
	}
	return relOf(all)
}

// othersAt are the groups of rows that are among the first down to a level and
// not at it; nil when no level from there on has others.
func (c *ctx) othersAt(levels []nested, k int, temps []plan.Named, rows *rel) *rel {
	var list []kql.Expr
	for _, l := range levels[k:] {
		if l.others != nil {
			_, x := kql.Named(l.level.By.X)
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		return nil
	}
	on := make([]plan.JoinKey, k+1)
	keys := []plan.Named{{Name: c.b.temp(), Expr: &plan.Const{Value: table.LongValue(1), T: table.TypeLong}}}
	for i := range on {
		t := temps[i].Expr.Type()
		on[i] = plan.JoinKey{Left: &plan.Column{Name: temps[i].Name, T: t}, Right: &plan.Column{Name: levels[i].key.Name, T: t}}
		if i < k {
			keys = append(keys, plan.Named{Name: temps[i].Name, Expr: on[i].Left})
		}
	}
	if k > 0 {
		above := levels[k-1].tops
		rows = joined(&plan.Join{Left: rows.node, Right: above.node, Kind: plan.LeftSemi, On: on[:k], NullsMatch: true}, rows.names(), rows, nil, above, nil)
	}
	rows = joined(&plan.Join{Left: rows.node, Right: levels[k].tops.node, Kind: plan.LeftAnti, On: on, NullsMatch: true}, rows.names(), rows, nil, rows, nil)
	inner := *c
	inner.row = rows
	s := &summary{c: &inner, names: newNamer(), aggs: &collector{}}
	s.bind(list, keys)
	if len(s.post) != len(list) {
		return c.b.failed()
	}
	grouped := s.result(keys, rows)
	if k > 0 {
		j := &plan.Join{Left: grouped.node, Right: levels[k-1].tops.node, Kind: plan.Inner, On: on[:k], NullsMatch: true}
		grouped = joined(j, grouped.names(), grouped, levels[k-1].tops.names(), levels[k-1].tops, nil)
	}
	var cols []plan.Named
	given := 0
	for i, l := range levels {
		t := l.key.Expr.Type()
		key, agg := plan.Expr(&plan.Const{T: t}), plan.Expr(&plan.Const{T: l.agg.Type})
		switch {
		case i < k:
			key, agg = &plan.Column{Name: l.key.Name, T: t}, &plan.Column{Name: l.agg.Name, T: l.agg.Type}
		case l.others != nil:
			key, agg = l.others, &plan.Column{Name: s.post[given].Name, T: l.agg.Type}
			given++
		case t == table.TypeString:
			key = &plan.Const{Value: table.StringValue(""), T: t}
		}
		cols = append(cols, plan.Named{Name: l.key.Name, Expr: key}, plan.Named{Name: l.agg.Name, Expr: agg})
	}
	return grouped.project(cols)
}

// others binds what stands for the other keys of a level, which must be a
// constant of the key's type.
func (c *ctx) others(l *kql.TopNestedLevel, t table.Type) (plan.Expr, bool) {
	if l.Others == nil {
		return nil, true
	}
	x := (&ctx{b: c.b, scope: c.scope}).expr(l.Others)
	if x.Type() == table.TypeUnknown || t == table.TypeUnknown {
		return x, t == table.TypeUnknown
	}
	if !isConstant(x) {
		c.b.errorf(codeConstant, l.Others.Span(), "others of top-nested must be a constant")
		return nil, false
	}
	if x.Type() != t && !(x.Type().Numeric() && t.Numeric() && widest(x.Type(), t) == t) {
		c.b.errorf(codeType, l.Others.Span(), "others of top-nested must be of type %s like the column, not %s", t, x.Type())
		return nil, false
	}
	return c.b.cast(x, t), true
}
