package spl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// raw binds commands whose arguments are a few plain words, without a grammar
// of their own; nil for those that are not implemented.
func (b *binder) raw(in plan.Node, c *spl.Unsupported) plan.Node {
	switch c.Keyword() {
	case "fromjson":
		return b.fromjson(in, c)
	case "multikv":
		return b.multikv(in, c)
	}
	return nil
}

// fromjson is `fromjson f [prefix=p]`: the top-level keys of JSON text become
// fields.
func (b *binder) fromjson(in plan.Node, c *spl.Unsupported) plan.Node {
	field, prefix := "", ""
	for _, w := range rawWords(c.Raw) {
		if p, ok := strings.CutPrefix(w, "prefix="); ok {
			prefix = spl.Unquote(p)
			continue
		}
		if field != "" || strings.ContainsRune(w, '=') {
			return nil
		}
		field = strings.Trim(w, `"'`)
	}
	if field == "" {
		return nil
	}
	return b.fieldsOut(in, functions.JSONKeys, field, functions.TableArgs{"prefix": table.StringValue(prefix)})
}

var rawWord = pattern.Lazy(`(?:[^\s,"]|"(?:\\.|[^"\\])*")+`)

// rawWords cuts arguments at blanks and commas; quotes keep a word whole.
func rawWords(s string) []string { return rawWord().FindAllString(s, -1) }

// multikv makes a row of every line of the tables in _raw.
func (b *binder) multikv(in plan.Node, c *spl.Unsupported) plan.Node {
	args := functions.TableArgs{
		"input": table.StringValue("_raw"), "copy": table.BoolValue(true), "original": table.BoolValue(false),
		"header": table.LongValue(0), "several": table.BoolValue(true),
	}
	lists := map[string][]string{"fields": nil, "filter": nil}
	flags := map[string]string{"copyattrs": "copy", "multitable": "several", "rmorig": "original"}
	into := ""
	for _, w := range rawWords(c.Raw) {
		key, value, isOption := strings.Cut(w, "=")
		key = strings.ToLower(key)
		on := slices.Contains([]string{"t", "true", "1"}, strings.ToLower(value))
		switch _, isList := lists[key]; {
		case !isOption && isList:
			into = key
		case !isOption && into != "":
			lists[into] = append(lists[into], spl.Unquote(w))
		case !isOption:
			b.fail(c.Span(), errConstruct("multikv with "+w))
		case flags[key] != "":
			args[flags[key]] = table.BoolValue(on != (key == "rmorig"))
		case key == "noheader":
			if on {
				args["header"] = table.LongValue(-1)
			}
		case key == "forceheader":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 {
				b.fail(c.Span(), errOptionValue("multikv", key, "the number of a line"))
			}
			args["header"] = table.LongValue(int64(n))
		default:
			b.fail(c.Span(), errOption("multikv", key, []string{"copyattrs", "forceheader", "multitable", "noheader", "rmorig"}))
		}
	}
	args["fields"], args["filter"] = stringList(lists["fields"]), stringList(lists["filter"])
	return &plan.TableCall{Func: functions.MultiKV, In: []plan.Node{in}, Of: plan.Shape{Schema: in.Shape().Schema, Open: true}, Args: args}
}
