package functions

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

// textOf is v as tostring prints it: null is the empty string, a string inside
// a dynamic value goes without quotes, arrays and bags are compact JSON.
func textOf(v table.Value) string {
	if v.Kind() == table.KindString {
		return v.Str()
	}
	return string(appendText(nil, v))
}

func appendText(b []byte, v table.Value) []byte {
	switch v.Kind() {
	case table.KindNull:
		return b
	case table.KindString:
		return append(b, v.Str()...)
	case table.KindReal:
		return appendRealText(b, v.Real())
	case table.KindDecimal:
		return append(b, v.Decimal().String()...)
	case table.KindDateTime:
		return v.DateTime().Append(b)
	case table.KindTimeSpan:
		return v.TimeSpan().Append(b)
	case table.KindGUID:
		return append(b, v.GUID().String()...)
	}
	return table.AppendJSON(b, v)
}

func appendRealText(b []byte, f float64) []byte {
	if f-f != 0 { // NaN and the infinities
		return append(b, table.FormatReal(f)...)
	}
	return table.AppendReal(b, f)
}

// textWriter appends the text of a column's rows.
type textWriter func(b []byte, i int) []byte

// newTextWriter reads any scalar column as text without making a string a row.
func newTextWriter(c table.Column) textWriter {
	c = table.Resolve(c)
	if k, ok := c.(*table.Const); ok {
		s := textOf(k.Val())
		return func(b []byte, _ int) []byte { return append(b, s...) }
	}
	if j, ok := c.(*table.JSON); ok {
		raw := j.Raw()
		return func(b []byte, i int) []byte {
			if j.Null(i) {
				return b
			}
			return appendJSONText(b, raw[i])
		}
	}
	switch c.Type() {
	case table.TypeString:
		return writerOf(c, func(b []byte, s string) []byte { return append(b, s...) })
	case table.TypeDateTime:
		return writerOf(c, func(b []byte, t table.DateTime) []byte { return t.Append(b) })
	case table.TypeTimeSpan:
		return writerOf(c, func(b []byte, t table.TimeSpan) []byte { return t.Append(b) })
	case table.TypeLong:
		return writerOf(c, func(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) })
	case table.TypeInt:
		return writerOf(c, func(b []byte, n int32) []byte { return strconv.AppendInt(b, int64(n), 10) })
	case table.TypeReal:
		return writerOf(c, appendRealText)
	case table.TypeBool:
		return writerOf(c, strconv.AppendBool)
	}
	return func(b []byte, i int) []byte { return appendText(b, c.Value(i)) }
}

func writerOf[T table.Element](c table.Column, f func([]byte, T) []byte) textWriter {
	a := NewArg[T](c)
	return func(b []byte, i int) []byte {
		if a.Null(i) {
			return b
		}
		return f(b, a.At(i))
	}
}

// appendJSONText appends the text of a raw JSON value as tostring prints it.
func appendJSONText(b []byte, raw string) []byte {
	if len(raw) >= 2 && raw[0] == '"' {
		inner := raw[1 : len(raw)-1]
		if s, ok := table.UnescapeJSON(inner); ok {
			return append(b, s...)
		}
	}
	v, err := table.ParseJSON(raw)
	if err != nil {
		return append(b, raw...)
	}
	return appendText(b, v)
}

// newTextArg reads a column of any scalar type as strings.
func newTextArg(c table.Column) Arg[string] {
	c = table.Resolve(c)
	switch k := c.(type) {
	case *table.Const:
		return Arg[string]{vals: []string{textOf(k.Val())}}
	case *table.Dict:
		return NewArg[string](k)
	}
	if c.Type() == table.TypeString {
		return NewArg[string](c)
	}
	w := newTextWriter(c)
	out := make([]string, c.Len())
	var b []byte
	for i := range out {
		b = w(b[:0], i)
		out[i] = string(b)
	}
	return Arg[string]{vals: out, step: 1}
}

// mapText1 makes an overload of one argument of any scalar type, read as text.
func mapText1[R table.Element](f func(string) (R, bool)) Overload {
	return Overload{
		Params: []table.Type{table.TypeUnknown},
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a := newTextArg(args[0])
			return mapRows(c, a.step == 0, nil, func(i int) (R, bool) { return f(a.At(i)) }), nil
		},
	}
}

// mapText2 is mapText1 for two arguments.
func mapText2[R table.Element](f func(a, b string) (R, bool)) Overload {
	return Overload{
		Params: []table.Type{table.TypeUnknown, table.TypeUnknown},
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			x, y := newTextArg(args[0]), newTextArg(args[1])
			return mapRows(c, constant(x.step, y.step), nil, func(i int) (R, bool) { return f(x.At(i), y.At(i)) }), nil
		},
	}
}
