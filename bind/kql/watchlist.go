package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// watchlist binds _GetWatchlist("NAME"), which reads a list of a Sentinel
// workspace: here, one that the program has bound. While checking, a list that
// is not bound is like an unknown table.
// https://learn.microsoft.com/azure/sentinel/watchlists-queries
func (b *binder) watchlist(e *kql.Call, s *scope) *rel {
	if len(e.Args) == 0 {
		b.errorf(codeArguments, e.Span(), "_GetWatchlist takes at least 1 argument, not 0")
		return b.failed()
	}
	c := &ctx{b: b, scope: s}
	name, ok := c.constantString(e.Args[0])
	if !ok {
		return b.failed()
	}
	src := b.env.Watchlists[name]
	if src == nil {
		b.env.Wants(bind.Need{Kind: bind.NeedWatchlist, Name: name, Text: b.env.Text, Span: e.Span()})
		if !b.env.Check {
			b.errorf(codeTable, e.Args[0].Span(), "the name %q does not refer to any known watchlist", name)
		}
		return b.failed()
	}
	return &rel{
		node: &plan.Scan{Name: name, Source: src}, cols: src.Schema().Fields(), open: src.Open(), other: table.TypeDynamic, name: name,
	}
}
