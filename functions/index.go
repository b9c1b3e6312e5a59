package functions

import (
	"strings"
	"sync"
)

// theme makes entries that belong together, and lists their names with blanks
// between.
type theme[E any] struct {
	make  func() []E
	names string
}

// lists reports whether the theme lists a name.
func (t *theme[E]) lists(name string) bool {
	for from := 0; name != ""; {
		at := strings.Index(t.names[from:], name)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(name)
		if (at == 0 || t.names[at-1] == ' ') && (end == len(t.names) || t.names[end] == ' ') {
			return true
		}
		from = at + 1
	}
	return false
}

// index finds the entries of themes by their names. A theme is only asked for
// its entries when one of them is looked for: most queries use few functions,
// and making all of them takes longer than such a query runs.
type index[E any] struct {
	themes []theme[E]
	others []func() []E // without lists of their names
	// names are the names of an entry, with blanks between.
	names func(*E) string

	mu     sync.Mutex
	asked  map[int]bool // themes, and behind them the others
	byName map[string]*E
}

func (x *index[E]) find(name string) *E {
	x.mu.Lock()
	defer x.mu.Unlock()
	if e := x.byName[name]; e != nil {
		return e
	}
	for i := range x.themes {
		if x.themes[i].lists(name) {
			x.ask(i)
			return x.byName[name]
		}
	}
	for i := range x.others {
		if x.ask(len(x.themes) + i); x.byName[name] != nil {
			break
		}
	}
	return x.byName[name]
}

func (x *index[E]) all() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i := range len(x.themes) + len(x.others) {
		x.ask(i)
	}
	out := make([]string, 0, len(x.byName))
	for name := range x.byName {
		out = append(out, name)
	}
	return out
}

// ask adds the entries of a theme, unless they are there.
func (x *index[E]) ask(i int) {
	if x.asked[i] {
		return
	}
	if x.asked == nil {
		x.asked, x.byName = map[int]bool{}, map[string]*E{}
	}
	x.asked[i] = true
	var entries []E
	if i < len(x.themes) {
		entries = x.themes[i].make()
	} else {
		entries = x.others[i-len(x.themes)]()
	}
	for i := range entries {
		for _, name := range strings.Fields(x.names(&entries[i])) {
			x.byName[name] = &entries[i]
		}
	}
}
