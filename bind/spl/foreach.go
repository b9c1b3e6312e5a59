package spl

import (
	"fmt"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// foreach runs commands once for each field that fits its patterns. The
// field's name is put into the commands' text, as Splunk does. Its other modes
// go through the values of one field.
func (b *binder) foreach(in plan.Node, c *spl.Foreach) plan.Node {
	o := b.options(c, c.Options, "mode", "fieldstr", "matchstr", "matchseg1", "matchseg2", "matchseg3", "itemstr", "iterstr")
	if mode := strings.ToLower(o.text("mode", "multifield")); isItemMode(mode) {
		return b.foreachItem(in, c, o, mode)
	}
	o.only("mode", "multifield")
	template := templateText(b, c)
	b.checkTemplate(in, c.Template, func() string { return substitute(o, template, "field", []string{"field", "field", "field"}) })
	if len(b.errs) > 0 {
		return in
	}
	patterns := false
	for _, f := range c.Fields {
		patterns = patterns || f.Pattern()
	}
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		for _, f := range c.Fields {
			for _, name := range chosen([]*spl.Name{f}, all) {
				body := substitute(o, template, name, stars(f.Text(), name))
				s, inner := b.parse(c.Span(), "| "+strings.TrimPrefix(strings.TrimSpace(body), "|"))
				if s == nil {
					return in
				}
				in = inner.follow(in, s.Pipeline)
				b.errs = append(b.errs, inner.errs...)
			}
		}
		return in
	}
	if !patterns {
		return make(b, in, nil)
	}
	if all, ok := closed(in); ok {
		return make(b, in, all)
	}
	of := in.Shape()
	return &plan.Deferred{In: []plan.Node{in}, Label: "foreach", Of: plan.Shape{Schema: of.Schema, Open: true}, Build: b.deferred(make)}
}

// checkTemplate binds commands that are run later, for their errors only.
func (b *binder) checkTemplate(in plan.Node, template spl.Subsearch, body func() string) {
	text := body()
	s, inner := b.parse(template.Span(), "| "+strings.TrimPrefix(strings.TrimSpace(text), "|"))
	if s == nil {
		return
	}
	inner.follow(in, s.Pipeline)
	for _, e := range inner.errs {
		// The place in the template's text is of no use to the user.
		e.Text, e.Span = b.text, template.Span()
		b.errs = append(b.errs, e)
	}
}

// substitute puts a field's name and what its pattern's * stand for into a
// template.
func substitute(o options, template, name string, segments []string) string {
	pairs := []string{"<<FIELD>>", name, "<<MATCHSTR>>", strings.Join(segments, "")}
	for i := range 3 {
		segment := ""
		if i < len(segments) {
			segment = segments[i]
		}
		pairs = append(pairs, fmt.Sprintf("<<MATCHSEG%d>>", i+1), segment)
		if own := o.text(fmt.Sprintf("matchseg%d", i+1), ""); own != "" {
			pairs = append(pairs, own, segment)
		}
	}
	if own := o.text("fieldstr", ""); own != "" {
		pairs = append(pairs, own, name)
	}
	if own := o.text("matchstr", ""); own != "" {
		pairs = append(pairs, own, strings.Join(segments, ""))
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// stars are the texts that the * of a pattern stand for in name.
func stars(pattern, name string) []string {
	n := strings.Count(pattern, "*")
	got, ok := plan.Renaming{From: pattern, To: strings.Repeat("*\x00", n)}.Of(name)
	if !ok {
		return nil
	}
	return strings.Split(got, "\x00")[:n]
}
