package goshawk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// nearestMiss evaluates the conditions of a filter that let nothing pass, each
// by itself, for the rows that came to it. An operator of several filters on
// top of one another counts as one.
func nearestMiss(ctx context.Context, culprit *plan.Filter, root plan.Node, o runOptions) (*Miss, error) {
	var conditions []plan.Expr
	top := culprit
	for up := above(root, top); up != nil; up = above(root, top) {
		f, ok := up.(*plan.Filter)
		if !ok || f.Origin() == nil || f.Origin() != culprit.Origin() {
			break
		}
		top = f
	}
	input := plan.Node(top)
	for {
		f, ok := input.(*plan.Filter)
		if !ok || f.Origin() != culprit.Origin() {
			break
		}
		conditions = append(conjuncts(f.Pred), conditions...)
		input = f.Input
	}
	m := &Miss{}
	probe := &plan.Project{Input: input, Keep: true}
	names := map[string]int{}
	for i, c := range conditions {
		m.Conditions = append(m.Conditions, describe(c))
		// Nothing in a query can be called so.
		name := fmt.Sprintf("\x00condition %d", i)
		names[name] = i
		probe.Cols = append(probe.Cols, plan.Named{Name: name, Expr: c})
	}
	fewest := len(conditions) + 1
	var nearest []NamedValue
	var failing []int
	o.profile = nil
	err := drain(ctx, probe, o, func(b *table.Batch) {
		of := make([]table.Column, len(conditions))
		for k, f := range b.Schema().Fields() {
			if i, ok := names[f.Name]; ok {
				of[i] = b.Col(k)
			}
		}
		for row := range b.Len() {
			var fails []int
			for i, c := range of {
				if v := c.Value(row); v.Kind() != table.KindBool || !v.Bool() {
					m.Conditions[i].Failing++
					fails = append(fails, i)
				}
			}
			if len(fails) < fewest {
				fewest, failing = len(fails), fails
				nearest = named(b, row, names)
			}
		}
		m.Rows += int64(b.Len())
	})
	if err != nil || m.Rows == 0 {
		return nil, err
	}
	for _, i := range failing {
		m.Conditions[i].Nearest = true
	}
	m.Nearest = readFirst(nearest, conditions, failing)
	return m, nil
}

// above is the node that reads n, or nil.
func above(root, n plan.Node) plan.Node {
	for _, in := range root.Inputs() {
		if in == n {
			return root
		}
		if up := above(in, n); up != nil {
			return up
		}
	}
	return nil
}

// conjuncts are the parts of a predicate that must all hold.
func conjuncts(e plan.Expr) []plan.Expr {
	c, ok := e.(*plan.Call)
	if !ok || c.Func.KQL != "and" && c.Func.SPL != "and" {
		return []plan.Expr{e}
	}
	var out []plan.Expr
	for _, a := range c.Args {
		out = append(out, conjuncts(a)...)
	}
	return out
}

// describe is a condition as written, where that is known.
func describe(e plan.Expr) MissedCondition {
	if c, ok := e.(*plan.Call); ok && c.Text != nil && c.Span.Len() > 0 && c.Span.End <= len(c.Text.Body) {
		return MissedCondition{Text: strings.Join(strings.Fields(c.Text.Body[c.Span.Start:c.Span.End]), " "), Place: PlaceOf(c.Text, c.Span)}
	}
	return MissedCondition{Text: plan.Format(e)}
}

// named are the row's values but for those of the conditions.
func named(b *table.Batch, row int, leave map[string]int) []NamedValue {
	var out []NamedValue
	for k, f := range b.Schema().Fields() {
		if _, is := leave[f.Name]; !is {
			out = append(out, NamedValue{f.Name, b.Col(k).Value(row)})
		}
	}
	return out
}

// maxNearest is how many columns of the nearest row are told.
const maxNearest = 16

// readFirst puts the columns that the failing conditions read first, then
// those that the others read, then the rest that have a value.
func readFirst(row []NamedValue, conditions []plan.Expr, failing []int) []NamedValue {
	rank := map[string]int{}
	for i, c := range conditions {
		r := 1
		if slices.Contains(failing, i) {
			r = 0
		}
		plan.Columns(c, func(name string) {
			if old, seen := rank[name]; !seen || r < old {
				rank[name] = r
			}
		})
	}
	of := func(v NamedValue) int {
		if r, ok := rank[v.Name]; ok {
			return r
		}
		return 2
	}
	row = slices.DeleteFunc(row, func(v NamedValue) bool {
		return of(v) == 2 && (v.Value.IsNull() || v.Value.Kind() == table.KindString && v.Value.Str() == "")
	})
	slices.SortStableFunc(row, func(a, b NamedValue) int { return of(a) - of(b) })
	return row[:min(len(row), maxNearest)]
}
