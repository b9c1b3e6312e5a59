package functions

import (
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// jsonPaths: JSONPath expressions, of which KQL knows $, .name, ['name'] and [0].
func jsonPaths() []Func {
	return []Func{
		{
			// The form with a type literal is the binder's: it converts the result.
			KQL: "extract_json extractjson", Args: "path text", Null: NullSeen, Const: 1,
			Doc:   "Gets the text of what a JSONPath leads to in JSON text.",
			Impl:  Overloads{{Params: []table.Type{table.TypeString, table.TypeString}, Result: table.TypeString, Kernel: extractJSON}},
			Cases: Cases{`extract_json("$.a[1].b", '{"a": [1, {"b": "x"}]}')`: `"x"`, `extract_json("$.a", "no json")`: `""`, `extract_json("$.n", '{"n": 30}')`: `"30"`},
		},
	}
}

func isJSONPath(key string) bool { return strings.HasPrefix(key, "$.") || strings.HasPrefix(key, "$[") }

// keySteps are the steps of a key that may be a JSONPath.
func keySteps(key string) ([]pathStep, bool) {
	if isJSONPath(key) {
		return parseJSONPath(key)
	}
	return []pathStep{{key: key, isKey: true}}, true
}

func parseJSONPath(p string) (steps []pathStep, ok bool) {
	if p == "" || p[0] != '$' {
		return nil, false
	}
	for p = p[1:]; p != ""; {
		switch {
		case p[0] == '.':
			end := strings.IndexAny(p[1:], ".[") + 1
			if end == 0 {
				end = len(p)
			}
			if end == 1 {
				return nil, false
			}
			steps, p = append(steps, pathStep{key: p[1:end], isKey: true}), p[end:]
		case len(p) > 3 && p[0] == '[' && (p[1] == '\'' || p[1] == '"'):
			end := strings.Index(p[2:], p[1:2]+"]")
			if end < 0 {
				return nil, false
			}
			steps, p = append(steps, pathStep{key: p[2 : 2+end], isKey: true}), p[end+4:]
		case p[0] == '[':
			end := strings.IndexByte(p, ']')
			if end < 0 {
				return nil, false
			}
			n, err := strconv.ParseInt(p[1:end], 10, 64)
			if err != nil {
				return nil, false
			}
			steps, p = append(steps, pathStep{index: n}), p[end+1:]
		default:
			return nil, false
		}
	}
	return steps, true
}

func extractJSON(c *Call, args []table.Column) (table.Column, error) {
	path, text := NewArg[string](args[0]), NewArg[string](args[1])
	var of string
	var steps []pathStep
	ok := true
	col := mapRows(c, constant(path.step, text.step), nil, func(i int) (string, bool) {
		if p := path.At(i); p != of && ok {
			of = p
			steps, ok = parseJSONPath(p)
		}
		v, err := table.ParseJSON(text.At(i))
		if err != nil || !ok {
			return "", true
		}
		return textOf(walkValue(v, steps)), true
	})
	if !ok {
		return nil, errArgument("extract_json", "the path", "like $.name[0]")
	}
	return col, nil
}
