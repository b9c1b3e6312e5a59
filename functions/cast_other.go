package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

func dateTimeOf(v table.Value) (table.DateTime, bool) {
	switch v.Kind() {
	case table.KindDateTime:
		return v.DateTime(), true
	case table.KindString:
		return ParseKustoDateTime(v.Str())
	case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal:
		n, ok := longOf(v)
		return table.DateTime(n), ok && inTime(table.DateTime(n))
	}
	return 0, false
}

func timeSpanOf(v table.Value) (table.TimeSpan, bool) {
	switch v.Kind() {
	case table.KindTimeSpan:
		return v.TimeSpan(), true
	case table.KindString:
		return ParseKustoTimeSpan(v.Str())
	case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal:
		n, ok := longOf(v)
		return table.TimeSpan(n), ok
	}
	return 0, false
}

func guidOf(v table.Value) (table.GUID, bool) {
	switch v.Kind() {
	case table.KindGUID:
		return v.GUID(), true
	case table.KindString:
		s := strings.TrimSpace(v.Str())
		if g, ok := table.ParseGUID(s); ok {
			return g, true
		}
		return table.ParseGUID(strings.ReplaceAll(s, "-", "")) // dashes may stand anywhere
	}
	return table.GUID{}, false
}

// castText converts any column to text; null becomes the empty string.
func castText(col table.Column) table.Column {
	n := col.Len()
	out := make([]string, n)
	switch col := col.(type) {
	case *table.Vec[string]:
		return table.WithoutNulls(col)
	case *table.Vec[bool]:
		for i, b := range col.Vals() {
			if !col.Null(i) {
				out[i] = boolText(b)
			}
		}
	case *table.JSON:
		for i, raw := range col.Raw() {
			if !col.Null(i) {
				out[i] = jsonText(raw)
			}
		}
	default:
		cutTexts(out, newTextWriter(col))
	}
	return table.NewVec(out, nil)
}

// cutTexts writes all rows into one buffer and cuts the strings out of it.
func cutTexts(out []string, write textWriter) {
	ends := make([]int, len(out))
	var b []byte
	for i := range out {
		b = write(b, i)
		ends[i] = len(b)
	}
	all, from := string(b), 0
	for i, end := range ends {
		out[i], from = all[from:end], end
	}
}

// jsonText is the text of a dynamic value that is still JSON; plain strings,
// and most arrays and bags, are cut out of it without making the value.
func jsonText(raw string) string {
	last := len(raw) - 1
	if last >= 1 && raw[0] == '"' && raw[last] == '"' && strings.IndexByte(raw, '\\') < 0 {
		return raw[1:last]
	}
	if tight, ok := table.TightJSON(raw); ok {
		return tight
	}
	v, err := table.ParseJSON(raw)
	if err != nil {
		return raw
	}
	return DynamicText(v)
}

// textFrom is tostring of a scalar or dynamic value; null is the empty string.
// A bool is spelled True or False; inside a dynamic value it is not: see
// DynamicText.
func textFrom(v table.Value) string {
	if v.Kind() == table.KindBool {
		return boolText(v.Bool())
	}
	return DynamicText(v)
}

func boolText(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// DynamicText is tostring of a dynamic value: text is bare, arrays and bags
// are JSON, null is the empty string.
func DynamicText(v table.Value) string { return textOf(v) }
