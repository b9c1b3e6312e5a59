package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

const defaultTimeFormat = "%m/%d/%Y %H:%M:%S"

var conversions = []string{"auto", "ctime", "dur2sec", "memk", "mktime", "mstime", "none", "num", "rmcomma", "rmunit"}

// convert changes the form of fields' values, in place or under another name.
func (b *binder) convert(in plan.Node, c *spl.Convert) plan.Node {
	o := b.options(c, c.Options, "timeformat")
	format := o.text("timeformat", defaultTimeFormat)
	patterns := false
	for _, item := range c.Items {
		if item.Field == nil {
			b.fail(item.Span(), errAggregateField(item.Func))
			return in
		}
		if !slices.Contains(conversions, strings.ToLower(item.Func)) {
			b.fail(item.Span(), errFunction(item.Func, false, conversions))
			return in
		}
		patterns = patterns || item.Field.Pattern()
	}
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		var cols []plan.Named
		left := map[string]bool{}
		for _, item := range c.Items {
			for _, p := range b.converted(item, all) {
				name := strings.ToLower(item.Func)
				switch {
				case name == "none":
					left[p.From] = true
				case !left[p.From]:
					args := []plan.Expr{b.column(p.From)}
					if name == "ctime" || name == "mktime" {
						args = append(args, text(format))
					}
					cols = append(cols, plan.Named{Name: p.To, Expr: b.call(item.Span(), "convert_"+name, args...)})
				}
			}
		}
		return set(in, cols...)
	}
	if !patterns {
		return make(b, in, nil)
	}
	return b.withNames(in, "convert", make)
}

// converted are the fields that an item speaks of, and where results go.
func (b *binder) converted(item *spl.Conversion, all []string) []plan.Renaming {
	from := item.Field.Text()
	to := from
	if item.As != nil {
		to = item.As.Text()
	}
	if !item.Field.Pattern() {
		return []plan.Renaming{{From: from, To: to}}
	}
	var out []plan.Renaming
	for _, name := range all {
		as, ok := plan.Renaming{From: from, To: to}.Of(name)
		if ok && (from[0] == '_' || name[0] != '_') {
			out = append(out, plan.Renaming{From: name, To: as})
		}
	}
	return out
}
