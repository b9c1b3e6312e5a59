package functions

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// SpathAll makes fields of everything in JSON text: SPL's spath without a path.
var SpathAll = &TableFunc{
	Name: "spath",
	Doc: `The input with a column for every scalar of JSON text, or every text and attribute of XML, named by its path.
Arguments:
  input: name of the column with the text
  chars: how many bytes of it are looked at (0 when absent: all); a warning tells of more`,
	Run: func(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		chars := int(args.Int("chars", 0))
		return foundFields(inputs[0], args, func(s string, found func(name, value string)) {
			if chars > 0 && len(s) > chars {
				c.Warn(fmt.Sprintf("spath: what stands beyond %d bytes of a text is left out", chars))
				s = s[:chars]
			}
			if strings.HasPrefix(strings.TrimLeft(s, " \t\r\n"), "<") {
				SpathXMLEach(s, found)
				return
			}
			SpathEach(s, found)
		}, true), nil
	},
}

// JSONKeys makes fields of the keys of JSON objects: SPL's fromjson.
var JSONKeys = &TableFunc{
	Name: "fromjson",
	Doc: `The input with a column for every key of the JSON objects in a column.
Arguments:
  input: name of the column with the text
  prefix: put before the keys`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		prefix := args.Str("prefix")
		return foundFields(inputs[0], args, func(s string, found func(name, value string)) {
			sc := jsonScanner{text: s}
			if sc.byte() != '{' {
				return
			}
			sc.members(func(key string, _ int) int {
				sc.blanks()
				from := sc.at
				if sc.byte() == '"' || sc.byte() == 'n' {
					return sc.scalar(func(v string) { found(prefix+key, v) })
				}
				if sc.byte() == '[' {
					return sc.members(func(string, int) int { return sc.element(func(v string) { found(prefix+key, v) }) })
				}
				if sc.skip() < 0 {
					return -1
				}
				found(prefix+key, s[from:sc.at])
				return sc.at
			})
		}, true), nil
	},
}

// element yields an array's element: a scalar's text, or JSON.
func (s *jsonScanner) element(yield func(string)) int {
	s.blanks()
	from := s.at
	if c := s.byte(); c != '{' && c != '[' {
		return s.scalar(yield)
	}
	if s.skip() < 0 {
		return -1
	}
	yield(s.text[from:s.at])
	return s.at
}

var xmlPair = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<([A-Za-z_][\w.:-]*)[^<>]*>([^<>]*)</([A-Za-z_][\w.:-]*)\s*>`)
})

// XMLFields makes fields of <key>value</key>: SPL's xmlkv.
var XMLFields = &TableFunc{
	Name: "xmlkv",
	Doc: `The input with a column for every XML element that holds text only.
Arguments:
  input: name of the column with the text`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		return foundFields(inputs[0], args, func(s string, found func(name, value string)) {
			for _, m := range xmlPair().FindAllStringSubmatch(s, -1) {
				if m[1] == m[3] {
					found(m[1], m[2])
				}
			}
		}, false), nil
	},
}

// PairFields makes fields of key=value pairs: SPL's extract.
var PairFields = &TableFunc{
	Name: "extract",
	Doc: `The input with a column for every key=value in a text.
Arguments:
  input: name of the column with the text
  pairdelim, kvdelim: the characters that end a pair and a key
  several: keep all values of a key, not only the first
  most: how many pairs of a text count (0 when absent: all)
  chars: how many of its characters are looked at (0 when absent: all)
  told: a warning tells of what these two leave out
  undivided: leave out pairs with a character of kvdelim in the value
  raw: keys stay as they are; else what is no letter, digit or _ becomes _, and none begins with _ or a digit`,
	Run: func(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		warn := func(format string, n any) {
			if args.Bool("told") {
				c.Warn(fmt.Sprintf(format, n))
			}
		}
		pair, kv := args.Str("pairdelim"), args.Str("kvdelim")
		most, chars := args.Int("most", 0), int(args.Int("chars", 0))
		return foundFields(inputs[0], args, func(s string, found func(name, value string)) {
			if chars > 0 && len(s) > chars {
				if cut := firstChars(s, chars); cut != s {
					warn("extract: what stands beyond %d characters of an event is left out", chars)
					s = cut
				}
			}
			pairs := int64(0)
			eachPair(s, pair, kv, func(name, value string) {
				if args.Bool("undivided") && strings.ContainsAny(value, kv) {
					return
				}
				if !args.Bool("raw") {
					name = cleanKey(name)
				}
				switch pairs++; {
				case most > 0 && pairs > most:
					warn("extract: pairs beyond %d of an event are left out", most)
				case name != "":
					found(name, value)
				}
			})
		}, args.Bool("several")), nil
	},
}

// ExtractedFields makes fields of what extractions find in a text; of a field that
// several find, the first one's values count.
func ExtractedFields(list []table.Extraction) *TableFunc {
	return &TableFunc{
		Name: "extract by configuration",
		Doc: `The input with a column for every field that configured extractions find.
