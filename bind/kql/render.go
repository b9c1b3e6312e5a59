package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
)

// render keeps the rows and remembers how to draw them.
func (c *ctx) render(op *kql.Render) *rel {
	r := &bind.Render{Kind: op.Chart}
	for _, list := range [][]*kql.Setting{op.Settings, op.With} {
		for _, s := range list {
			value := ""
			for i, v := range s.Values {
				if i > 0 {
					value += ","
				}
				value += wordOf(v)
			}
			r.Properties = append(r.Properties, [2]string{s.Name, value})
		}
	}
	c.b.bound.Render = r
	return c.row
}
