package table

import "strings"

// Field is a column's name and declared type.
type Field struct {
	Name string
	Type Type
}

// Schema is an ordered list of distinctly named fields. It is immutable; one
// Schema is shared by all batches of a stream while their shape is the same.
type Schema struct {
	fields []Field
	index  map[string]int
}

// NewSchema makes a schema of fields; on duplicate names the first is found
// by [Schema.Index].
func NewSchema(fields ...Field) *Schema {
	s := &Schema{fields: fields, index: make(map[string]int, len(fields))}
	for i, f := range fields {
		if _, dup := s.index[f.Name]; !dup {
			s.index[f.Name] = i
		}
	}
	return s
}

// Len is the number of fields.
func (s *Schema) Len() int { return len(s.fields) }

// Field is the i-th field.
func (s *Schema) Field(i int) Field { return s.fields[i] }

// Fields are all fields; they must not be changed.
func (s *Schema) Fields() []Field { return s.fields }

// Names are the field names in order.
func (s *Schema) Names() []string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.Name
	}
	return names
}

// Index is the position of the field called name, or -1.
func (s *Schema) Index(name string) int {
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// Equal reports whether both have the same fields in the same order.
func (s *Schema) Equal(o *Schema) bool {
	if s == o {
		return true
	}
	if len(s.fields) != len(o.fields) {
		return false
	}
	for i, f := range s.fields {
		if f != o.fields[i] {
			return false
		}
	}
	return true
}

// String is "(name:type, ...)".
func (s *Schema) String() string {
	var b strings.Builder
	b.WriteByte('(')
	for i, f := range s.fields {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(f.Name + ":" + f.Type.String())
	}
	b.WriteByte(')')
	return b.String()
}
