package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// rename gives fields other names, from left to right.
func (b *binder) rename(in plan.Node, c *spl.Rename) plan.Node {
	pick := &plan.Pick{Input: in, Absent: true}
	for _, p := range c.Pairs {
		r := plan.Renaming{From: p.From.Text(), To: p.To.Text()}
		if strings.Count(r.To, "*") != strings.Count(r.From, "*") {
			b.fail(p.To.Span(), errValue("pattern with as many * as "+r.From, r.To))
		}
		pick.Rename = append(pick.Rename, r)
		b.delims.rename(r.From, r.To)
	}
	return pick
}
