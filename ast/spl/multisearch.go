package spl

// Multisearch is `multisearch [a] [b]`, of streaming subsearches.
type Multisearch struct {
	Meta
	Subs []Subsearch `parser:"@@+"`
}

func (c *Multisearch) print(o *out) {
	o.word("multisearch")
	each(o, c.Subs)
}
