package readers

import (
	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/table"
)

// KnownSchema is the published schema of a table that ships with the module,
// by its name (exact case): the columns that every copy of the table has.
func KnownSchema(name string) (*table.Schema, bool) {
	t, known := schemas.Shipped().Lookup(name)
	if !known {
		return nil, false
	}
	return t.Schema(), true
}

// know takes the known table's schema when none was given. The columns that
// only some copies have get their types where they occur.
func (s *source) know() {
	if s.opts.Schema != nil || s.opts.Name == "" {
		return
	}
	t, known := s.opts.Schemas.Lookup(s.opts.Name)
	if !known {
		return
	}
	s.opts.Schema = t.Schema()
	if len(t.Extra) > 0 {
		s.extra = table.NewSchema(t.Extra...)
	}
}

func (s *source) extraIndex(name string) int {
	if s.extra == nil {
		return -1
	}
	return s.extra.Index(name)
}
