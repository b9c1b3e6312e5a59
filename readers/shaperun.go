package readers

// The keys of log lines mostly follow one another from line to line. Such a
// run of keys is passed in one go where the processor compares many bytes at
// once: each key is one comparison, and so is the search for the end of a short
// value. What is unusual in any way ends the run before its key, for the
// learned path to look at.

// A run has keys of no longer text, and at most so many.
const (
	maxRunText = 64
	maxRunKeys = 64
)

// runKey is a key of a run in the spelling of its node.
type runKey struct {
	text [maxRunText]byte
	mask uint64 // a bit for each byte of the text
	size int    // of the text
}

// runValue is where a value of a run stands, with its quotes.
type runValue struct {
	start, end int
	escaped    int // 1 for a string that has escapes
}

// shapeRun are the keys that have always followed a node, as far as their
// values are scalars.
type shapeRun struct {
	keys   []runKey
	nodes  []*shapeNode
	wanted []int // which of them have a column
	// turns are those of the shapes when the node was last met; made says that
	// there had been no more when it was met before.
	turns int
	made  bool
}

// runBehind is the run of keys behind a node: none while something new still
// follows some node, or where no run can be passed.
func (s *shapes) runBehind(node *shapeNode) *shapeRun {
	r := &node.run
	switch {
	case r.turns != s.turns:
		*r = shapeRun{turns: s.turns}
	case !r.made:
		r.made = true
		if passesRuns {
			s.makeRun(node)
		}
	}
	return r
}

func (s *shapes) makeRun(node *shapeNode) {
	r := &node.run
	for n := node; n.next[1] == nil && len(r.keys) < maxRunKeys; {
		n = n.next[0]
		if n == nil || n.nested || len(n.text) > maxRunText || n.column >= 0 && s.apart(n.column) {
			return
		}
		if n.column >= 0 {
			r.wanted = append(r.wanted, len(r.keys))
		}
		if s.values == nil {
			s.values = new([maxRunKeys]runValue)
		}
		k := runKey{mask: 1<<len(n.text) - 1, size: len(n.text)}
		copy(k.text[:], n.text)
		r.keys, r.nodes = append(r.keys, k), append(r.nodes, n)
		if n.column >= 0 && s.decides(n.column) {
			return
		}
	}
}

// wantedAmong are the wanted ones among the first keys.
func (r *shapeRun) wantedAmong(keys int) []int {
	n := len(r.wanted)
	for n > 0 && r.wanted[n-1] >= keys {
		n--
	}
	return r.wanted[:n]
}

// pass goes over the first keys of a run behind node at b[i], and tells which
// is the last one, where its value ends, and how many keys it has passed.
func (s *shapes) pass(node *shapeNode, r *shapeRun, keys int, b []byte, i int) (last *shapeNode, end, passed int) {
	if keys == 0 {
		return node, i, 0
	}
	if end, passed = passRun(b, i, r.keys[:keys], s.values); passed > 0 {
		node = r.nodes[passed-1]
	}
	return node, end, passed
}

// passedValue is where the k-th value that pass has gone over stands, of a
// string what is between its quotes; ok is false when it looks unusual.
func (s *shapes) passedValue(b []byte, k int) (start, end int, of kind, ok bool) {
	v := &s.values[k]
	start, end = v.start, v.end
	if b[start] == '"' && v.escaped == 0 {
		return start + 1, end - 1, kString, true
	}
	end, of = scanValue(b, start)
	ok = end == v.end
	if of == kEscaped {
		start, end = start+1, end-1
	}
	return start, end, of, ok
}
