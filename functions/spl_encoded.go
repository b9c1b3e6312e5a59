package functions

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// EncodedPrefix stands before the name of a field in that of the column of a
// CSV file that holds the field's values, if it has several.
const EncodedPrefix = "__mv_"

// LookupRows makes rows what outputlookup writes: several values become one
// text, a line each. keep gives such columns one more that keeps the values
// apart, in text such as $a$;$b$: a dollar sign in a value is there twice.
func LookupRows(t *table.Table, keep bool) *table.Table {
	fields, cols := slices.Clone(t.Schema().Fields()), slices.Clone(t.Batch().Cols())
	for k, f := range t.Schema().Fields() {
		column := t.Batch().Col(k)
		in, n := multivalues(column), t.Len()
		one, several := make([]string, n), make([]string, n)
		oneNull, severalNull := make([]bool, n), make([]bool, n)
		lists, some := false, false
		var buf []table.Value
		for i := range n {
			if oneNull[i], severalNull[i] = column.Null(i), true; oneNull[i] {
				continue
			}
			buf = in.row(i, buf[:0])
			lists = lists || column.Value(i).Kind() == table.KindArray
			lines, parts := make([]string, len(buf)), make([]string, len(buf))
			for j, v := range buf {
				lines[j] = Text(v)
				parts[j] = "$" + strings.ReplaceAll(lines[j], "$", "$$") + "$"
			}
			one[i], several[i] = strings.Join(lines, "\n"), strings.Join(parts, ";")
			severalNull[i] = len(buf) < 2
			some = some || len(buf) > 1
		}
		if lists {
			fields, cols = setColumn(fields, cols, f.Name, table.NewVec(one, oneNull))
		}
		if some && keep {
			fields, cols = setColumn(fields, cols, EncodedPrefix+f.Name, table.NewVec(several, severalNull))
		}
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), t.Len(), cols...))
}

// splEncoded: the values of a field of a lookup that outputlookup wrote with
// output_format=splunk_mv_csv.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/search-commands/outputlookup
func splEncoded() []Func {
	return []Func{{
		SPL: "search_values", Args: "field, encoded", Doc: "The values that encoded holds, or else the field.",
		Null: NullSeen, Multi: Whole,
		Impl: Overloads{anyOverload(2, 2, table.TypeDynamic, func(c *Call, args []table.Column) (table.Column, error) {
			in, encoded, b := multivalues(args[0]), textArg(args[1]), newValuesBuilder(c.N)
			var buf []table.Value
			for i := range c.N {
				if encoded.Null(i) || !decodeValues(encoded.At(i), b.text) {
					buf = in.row(i, buf[:0])
					for _, v := range buf {
						b.value(v)
					}
				}
				b.end()
			}
			return b.column(), nil
		})},
	}}
}

// decodeValues yields the values that text holds; false, and nothing yielded,
// when it does not have their form.
func decodeValues(text string, yield func(string)) bool {
	var values []string
	for rest := text; ; rest = rest[1:] {
		if !strings.HasPrefix(rest, "$") {
			return false
		}
		var value strings.Builder
		for rest = rest[1:]; ; rest = rest[2:] {
			at := strings.IndexByte(rest, '$')
			if at < 0 {
				return false
			}
			value.WriteString(rest[:at])
			if rest = rest[at:]; !strings.HasPrefix(rest, "$$") {
				break
			}
			value.WriteByte('$')
		}
		values = append(values, value.String())
		if rest = rest[1:]; rest == "" {
			break
		}
		if rest[0] != ';' {
			return false
		}
	}
	for _, v := range values {
		yield(v)
	}
	return true
}
