package spl

import "github.com/goshawk-lang/goshawk/source"

// Chart is `chart f(x) over a by b`.
type Chart struct {
	Meta
	ChartArgs
}

// ChartArgs are the arguments that chart and timechart share.
type ChartArgs struct {
	Aggs    []AggExpr `parser:"( Comma? ( @@"`
	Options Options   `parser:"| @@ ) )+"`
	// Over is the field of OVER, or nil.
	Over *ByField   `parser:"( 'over':Keyword @@ )?"`
	By   []*ByField `parser:"( 'by':Keyword @@ ( Comma? @@ )* )?"`
	// Where keeps some of the series, or is nil.
	Where *SeriesFilter `parser:"( 'where':Keyword @@ )?"`
	// After are options that follow Where.
	After Options `parser:"@@*"`
}

// SeriesFilter is `where sum(x) in top5` or `where max(x) > 10` after BY.
type SeriesFilter struct {
	Agg AggExpr `parser:"@@"`
	Op  string  `parser:"@( Op | Word )"`
	Arg *Name   `parser:"@@"`
}

// Span runs from the aggregate to its argument.
func (n *SeriesFilter) Span() source.Span { return n.Agg.Span().Join(n.Arg.Span()) }

func (n *SeriesFilter) print(o *out) {
	n.Agg.print(o)
	o.word(n.Op)
	n.Arg.print(o)
}

func (a *ChartArgs) printArgs(o *out) {
	each(o, a.Options)
	list(o, a.Aggs)
	if a.Over != nil {
		o.word("over")
		a.Over.print(o)
	}
	clause(o, "by", a.By)
	if a.Where != nil {
		o.word("where")
		a.Where.print(o)
	}
	each(o, a.After)
}

func (c *Chart) print(o *out) {
	o.word("chart")
	c.printArgs(o)
}
