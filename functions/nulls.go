package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// nullTests: what is null, empty, or no ordinary number.
func nullTests() []Func {
	return []Func{
		{
			KQL: "isnull", Args: "value", Null: NullSeen,
			Doc:   "True where value is null; text never is.",
			Impl:  nullTest(true, false),
			Cases: Cases{`isnull(int(null))`: `true`, `isnull("")`: `false`, `isnull(parse_json("null"))`: `true`},
		},
		{
			KQL: "isnotnull notnull", Args: "value", Null: NullSeen,
			Doc:   "True where value is not null.",
			Impl:  nullTest(false, false),
			Cases: Cases{`isnotnull(1)`: `true`, `isnotnull(datetime(null))`: `false`},
		},
		{
			KQL: "isempty", Args: "value", Null: NullSeen,
			Doc:   "True where value is null or the empty text.",
			Impl:  nullTest(true, true),
			Cases: Cases{`isempty("")`: `true`, `isempty("x")`: `false`, `isempty(long(null))`: `true`, `isempty(parse_json("[]"))`: `false`},
		},
		{
			KQL: "isnotempty notempty", Args: "value", Null: NullSeen,
			Doc:   "True where value is neither null nor the empty text.",
			Impl:  nullTest(false, true),
			Cases: Cases{`isnotempty("")`: `false`, `isnotempty(0)`: `true`},
		},
		{
			KQL: "isnan", Args: "number",
			Doc:   "True where number is NaN.",
			Impl:  Overloads{Map1(math.IsNaN)},
			Cases: Cases{`isnan(0.0 / 0.0)`: `true`, `isnan(1.0)`: `false`},
		},
		{
			KQL: "isinf", Args: "number",
			Doc:   "True where number is infinite.",
			Impl:  Overloads{Map1(func(f float64) bool { return math.IsInf(f, 0) })},
			Cases: Cases{`isinf(-1.0 / 0.0)`: `true`, `isinf(0.0 / 0.0)`: `false`},
		},
		{
			KQL: "isfinite", Args: "number",
			Doc:   "True where number is neither infinite nor NaN.",
			Impl:  Overloads{Map1(func(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) })},
			Cases: Cases{`isfinite(1.0 / 0.0)`: `false`, `isfinite(0.0)`: `true`},
		},
	}
}

// nullTest answers yes for rows that hold nothing (or, with empty, the empty
// text); text columns come first because their nulls do not count.
func nullTest(yes, empty bool) Overloads {
	text := Overload{
		Params: []table.Type{table.TypeString},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			if !empty {
				return table.NewConst(table.BoolValue(!yes), table.TypeBool, c.N), nil
			}
			return testRows(c.N, args[0], yes, true), nil
		},
	}
	other := Overload{
		Params: []table.Type{table.TypeUnknown},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			return testRows(c.N, args[0], yes, empty), nil
		},
	}
	return Overloads{text, other}
}

func testRows(n int, col table.Column, yes, empty bool) table.Column {
	col = table.Resolve(col)
	if k, ok := col.(*table.Const); ok {
		v := k.Val()
		null := v.IsNull() || empty && v.Kind() == table.KindString && v.Str() == ""
		return table.NewConst(table.BoolValue(null == yes), table.TypeBool, n)
	}
	out := make([]bool, n)
	text, hasText := emptyTexts(col)
	for i := range out {
		null := col.Null(i) || empty && hasText && text(i)
		out[i] = null == yes
	}
	return table.NewVec(out, nil)
}

// emptyTexts tells, for columns that may hold text, which rows hold the empty one.
func emptyTexts(col table.Column) (func(i int) bool, bool) {
	switch col := col.(type) {
	case *table.Vec[string]:
		vals := col.Vals()
		return func(i int) bool { return vals[i] == "" }, true
	case *table.Dict:
		vals, codes := col.Entries().Vals(), col.Codes()
		return func(i int) bool { return vals[codes[i]] == "" }, true
	case *table.JSON:
		raw := col.Raw()
		return func(i int) bool { return raw[i] == `""` }, true
	case *table.Vec[table.Value]:
		vals := col.Vals()
		return func(i int) bool { return vals[i].Kind() == table.KindString && vals[i].Str() == "" }, true
	}
	return nil, false
}
