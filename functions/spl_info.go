package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splInformational: what a value is.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/informational-functions
func splInformational() []Func {
	about := func(name, doc string, cases Cases, f func(v table.Value) bool) Func {
		return Func{SPL: name, Args: "value", Doc: doc, Impl: Overloads{valueTest(f)}, Null: NullSeen, Multi: Whole, SPLCases: cases}
	}
	return []Func{
		{
			SPL: "isnull", Args: "value", Doc: "Whether the field is absent.",
			Impl: Overloads{splNullTest(true)}, Null: NullSeen, Multi: Whole,
			SPLCases: Cases{`isnull(null())`: `true()`, `isnull("")`: `false()`},
		},
		{
			SPL: "isnotnull", Args: "value", Doc: "Whether the field is present.",
			Impl: Overloads{splNullTest(false)}, Null: NullSeen, Multi: Whole,
			SPLCases: Cases{`isnotnull(null())`: `false()`, `isnotnull("")`: `true()`},
		},
		about("isnum", "Whether the value is a number.", Cases{`isnum(trim("12"))`: `true()`, `isnum(12)`: `true()`, `isnum(trim("a"))`: `false()`, `isnum(null())`: `false()`},
			func(v table.Value) bool { _, _, _, ok := looseValue(v); return ok }),
		about("isint", "Whether the value is a whole number.", Cases{`isint(trim("12"))`: `true()`, `isint(1.5)`: `false()`},
			func(v table.Value) bool { _, _, isInt, ok := looseValue(v); return ok && isInt }),
		about("isdouble", "Whether the value is a number with a fraction.", Cases{`isdouble(1.5)`: `true()`, `isdouble(1)`: `false()`},
			func(v table.Value) bool { _, _, isInt, ok := looseValue(v); return ok && !isInt }),
		about("isstr", "Whether the value is text that is no number.", Cases{`isstr(trim("a"))`: `true()`, `isstr(1)`: `false()`},
			func(v table.Value) bool { _, _, _, ok := looseValue(v); return !ok && v.Kind() == table.KindString }),
		about("isbool", "Whether the value is a condition.", Cases{`isbool(true())`: `true()`, `isbool("true")`: `false()`},
			func(v table.Value) bool { return v.Kind() == table.KindBool }),
		about("ismv", "Whether the field has several values.", Cases{`ismv(split("a,b",","))`: `true()`, `ismv("a")`: `false()`},
			func(v table.Value) bool { return v.Kind() == table.KindArray && len(v.Array()) > 1 }),
		about("isarray", "Whether the value is a JSON array.", Cases{`isarray("[1]")`: `true()`, `isarray("1")`: `false()`},
			func(v table.Value) bool { return jsonKind(v, '[') == table.KindArray }),
		about("isobject", "Whether the value is a JSON object.", Cases{`isobject("{}")`: `true()`, `isobject("[]")`: `false()`},
			func(v table.Value) bool { return jsonKind(v, '{') == table.KindBag }),
		{
			SPL: "typeof", Args: "value",
			Doc: "Number, String, Bool, Multivalue, or Invalid for a field that is absent.",
			Impl: Overloads{anyOverload(1, 1, table.TypeString, func(c *Call, args []table.Column) (table.Column, error) {
				out := make([]string, c.N)
				for i := range out {
					out[i] = splTypeOf(args[0].Value(i))
				}
				return table.NewVec(out, nil), nil
			})},
			Null: NullSeen, Multi: Whole,
			SPLCases: Cases{`typeof(12)`: `"Number"`, `typeof("string")`: `"String"`, `typeof(null())`: `"Invalid"`, `typeof(1=1)`: `"Bool"`, `typeof(trim("12"))`: `"Number"`},
		},
	}
}

func splNullTest(want bool) Overload {
	return anyOverload(1, 1, table.TypeBool, func(c *Call, args []table.Column) (table.Column, error) {
		out := make([]bool, c.N)
		for i := range out {
			out[i] = args[0].Null(i) == want
		}
		return table.NewVec(out, nil), nil
	})
}

func valueTest(f func(table.Value) bool) Overload {
	return anyOverload(1, 1, table.TypeBool, func(c *Call, args []table.Column) (table.Column, error) {
		out := make([]bool, c.N)
		for i := range out {
			out[i] = f(args[0].Value(i))
		}
		return table.NewVec(out, nil), nil
	})
}

func splTypeOf(v table.Value) string {
	if _, _, _, ok := looseValue(v); ok {
		return "Number"
	}
	switch v.Kind() {
	case table.KindNull:
		return "Invalid"
	case table.KindBool:
		return "Bool"
	case table.KindArray:
		return "Multivalue"
	}
	return "String"
}

// jsonKind is the kind of the JSON value whose text v is, when it begins with
// the given character.
func jsonKind(v table.Value, first byte) table.Kind {
	s := strings.TrimSpace(v.Str())
	if s == "" || s[0] != first {
		return table.KindNull
	}
	j, err := table.ParseJSON(s)
	if err != nil {
		return table.KindNull
	}
	return j.Kind()
}
