package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
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
	return b.dataset(c.Span(), kind, name)
}

func splitDataset(s string) (kind, name string) {
	kind, name, ok := strings.Cut(s, ":")
	if !ok {
		return "", s
	}
	return strings.ToLower(kind), strings.Trim(name, `"`)
}

func (b *binder) dataset(span source.Span, kind, name string) plan.Node {
	switch kind {
	case "lookup", "inputlookup":
		return b.lookupRows(span, name)
	case "datamodel", "":
		if src := b.findModel(name); src != nil {
			return &plan.Scan{Name: name, Source: src}
		}
		if !b.env.Check {
			b.fail(span, errDataModel(name))
		}
		return unknownRows(name)
	}
	b.fail(span, errConstruct("reading from "+kind))
	return unknownRows(name)
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

// datamodel is `datamodel Model Dataset search`.
func (b *binder) datamodel(c *spl.Datamodel) plan.Node {
	b.options(c, c.Options, "summariesonly", "allow_old_summaries", "strict_fields")
	list := names(c.Fields)
	if len(list) != 3 || !strings.EqualFold(list[2], "search") && !strings.EqualFold(list[2], "flat") {
		b.fail(c.Span(), errConstruct("datamodel without a model, a dataset and search"))
		return unknownRows("datamodel")
	}
	return b.dataset(c.Span(), "datamodel", list[0]+"."+list[1])
}
