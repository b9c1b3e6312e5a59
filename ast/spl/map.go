package spl

// Map is `map search="text with $field$"` or `map [subsearch]`; Template is
// nil for the first.
type Map struct {
	Meta
	Options  Options   `parser:"@@*"`
	Template Subsearch `parser:"@@?"`
	More     Options   `parser:"@@*"`
}

func (c *Map) print(o *out) {
	o.word("map")
	each(o, c.Options)
	if c.Template != nil {
		c.Template.print(o)
	}
	each(o, c.More)
}
