package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// replace changes whole values of some fields, or of all.
func (b *binder) replace(in plan.Node, c *spl.Replace) plan.Node {
	patterns := len(c.In) == 0
	for _, f := range c.In {
		patterns = patterns || f.Pattern()
	}
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		var cols []plan.Named
		for _, name := range chosen(c.In, all) {
			x := b.column(name)
			for _, p := range c.Pairs {
				x = b.call(p.Span(), "replace_value", x, text(p.Old.Text()), text(p.New.Text()))
			}
			cols = append(cols, plan.Named{Name: name, Expr: x})
		}
		return set(in, cols...)
	}
	if !patterns {
		return make(b, in, nil)
	}
	return b.withNames(in, "replace", make)
}

// chosen are the fields of a list of names and patterns; an empty list means
// all that do not begin with an underscore.
func chosen(list []*spl.Name, all []string) []string {
	var out []string
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	for _, f := range list {
		if !f.Pattern() {
			add(f.Text())
			continue
		}
		for _, name := range all {
			if plan.MatchName(f.Text(), name) && (name == "" || name[0] != '_' || f.Text()[0] == '_') {
				add(name)
			}
		}
	}
	if len(list) == 0 {
		for _, name := range all {
			if name != "" && name[0] != '_' {
				add(name)
			}
		}
	}
	return out
}
