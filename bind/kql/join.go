package kql

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// joinKinds are the spellings of the kinds.
var joinKinds = map[string]plan.JoinKind{
	"": plan.Inner, "innerunique": plan.Inner, "inner": plan.Inner,
	"leftouter": plan.LeftOuter, "rightouter": plan.RightOuter, "fullouter": plan.FullOuter,
	"leftsemi": plan.LeftSemi, "rightsemi": plan.RightSemi,
	"leftanti": plan.LeftAnti, "anti": plan.LeftAnti, "leftantisemi": plan.LeftAnti,
	"rightanti": plan.RightAnti, "rightantisemi": plan.RightAnti,
}

// join gives the columns of both sides; one of the right whose name the left
// has too gets a number.
func (c *ctx) join(op *kql.Join) *rel {
	p := c.b.params(op.Params, "kind")
	word := word(p["kind"])
	kind, ok := joinKinds[word]
	if !ok {
		c.b.errorf(codeParameter, p["kind"].Span(), "join has no kind %q%s", word, didYouMean(word, keysOf(joinKinds)))
	}
	right := c.b.pipeOrTable(op.Right, c.scope)
	if op.Where != nil {
		c.b.unsupported(op.Where.Span(), "join with a free condition")
	}
	j := &plan.Join{Left: c.row.node, Right: right.node, Kind: kind, EmptyStrings: true, NullsMatch: true}
	if op.Where != nil {
		return c.openJoin(j, right)
	}
	j.UniqueLeft = word == "" || word == "innerunique"
	if j.On, _, ok = c.joinKeys(op.On, right, op.Span()); !ok {
		return c.openJoin(j, right)
	}
	if len(j.On) == 0 {
		c.b.errorf(codeCondition, op.Span(), "join needs a condition after on")
		return c.openJoin(j, right)
	}
	if c.row.open || right.open {
		return c.openJoin(j, right)
	}
	switch kind {
	case plan.LeftSemi, plan.LeftAnti:
		return joined(j, c.row.names(), c.row, nil, right, nil)
	case plan.RightSemi, plan.RightAnti:
		return joined(j, nil, c.row, right.names(), right, nil)
	}
	return joined(j, c.row.names(), c.row, right.names(), right, nil)
}

// openJoin joins where not all columns are known.
func (c *ctx) openJoin(j *plan.Join, right *rel) *rel {
	out := &rel{node: j, open: true, other: table.TypeDynamic}
	if c.row.other == table.TypeUnknown && c.row.open || right.other == table.TypeUnknown && right.open {
		out.other = table.TypeUnknown
	}
	if j.Kind != plan.RightSemi && j.Kind != plan.RightAnti {
		out.cols = append(out.cols, c.row.cols...)
	}
	if j.Kind == plan.LeftSemi || j.Kind == plan.LeftAnti {
		out.open = c.row.open
		return out
	}
	for _, f := range right.cols {
		if out.index(f.Name) < 0 {
			out.cols = append(out.cols, f)
		}
	}
	return out
}

// joined fixes the columns of a join; skip leaves out columns of the right.
func joined(j *plan.Join, leftNames []string, left *rel, rightNames []string, right *rel, skip map[string]bool) *rel {
	names := newNamer(leftNames...)
	j.Cols = []plan.JoinColumn{}
	for i, n := range leftNames {
		j.Cols = append(j.Cols, plan.JoinColumn{From: n, As: n, T: left.cols[i].Type})
	}
	for i, n := range rightNames {
		if !skip[n] {
			j.Cols = append(j.Cols, plan.JoinColumn{Right: true, From: n, As: names.unique(n), T: right.cols[i].Type})
		}
	}
	return relOf(j)
}

