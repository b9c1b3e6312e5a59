package functions

import (
	"strings"
	"sync"
)

// index finds the entries of themes by their names. A theme is only asked for
// its entries when those before it do not have a name: most queries use few
// functions, and making all of them takes longer than such a query runs.
type index[E any] struct {
	themes []func() []E
	// names are the names of an entry, with blanks between.
	names func(*E) string

	mu     sync.Mutex
	asked  int // themes
	byName map[string]*E
}

func (x *index[E]) find(name string) *E {
	x.mu.Lock()
	defer x.mu.Unlock()
	for {
		if e := x.byName[name]; e != nil || x.asked == len(x.themes) {
			return e
		}
		x.ask()
	}
}

func (x *index[E]) all() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	for x.asked < len(x.themes) {
		x.ask()
	}
	out := make([]string, 0, len(x.byName))
	for name := range x.byName {
		out = append(out, name)
	}
	return out
}

// ask adds the entries of the next theme.
func (x *index[E]) ask() {
	if x.byName == nil {
		x.byName = map[string]*E{}
	}
	entries := x.themes[x.asked]()
	x.asked++
	for i := range entries {
		for _, name := range strings.Fields(x.names(&entries[i])) {
			x.byName[name] = &entries[i]
		}
	}
}
