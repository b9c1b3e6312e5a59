package spl

import "github.com/goshawk-lang/goshawk/source"

// Tstats is `tstats f(x) from datamodel=M.N where expr by a, _time span=1h`.
type Tstats struct {
	Meta
	TstatsArgs
}

// TstatsArgs are the arguments that tstats and mstats share.
type TstatsArgs struct {
	Aggs    []AggExpr   `parser:"( Comma? ( @@"`
	Options Options     `parser:"| @@ ) )*"`
	From    *TstatsFrom `parser:"( 'from':Keyword @@ )?"`
	Where   SearchExpr  `parser:"( 'where':Keyword @@ )?"`
	By      []*ByField  `parser:"( 'by':Keyword @@ ( Comma? @@ )* )?"`
}

// TstatsFrom is what follows FROM: `datamodel=M.N`, `sid=...` or names, and
// options after it.
type TstatsFrom struct {
	Source  *Option `parser:"( @@"`
	Names   []*Name `parser:"| @@+ )"`
	As      *Name   `parser:"( 'as':Keyword @@ )?"`
	Options Options `parser:"@@*"`
}

// Span runs from the source to the last option.
func (n *TstatsFrom) Span() source.Span {
	var s source.Span
	if n.Source != nil {
		s = n.Source.Span()
	} else {
		s = n.Names[0].Span().Join(n.Names[len(n.Names)-1].Span())
	}
	if n.As != nil {
		s = s.Join(n.As.Span())
	}
	if len(n.Options) > 0 {
		s = s.Join(n.Options[len(n.Options)-1].Span())
	}
	return s
}

func (n *TstatsFrom) print(o *out) {
	if n.Source != nil {
		n.Source.print(o)
	}
	each(o, n.Names)
	alias(o, n.As)
	each(o, n.Options)
}

func (a *TstatsArgs) printArgs(o *out) {
	each(o, a.Options)
	list(o, a.Aggs)
	if a.From != nil {
		o.word("from")
		a.From.print(o)
	}
	if a.Where != nil {
		o.word("where")
		a.Where.print(o)
	}
	clause(o, "by", a.By)
}

func (c *Tstats) print(o *out) {
	o.word("tstats")
	c.printArgs(o)
}
