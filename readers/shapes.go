package readers

import "bytes"

// shapes is the learned path for one record a line. Log lines of one kind
// have the same keys in the same order, spelled with the same blanks, so the
// text between one value and the next is predicted from what followed the
// last time and compared in place; values that nobody wants are skipped by
// their quotes. A line is left at the last wanted value. Whatever looks
// unusual makes record return false, and the plain path reads the line.
type shapes struct {
	start  shapeNode
	byText map[string]*shapeNode
	wanted int
	most   int // nodes
	// column tells what a key means to the one who asks; -1: nothing.
	column func(key []byte) int
	// apart tells of a column that its values are not taken from runs.
	apart func(column int) bool
	// decides tells of a column that its values are looked at before what
	// follows, so that runs end with it.
	decides func(column int) bool
	turns   int                   // how often something new followed a node
	values  *[maxRunKeys]runValue // of the run that was passed last
}

// shapeNode is a key in the spelling it was met: the text from the end of the
// value before it to the beginning of its own.
type shapeNode struct {
	text   string
	key    []byte
	column int           // -1: not wanted
	next   [4]*shapeNode // what followed, the latest first
	// inner are the shapes of objects under a key that is not wanted; hasty is
	// how many in a row had none.
	inner *shapes
	hasty int
	// run are keys that follow; nested says that values of this one are objects
	// or arrays.
	run    shapeRun
	nested bool
}

// maxShapeNodes keeps lines of random keys from filling memory.
const maxShapeNodes = 4096

func newShapes(wanted int, column func(key []byte) int) *shapes {
	return &shapes{byText: map[string]*shapeNode{}, wanted: wanted, most: maxShapeNodes, column: column,
		apart: never, decides: never}
}

func never(int) bool { return false }

// meet notes how a value of the key begins.
func (n *shapeNode) meet(first byte) { n.nested = n.nested || first == '{' || first == '[' }

func hasAt(b []byte, i int, text string) bool {
	return len(b)-i >= len(text) && string(b[i:i+len(text)]) == text
}

// record notes the wanted values of the line b in d.refs.
func (s *shapes) record(d *jsonDecoder, b []byte) bool {
	b = trimRight(b)
	last := len(b) - 1
	if last < 1 || b[0] != '{' || b[last] != '}' {
		return false
	}
	node, i := &s.start, 0
	for left := s.wanted; left > 0; {
		run, passed := s.runBehind(node), 0
		keys := len(run.keys)
		if left <= len(run.wanted) { // behind the last wanted value nothing matters
			keys = run.wanted[left-1] + 1
		}
		node, i, passed = s.pass(node, run, keys, b, i)
		for _, k := range run.wantedAmong(passed) {
			column := run.nodes[k].column
			if d.refs[column].row == d.row {
				continue
			}
			start, end, of, ok := s.passedValue(b, k)
			if !ok {
				return false
			}
			d.refs[column] = ref{start, end, d.row, of}
			left--
		}
		if left == 0 {
			return true
		}
		next := node.next[0]
		if next == nil || !hasAt(b, i, next.text) {
			if i == last {
				return true
			}
			if next = s.other(node, b, i); next == nil {
				return false
			}
		}
		node = next
		i += len(node.text)
		if i >= last {
			return false
		}
		node.meet(b[i])
		if node.column < 0 || d.refs[node.column].row == d.row {
			if i = node.skip(b, i, 0); i < 0 {
				return false
			}
			continue
		}
		if end := d.narrowed(node.column, b, i); end > 0 {
			left--
			i = end
			continue
		}
		end, k := scanValue(b, i)
		if end < 0 {
			return false
		}
		r := ref{i, end, d.row, k}
		if k == kString || k == kEscaped {
			r.start, r.end = i+1, end-1
		}
		d.refs[node.column] = r
		d.widen(node.column, b, &r)
		left--
		i = end
	}
	return true
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\r' || b[len(b)-1] == ' ' || b[len(b)-1] == '\t') {
		b = b[:len(b)-1]
	}
	return b
}

