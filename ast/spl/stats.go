package spl

// Stats is `stats f(x) as y ... by a, b`.
type Stats struct {
	Meta
	StatsArgs
}

// StatsArgs are the arguments that stats, eventstats and streamstats share.
type StatsArgs struct {
	// An aggregate takes the comma before it.
	Aggs    []AggExpr  `parser:"( @@"`
	Options Options    `parser:"| (?= Comma? Key) Comma? @@ )+ Comma?"`
	By      []*ByField `parser:"( 'by':Keyword @@ ( Comma? @@ )* )?"`
}

func (a *StatsArgs) printArgs(o *out) {
	each(o, a.Options)
	list(o, a.Aggs)
	clause(o, "by", a.By)
}

func (c *Stats) print(o *out) {
	o.word("stats")
	c.printArgs(o)
}
