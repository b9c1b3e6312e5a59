package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) parse(op *kql.Parse) *rel {
	r, matched := c.parsed(op.Params, op.X, op.With, op.Span())
	return r.without(matched)
}

// parsed adds the columns of a pattern; matched is a column that says which
// rows match, still among the columns.
func (c *ctx) parsed(params []*kql.Param, x kql.Expr, with []*kql.ParsePart, span source.Span) (r *rel, matched string) {
	p := c.b.params(params, "kind", "flags")
	text := c.expr(x)
	if t := text.Type(); t == table.TypeDynamic {
		text = c.b.cast(text, table.TypeString)
	} else if t != table.TypeString && t != table.TypeUnknown {
		c.b.errorf(codeType, x.Span(), "a value of type string is expected, not %s", t)
		return c.b.failed(), ""
	}
	kind := functions.ParseSimple
	switch w := word(p["kind"]); w {
	case "", "simple":
	case "relaxed":
		kind = functions.ParseRelaxed
	case "regex":
		kind = functions.ParseRegex
	default:
		c.b.errorf(codeParameter, p["kind"].Span(), "parse has no kind %q", w)
	}
	elements, fields := c.b.parseElements(with)
	pattern, err := functions.NewParsePattern(kind, word(p["flags"]), elements)
	if err != nil {
		c.b.errorf(codeValue, span, "%s", err)
		return c.b.failed(), ""
	}
	return c.captured(text, fields, func(call *functions.Call, text table.Column) ([]table.Column, error) {
		cols, matched, err := pattern.Apply(call, text)
		return append(cols, table.NewVec(matched, nil)), err
	})
}

func (b *binder) parseElements(with []*kql.ParsePart) (elements []functions.ParseElement, fields []table.Field) {
	seen := map[string]bool{}
	for i, part := range with {
		switch {
		case part.Star:
			elements = append(elements, functions.ParseElement{Skip: true})
		case part.Text != nil:
			elements = append(elements, functions.ParseElement{Literal: part.Literal().Value})
		default:
			t := table.TypeString
			if part.Type != nil {
				t = b.typeName(part.Type)
			}
			b.declarable(part.Column)
			if i > 0 && with[i-1].Column != nil && (with[i-1].Type == nil || with[i-1].Type.Text == "string") {
				b.errorf(codeValue, part.Span(), "the column %q follows a column of type string without a text between them", part.Column.Text())
			}
			if seen[part.Column.Text()] {
				b.errorf(codeDuplicate, part.Span(), "the column %q is given twice", part.Column.Text())
			}
			seen[part.Column.Text()] = true
			elements = append(elements, functions.ParseElement{Capture: true, Type: t})
			fields = append(fields, table.Field{Name: part.Column.Text(), Type: t})
		}
	}
	return elements, fields
}

// captured adds columns that one pass over a text makes, and a last one of
// bools, whose name is returned.
func (c *ctx) captured(text plan.Expr, fields []table.Field, apply func(*functions.Call, table.Column) ([]table.Column, error)) (*rel, string) {
	temp, matched := c.b.temp(), c.b.temp()
	f := &functions.Func{KQL: "$parse", Null: functions.NullSeen}
	f.Impl = functions.Overloads{{
		Params: []table.Type{table.TypeString}, Result: table.TypeDynamic,
		Kernel: func(call *functions.Call, args []table.Column) (table.Column, error) {
			cols, err := apply(call, args[0])
			if err != nil {
				return nil, err
			}
			return newTuple(cols, call.N), nil
		},
	}}
	in := c.row.extend([]plan.Named{{Name: temp, Expr: &plan.Call{Func: f, Overload: &f.Impl[0], Args: []plan.Expr{text}, T: table.TypeDynamic}}})
	var cols []plan.Named
	for i, field := range append(append([]table.Field(nil), fields...), table.Field{Name: matched, Type: table.TypeBool}) {
		cols = append(cols, plan.Named{Name: field.Name, Expr: element(temp, i, field.Type)})
	}
	return in.extend(cols).without(temp), matched
}

// newTuple is a column whose rows are the rows of several columns.
func newTuple(cols []table.Column, n int) table.Column {
	out := make([]table.Value, n)
	cells := make([]table.Value, n*len(cols))
	for i := range out {
		row := cells[i*len(cols) : (i+1)*len(cols) : (i+1)*len(cols)]
		for k, c := range cols {
			row[k] = c.Value(i)
		}
		out[i] = table.ArrayValue(row)
	}
	return table.NewVec(out, nil)
}

// element reads one place of a tuple as a typed column.
func element(temp string, at int, t table.Type) plan.Expr {
	f := &functions.Func{KQL: "$element", Null: functions.NullSeen}
	f.Impl = functions.Overloads{{
		Params: []table.Type{table.TypeDynamic}, Result: t,
		Kernel: func(call *functions.Call, args []table.Column) (table.Column, error) {
			b := table.NewBuilder(t, call.N)
			for i := range call.N {
				a := args[0].Value(i).Array()
				if at < len(a) {
					b.Append(a[at])
				} else {
					b.Append(table.Value{})
				}
			}
			return b.Column(), nil
		},
	}}
	return &plan.Call{Func: f, Overload: &f.Impl[0], Args: []plan.Expr{&plan.Column{Name: temp, T: table.TypeDynamic}}, T: t, EmptyStrings: t == table.TypeString}
}
