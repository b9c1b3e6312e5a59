package functions

import (
	"errors"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

var errJSONPairs = errors.New("arguments after the object must come in pairs of a key or path and a value")

// splJSON: functions on JSON text.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/json-functions
func splJSON() []Func {
	return []Func{
		splJSONFunc("json", "value", "The value where it is JSON, else null.", 1, 1, func(args []table.Value) (table.Value, error) {
			_, ok := parseJSONText(args[0])
			if !ok {
				return table.Value{}, nil
			}
			return args[0], nil
		}, Cases{`json("[1]")`: `"[1]"`, `json("{")`: `null()`}),
		splJSONFunc("json_object", "key, value, ...", "A JSON object of the keys and values.", 0, -1, jsonObject,
			Cases{`json_object("a",1,"b","x")`: `"{\"a\":1,\"b\":\"x\"}"`}),
		splJSONFunc("json_array", "value, ...", "A JSON array of the values.", 0, -1, jsonArray,
			Cases{`json_array("a",1)`: `"[\"a\",1]"`}),
		splJSONFunc("json_extract", "json, [path, ...]", "The value at a path, or an array of the values at several.", 1, -1, jsonExtract,
			Cases{`json_extract("{\"a\":{\"b\":[1,\"x\"]}}","a.b{1}")`: `"x"`, `json_extract("{\"a\":1}","b")`: `null()`,
				`json_extract("[{\"a\":[1,2]},{\"a\":[3]}]","{}.a{}")`: `"[1,2,3]"`, `json_extract("{\"a\":1}","{}")`: `"{\"a\":1}"`}),
		splJSONFunc("json_extract_exact", "json, [key, ...]", "The value of a key taken literally, or an array of those of several.", 1, -1, jsonExtractExact,
			Cases{`json_extract_exact("{\"a.b\":1}","a.b")`: `1`}),
		splJSONFunc("json_keys", "json", "The keys of an object as a JSON array.", 1, 1, jsonKeys,
			Cases{`json_keys("{\"a\":1,\"b\":2}")`: `"[\"a\",\"b\"]"`, `json_keys("[1]")`: `null()`}),
		splJSONFunc("json_set", "json, path, value, ...", "The JSON with the values at the paths replaced or added.", 3, -1, jsonSet,
			Cases{`json_set("{\"a\":{\"b\":1}}","a.b",2)`: `"{\"a\":{\"b\":2}}"`}),
		splJSONFunc("json_set_exact", "json, key, value, ...", "The object with the values of the keys, taken literally, replaced or added.", 3, -1, jsonSetExact,
			Cases{`json_set_exact("{}","a.b",2)`: `"{\"a.b\":2}"`}),
		splJSONFunc("json_append", "json, path, value, ...", "The JSON with values added to the arrays at the paths.", 3, -1, jsonAppend(false),
			Cases{`json_append("{\"a\":[1]}","a","[2,3]")`: `"{\"a\":[1,[2,3]]}"`, `json_append("{\"a\":1}","a",2)`: `"{\"a\":[1,2]}"`,
				`json_append("{\"a\":{\"b\":1}}","a",2,"c",3)`: `"{\"a\":[{\"b\":1},2]}"`}),
		splJSONFunc("json_extend", "json, path, value, ...", "The JSON with values added to the arrays at the paths, arrays element by element.", 3, -1, jsonAppend(true),
			Cases{`json_extend("{\"a\":[1]}","a","[2,3]")`: `"{\"a\":[1,2,3]}"`, `json_extend("{\"a\":1}","a","[2]")`: `"{\"a\":[1,2]}"`}),
		splJSONFunc("json_delete", "json, key, ...", "The object without the keys, which are given one by one or as an array; dots lead into objects.", 2, -1, jsonDelete,
			Cases{`json_delete("{\"a\":1,\"b\":2}","a")`: `"{\"b\":2}"`, `json_delete("{\"a\":1,\"b\":2}",json_array("a","b"))`: `"{}"`,
				`json_delete("{\"a\":{\"b\":1,\"c\":2}}","a.b")`: `"{\"a\":{\"c\":2}}"`, `json_delete("{\"a.b\":1}","a.b")`: `"{\"a.b\":1}"`}),
		splJSONFunc("json_entries", "json", "A JSON array of objects with the key and value of each member.", 1, 1, jsonEntries,
			Cases{`json_entries("{\"a\":1}")`: `"[{\"key\":\"a\",\"value\":1}]"`}),
		{
			SPL: "json_valid", Args: "value", Doc: "Whether the value is valid JSON.",
			Impl: Overloads{valueTest(func(v table.Value) bool { _, ok := parseJSONText(v); return ok })}, Null: NullSeen,
			SPLCases: Cases{`json_valid("{}")`: `true()`, `json_valid("{")`: `false()`},
		},
		{
			SPL: "json_has_key_exact", Args: "json, key", Doc: "Whether the object has the key, taken literally.",
			Impl: Overloads{Map2(func(v, key table.Value) bool {
				j, _ := parseJSONText(v)
				_, ok := j.Bag().Get(Text(key))
				return ok
			})},
			SPLCases: Cases{`json_has_key_exact("{\"a.b\":1}","a.b")`: `true()`, `json_has_key_exact("{}","a")`: `false()`},
		},
		wholeFunc("json_array_to_mv", "json, [quoted]", "The elements of a JSON array as a multivalue field, texts quoted on request.", anyOverload(1, 2, table.TypeDynamic, jsonArrayToMV),
			Cases{`mvjoin(json_array_to_mv("[\"a\",2]"),",")`: `"a,2"`, `json_array_to_mv("x")`: `null()`}),
		wholeFunc("mv_to_json_array", "values, [infer]", "The values of a field as a JSON array of texts, or on request of the JSON that they are, null for those that are none.", anyOverload(1, 2, table.TypeString, mvToJSONArray),
			Cases{`mv_to_json_array(split("a,1",","))`: `"[\"a\",\"1\"]"`, `mv_to_json_array(split("a, 1,true,\"b\"",","),true())`: `"[null,1,true,\"b\"]"`}),
		wholeFunc("toarray", "value", "The JSON array that a text is, or that the JSON among several values makes; null for any other value.", anyOverload(1, 1, table.TypeString, toArray),
			Cases{`toarray(split("1, 2, 3",","))`: `"[1,2,3]"`, `toarray("[\"a\", 1.00, 1.75]")`: `"[\"a\",1,1.75]"`, `toarray("a")`: `null()`, `toarray("{}")`: `null()`, `toarray(5)`: `null()`}),
		wholeFunc("tomv", "value", "The elements of a JSON array as a multivalue field, texts quoted; several values as they are; null for any other value.", anyOverload(1, 1, table.TypeDynamic, toMV),
			Cases{`mvjoin(tomv(json_array("a",json_object("n",1))),";")`: `"\"a\";{\"n\":1}"`, `mvjoin(tomv(split("a,b",",")),";")`: `"a;b"`, `tomv("a")`: `null()`}),
		wholeFunc("toobject", "value", "The JSON object that a text is; null for any other value.", anyOverload(1, 1, table.TypeString, toObject),
			Cases{`toobject("{\"a\": 1}")`: `"{\"a\":1}"`, `toobject("[1]")`: `null()`, `toobject("{a: 1}")`: `null()`}),
	}
}

// splJSONFunc makes the literal of a function computed row by row; a null first
// argument gives null where there must be one.
func splJSONFunc(name, args, doc string, least, most int, f func([]table.Value) (table.Value, error), cases Cases) Func {
	kernel := func(c *Call, cols []table.Column) (table.Column, error) {
		b := table.NewVecBuilder[table.Value](c.N)
		row := make([]table.Value, len(cols))
		for i := range c.N {
			for k, col := range cols {
				row[k] = col.Value(i)
			}
			if least > 0 && row[0].IsNull() {
				b.Add(table.Value{})
				continue
			}
			v, err := f(row)
			if err != nil {
				return nil, err
			}
			b.Add(v)
		}
		return table.Narrow(b.Column()), nil
	}
	return wholeFunc(name, args, doc, anyOverload(least, most, table.TypeDynamic, kernel), cases)
}

// parseJSONText parses the JSON value whose text v is.
func parseJSONText(v table.Value) (table.Value, bool) {
	if v.Kind() != table.KindString {
		return v, !v.IsNull() && v.Kind() != table.KindArray
	}
	j, err := table.ParseJSON(strings.TrimSpace(v.Str()))
	return j, err == nil
}

// jsonArgument is an argument as a part of JSON: texts of objects and arrays
// are nested, everything else is a scalar; several values are an array.
func jsonArgument(v table.Value) table.Value {
	if v.Kind() == table.KindString {
		if s := strings.TrimSpace(v.Str()); s != "" && (s[0] == '{' || s[0] == '[') {
			if j, err := table.ParseJSON(s); err == nil {
				return j
			}
		}
	}
	return v
}

// nativeJSON is a JSON value as a field value: text without quotes, objects and
// arrays as their JSON text.
func nativeJSON(v table.Value) table.Value {
	switch v.Kind() {
	case table.KindArray, table.KindBag:
		return splJSONText(v)
	case table.KindBool:
		return table.StringValue(strconv.FormatBool(v.Bool()))
	}
	return v
}

func splJSONText(v table.Value) table.Value {
	return table.StringValue(string(appendJSONNumber(nil, v)))
}

// appendJSONNumber is AppendJSON with numbers as SPL prints them.
func appendJSONNumber(b []byte, v table.Value) []byte {
	switch v.Kind() {
	case table.KindReal:
		return append(b, FormatNumber(v.Real())...)
	case table.KindArray:
		b = append(b, '[')
		for i, e := range v.Array() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSONNumber(b, e)
		}
		return append(b, ']')
	case table.KindBag:
		b = append(b, '{')
		for i := range v.Bag().Len() {
			if i > 0 {
				b = append(b, ',')
			}
			k, e := v.Bag().At(i)
			b = appendJSONNumber(append(table.AppendJSONString(b, k), ':'), e)
		}
		return append(b, '}')
	}
	return table.AppendJSON(b, v)
}

