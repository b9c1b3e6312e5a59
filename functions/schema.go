package functions

import "github.com/goshawk-lang/goshawk/table"

// schemaNode is what buildschema knows of one path: the scalar types seen, in
// order, and the members when bags or arrays were.
type schemaNode struct {
	types     []string
	container bool
	names     []string
	members   map[string]*schemaNode
}

// indexer is the member that stands for an array's elements.
const indexer = "indexer"

func (s *schemaNode) add(v table.Value) {
	switch v.Kind() {
	case table.KindNull:
	case table.KindBag:
		s.container = true
		for i := range v.Bag().Len() {
			key, x := v.Bag().At(i)
			s.member(key).add(x)
		}
	case table.KindArray:
		s.container = true
		for _, x := range v.Array() {
			s.member(indexer).add(x)
		}
	default:
		name := v.Type().String()
		if name == "real" {
			name = "double"
		}
		for _, t := range s.types {
			if t == name {
				return
			}
		}
		s.types = append(s.types, name)
	}
}

func (s *schemaNode) member(name string) *schemaNode {
	if s.members == nil {
		s.members = map[string]*schemaNode{}
	}
	m := s.members[name]
	if m == nil {
		m = &schemaNode{}
		s.members[name] = m
		s.names = append(s.names, name)
	}
	return m
}

// value writes a node as one type, or an array of several; null when only
// nulls were seen.
func (s *schemaNode) value() table.Value {
	var all []table.Value
	for _, t := range s.types {
		all = append(all, table.StringValue(t))
	}
	if s.container {
		b := table.NewBag(len(s.names))
		for _, name := range s.names {
			b.Set(name, s.members[name].value())
		}
		all = append(all, table.BagValue(b))
	}
	switch len(all) {
	case 0:
		return table.Value{}
	case 1:
		return all[0]
	}
	return table.ArrayValue(all)
}
