package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// The columns and texts of foreach over the values of one field.
const (
	itemsColumn = "goshawk items"
	itemColumn  = "goshawk item"
	itemText    = "<<ITEM>>"
	iterText    = "<<ITER>>"
	// maxItems bounds how often an eval is repeated for one row.
	maxItems = 10_000
)

// foreachItem runs one eval for each value of a multivalue field, or each
// element of a JSON array, row by row.
func (b *binder) foreachItem(in plan.Node, c *spl.Foreach, o options, mode string) plan.Node {
	if len(c.Fields) != 1 {
		b.fail(c.Span(), semantic(codeArguments, "foreach with mode=%s takes one field", mode))
		return in
	}
	body := itemTemplate(o, templateText(b, c))
	s, inner := b.parse(c.Template.Span(), "| "+strings.TrimPrefix(strings.TrimSpace(body), "|"))
	if s == nil {
		return in
	}
	e, ok := s.Commands[0].(*spl.Eval)
	if !ok || len(s.Commands) != 1 {
		b.fail(c.Template.Span(), semantic(codePlace, "foreach with mode=%s runs one eval", mode))
		return in
	}
	for _, a := range e.Assignments {
		if spreads(a.Target.Text()) {
			b.fail(c.Template.Span(), errConstruct("a target with {field} in foreach with mode="+mode))
			return in
		}
	}
	once := func(b *binder, in plan.Node, i int) plan.Node {
		run := b.inner(inner.text)
		run.resolve = func(name string) plan.Expr {
			switch name {
			case itemText:
				return column(itemColumn)
			case iterText:
				return number(int64(i))
			}
			return b.column(name)
		}
		in = set(in, plan.Named{Name: itemColumn, Expr: b.call(c.Span(), "mvindex", column(itemsColumn), number(int64(i)))})
		there := b.call(c.Span(), "isnotnull", column(itemColumn))
		var cols []plan.Named
		for _, a := range e.Assignments {
			name := a.Target.Text()
			cols = append(cols, plan.Named{Name: name, Expr: b.call(c.Span(), "if", there, run.expr(a.X), column(name))})
		}
		for _, e := range run.errs {
			// The place in the template's text is of no use to the user.
			e.Text, e.Span = b.text, c.Template.Span()
			b.errs = append(b.errs, e)
		}
		return set(in, cols...)
	}
	in = set(in, plan.Named{Name: itemsColumn, Expr: b.items(c, mode)})
	of := drop(once(b, in, 0), itemsColumn, itemColumn).Shape()
	return &plan.Deferred{
		In: []plan.Node{in}, Label: "foreach " + mode, Of: of,
		Build: b.deferred(func(b *binder, in plan.Node, _ []string) plan.Node {
			n := mostItems(in.(*plan.Values).Table)
			if n > maxItems {
				b.fail(c.Span(), errTooManyItems(n))
			}
			for i := range min(n, maxItems) {
				in = once(b, in, i)
			}
			return drop(in, itemsColumn, itemColumn)
		}),
	}
}

// items are the values that foreach goes through.
func (b *binder) items(c *spl.Foreach, mode string) plan.Expr {
	field := b.column(c.Fields[0].Text())
	array := b.call(c.Span(), "json_array_to_mv", field)
	switch mode {
	case "json_array":
		return array
	case "auto_collections":
		// A field of several values is no JSON text, whatever they are.
		one := b.call(c.Span(), "=", b.call(c.Span(), "mvcount", field), number(1))
		isArray := b.call(c.Span(), "and", one, b.call(c.Span(), "match", field, text(`^\s*\[`)))
		return b.call(c.Span(), "if", isArray, b.call(c.Span(), "coalesce", array, field), field)
	}
	return field
}

// mostItems is the greatest number of values that a row has to go through.
func mostItems(t *table.Table) int {
	c, most := t.Batch().Column(itemsColumn), 0
	if c == nil {
		return 0
	}
	for i := range c.Len() {
		if v := c.Value(i); v.Kind() == table.KindArray {
			most = max(most, len(v.Array()))
		} else if !v.IsNull() {
			most = max(most, 1)
		}
	}
	return most
}

// templateText is the text between the brackets of foreach.
func templateText(b *binder, c *spl.Foreach) string {
	return strings.TrimSuffix(strings.TrimPrefix(b.textOf(c.Template.Span()), "["), "]")
}

// itemTemplate is the template with the names <<ITEM>> and <<ITER>>, also where
// the search gives them others. Inside a text in quotes they are joined to it.
func itemTemplate(o options, template string) string {
	for key, name := range map[string]string{"itemstr": itemText, "iterstr": iterText} {
		if own := o.text(key, ""); own != "" {
			template = strings.ReplaceAll(template, own, name)
		}
	}
	var out strings.Builder
	for i, piece := range splitQuoted(template) {
		if i%2 == 1 && (strings.Contains(piece, itemText) || strings.Contains(piece, iterText)) {
			if piece[0] == '\'' {
				piece = piece[1 : len(piece)-1]
			} else {
				piece = "(" + strings.NewReplacer(itemText, `".`+itemText+`."`, iterText, `".`+iterText+`."`).Replace(piece) + ")"
			}
		}
		out.WriteString(piece)
	}
	return out.String()
}

// splitQuoted cuts a text into pieces outside and inside quotes, in turn; those
// inside have their quotes.
func splitQuoted(s string) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '"' && s[i] != '\'' {
			continue
		}
		end := i + 1
		for end < len(s) && s[end] != s[i] {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(s) {
			break
		}
		out = append(out, s[from:i], s[i:end+1])
		from, i = end+1, end
	}
	return append(out, s[from:])
}

// itemModes are the modes of foreach that go through the values of a field.
var itemModes = []string{"multivalue", "json_array", "auto_collections"}

func isItemMode(mode string) bool { return slices.Contains(itemModes, mode) }
