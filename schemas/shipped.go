package schemas

import (
	"embed"
	"path"
	"sync"
)

//go:embed tables/*.txt
var files embed.FS

// shipped reads the shipped tables when they are first asked for. That they
// can be read is tested; a table that could not would only be unknown.
var shipped = sync.OnceValue(func() *Set {
	s := &Set{tables: map[string]*Table{}}
	names, _ := files.ReadDir("tables")
	for _, f := range names {
		text, err := files.ReadFile(path.Join("tables", f.Name()))
		if err != nil {
			continue
		}
		tables, _ := parseText(f.Name(), string(text))
		for _, t := range tables {
			s.tables[t.Name] = t
		}
	}
	return s
})