func jsonObject(args []table.Value) (table.Value, error) {
	if len(args)%2 != 0 {
		return table.Value{}, errJSONPairs
	}
	bag := table.NewBag(len(args) / 2)
	for i := 0; i < len(args); i += 2 {
		bag.Set(Text(args[i]), jsonArgument(args[i+1]))
	}
	return splJSONText(table.BagValue(bag)), nil
}

func jsonArray(args []table.Value) (table.Value, error) {
	out := make([]table.Value, len(args))
	for i, a := range args {
		out[i] = jsonArgument(a)
	}
	return splJSONText(table.ArrayValue(out)), nil
}

func jsonExtract(args []table.Value) (table.Value, error) {
	return extractParts(args, func(j table.Value, path string) (table.Value, bool) { return jsonGet(j, jsonSteps(path)) })
}

func jsonExtractExact(args []table.Value) (table.Value, error) {
	return extractParts(args, func(j table.Value, key string) (table.Value, bool) { return j.Bag().Get(key) })
}

func extractParts(args []table.Value, get func(j table.Value, path string) (table.Value, bool)) (table.Value, error) {
	j, ok := parseJSONText(args[0])
	if !ok {
		return table.Value{}, nil
	}
	switch len(args) {
	case 1:
		return nativeJSON(j), nil
	case 2:
		v, _ := get(j, Text(args[1]))
		return nativeJSON(v), nil
	}
	out := make([]table.Value, 0, len(args)-1)
	for _, path := range args[1:] {
		v, _ := get(j, Text(path))
		out = append(out, v)
	}
	return splJSONText(table.ArrayValue(out)), nil
}

