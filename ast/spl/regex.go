package spl

// Regex is `regex field="pattern"`, with != to drop matches, or a pattern
// alone for _raw.
type Regex struct {
	Meta
	First *Name `parser:"@@"`
	// Op is "=", "!=" or empty for a pattern alone.
	Op     string `parser:"( @Op"`
	Second *Name  `parser:"@@ )?"`
}

// Field is the field tested, or nil for _raw.
func (c *Regex) Field() *Name {
	if c.Op == "" {
		return nil
	}
	return c.First
}

// Pattern is the regular expression.
func (c *Regex) Pattern() *Name {
	if c.Op == "" {
		return c.First
	}
	return c.Second
}

func (c *Regex) print(o *out) {
	o.word("regex")
	c.First.print(o)
	if c.Op != "" {
		o.hug(c.Op)
		c.Second.print(o)
	}
}
