package readers

// An object, or an array of objects, that nobody wants is skipped on a learned path too: its keys are
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
	if b[i] != '{' && b[i] != '[' || n.hasty == mostHasty || depth == maxSkipDepth {
		return skipValue(b, i)
	}
	if n.inner == nil {
		n.inner = newShapes(0, func([]byte) int { return -1 })
		n.inner.most = fewKeys
	}
	end := -1
	if b[i] == '{' {
		end = n.inner.skipObject(b, i, depth+1)
	} else {
		end = eachObject(b, i, func(i int) int { return n.inner.skipObject(b, i, depth+1) })
	}
	if end > 0 {
		n.hasty = 0
		return end
	}
	n.hasty++
	return roughEnd(b, i)
}

// eachObject calls f for where each object of the array at b[i] begins; f
// returns where it ends. The end of the array is -1 when it looks unusual.
func eachObject(b []byte, i int, f func(i int) int) int {
	for {
		if i++; i >= len(b) || b[i] != '{' {
			return -1
		}
		if i = f(i); i < 0 || i >= len(b) {
			return -1
		}
		if b[i] == ']' {
			return i + 1
		}
		if b[i] != ',' {
			return -1
		}
	}
}

// skipObject is the end of the object at b[i], or -1 when it looks unusual.
func (s *shapes) skipObject(b []byte, i, depth int) int {
	for node := &s.start; ; {
		run := s.runBehind(node)
		node, i, _ = s.pass(node, run, len(run.keys), b, i)
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
		node.meet(b[i])
		if i = node.skip(b, i, depth); i < 0 {
			return -1
		}
	}
}