func jsonKeys(args []table.Value) (table.Value, error) {
	j, ok := parseJSONText(args[0])
	if !ok || j.Kind() != table.KindBag {
		return table.Value{}, nil
	}
	keys := make([]table.Value, j.Bag().Len())
	for i := range keys {
		k, _ := j.Bag().At(i)
		keys[i] = table.StringValue(k)
	}
	return splJSONText(table.ArrayValue(keys)), nil
}

func jsonEntries(args []table.Value) (table.Value, error) {
	j, ok := parseJSONText(args[0])
	if !ok || j.Kind() != table.KindBag {
		return table.Value{}, nil
	}
	out := make([]table.Value, j.Bag().Len())
	for i := range out {
		k, v := j.Bag().At(i)
		entry := table.NewBag(2)
		entry.Set("key", table.StringValue(k))
		entry.Set("value", v)
		out[i] = table.BagValue(entry)
	}
	return splJSONText(table.ArrayValue(out)), nil
}

func jsonDelete(args []table.Value) (table.Value, error) {
	j, ok := parseJSONText(args[0])
	if !ok || j.Kind() != table.KindBag {
		return table.Value{}, nil
	}
	for _, k := range args[1:] {
		keys := []table.Value{k}
		if list := jsonArgument(k); list.Kind() == table.KindArray {
			keys = list.Array()
		}
		for _, key := range keys {
			j = withoutKey(j, strings.Split(Text(key), "."))
		}
	}
	return splJSONText(j), nil
}

