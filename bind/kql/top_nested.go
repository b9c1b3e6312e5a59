package kql

import (
	"slices"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// topNested joins one aggregation per level: each level keeps, for each group
// of the level above, its first groups.
func (c *ctx) topNested(op *kql.TopNested) *rel {
	var keys []plan.Named
	var levels []nested
	var out *rel
	names := newNamer()
	rest := slices.ContainsFunc(op.Levels, func(l *kql.TopNestedLevel) bool { return l.Others != nil })
	if rest && !c.closed(op.Span(), "top-nested with others") {
		return unknownTable()
	}
	for _, l := range op.Levels {
		level, key, ok := c.nestedLevel(l, keys, names)
		if !ok {
			return c.b.failed()
		}
		if rest {
			level = level.shared("level")
		}
		others, ok := c.others(l, key.Expr.Type())
		if !ok {
			return c.b.failed()
		}
		keys = append(keys, key)
		levels = append(levels, nested{level: l, key: key, agg: level.cols[len(level.cols)-1], others: others})
		if out == nil {
			out = level
			levels[0].tops = out
			continue
		}
		j := &plan.Join{Left: out.node, Right: level.node, Kind: plan.Inner, NullsMatch: true}
		skip := map[string]bool{}
		for _, k := range keys[:len(keys)-1] {
			x := &plan.Column{Name: k.Name, T: k.Expr.Type()}
			j.On = append(j.On, plan.JoinKey{Left: x, Right: x})
			skip[k.Name] = true
		}
		out = joined(j, out.names(), out, level.names(), level, skip)
		levels[len(levels)-1].tops = out
	}
	if rest {
		return c.nestedOthers(levels)
	}
	return out
}

// nestedLevel aggregates by the keys so far and this level's, and keeps the
// first Count groups of each group of the keys so far.
func (c *ctx) nestedLevel(l *kql.TopNestedLevel, above []plan.Named, names *namer) (*rel, plan.Named, bool) {
	list := c.newColumns()
	list.names = names
	list.bind([]kql.Expr{l.Of})
	if len(list.out) != 1 {
		return nil, plan.Named{}, false
	}
	key := list.out[0]
	inner := *c
	given, x := kql.Named(l.By.X)
	s := &summary{c: &inner, names: names, aggs: &collector{}}
	name := "aggregated_" + key.Name
	if given != nil {
		name = given[0].Text()
	}
	keys := append(append([]plan.Named(nil), above...), key)
	s.bind([]kql.Expr{x}, keys)
	if len(s.post) == 0 {
		return nil, key, false
	}
	result := s.result(keys, c.row)
	renamed := result.all()
	for i := range renamed {
		if renamed[i].Name == s.post[0].Name {
			renamed[i].Name = name
		}
	}
	delete(names.taken, s.post[0].Name)
	result = result.project(renamed)
	desc := l.By.Direction != "asc" && l.By.Direction != "granny-asc"
	sortKeys := []plan.SortKey{{Expr: &plan.Column{Name: name, T: s.post[0].Expr.Type()}, Desc: desc, NullsFirst: !desc}}
	limit := int64(-1)
	if l.Count != nil {
		n, ok := c.whole(l.Count)
		if !ok {
			return nil, key, false
		}
		limit = n
	}
	if len(above) == 0 {
		return result.with(&plan.Sort{Input: result.node, Keys: sortKeys, Limit: limit}), key, true
	}
	hole := &plan.Hole{Of: result.node.Shape()}
	var group []plan.Named
	for _, k := range above {
		group = append(group, plan.Named{Name: k.Name, Expr: &plan.Column{Name: k.Name, T: k.Expr.Type()}})
	}
	body := &plan.Sort{Input: hole, Keys: sortKeys, Limit: limit}
	return result.with(&plan.ForEach{Input: result.node, Keys: group, Hole: hole, Body: body}), key, true
}
