package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
)

// rex extracts fields by the named groups of a pattern, or edits a field.
func (b *binder) rex(in plan.Node, c *spl.Rex) plan.Node {
	o := b.options(c, c.Options, "field", "max_match", "mode", "offset_field")
	field, pattern := o.text("field", "_raw"), c.Fields[0].Text()
	if o.has("mode") {
		o.only("mode", "sed")
		edit := b.call(c.Span(), "rex_sed", b.column(field), text(pattern))
		if err := functions.CheckSed(pattern); err != nil {
			b.fail(c.Fields[0].Span(), errPattern(pattern, err))
		}
		return set(in, plan.Named{Name: field, Expr: edit})
	}
	p, err := functions.CompilePattern(pattern)
	if err != nil {
		b.fail(c.Fields[0].Span(), errPattern(pattern, err))
		return in
	}
	var groups []int
	for i, name := range p.Names() {
		if name != "" {
			groups = append(groups, i)
		}
	}
	if len(groups) == 0 {
		b.fail(c.Fields[0].Span(), semantic(codeValue, "the pattern of rex has no named group such as (?<name>...)"))
		return in
	}
	most := number(o.int("max_match", 1))
	if at := o.text("offset_field", ""); at != "" {
		// Before the groups, which may replace the field itself.
		in = b.extracted(in, c, []plan.Named{{Name: at, Expr: b.call(c.Span(), "rex_offset", b.column(field), text(pattern), most)}})
	}
	if len(groups) == 1 {
		got := b.call(c.Span(), "rex_group", b.column(field), text(pattern), number(int64(groups[0])), most)
		return b.extracted(in, c, []plan.Named{{Name: p.Names()[groups[0]], Expr: got}})
	}
	// All groups of one match, and then each out of them.
	const found = "goshawk groups"
	in = set(in, plan.Named{Name: found, Expr: b.call(c.Span(), "rex_groups", b.column(field), text(pattern), most)})
	var cols []plan.Named
	for _, g := range groups {
		cols = append(cols, plan.Named{Name: p.Names()[g], Expr: b.call(c.Span(), "rex_pick", column(found), number(int64(g)))})
	}
	return drop(b.extracted(in, c, cols), found)
}

// extracted sets fields where there is something to set.
func (b *binder) extracted(in plan.Node, c spl.Command, cols []plan.Named) plan.Node {
	for i, col := range cols {
		cols[i].Expr = b.call(c.Span(), "coalesce", col.Expr, b.column(col.Name))
	}
	return &plan.Project{Input: in, Cols: cols, Keep: true}
}

// regex keeps the rows whose field matches, or with != those where it does
// not.
func (b *binder) regex(in plan.Node, c *spl.Regex) plan.Node {
	field := "_raw"
	if f := c.Field(); f != nil {
		field = f.Text()
	}
	pattern := c.Pattern().Text()
	if _, err := functions.CompilePattern(pattern); err != nil {
		b.fail(c.Pattern().Span(), errPattern(pattern, err))
		return in
	}
	pred := b.call(c.Span(), "match", b.column(field), text(pattern))
	if c.Op == "!=" {
		// A row without the field does not match.
		pred = b.call(c.Span(), "coalesce", b.call(c.Span(), "not", pred), b.call(c.Span(), "true"))
	}
	return &plan.Filter{Input: in, Pred: pred}
}
