package readers

import "github.com/goshawk-lang/goshawk/table"

// narrower leaves out of a column's JSON values the parts that nobody looks at.
// Values written by one program are alike: the same keys, brackets and blanks,
// and between them texts, numbers and words that differ. What is between these
// is learned from values that the plain path has checked, as a tree in which
// values that begin alike share their beginning; a value that follows a path
// of the tree to its end is valid and is put together anew from the wanted
// parts. Any other value is handed on whole.
type narrower struct {
	parts *table.JSONParts
	// escaped says that the values are JSON texts inside JSON strings; lists,
	// that what they become is the elements of an array one by one.
	escaped bool
	lists   bool
	start   []*narrowNode
	nodes   int
	bytes   int   // of the nodes' texts
	holes   []int // bounds of the texts, numbers and words of the value
	out     []byte
	ends    []int // where the elements end in out
	hits    int
	misses  int
}

// narrowNode is a piece of text that stays the same, and what kind of thing
// stands behind it.
type narrowNode struct {
	text string
	hole narrowHole
	next []*narrowNode // what followed, the latest first
	out  []narrowPart  // of the last piece: what the value becomes
}

type narrowHole uint8

const (
	holeNone   narrowHole = iota // the value ends
	holeText                     // the inside of a string without escapes
	holeNumber                   // a number
	holeWord                     // true, false or null
)

// narrowPart is a text and the hole that follows, none if negative; ends says
// that an element of a list ends behind it.
type narrowPart struct {
	text string
	hole int
	ends bool
}

const (
	maxNarrowNodes = 1024
	maxNarrowBytes = 1 << 20
	maxNarrowValue = 1 << 16 // longer values are not learned
	maxNarrowNext  = 64      // nor what follows on so many other things
	maxNarrowHoles = 128
	// After so many values that nothing known fits, and more of them than of
	// others, there is no use in trying.
	maxNarrowMisses = 256
)

func newNarrower(parts *table.JSONParts, escaped bool) *narrower {
	return &narrower{parts: parts, escaped: escaped, lists: !escaped && parts.Elements != nil}
}

// find follows the value at b[i], behind its quote when it is escaped, to its
// end, and leaves in n.out what it becomes; the end is -1 when it looks unusual.
func (n *narrower) find(b []byte, i int) (end int) {
	if n.misses > maxNarrowMisses && n.misses > n.hits {
		return -1
	}
	n.holes = n.holes[:0]
	for next := n.start; ; {
		at := -1
		for k, c := range next {
			if len(b)-i >= len(c.text) && string(b[i:i+len(c.text)]) == c.text {
				at = k
				break
			}
		}
		if at < 0 {
			n.misses++
			return -1
		}
		node := next[at]
		if at > 0 {
			next[at], next[0] = next[0], node
		}
		i += len(node.text)
		if node.hole == holeNone {
			n.hits++
			n.build(b, node.out)
			return i
		}
		end := n.holeEnd(b, i, node.hole)
		if end < 0 {
			n.misses++
			return -1
		}
		n.holes = append(n.holes, i, end)
		next, i = node.next, end
	}
}

func (n *narrower) build(b []byte, out []narrowPart) {
	to := n.out[:0]
	n.ends = n.ends[:0]
	for _, p := range out {
		to = append(to, p.text...)
		if p.hole >= 0 {
			to = append(to, b[n.holes[2*p.hole]:n.holes[2*p.hole+1]]...)
		}
		if p.ends {
			n.ends = append(n.ends, len(to))
		}
	}
	n.out = to
}

// holeEnd is where what stands at b[i] ends, or -1.
func (n *narrower) holeEnd(b []byte, i int, hole narrowHole) int {
	switch hole {
	case holeText:
		i = specialByte(b, i)
		if i >= len(b) || n.escaped && (b[i] != '\\' || i+1 >= len(b) || b[i+1] != '"') || !n.escaped && b[i] != '"' {
			return -1
		}
		return i
	case holeNumber:
		end, _ := scanNumber(b, i)
		return end
	}
	for _, w := range [...]string{"true", "false", "null"} {
		if end := scanWord(b, i, w); end >= 0 {
			return end
		}
	}
	return -1
}
