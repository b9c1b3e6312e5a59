package schemas

import (
	"embed"
	"path"
	"strings"
	"sync"
)

//go:embed tables/*.txt
var files embed.FS

// shipped finds the shipped tables when they are first asked for; the columns
// of one are read when it is. That they can be read is tested; a table that
// could not would only be unknown.
var shipped = sync.OnceValue(func() *Set {
	s := &Set{tables: map[string]func() *Table{}}
	names, _ := files.ReadDir("tables")
	for _, f := range names {
		text, err := files.ReadFile(path.Join("tables", f.Name()))
		if err != nil {
			continue
		}
		head, tables := sections(string(text))
		for name, body := range tables {
			s.tables[name] = sync.OnceValue(func() *Table {
				t, err := parseText(f.Name(), head+body)
				if err != nil || len(t) != 1 {
					return &Table{Name: name}
				}
				return t[0]
			})
		}
	}
	return s
})

// sections cuts a text into what stands before its first table and the lines
// of each.
func sections(text string) (head string, tables map[string]string) {
	tables = map[string]string{}
	name, begin, at := "", 0, 0
	end := func() {
		if name == "" {
			head = text[:at]
		} else {
			tables[name] = text[begin:at]
		}
	}
	for line := range strings.Lines(text) {
		if !strings.ContainsRune(" \t\r\n#@", rune(line[0])) {
			end()
			name, _, _ = strings.Cut(strings.TrimRight(line, "\r\n"), " ")
			begin = at
		}
		at += len(line)
	}
	end()
	return head, tables
}
