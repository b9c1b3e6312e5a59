package functions

import (
	"sort"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// dynamicConversions: JSON text to dynamic values and back, type names, hex.
func dynamicConversions() []Func {
	return []Func{
		{
			KQL: "parse_json todynamic parsejson toobject dynamic", Args: "json", ResultName: "$1", Null: NullSeen, Sight: SeesText,
			Doc: "Reads JSON; text that is not JSON stays text, the empty text is null.",
			Impl: Overloads{
				{Params: []table.Type{table.TypeString}, Result: table.TypeDynamic, Kernel: parseJSONKernel},
				{Params: []table.Type{table.TypeUnknown}, Result: table.TypeDynamic, Kernel: parseDynamicKernel},
			},
			Cases: Cases{`tostring(parse_json("[1, 2]"))`: `"[1,2]"`, `isnull(parse_json(""))`: `true`, `tostring(parse_json("not json"))`: `"not json"`},
		},
		{
			KQL: "dynamic_to_json", Args: "value", ResultName: "", Null: NullSeen,
			Doc:   "The JSON text of a value with the keys of its bags sorted.",
			Impl:  Overloads{Map1(canonicalJSON).WithResult(table.TypeString)},
			Cases: Cases{`dynamic_to_json(dynamic({"b":1,"a":[2]}))`: `"{\"a\":[2],\"b\":1}"`},
		},
		{
			KQL: "gettype", Args: "value", ResultName: "type_$1", Null: NullSeen,
			Doc:   "The name of the value's type; of dynamic values what they hold.",
			Impl:  typeNames(),
			Cases: Cases{`gettype(1)`: `"long"`, `gettype(1.5)`: `"real"`, `gettype(dynamic(1.5))`: `"double"`, `gettype(dynamic({}))`: `"dictionary"`},
		},
		{
			KQL: "tohex", Args: "number, [length]", ResultName: "$1",
			Doc: "Hexadecimal digits, in two's complement of the number's own width, with zeros in front up to the length, at most 16.",
			Impl: Overloads{
				Map1(func(n int64) string { return hexDigits(uint64(n), 0) }),
				Map1(func(n int32) string { return hexDigits(uint64(uint32(n)), 0) }),
				Map2(func(n, length int64) string { return hexDigits(uint64(n), length) }),
				Map2(func(n int32, length int64) string { return hexDigits(uint64(uint32(n)), length) }),
			},
			Cases: Cases{
				`tohex(256)`: `"100"`, `tohex(-256)`: `"ffffffffffffff00"`, `tohex(256, 6)`: `"000100"`,
				`tohex(int(-256))`: `"ffffff00"`, `tohex(int(-256), 10)`: `"00ffffff00"`, `tohex(255, 20)`: `"00000000000000ff"`,
			},
		},
	}
}

func hexDigits(n uint64, length int64) string {
	s := strconv.FormatUint(n, 16)
	if pad := int(min(length, 16)) - len(s); pad > 0 {
		s = strings.Repeat("0", pad) + s
	}
	return s
}

// parseJSONKernel leaves valid JSON unparsed, for the paths that are asked of
// it later.
func parseJSONKernel(c *Call, args []table.Column) (table.Column, error) {
	col := table.Resolve(args[0])
	switch col := col.(type) {
	case *table.Const:
		return table.NewConst(ParseDynamic(col.Val().Str()), table.TypeDynamic, c.N), nil
	case *table.Dict:
		if len(col.Codes()) > col.Entries().Len() {
			return table.NewUncheckedJSON(col.Entries().Vals()).Take(codeRows(col.Codes())), nil
		}
	}
	a := NewArg[string](col)
	return table.NewUncheckedJSON(a.vals), nil
}

// ParseDynamic reads one JSON text as parse_json does.
func ParseDynamic(s string) table.Value {
	if strings.TrimSpace(s) == "" {
		return table.Value{}
	}
	v, err := table.ParseJSON(s)
	if err != nil {
		return table.StringValue(s)
	}
	return v
}

// parseDynamicKernel reads the text in dynamic values; what is not text stays
// as it is.
func parseDynamicKernel(c *Call, args []table.Column) (table.Column, error) {
	col := table.Resolve(args[0])
	read := func(v table.Value) table.Value {
		if v.Kind() == table.KindString {
			return ParseDynamic(v.Str())
		}
		return v
	}
	switch col := col.(type) {
	case *table.Const:
		return table.NewConst(read(col.Val()), table.TypeDynamic, c.N), nil
	case *table.Vec[string]:
		return table.NewUncheckedJSON(col.Vals()), nil
	case *table.Dict:
		return parseJSONKernel(c, args)
	case *table.Vec[table.Value], *table.JSON:
		out := make([]table.Value, col.Len())
		for i := range out {
			out[i] = read(col.Value(i))
		}
		return table.NewVec(out, nil), nil
	}
	return col, nil
}

// canonicalJSON sorts the keys of bags at every depth.
func canonicalJSON(v table.Value) string { return string(appendCanonical(nil, v)) }

func appendCanonical(b []byte, v table.Value) []byte {
	switch v.Kind() {
	case table.KindArray:
		b = append(b, '[')
		for i, x := range v.Array() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendCanonical(b, x)
		}
		return append(b, ']')
	case table.KindBag:
		bag := v.Bag()
		keys := make([]string, bag.Len())
		for i := range keys {
			keys[i], _ = bag.At(i)
		}
		sort.Strings(keys)
		b = append(b, '{')
		for i, k := range keys {
			if i > 0 {
				b = append(b, ',')
			}
			x, _ := bag.Get(k)
			b = append(table.AppendJSONString(b, k), ':')
			b = appendCanonical(b, x)
		}
		return append(b, '}')
	}
	return table.AppendJSON(b, v)
}

// typeNames has one overload a static type, whose name is known without
// looking at values, and one for dynamic values.
func typeNames() Overloads {
	all := Overloads{Map1(dynamicTypeName)}
	for t := table.TypeBool; t < table.TypeDynamic; t++ {
		all = append(all, Overload{
			Params: []table.Type{t},
			Result: table.TypeString,
			Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.StringValue(t.String()), table.TypeString, c.N), nil
			},
		})
	}
	return all
}

func dynamicTypeName(v table.Value) string {
	switch v.Kind() {
	case table.KindNull:
		return "null"
	case table.KindArray:
		return "array"
	case table.KindBag:
		return "dictionary"
	case table.KindReal:
		return "double"
	case table.KindInt:
		return "long"
	}
	return v.Type().String()
}
