package spl

import (
	"context"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// join adds the fields of a subsearch's rows with equal keys. The right side's
// fields overwrite the left one's.
func (b *binder) join(in plan.Node, c *spl.Join) plan.Node {
	o := b.options(c, c.Options, "type", "max", "overwrite", "usetime", "earlier", "left", "right")
	o.only("type", "inner", "left", "outer")
	right, fields := b.joinSide(c)
	if right == nil {
		return in
	}
	j := &plan.Join{Left: in, Right: right, MaxMatches: o.int("max", 1), LooseKeys: true, Overwrite: o.bool("overwrite", true)}
	if kind := strings.ToLower(o.text("type", "inner")); kind == "left" || kind == "outer" {
		j.Kind = plan.LeftOuter
	}
	at := timePair{column("_time"), column("_time")}
	switch {
	case len(c.Where) > 0:
		b.joinWhere(j, c, o)
		at = timePair{column(o.text("left", "") + "._time"), column(o.text("right", "") + "._time")}
	case len(fields) > 0:
		for _, name := range names(fields) {
			j.On = append(j.On, plan.JoinKey{Left: column(name), Right: column(name)})
		}
	default:
		return b.joinCommon(j, at, o)
	}
	return b.timed(j, at, o)
}

// joinSide is the right side of a join, a subsearch or a dataset, and the fields
// that are joined on; nil if there is none.
func (b *binder) joinSide(c *spl.Join) (plan.Node, []*spl.Name) {
	if c.Sub != nil {
		return b.side(c, c.Sub, 0), c.Fields
	}
	data, fields := c.Data, c.Fields
	if data == nil && len(fields) > 0 {
		data, fields = fields[len(fields)-1], fields[:len(fields)-1]
	}
	if data == nil || !strings.Contains(data.Text(), ":") {
		b.fail(c.Span(), semantic(codeArguments, "join wants a subsearch in brackets, or a dataset such as inputlookup:name, behind its fields"))
		return nil, nil
	}
	kind, name := splitDataset(data.Text())
	return bounded(b.dataset(c, data.Span(), kind, name), b.env.Limits.Join, "dataset of join"), fields
}

// joinWhere matches fields of other names; all fields take their side's name
// as a prefix.
func (b *binder) joinWhere(j *plan.Join, c *spl.Join, o options) {
	left, right := o.text("left", "")+".", o.text("right", "")+"."
	j.Left = &plan.Pick{Input: j.Left, Rename: []plan.Renaming{{From: "*", To: left + "*"}}}
	j.Right = &plan.Pick{Input: j.Right, Rename: []plan.Renaming{{From: "*", To: right + "*"}}}
	for _, p := range c.Where {
		l, r := p.Left.Text(), p.Right.Text()
		if strings.HasPrefix(l, right) && strings.HasPrefix(r, left) {
			l, r = r, l
		}
		if !strings.HasPrefix(l, left) || !strings.HasPrefix(r, right) {
			b.fail(p.Span(), errValue("pair of fields of both sides, named "+left+"field and "+right+"field", l+"="+r))
		}
		j.On = append(j.On, plan.JoinKey{Left: column(l), Right: column(r)})
	}
}

// joinCommon joins on all fields that both sides have.
func (b *binder) joinCommon(j *plan.Join, at timePair, o options) plan.Node {
	with := func(left, right plan.Node, l, r []string) plan.Node {
		c := *j
		c.Left, c.Right, c.On = left, right, nil
		for _, name := range l {
			if slices.Contains(r, name) && !strings.HasPrefix(name, "_") {
				c.On = append(c.On, plan.JoinKey{Left: column(name), Right: column(name)})
			}
		}
		if len(c.On) == 0 {
			return &plan.Limit{Input: left}
		}
		return b.timed(&c, at, o)
	}
	l, lok := closed(j.Left)
	r, rok := closed(j.Right)
	if lok && rok {
		return with(j.Left, j.Right, l, r)
	}
	return &plan.Deferred{
		In: []plan.Node{j.Left, j.Right}, Label: "join on common fields", Of: plan.Shape{Schema: j.Shape().Schema, Open: true},
		Build: func(_ context.Context, in []*table.Table) (plan.Node, error) {
			return with(&plan.Values{Table: in[0]}, &plan.Values{Table: in[1]}, in[0].Schema().Names(), in[1].Schema().Names()), nil
		},
	}
}
