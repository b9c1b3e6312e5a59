package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) parseKv(op *kql.ParseKv) *rel {
	text := c.typed(op.X, table.TypeString)
	fields := c.b.schema(op.As)
	options, ok := c.keyValueOptions(op.With)
	if !ok {
		return c.b.failed()
	}
	parser, err := functions.NewKeyValueParser(options, fields)
	if err != nil {
		c.b.errorf(codeValue, op.Span(), "%s", err)
		return c.b.failed()
	}
	r, matched := c.captured(text, fields, func(call *functions.Call, text table.Column) ([]table.Column, error) {
		cols, err := parser.Apply(call, text)
		return append(cols, table.NewConst(table.BoolValue(true), table.TypeBool, call.N)), err
	})
	return r.without(matched)
}

func (c *ctx) keyValueOptions(with []*kql.Setting) (o functions.KeyValueOptions, ok bool) {
	ok = true
	for _, s := range with {
		var texts []string
		for _, v := range s.Values {
			k, is := c.expr(v).(*plan.Const)
			if !is {
				c.b.errorf(codeConstant, v.Span(), "a constant is expected")
				return o, false
			}
			switch k.Value.Kind() {
			case table.KindArray:
				for _, x := range k.Value.Array() {
					texts = append(texts, x.Str())
				}
			case table.KindBool:
				o.Greedy = k.Value.Bool()
			default:
				texts = append(texts, k.Value.Str())
			}
		}
		first := ""
		if len(texts) > 0 {
			first = texts[0]
		}
		switch s.Name {
		case "pair_delimiter":
			o.PairDelimiter = first
		case "kv_delimiter":
			o.KVDelimiter = first
		case "quote":
			o.Quotes = append(o.Quotes, texts...)
		case "escape":
			o.Escapes = append(o.Escapes, texts...)
		case "regex":
			o.Regex = first
		case "greedy":
		default:
			c.b.errorf(codeParameter, s.Span(), "parse-kv has no property %q", s.Name)
			ok = false
		}
	}
	return o, ok
}
