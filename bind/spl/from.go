package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// from reads a data model, a lookup or another named set of rows.
func (b *binder) from(c *spl.From) plan.Node {
	kind, name := c.Source()
	if len(c.Options) > 0 && len(c.Fields) > 0 {
		b.options(c, c.Options)
	}
	return b.dataset(c, c.Span(), kind, name)
}

func splitDataset(s string) (kind, name string) {
	kind, name, ok := strings.Cut(s, ":")
	if !ok {
		return "", s
	}
	return strings.ToLower(kind), strings.Trim(name, `"`)
}

// dataset is what from and union read by name. Of a data model these are the
// model's fields, without the dataset's name before them.
func (b *binder) dataset(c spl.Command, span source.Span, kind, name string) plan.Node {
	switch kind {
	case "lookup", "inputlookup":
		return b.lookupRows(span, name)
	case "datamodel", "":
		m := b.model(c, span, name, nil)
		if m.set == nil {
			return m.rows
		}
		return b.newestFirst(&plan.Pick{Input: m.rows, Keep: b.promised(m.set)})
	}
	b.fail(span, errConstruct("reading from "+kind))
	return unknownRows(name)
}

// promised are the fields of a dataset and its parents, and those of every
// event.
func (b *binder) promised(d *bind.Dataset) []string {
	out := slices.Clone(eventFields)
	for _, d := range b.models(b.span()).Line(d) {
		out = append(out, d.Fields...)
	}
	return out
}

// findModel is the table bound for a data model or one of its datasets: under
// "Model.Dataset", or under "Model" alone.
func (b *binder) findModel(name string) table.Source {
	if src := b.env.Tables[name]; src != nil {
		return src
	}
	for {
		dot := strings.LastIndexByte(name, '.')
		if dot < 0 {
			return nil
		}
		name = name[:dot]
		if src := b.env.Tables[name]; src != nil {
			return src
		}
	}
}

// datamodel is `datamodel Model Dataset search`: the rows of a dataset, its
// fields with the dataset's name before them (search) or without (flat).
func (b *binder) datamodel(c *spl.Datamodel) plan.Node {
	o := b.options(c, c.Options, "summariesonly", "allow_old_summaries", "strict_fields")
	list := names(c.Fields)
	if len(list) != 3 || !strings.EqualFold(list[2], "search") && !strings.EqualFold(list[2], "flat") {
		what := "datamodel without a model, a dataset and search or flat"
		if len(list) == 3 {
			what = "datamodel with " + list[2]
		}
		b.fail(c.Span(), errConstruct(what))
		return unknownRows("datamodel")
	}
	o.bool("summariesonly", false)
	o.bool("allow_old_summaries", false)
	m := b.model(c, c.Span(), list[0]+"."+list[1], nil)
	if m.set == nil {
		return m.rows
	}
	p := &plan.Pick{Input: m.rows}
	if o.bool("strict_fields", true) {
		p.Keep = b.promised(m.set)
	}
	if strings.EqualFold(list[2], "search") {
		for _, d := range b.models(c.Span()).Line(m.set) {
			for _, f := range d.Fields {
				p.Rename = append(p.Rename, plan.Renaming{From: f, To: d.Name + "." + f})
			}
		}
	}
	return p
}
