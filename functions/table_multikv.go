package functions

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goshawk-lang/goshawk/table"
)

// MultiKV makes rows of the lines of tables in text: SPL's multikv.
var MultiKV = &TableFunc{
	Name: "multikv",
	Doc: `One row per line of the tables in a text, with a column per column of the tables.
Arguments:
  input: name of the column with the text; in the result it holds the line
  copy: keep the other columns of the row that the text is of
  original: keep that row too, after its lines
  fields: names of the tables' columns to take (array; all when empty)
  filter: take only lines with one of these texts (array; all when empty)
  header: which line names the columns, from 1 and without empty lines; 0: the one that looks like it, -1: none
  several: a line in capital letters names the columns of another table`,
	Run: runMultiKV,
}

// textTable collects the lines of tables.
type textTable struct {
	fields, filter []string
	header         int
	several        bool

	rows  []int32 // the input's row, per line
	lines []table.Value
	names []string
	cells map[string]map[int]string // by column and line
}

func runMultiKV(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in, input := inputs[0], args.Str("input")
	t := &textTable{
		fields: args.Strings("fields"), filter: args.Strings("filter"), header: int(args.Int("header", 0)), several: args.Bool("several"),
		cells: map[string]map[int]string{},
	}
	raw := columnOr(in, input)
	texts := textArg(raw)
	for i := range in.Len() {
		if !texts.Null(i) {
			t.text(int32(i), texts.At(i))
		}
		if args.Bool("original") {
			t.rows, t.lines = append(t.rows, int32(i)), append(t.lines, raw.Value(i))
		}
	}
	var fields []table.Field
	var cols []table.Column
	for k, f := range in.Schema().Fields() {
		if args.Bool("copy") || f.Name == input {
			fields, cols = append(fields, f), append(cols, in.Batch().Col(k).Take(t.rows))
		}
	}
	fields, cols = setColumn(fields, cols, input, table.NewVec(t.lines, nil))
	for _, name := range t.names {
		var under table.Column = table.NewConst(table.Value{}, table.TypeDynamic, len(t.rows))
		if k := slices.IndexFunc(fields, func(f table.Field) bool { return f.Name == name }); k >= 0 {
			under = cols[k]
		}
		values := make([]table.Value, len(t.rows))
		for i := range values {
			if s, ok := t.cells[name][i]; ok {
				values[i] = table.StringValue(s)
			} else {
				values[i] = under.Value(i)
			}
		}
		fields, cols = setColumn(fields, cols, name, table.NewVec(values, nil))
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(t.rows), cols...)), nil
}

// text adds the lines of one text.
func (t *textTable) text(row int32, s string) {
	var lines []string
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, l)
		}
	}
	at := max(t.header, 0) - 1
	if t.header == 0 {
		at = headerLine(lines)
	}
	if at >= len(lines) {
		return
	}
	var head []cell
	if at >= 0 {
		head = cells(lines[at])
	}
	for _, l := range lines[at+1:] {
		parts := cells(l)
		if at >= 0 && t.several && len(parts) > 1 && allCells(parts, isCapitals) {
			head = parts
			continue
		}
		if t.passes(l) {
			t.line(row, l, head, parts)
		}
	}
}

func (t *textTable) passes(line string) bool {
	return len(t.filter) == 0 || slices.ContainsFunc(t.filter, func(s string) bool { return strings.Contains(line, s) })
}

func (t *textTable) line(row int32, line string, head, parts []cell) {
	n := len(t.rows)
	t.rows, t.lines = append(t.rows, row), append(t.lines, table.StringValue(line))
	for i, p := range parts {
		k := i
		value := p.text
		switch {
		case head == nil:
		case len(parts) < len(head):
			k = under(head, p)
		case i == len(head)-1 && len(parts) > len(head):
			value = strings.TrimSpace(line[p.start:])
		case i >= len(head):
			return
		}
		name := "Column_" + strconv.Itoa(k+1)
		if head != nil {
			name = cleanName(head[k].text)
		}
		if name == "" || value == "" || len(t.fields) > 0 && !slices.Contains(t.fields, name) {
			continue
		}
		if t.cells[name] == nil {
			t.cells[name] = map[int]string{}
			t.names = append(t.names, name)
		}
		if _, has := t.cells[name][n]; !has {
			t.cells[name][n] = value
		}
	}
}

// cell is a column's text in a line, with its byte offsets.
type cell struct {
	text       string
	start, end int
}

// cells cuts a line at commas if it has any, at blanks otherwise.
func cells(line string) []cell {
	between := unicode.IsSpace
	if strings.ContainsRune(line, ',') {
		between = func(r rune) bool { return r == ',' }
	}
	var out []cell
	start := -1
	add := func(end int) {
		if start >= 0 {
			out = append(out, cell{strings.TrimSpace(line[start:end]), start, end})
		}
		start = -1
	}
	for i, r := range line {
		switch {
		case between(r):
			if r == ',' && start < 0 {
				start = i
			}
			add(i)
		case start < 0:
			start = i
		}
	}
	add(len(line))
	return out
}

// under is the column of the header that a cell stands under.
func under(head []cell, c cell) int {
	best, least := 0, 1<<30
	for k, h := range head {
		d := max(h.start-c.end, c.start-h.end, 0)
		if d == 0 {
			// Left or right edges meet where columns are aligned.
			d = -1 - min(8, h.end-h.start) + min(abs(h.start-c.start), abs(h.end-c.end), 8)
		}
		if d < least {
			best, least = k, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// headerLine finds the line that names the columns: one in capital letters,
// else one of words only, else the first.
func headerLine(lines []string) int {
	for _, is := range []func(string) bool{isCapitals, isWord} {
		for i, l := range lines {
			if c := cells(l); len(c) > 1 && allCells(c, is) {
				return i
			}
		}
	}
	return 0
}

func allCells(list []cell, is func(string) bool) bool {
	return !slices.ContainsFunc(list, func(c cell) bool { return !is(c.text) })
}

func isWord(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && !unicode.IsDigit(rune(s[0]))
}

func isCapitals(s string) bool { return isWord(s) && strings.IndexFunc(s, unicode.IsLower) < 0 }

// cleanName makes a field's name of a title: what is no letter or digit
// becomes an underscore, none at its start.
func cleanName(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		} else if name := b.String(); name != "" && name[len(name)-1] != '_' {
			b.WriteByte('_')
		}
	}
	return b.String()
}
