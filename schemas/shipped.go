package schemas

import (
	_ "embed" // the shipped files
	"iter"
	"strings"
	"sync"
)

// The shipped files are embedded as texts: reading them is no copy.
var (
	//go:embed tables/defender-apps.txt
	defenderApps string
	//go:embed tables/defender-devices.txt
	defenderDevices string
	//go:embed tables/sentinel-identity.txt
	sentinelIdentity string
	//go:embed tables/sentinel-infrastructure.txt
	sentinelInfrastructure string
	//go:embed tables/sentinel-security.txt
	sentinelSecurity string
)

type shippedFile struct{ name, text string }

func shippedFiles() []shippedFile {
	return []shippedFile{
		{"defender-apps.txt", defenderApps},
		{"defender-devices.txt", defenderDevices},
		{"sentinel-identity.txt", sentinelIdentity},
		{"sentinel-infrastructure.txt", sentinelInfrastructure},
		{"sentinel-security.txt", sentinelSecurity},
	}
}

// shipped finds the shipped tables when they are first asked for; the columns
// of one are read when it is. That they can be read is tested; a table that
// could not would only be unknown.
var shipped = sync.OnceValue(func() *Set {
	s := &Set{tables: make(map[string]*entry, 128)}
	for _, f := range shippedFiles() {
		for e := range sections(f) {
			s.tables[e.name] = e
		}
	}
	return s
})

// sections cuts a file into its tables, each with what stands before the
// first.
func sections(f shippedFile) iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		head, name, begin, at := "", "", 0, 0
		for line := range strings.Lines(f.text) {
			switch line[0] {
			case ' ', '\t', '\r', '\n', '#', '@':
			default:
				if name == "" {
					head = f.text[:at]
				} else if !yield(&entry{name: name, file: f.name, head: head, body: f.text[begin:at]}) {
					return
				}
				name, _, _ = strings.Cut(strings.TrimRight(line, "\r\n"), " ")
				begin = at
			}
			at += len(line)
		}
		if name != "" {
			yield(&entry{name: name, file: f.name, head: head, body: f.text[begin:]})
		}
	}
}

// entry is a table of a set, which is read when it is first asked for.
type entry struct {
	name, file, head, body string

	once sync.Once
	read *Table
}

// table is the entry's.
func (e *entry) table() *Table {
	e.once.Do(func() {
		if e.read != nil {
			return
		}
		t, err := parseText(e.file, e.head+e.body)
		if err != nil || len(t) != 1 {
			e.read = &Table{Name: e.name}
			return
		}
		e.read = t[0]
	})
	return e.read
}
