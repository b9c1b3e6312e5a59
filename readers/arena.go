package readers

import "unsafe"

// arena copies short texts into large blocks, so that a column's strings cost
// one allocation per block and do not keep the file's buffer alive.
type arena struct {
	block []byte
	next  int // size of the next block
}

const (
	firstArenaBlock = 512
	lastArenaBlock  = 128 << 10
)

// copy is b as a string of the arena's memory.
func (a *arena) copy(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > cap(a.block)-len(a.block) {
		if len(b) > lastArenaBlock/8 {
			return string(b)
		}
		a.next = min(max(2*a.next, firstArenaBlock, 4*len(b)), lastArenaBlock)
		a.block = make([]byte, 0, a.next)
	}
	at := len(a.block)
	a.block = append(a.block, b...)
	return unsafe.String(&a.block[at], len(b))
}
