package schemas

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// Table is what is published of one table.
type Table struct {
	// Name is the table's name as queries write it.
	Name string
	// Reference says where its columns are published, or the file of a user.
	Reference string
	// Columns are those that every copy of the table has, in order.
	Columns []table.Field
	// Extra are columns that some copies have besides: the other service's,
	// and the ones that a workspace adds to every table.
	Extra []table.Field
	// Twins are pairs of columns for the same thing, one of which a copy may
	// lack: its name then stands for the other.
	Twins [][2]string
	// Open says that rows may have columns that are listed nowhere.
	Open bool
}

// Schema lists the columns that every copy has.
func (t *Table) Schema() *table.Schema { return table.NewSchema(t.Columns...) }

// All lists the extra columns as well, behind the others.
func (t *Table) All() *table.Schema {
	all := slices.Clone(t.Columns)
	for _, f := range t.Extra {
		if !slices.ContainsFunc(t.Columns, func(c table.Field) bool { return c.Name == f.Name }) {
			all = append(all, f)
		}
	}
	return table.NewSchema(all...)
}

// Set is known tables by name. It is immutable and safe for concurrent use;
// the nil Set is that of the shipped tables.
type Set struct {
	tables map[string]*entry
	folded map[string]string // lower case to the name
	base   *Set
}

// Lookup finds a table by its exact name.
func (s *Set) Lookup(name string) (*Table, bool) {
	if s == nil {
		s = shipped()
	}
	for ; s != nil; s = s.base {
		if t, ok := s.tables[name]; ok {
			return t.table(), true
		}
	}
	return nil, false
}

// Fold finds a table by its name without regard to case, as the names of
// files need it.
func (s *Set) Fold(name string) (*Table, bool) {
	if s == nil {
		s = shipped()
	}
	for ; s != nil; s = s.base {
		s.fold()
		if exact, ok := s.folded[strings.ToLower(name)]; ok {
			return s.tables[exact].table(), true
		}
	}
	return nil, false
}

var folding sync.Mutex

func (s *Set) fold() {
	folding.Lock()
	defer folding.Unlock()
	if s.folded != nil {
		return
	}
	s.folded = make(map[string]string, len(s.tables))
	for _, name := range sortedNames(s.tables) {
		s.folded[strings.ToLower(name)] = name
	}
}

// Names are the names of all tables, sorted.
func (s *Set) Names() []string {
	if s == nil {
		s = shipped()
	}
	all := map[string]*entry{}
	for ; s != nil; s = s.base {
		for name, t := range s.tables {
			all[name] = t
		}
	}
	return sortedNames(all)
}

func sortedNames(tables map[string]*entry) []string {
	names := make([]string, 0, len(tables))
	for n := range tables {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// Shipped are the tables that ship with the module.
func Shipped() *Set { return shipped() }

// With is s with more tables, which hide those of the same names.
func (s *Set) With(tables ...*Table) *Set {
	if s == nil {
		s = shipped()
	}
	out := &Set{tables: make(map[string]*entry, len(tables)), base: s}
	for _, t := range tables {
		out.tables[t.Name] = &entry{name: t.Name, read: t}
	}
	return out
}
