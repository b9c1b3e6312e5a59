package table

import (
	"bytes"
	"unsafe"
)

// sparse is from how many rows on, per true one, the next is searched for
// instead of looking at each.
const sparse = 12

// TrueRows are the rows of c that are true, in order; all is set instead when
// that is every row.
func TrueRows(c *Vec[bool]) (rows []int32, all bool) {
	n := len(c.vals)
	if n == 0 {
		return nil, true
	}
	// A bool is one byte, 1 when true.
	flags := unsafe.Slice((*byte)(unsafe.Pointer(&c.vals[0])), n)
	count := bytes.Count(flags, []byte{1})
	if count == n {
		return nil, true
	}
	if count*sparse < n {
		rows = make([]int32, 0, count)
		for at := 0; len(rows) < count; at++ {
			at += bytes.IndexByte(flags[at:], 1)
			rows = append(rows, int32(at))
		}
		return rows, false
	}
	// Each row is written where the next true one belongs, without a branch
	// that could be guessed wrong; the last write may be one too many.
	rows = make([]int32, count+1)
	k := 0
	for i, v := range flags {
		rows[k] = int32(i)
		k += int(v)
	}
	return rows[:count:count], false
}