// withoutKey is an object without the member that names lead to.
func withoutKey(j table.Value, names []string) table.Value {
	old, ok := j.Bag().Get(names[0])
	if !ok {
		return j
	}
	out := table.NewBag(j.Bag().Len())
	for i := range j.Bag().Len() {
		switch k, v := j.Bag().At(i); {
		case k != names[0]:
			out.Set(k, v)
		case len(names) > 1:
			out.Set(k, withoutKey(old, names[1:]))
		}
	}
	return table.BagValue(out)
}

func jsonSet(args []table.Value) (table.Value, error) {
	return changeJSON(args, func(j table.Value, path string, v table.Value) table.Value {
		return jsonPut(j, jsonSteps(path), func(table.Value) table.Value { return v })
	})
}

func jsonSetExact(args []table.Value) (table.Value, error) {
	return changeJSON(args, func(j table.Value, key string, v table.Value) table.Value {
		return jsonPut(j, []jsonStep{{key: key}}, func(table.Value) table.Value { return v })
	})
}

func jsonAppend(spread bool) func([]table.Value) (table.Value, error) {
	return func(args []table.Value) (table.Value, error) {
		return changeJSON(args, func(j table.Value, path string, v table.Value) table.Value {
			return jsonPut(j, jsonSteps(path), func(old table.Value) table.Value {
				var out []table.Value
				switch old.Kind() {
				case table.KindNull:
					return old // there is nothing at the path
				case table.KindArray:
					out = append(out, old.Array()...)
				default:
					out = append(out, old)
				}
				if spread && v.Kind() == table.KindArray {
					return table.ArrayValue(append(out, v.Array()...))
				}
				return table.ArrayValue(append(out, v))
			})
		})
	}
}

func changeJSON(args []table.Value, change func(j table.Value, path string, v table.Value) table.Value) (table.Value, error) {
	if len(args)%2 != 1 {
		return table.Value{}, errJSONPairs
	}
	j, ok := parseJSONText(args[0])
	if !ok {
		return table.Value{}, nil
	}
	for i := 1; i < len(args); i += 2 {
		j = change(j, Text(args[i]), jsonArgument(args[i+1]))
	}
	return nativeJSON(j), nil
}