// joinKeys binds the conditions: names, $left.a == $right.b, and several of
// them with and. rightNames are the right columns that are keys.
func (c *ctx) joinKeys(list []kql.Expr, right *rel, span source.Span) (keys []plan.JoinKey, rightNames []string, ok bool) {
	ok = true
	for _, e := range list {
		switch e := e.(type) {
		case *kql.Ident:
			if !c.row.has(e.Text) || !right.has(e.Text) {
				side := "left"
				if c.row.has(e.Text) {
					side = "right"
				}
				c.b.errorf(codeName, e.Span(), "the %s side of the join has no column %q", side, e.Text)
				ok = false
				continue
			}
			k, fine := c.joinKey(c.row.read(e.Text), right.read(e.Text), e.Span())
			keys, rightNames, ok = append(keys, k), append(rightNames, e.Text), ok && fine
		case *kql.Pipe:
			if len(e.Operators) == 0 && e.Source != nil {
				k, n, fine := c.joinKeys([]kql.Expr{e.Source}, right, span)
				keys, rightNames, ok = append(keys, k...), append(rightNames, n...), ok && fine
				continue
			}
			c.b.errorf(codeCondition, e.Span(), "a condition of a join is a column, or $left.a == $right.b")
			ok = false
		case *kql.Binary:
			k, n, fine := c.joinCondition(e, right, span)
			keys, rightNames, ok = append(keys, k...), append(rightNames, n...), ok && fine
		default:
			c.b.errorf(codeCondition, e.Span(), "a condition of a join is a column, or $left.a == $right.b")
			ok = false
		}
	}
	return keys, rightNames, ok
}

func (r *rel) read(name string) plan.Expr {
	if x, ok := r.column(name); ok {
		return x
	}
	return &plan.Column{Name: name, T: r.other}
}

func (c *ctx) joinCondition(e *kql.Binary, right *rel, span source.Span) ([]plan.JoinKey, []string, bool) {
	if e.Op == "and" {
		return c.joinKeys([]kql.Expr{e.X, e.Y}, right, span)
	}
	inner := &ctx{b: c.b, scope: c.scope, left: c.row, right: right}
	x, y := e.X, e.Y
	if sideOf(x) == "$right" && sideOf(y) == "$left" {
		x, y = y, x
	}
	if e.Op != "==" || sideOf(x) != "$left" || sideOf(y) != "$right" {
		c.b.errorf(codeCondition, e.Span(), "a condition of a join is a column, or $left.a == $right.b")
		return nil, nil, false
	}
	left, rightKey := inner.expr(x), inner.expr(y)
	k, ok := c.joinKey(left, rightKey, e.Span())
	name := ""
	if col, is := rightKey.(*plan.Column); is {
		name = col.Name
	}
	return []plan.JoinKey{k}, []string{name}, ok
}

// sideOf is $left or $right for an expression that starts with it.
func sideOf(e kql.Expr) string {
	for {
		switch x := e.(type) {
		case *kql.Member:
			e = x.X
		case *kql.Index:
			e = x.X
		case *kql.Ident:
			if strings.HasPrefix(x.Text, "$") {
				return x.Text
			}
			return ""
		default:
			return ""
		}
	}
}

// joinKey makes both sides of one type.
func (c *ctx) joinKey(left, right plan.Expr, span source.Span) (plan.JoinKey, bool) {
	lt, rt := left.Type(), right.Type()
	switch {
	case lt == table.TypeUnknown || rt == table.TypeUnknown || lt == rt && lt != table.TypeDynamic:
	case lt.Numeric() && rt.Numeric():
		t := widest(lt, rt)
		left, right = c.b.cast(left, t), c.b.cast(right, t)
	case lt == table.TypeDynamic && rt != table.TypeDynamic && c.row.open:
		left = c.b.cast(left, rt)
	case rt == table.TypeDynamic && lt != table.TypeDynamic:
		c.b.errorf(codeDynamicKey, span, "the right key is of type dynamic: convert it, for example with tostring()")
		return plan.JoinKey{}, false
	case lt == table.TypeDynamic:
		if c.row.open {
			break
		}
		c.b.errorf(codeDynamicKey, span, "the left key is of type dynamic: convert it, for example with tostring()")
		return plan.JoinKey{}, false
	default:
		c.b.errorf(codeType, span, "the keys of the join are of the types %s and %s", lt, rt)
		return plan.JoinKey{}, false
	}
	return plan.JoinKey{Left: left, Right: right}, true
}

func keysOf[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}
