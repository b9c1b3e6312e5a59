package spl

import (
	"context"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

var token = pattern.Lazy(`\$([A-Za-z0-9_.{}:-]+)\$`)

// mapping runs a search for each row, with the row's values in the place of
// $field$.
func (b *binder) mapping(in plan.Node, c *spl.Map) plan.Node {
	list := append(append(spl.Options(nil), c.Options...), c.More...)
	o := b.options(c, list, "search", "maxsearches")
	if c.Saved != nil {
		b.fail(c.Saved.Span(), errConstruct("map with a saved search"))
		return in
	}
	body := o.text("search", "")
	if c.Template != nil {
		body = strings.TrimSuffix(strings.TrimPrefix(b.textOf(c.Template.Span()), "["), "]")
		if list := c.Template.Pipeline().Commands; len(list) > 0 && list[0].Keyword() != "search" && !strings.HasPrefix(strings.TrimSpace(body), "|") {
			body = "| " + body // a bracket needs no | before a command, a search does
		}
	}
	in = bounded(in, o.int("maxsearches", b.env.Limits.Map), "map")
	if strings.TrimSpace(body) == "" {
		b.fail(c.Span(), errOptionValue("map", "search", "a search"))
		return in
	}
	of := plan.Shape{Schema: table.NewSchema(), Open: true}
	if s, inner := b.parse(c.Span(), body); s != nil {
		inner.pipeline(s.Pipeline)
		for _, e := range inner.errs {
			if token().MatchString(e.Message) {
				continue // what stands for it is not known yet
			}
			e.Text, e.Span = b.text, c.Span()
			b.errs = append(b.errs, e)
		}
	}
	return &plan.Deferred{
		In: []plan.Node{in}, Label: "map", Of: of,
		Build: func(_ context.Context, in []*table.Table) (plan.Node, error) {
			rows := in[0]
			u := &plan.Union{}
			for i := range rows.Len() {
				run := b.inner(b.text)
				text, missing := fillTokens(body, rows, i)
				if missing != "" {
					run.fail(c.Span(), semantic(codeValue, "map: row %d has no value for $%s$", i+1, missing))
					return nil, run.err()
				}
				s, inner := run.parse(c.Span(), text)
				if s == nil {
					return nil, run.err()
				}
				u.In = append(u.In, inner.pipeline(s.Pipeline))
				if err := inner.err(); err != nil {
					return nil, err
				}
			}
			if len(u.In) == 0 {
				return &plan.Values{Table: table.New(table.NewSchema())}, nil
			}
			return u, nil
		},
	}
}

// serialToken is the number of the search, from 1.
const serialToken = "_serial_id"

// fillTokens replaces $field$ by row i's value; $$ stays a dollar sign. missing
// is a field that has none there.
func fillTokens(body string, rows *table.Table, i int) (text, missing string) {
	text = token().ReplaceAllStringFunc(body, func(m string) string {
		name := m[1 : len(m)-1]
		c := rows.Batch().Column(name)
		switch {
		case c != nil && !c.Null(i):
			return strings.ReplaceAll(functions.Text(c.Value(i)), `"`, `\"`)
		case name == serialToken:
			return strconv.Itoa(i + 1)
		}
		missing = name
		return m
	})
	return text, missing
}
