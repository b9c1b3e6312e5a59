package functions

import (
	"strings"
	"unsafe"
)

// textArena makes many short texts in few allocations. A text keeps its block
// alive, so blocks are small.
type textArena struct {
	block []byte
	size  int
}

const (
	smallArena = 512
	largeArena = 8 << 10
)

// take gives n bytes to write a text to. They are given again by the next call
// unless text is called for them.
func (t *textArena) take(n int) []byte {
	if n > cap(t.block)-len(t.block) {
		if n > largeArena/4 {
			return make([]byte, n)
		}
		t.size = min(max(2*t.size, smallArena, 2*n), largeArena)
		t.block = make([]byte, 0, t.size)
	}
	return t.block[len(t.block):][:n:n]
}

// text is what was written to the bytes of the last take; they must not be
// written to any more.
func (t *textArena) text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if at := len(t.block); at+len(b) <= cap(t.block) && &t.block[:at+1][at] == &b[0] {
		t.block = t.block[:at+len(b)]
	}
	return unsafe.String(&b[0], len(b))
}

// clone is s with bytes of the arena.
func (t *textArena) clone(s string) string {
	if len(s) > largeArena/4 {
		return strings.Clone(s)
	}
	b := t.take(len(s))
	copy(b, s)
	return t.text(b)
}
