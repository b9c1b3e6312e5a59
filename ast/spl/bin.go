package spl

// Bin is `bin f span=1h as g`; bucket and discretize are the same command.
type Bin struct {
	Meta
	AliasArgs
}

// AliasArgs are options, one field and its alias, in any order.
type AliasArgs struct {
	Options Options `parser:"( Comma? ( @@"`
	Aliases []*Name `parser:"| 'as':Keyword @@"`
	Fields  []*Name `parser:"| @@ ) )+"`
}

// Field is the field; the parser makes sure that there is exactly one.
func (a *AliasArgs) Field() *Name { return a.Fields[0] }

// As is the name after AS, or nil.
func (a *AliasArgs) As() *Name {
	if len(a.Aliases) == 0 {
		return nil
	}
	return a.Aliases[0]
}

func (a *AliasArgs) printArgs(o *out) {
	each(o, a.Options)
	each(o, a.Fields)
	alias(o, a.As())
}

func (c *Bin) print(o *out) {
	o.word("bin")
	c.printArgs(o)
}
