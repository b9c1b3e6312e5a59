package table

import "strings"

// mostProperties is how many properties an object may have to be cut: each is
// compared with those before it.
const mostProperties = 32

// JSONProperties is as [JSONLists], but for objects, which become lists of their
// properties, each an object of one. It is nil also where an object has a
// property twice, or very many, or names one with escapes.
func JSONProperties(c *JSON) *List {
	n := c.Len()
	cut := &propertyCutter{}
	offsets := make([]int32, 1, n+1)
	var nulls []bool
	for i, s := range c.Raw() {
		if c.Null(i) {
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[i] = true
		} else if !cut.value(s) {
			return nil
		}
		offsets = append(offsets, int32(len(cut.out)))
	}
	return NewList(offsets, NewJSON(cut.out, nil), nulls)
}

// propertyCutter collects the elements of arrays and properties of objects.
type propertyCutter struct {
	out  []string
	keys []string // of the current object, in quotes
}

func (p *propertyCutter) value(s string) bool {
	i := SkipBlanks(s, 0)
	if i < len(s) && s[i] == '{' {
		return p.object(s, i)
	}
	nested := true
	array := EachJSONElement(s, func(from, to int) bool {
		nested = s[from] == '{' || s[from] == '['
		p.out = append(p.out, s[from:to])
		return nested
	})
	return array && nested
}

// object cuts the object at s[i].
func (p *propertyCutter) object(s string, i int) bool {
	p.keys = p.keys[:0]
	start, first := i, len(p.out)
	for i = SkipBlanks(s, i+1); i < len(s) && s[i] != '}'; {
		from := i
		i = SkipJSONString(s, i)
		if !p.key(s[from:i]) {
			return false
		}
		i = SkipJSON(s, SkipBlanks(s, SkipBlanks(s, i)+1))
		p.out = append(p.out, s[from:i])
		if i = SkipBlanks(s, i); i < len(s) && s[i] == ',' {
			i = SkipBlanks(s, i+1)
		}
	}
	if len(p.keys) == 1 {
		p.out[first] = s[start : i+1]
		return true
	}
	for k, property := range p.out[first:] {
		p.out[first+k] = "{" + property + "}"
	}
	return true
}

// key notes a key, and reports whether it is new to the object.
func (p *propertyCutter) key(k string) bool {
	if len(p.keys) == mostProperties || strings.ContainsRune(k, '\\') {
		return false
	}
	for _, other := range p.keys {
		if k == other {
			return false
		}
	}
	p.keys = append(p.keys, k)
	return true
}