Arguments:
  input: name of the column with the text`,
		Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
			return foundFields(inputs[0], args, func(s string, found func(name, value string)) {
				from := map[string]int{}
				for i, extract := range list {
					extract(s, func(name, value string) {
						if first, ok := from[name]; !ok || first == i {
							from[name] = i
							found(name, value)
						}
					})
				}
			}, true), nil
		},
	}
}

// firstChars is the begin of a text, of at most n characters.
func firstChars(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

var unclean = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[^A-Za-z0-9_]`) })

// cleanKey makes a field name of a key, as CLEAN_KEYS does.
func cleanKey(key string) string {
	return strings.TrimLeft(unclean().ReplaceAllString(key, "_"), "_0123456789")
}

// eachPair finds pairs; a value may stand in quotes.
func eachPair(s, pair, kv string, found func(name, value string)) {
	for s != "" {
		at := strings.IndexAny(s, kv)
		if at < 0 {
			return
		}
		key := s[:at]
		if i := strings.LastIndexAny(key, pair); i >= 0 {
			key = key[i+1:]
		}
		s = s[at+1:]
		value := s
		if strings.HasPrefix(s, `"`) {
			if end := strings.IndexByte(s[1:], '"'); end >= 0 {
				value, s = s[1:end+1], s[end+2:]
			} else {
				s = ""
			}
		} else if end := strings.IndexAny(s, pair); end >= 0 {
			value, s = s[:end], s[end+1:]
		} else {
			s = ""
		}
		if key = strings.Trim(key, ` "'`); key != "" && strings.Trim(value, " ") != "" {
			found(key, strings.TrimSpace(value))
		}
	}
}

// foundFields adds the fields that find calls found for. A field that the
// input has keeps its values in rows where nothing is found. Without several
// only the first value counts.
func foundFields(in *table.Table, args TableArgs, find func(text string, found func(name, value string)), several bool) *table.Table {
	texts := textArg(columnOr(in, args.Str("input")))
	values := map[string][][]string{}
	var names []string
	for i := range in.Len() {
		if texts.Null(i) {
			continue
		}
		find(texts.At(i), func(name, value string) {
			rows, ok := values[name]
			if !ok {
				rows = make([][]string, in.Len())
				values[name] = rows
				names = append(names, name)
			}
			if several || len(rows[i]) == 0 {
				rows[i] = append(rows[i], value)
			}
		})
	}
	slices.Sort(names)
	fields, cols := append([]table.Field(nil), in.Schema().Fields()...), append([]table.Column(nil), in.Batch().Cols()...)
	for _, name := range names {
		b, old := newValuesBuilder(in.Len()), multivalues(columnOr(in, name))
		for i, list := range values[name] {
			if len(list) == 0 {
				for _, v := range old.row(i, nil) {
					b.value(v)
				}
			}
			for _, s := range list {
				b.text(s)
			}
			b.end()
		}
		fields, cols = setColumn(fields, cols, name, b.column())
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...))
}

// SpreadValue moves values into columns whose names stand in another: SPL's
// eval {field}=value.
var SpreadValue = &TableFunc{
	Name: "spread value",
	Doc: `The input with each row's value in the column that the row names; the two columns are left out.
Arguments:
  name, value: names of the columns with the names and the values`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		titles, value := textArg(columnOr(in, args.Str("name"))), columnOr(in, args.Str("value"))
		rows := map[string][]int32{}
		var names []string
		for i := range in.Len() {
			if titles.Null(i) {
				continue
			}
			name := titles.At(i)
			if rows[name] == nil {
				names = append(names, name)
			}
			rows[name] = append(rows[name], int32(i))
		}
		var fields []table.Field
		var cols []table.Column
		for k, f := range in.Schema().Fields() {
			if f.Name != args.Str("name") && f.Name != args.Str("value") {
				fields, cols = append(fields, f), append(cols, in.Batch().Col(k))
			}
		}
		for _, name := range names {
			which := make([]int32, in.Len())
			for i := range which {
				which[i] = 1
			}
			for _, i := range rows[name] {
				which[i] = 0
			}
			fields, cols = setColumn(fields, cols, name, splChoose(in.Len(), []table.Column{value, columnOr(in, name)}, which))
		}
		return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...)), nil
	},
}
