package table

// JSONParts says which parts of a JSON value are looked at. What is left out
// of a value may be anything, or missing.
type JSONParts struct {
	// Whole says that all of it is looked at; the fields below do not count then.
	Whole bool
	// Keys are the members of an object that are looked at, and which parts of
	// them.
	Keys map[string]*JSONParts
	// Elements, unless nil, says that the number of an array's elements is
	// looked at, and which parts of each; an object is then looked at as a whole.
	Elements *JSONParts
}

// WholeJSON are all parts of a value.
func WholeJSON() *JSONParts { return &JSONParts{Whole: true} }

// PartsUnder are parts of what a key of an object holds.
func PartsUnder(key string, p *JSONParts) *JSONParts {
	return &JSONParts{Keys: map[string]*JSONParts{key: p}}
}

// PartsOfElements are parts of an array's elements.
func PartsOfElements(p *JSONParts) *JSONParts { return &JSONParts{Elements: p} }

// And are the parts of either. Nil stands for none.
func (p *JSONParts) And(q *JSONParts) *JSONParts {
	switch {
	case p == nil:
		return q
	case q == nil || p.Whole:
		return p
	case q.Whole:
		return q
	}
	out := &JSONParts{Elements: p.Elements.And(q.Elements)}
	for _, keys := range []map[string]*JSONParts{p.Keys, q.Keys} {
		for k, parts := range keys {
			if out.Keys == nil {
				out.Keys = map[string]*JSONParts{}
			}
			out.Keys[k] = out.Keys[k].And(parts)
		}
	}
	return out
}
