package readers

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// learn adds the path of a value to the tree: of raw, the JSON of an object or
// array, or the inside of a string that spells one. Values that are unusual in
// some way are not learned.
func (n *narrower) learn(raw []byte) {
	if n.nodes >= maxNarrowNodes || n.bytes >= maxNarrowBytes || len(raw) > maxNarrowValue {
		return
	}
	text := string(raw)
	if n.escaped {
		text = string(appendUnescaped(nil, raw))
		if text == "" || text[0] != '{' && text[0] != '[' || !table.ValidJSON(text) {
			return
		}
	}
	l := narrowLearner{text: text}
	var ok bool
	if n.lists {
		ok = l.elements(n.parts.Elements)
	} else if _, ok = l.value(0, n.parts); ok {
		l.put(-1, false)
	}
	if !ok {
		return
	}
	if l.pieces = append(l.pieces, text[l.piece:]); n.escaped {
		for i, p := range l.pieces {
			if strings.ContainsRune(p, '\\') {
				return
			}
			l.pieces[i] = strings.ReplaceAll(p, `"`, `\"`)
		}
		l.pieces[len(l.pieces)-1] += `"`
	}
	n.add(&l)
}

func (n *narrower) add(l *narrowLearner) {
	list := &n.start
	for i, text := range l.pieces {
		hole := holeNone
		if i < len(l.holes) {
			hole = l.holes[i]
		}
		var node *narrowNode
		for _, c := range *list {
			if c.text == text && c.hole == hole {
				node = c
			}
		}
		if node == nil {
			if len(*list) == maxNarrowNext {
				return
			}
			node = &narrowNode{text: text, hole: hole}
			*list = append(*list, node)
			n.nodes, n.bytes = n.nodes+1, n.bytes+len(text)
		}
		if hole == holeNone {
			node.out = l.out
		}
		list = &node.next
	}
}

// narrowLearner takes valid JSON text apart: into pieces and the holes between
// them, and into what the value becomes.
type narrowLearner struct {
	text   string
	piece  int // where the current piece begins
	pieces []string
	holes  []narrowHole
	out    []narrowPart
	lit    strings.Builder // of the next part of out
	copied int             // of a part that is wanted whole: up to where it is in lit
}

// value takes the value at i apart, of which the given parts are wanted, none
// when nil, and returns its end.
func (l *narrowLearner) value(i int, want *table.JSONParts) (end int, ok bool) {
	nested := l.text[i] == '{' || l.text[i] == '['
	if want != nil && (want.Whole || l.text[i] == '{' && want.Elements != nil || l.text[i] == '[' && want.Elements == nil || !nested) {
		l.copied = i
		if end, ok = l.whole(i); ok {
			l.lit.WriteString(l.text[l.copied:end])
		}
		return end, ok
	}
	if !nested {
		return l.scalar(i, false)
	}
	if want == nil {
		return l.members(i, func(i int, _ string) (int, bool) { return l.value(i, nil) })
	}
	l.lit.WriteByte(l.text[i])
	first := true
	comma := func() {
		if !first {
			l.lit.WriteByte(',')
		}
		first = false
	}
	end, ok = l.members(i, func(i int, key string) (int, bool) {
		if key == "" {
			comma()
			return l.value(i, want.Elements)
		}
		of := want.Keys[key[1:len(key)-1]]
		if of != nil {
			comma()
			l.lit.WriteString(key + ":")
		}
		return l.value(i, of)
	})
	if ok {
		l.lit.WriteByte(l.text[end-1])
	}
	return end, ok
}

// elements takes an array of objects or arrays apart, whose elements become one
// value each.
func (l *narrowLearner) elements(want *table.JSONParts) bool {
	if l.text[0] != '[' {
		return false
	}
	_, ok := l.members(0, func(i int, _ string) (int, bool) {
		if l.text[i] != '{' && l.text[i] != '[' {
			return 0, false
		}
		end, ok := l.value(i, want)
		l.put(-1, true)
		return end, ok
	})
	return ok
}

// put ends a part of what the value becomes.
func (l *narrowLearner) put(hole int, ends bool) {
	l.out = append(l.out, narrowPart{l.lit.String(), hole, ends})
	l.lit.Reset()
}

// whole takes a value apart all of which is wanted as it is written.
func (l *narrowLearner) whole(i int) (end int, ok bool) {
	if c := l.text[i]; c != '{' && c != '[' {
		return l.scalar(i, true)
	}
	return l.members(i, func(i int, _ string) (int, bool) { return l.whole(i) })
}

// members calls f for where each member's value starts, with its key in quotes,
// or each element, with no key; f returns where it ends. Keys with escapes are
// not understood.
func (l *narrowLearner) members(i int, f func(i int, key string) (end int, ok bool)) (end int, ok bool) {
	object := l.text[i] == '{'
	for i = table.SkipBlanks(l.text, i+1); l.text[i] != '}' && l.text[i] != ']'; {
		if l.text[i] == ',' {
			i = table.SkipBlanks(l.text, i+1)
		}
		key := ""
		if object {
			at := i
			i = table.SkipJSONString(l.text, i)
			if key = l.text[at:i]; strings.ContainsRune(key, '\\') {
				return 0, false
			}
			i = table.SkipBlanks(l.text, table.SkipBlanks(l.text, i)+1)
		}
		if i, ok = f(i, key); !ok {
			return 0, false
		}
		i = table.SkipBlanks(l.text, i)
	}
	return i + 1, true
}

// scalar makes a hole of the scalar at i; kept says that it is wanted.
func (l *narrowLearner) scalar(i int, kept bool) (end int, ok bool) {
	hole := holeNumber
	from, to := i, table.SkipJSON(l.text, i)
	end = to
	switch c := l.text[i]; {
	case c == '"':
		hole, from, to = holeText, i+1, to-1
		if strings.ContainsRune(l.text[from:to], '\\') {
			return 0, false
		}
	case c == 't' || c == 'f' || c == 'n':
		hole = holeWord
	}
	if len(l.holes) == maxNarrowHoles {
		return 0, false
	}
	if kept {
		l.lit.WriteString(l.text[l.copied:from])
		l.put(len(l.holes), false)
		l.copied = to
	}
	l.pieces, l.holes = append(l.pieces, l.text[l.piece:from]), append(l.holes, hole)
	l.piece = to
	return end, true
}
