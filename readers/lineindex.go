package readers

import (
	"bytes"
	"io"
	"sync"
)

// lineIndex finds line numbers of byte offsets, only when a problem has to be
// reported: counting lines of all of a good file would be wasted.
type lineIndex struct {
	mu    sync.Mutex
	known []lineMark
}

type lineMark struct{ offset, lines int64 }

// before is the number of line ends in bytes [0, offset) of at.
func (x *lineIndex) before(at io.ReaderAt, offset int64) int64 {
	x.mu.Lock()
	defer x.mu.Unlock()
	var from lineMark
	for _, m := range x.known {
		if m.offset <= offset && m.offset > from.offset {
			from = m
		}
	}
	buf := make([]byte, 256<<10)
	for from.offset < offset {
		n, err := at.ReadAt(buf[:min(int64(len(buf)), offset-from.offset)], from.offset)
		from.offset += int64(n)
		from.lines += int64(bytes.Count(buf[:n], []byte{'\n'}))
		if err != nil && n == 0 {
			break
		}
	}
	x.known = append(x.known, from)
	return from.lines
}