// members appends the object's members that have a column to out, and tells
// how many it has in all; the object must start at b[0] and end b. Ok is false
// when it looks unusual.
func (s *shapes) members(b []byte, out []member) (_ []member, total int, ok bool) {
	last := len(b) - 1
	if last < 1 || b[0] != '{' || b[last] != '}' {
		return out, 0, false
	}
	for node, i := &s.start, 0; ; total++ {
		run, passed := s.runBehind(node), 0
		node, i, passed = s.pass(node, run, len(run.keys), b, i)
		for _, k := range run.wantedAmong(passed) {
			start, end, of, ok := s.passedValue(b, k)
			if !ok {
				return out, total, false
			}
			out = append(out, member{run.nodes[k].key, start, end, of})
		}
		total += passed
		next := node.next[0]
		if next == nil || !hasAt(b, i, next.text) {
			if i == last {
				return out, total, true
			}
			if next = s.other(node, b, i); next == nil {
				return out, total, false
			}
		}
		node = next
		i += len(node.text)
		if i >= last {
			return out, total, false
		}
		node.meet(b[i])
		if node.column < 0 {
			if i = node.skip(b, i, 0); i < 0 {
				return out, total, false
			}
			continue
		}
		end, k := scanValue(b, i)
		if end < 0 {
			return out, total, false
		}
		m := member{node.key, i, end, k}
		if k == kString || k == kEscaped {
			m.start, m.end = i+1, end-1
		}
		out = append(out, m)
		i = end
	}
}

// turn is what follows node at b[i] when the latest prediction failed: another
// key, or none, and then where the object ends, -1 when it looks unusual.
func (s *shapes) turn(node *shapeNode, b []byte, i int) (next *shapeNode, end int) {
	if node != &s.start && i < len(b) && b[i] == '}' {
		return nil, i + 1
	}
	return s.other(node, b, i), -1
}

// other is the key that follows node when the latest prediction failed; nil
// when there is none.
func (s *shapes) other(node *shapeNode, b []byte, i int) *shapeNode {
	var next *shapeNode
	k := 1
	for ; k < len(node.next) && node.next[k] != nil; k++ {
		if hasAt(b, i, node.next[k].text) {
			next = node.next[k]
			break
		}
	}
	if next == nil {
		if next = s.learn(node, b, i); next == nil {
			return nil
		}
		if node.next[1] == nil {
			s.turns++
		}
		k = min(k, len(node.next)-1)
	}
	copy(node.next[1:k+1], node.next[:k])
	node.next[0] = next
	return next
}

// learn reads the key at b[i] and what stands around it.
func (s *shapes) learn(node *shapeNode, b []byte, i int) *shapeNode {
	at := i
	lead := byte(',')
	if node == &s.start {
		lead = '{'
	} else {
		at = skipBlanks(b, at)
	}
	if at >= len(b) || b[at] != lead {
		return nil
	}
	keyAt := skipBlanks(b, at+1)
	end := scanKey(b, keyAt)
	if end < 0 {
		return nil
	}
	if n := s.byText[string(b[i:end])]; n != nil {
		return n
	}
	if len(s.byText) >= s.most {
		return nil
	}
	n := &shapeNode{text: string(b[i:end]), key: bytes.Clone(keyText(b, keyAt))}
	n.column = s.column(n.key)
	s.byText[n.text] = n
	return n
}

// skipValue is the end of the value at b[i], found by quotes, braces and
// commas without checking it; -1 when there is none.
func skipValue(b []byte, i int) int {
	switch b[i] {
	case '"':
		if i+1 < len(b) && b[i+1] == '"' { // empty strings are what logs have most of
			return i + 2
		}
		n := bytes.IndexByte(b[i+1:], '"')
		if n < 0 {
			return -1
		}
		if n > 0 && b[i+n] == '\\' {
			return roughString(b, i)
		}
		return i + n + 2
	case '{', '[':
		return roughEnd(b, i)
	}
	for j := i; j < len(b); j++ {
		switch b[j] {
		case ',', '}', ' ', '\t', '\r':
			if j == i {
				return -1
			}
			return j
		case '"', '{', '[', ']':
			return -1
		}
	}
	return -1
}
