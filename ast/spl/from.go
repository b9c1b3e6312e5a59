package spl

import "strings"

// From is `from datamodel:"M.N"`, `from datamodel M.N`, `from lookup:t` or
// `from savedsearch:"name"`.
type From struct {
	Meta
	Args
}

// Source splits the argument into its kind, such as "datamodel" in lower
// case, and the name. The kind is empty when only a name is written.
func (c *From) Source() (kind, name string) {
	text := ""
	for _, f := range c.Fields {
		if text != "" && text[len(text)-1] != ':' {
			text += ":"
		}
		text += f.Text()
	}
	if len(c.Options) > 0 && len(c.Fields) == 0 {
		return strings.ToLower(c.Options[0].Key), c.Options[0].Value.Text()
	}
	for i := 0; i < len(text); i++ {
		if text[i] == ':' {
			return strings.ToLower(text[:i]), text[i+1:]
		}
	}
	return "", text
}

func (c *From) print(o *out) {
	o.word("from")
	c.printArgs(o)
}
