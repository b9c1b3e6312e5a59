package functions

import "github.com/goshawk-lang/goshawk/table"

// conversions: from every type to every type, null where a value has no
// counterpart. https://learn.microsoft.com/kusto/query/scalar-functions#conversion-functions
func conversions() []Func {
	return []Func{
		{
			KQL: "tobool toboolean bool boolean", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to bool: numbers but 0 are true, text is true, false or a whole number.",
			Impl:  castTo(table.TypeBool),
			Cases: Cases{`tobool("True")`: `true`, `tobool(0)`: `false`, `tobool("yes")`: `bool(null)`, `tobool(0.5)`: `true`},
		},
		{
			KQL: "toint int", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to int, cutting off a fraction; null where the value does not fit.",
			Impl:  castTo(table.TypeInt),
			Cases: Cases{`toint("42")`: `int(42)`, `toint(2.9)`: `int(2)`, `toint("5.9")`: `int(null)`, `toint("2147483648")`: `int(null)`},
		},
		{
			KQL: "tolong long", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to long, cutting off a fraction; times give their 100 ns ticks.",
			Impl:  castTo(table.TypeLong),
			Cases: Cases{`tolong("  42  ")`: `42`, `tolong(-2.5)`: `-2`, `tolong(1d)`: `864000000000`, `tolong("x")`: `long(null)`},
		},
		{
			KQL: "todouble toreal double real", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to real.",
			Impl:  castTo(table.TypeReal),
			Cases: Cases{`todouble("1e10")`: `10000000000.0`, `todouble("1,5")`: `real(null)`, `isinf(todouble("inf"))`: `true`, `todouble("INF")`: `real(null)`},
		},
		{
			KQL: "todecimal decimal", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to decimal.",
			Impl:  castTo(table.TypeDecimal),
			Cases: Cases{`todecimal("0.1") + todecimal("0.2") == todecimal("0.3")`: `true`, `isnull(todecimal("x"))`: `true`},
		},
		{
			KQL: "todatetime datetime", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to datetime: text in many spellings (month before day), or ticks.",
			Impl:  castTo(table.TypeDateTime),
			Cases: Cases{`todatetime("2 Dec 2022")`: `datetime(2022-12-02)`, `todatetime("13-01-2022")`: `datetime(null)`, `todatetime(0)`: `datetime(0001-01-01)`},
		},
		{
			KQL: "totimespan totime timespan time", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to timespan: text as in literals or as [d.]hh:mm:ss, or ticks.",
			Impl:  castTo(table.TypeTimeSpan),
			Cases: Cases{`totimespan("1d")`: `1d`, `totimespan("0.00:01:00")`: `1m`, `totimespan("x")`: `timespan(null)`},
		},
		{
			KQL: "toguid guid", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts text of 32 hexadecimal digits to guid.",
			Impl:  castTo(table.TypeGUID),
			Cases: Cases{`toguid("0123456789abcdef0123456789abcdef")`: `guid(01234567-89ab-cdef-0123-456789abcdef)`, `toguid("x")`: `guid(null)`},
		},
		{
			KQL: "tostring", Args: "value", Null: NullSeen, ResultName: "$1",
			Doc:   "Converts to text; null gives the empty text.",
			Impl:  toText(),
			Cases: Cases{`tostring(true)`: `"True"`, `tostring(1d + 2h)`: `"1.02:00:00"`, `tostring(int(null))`: `""`, `tostring(dynamic({"a":1}))`: `"{\"a\":1}"`},
		},
	}
}

// castTo takes a value of any type.
func castTo(t table.Type) Overloads {
	return Overloads{{
		Params: []table.Type{table.TypeUnknown},
		Result: t,
		Kernel: func(_ *Call, args []table.Column) (table.Column, error) { return castColumn(args[0], t), nil },
	}}
}

// toText tells dynamic values apart: a bool in one is spelled as in JSON, and
// any constant keeps that spelling.
func toText() Overloads {
	dynamic := Overload{
		Params: []table.Type{table.TypeDynamic},
		Result: table.TypeString,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) { return dynamicColumnText(args[0]), nil },
	}
	return append(Overloads{dynamic}, castTo(table.TypeString)...)
}

func dynamicColumnText(col table.Column) table.Column {
	col = table.Resolve(col)
	if k, ok := col.(*table.Const); ok {
		return table.NewConst(table.StringValue(DynamicText(k.Val())), table.TypeString, k.Len())
	}
	switch col.(type) {
	case *table.Vec[bool], *table.Vec[table.Value], *table.List:
		out := make([]string, col.Len())
		for i := range out {
			out[i] = DynamicText(col.Value(i))
		}
		return table.NewVec(out, nil)
	}
	return castColumn(col, table.TypeString)
}
