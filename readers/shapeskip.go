package readers

// An object that nobody wants is skipped on a learned path too: its keys are
// compared in place, so that only its values are searched for their ends.

const (
	// Objects that are skipped may have fewKeys; what has more, or ever others,
	// is skipped by braces and quotes.
	fewKeys = 64
	// mostHasty objects in a row may turn out unusual before no path is tried
	// any more.
	mostHasty = 8
	// Objects deeper than this are skipped by braces and quotes.
	maxSkipDepth = 8
)

// skip is the end of the node's value at b[i], which nobody wants; -1 when
// there is none. It is that of [skipValue].
func (n *shapeNode) skip(b []byte, i, depth int) int {
	if b[i] != '{' || n.hasty == mostHasty || depth == maxSkipDepth {
		return skipValue(b, i)
	}
	if n.inner == nil {
		n.inner = newShapes(0, func([]byte) int { return -1 })
		n.inner.most = fewKeys
	}
	if end := n.inner.skipObject(b, i, depth+1); end > 0 {
		n.hasty = 0
		return end
	}
	n.hasty++
	return roughEnd(b, i)
}

// skipObject is the end of the object at b[i], or -1 when it looks unusual.
func (s *shapes) skipObject(b []byte, i, depth int) int {
	for node := &s.start; ; {
		next := node.next[0]
		if next == nil || !hasAt(b, i, next.text) {
			var end int
			if next, end = s.turn(node, b, i); next == nil {
				return end
			}
		}
		node = next
		if i += len(node.text); i >= len(b) {
			return -1
		}
		if i = node.skip(b, i, depth); i < 0 {
			return -1
		}
	}
}
