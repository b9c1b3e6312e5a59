package spl

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// timePair are the times of the rows of both sides of a join.
type timePair struct{ left, right plan.Expr }

// timed applies usetime: a row is joined with rows that are not later (with
// earlier=f: not earlier) than itself, within the second.
func (b *binder) timed(j *plan.Join, at timePair, o options) plan.Node {
	if !o.bool("usetime", false) {
		return j
	}
	const row, left, right = "goshawk row", "goshawk left time", "goshawk right time"
	second := func(x plan.Expr) plan.Expr { return b.call(b.span(), "floor", x) }
	rows := &plan.Share{ID: new(int), Name: "join", Input: set(&plan.Window{
		Input: j.Left, Frame: &plan.Frame{Current: true}, Aggs: []plan.Agg{{
			Names: []string{row}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("count"),
		}},
	}, plan.Named{Name: left, Expr: second(at.left)})}
	all := *j
	all.Kind, all.MaxMatches, all.Left = plan.Inner, 0, rows
	all.Right = set(j.Right, plan.Named{Name: right, Expr: second(at.right)})
	op := "<="
	if !o.bool("earlier", true) {
		op = ">="
	}
	var n plan.Node = &plan.Filter{Input: &all, Pred: b.call(b.span(), op, column(right), column(left))}
	if j.MaxMatches > 0 {
		n = &plan.TableCall{
			Func: functions.Dedup, In: []plan.Node{n}, Of: n.Shape(),
			Args: functions.TableArgs{"keys": stringList([]string{row}), "rows": table.LongValue(j.MaxMatches)},
		}
	}
	if j.Kind == plan.LeftOuter {
		matched := &plan.Share{ID: new(int), Name: "joined", Input: n}
		alone := &plan.Join{Left: rows, Right: matched, Kind: plan.LeftAnti, On: []plan.JoinKey{{Left: column(row), Right: column(row)}}}
		n = &plan.Sort{Input: &plan.Union{In: []plan.Node{matched, alone}}, Keys: []plan.SortKey{{Expr: column(row), Order: plan.OrderNumber}}, Limit: -1}
	}
	return drop(n, row, left, right)
}
