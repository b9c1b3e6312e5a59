package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// searchField is the shape of one row with a search expression.
var searchField = plan.Shape{Schema: table.NewSchema(table.Field{Name: "search", Type: table.TypeDynamic})}

// format writes the rows as a search expression.
func (b *binder) format(in plan.Node, c *spl.Format) plan.Node {
	o := b.options(c, c.Options, "mvsep", "maxresults", "emptystr")
	parts := []string{"(", "(", "AND", ")", "OR", ")"}
	if n := len(c.Fields); n == 6 {
		parts = names(c.Fields)
	} else if n > 0 {
		b.fail(c.Fields[0].Span(), semantic(codeArguments, "format takes six texts: row prefix, column prefix, column separator, column end, row separator, row end"))
	}
	if most := o.int("maxresults", 0); most > 0 {
		in = &plan.Limit{Input: in, N: most}
	}
	return &plan.TableCall{
		Func: functions.FormatRows, In: []plan.Node{in}, Of: searchField,
		Args: functions.TableArgs{
			"parts": stringList(parts), "mvsep": table.StringValue(o.text("mvsep", "OR")),
			"empty": table.StringValue(o.text("emptystr", "NOT( )")),
		},
	}
}

// returns writes the first rows' fields as a search expression, or with $ as
// plain values.
func (b *binder) returns(in plan.Node, c *spl.Return) plan.Node {
	var fields, as []string
	for _, item := range c.Items {
		switch {
		case item.Alias != nil:
			fields, as = append(fields, item.Alias.Value.Text()), append(as, item.Alias.Key)
		case len(item.Field.Text()) > 1 && item.Field.Text()[0] == '$':
			fields, as = append(fields, item.Field.Text()[1:]), append(as, "")
		default:
			fields, as = append(fields, item.Field.Text()), append(as, item.Field.Text())
		}
	}
	return &plan.TableCall{
		Func: functions.ReturnRows, Of: searchField,
		In:   []plan.Node{&plan.Limit{Input: &plan.Pick{Input: in, Keep: fields, Exact: true}, N: b.count(c.Count, 1)}},
		Args: functions.TableArgs{"fields": stringList(fields), "as": stringList(as)},
	}
}
