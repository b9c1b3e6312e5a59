package spl

// Map is `map search="text with $field$"` or `map [subsearch]`; Template is
// nil for the first. Saved is the name of a saved search in its place.
type Map struct {
	Meta
	Options  Options   `parser:"@@*"`
	Saved    *Name     `parser:"@@?"`
	Template Subsearch `parser:"@@?"`
	More     Options   `parser:"@@*"`
}

func (c *Map) print(o *out) {
	o.word("map")
	each(o, c.Options)
	if c.Saved != nil {
		c.Saved.print(o)
	}
	if c.Template != nil {
		c.Template.print(o)
	}
	each(o, c.More)
}
