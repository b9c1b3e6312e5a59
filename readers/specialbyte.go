package readers

import (
	"encoding/binary"
	"math/bits"
)

// specialByte is where the first quote, backslash or control character at or
// behind b[i] stands, len(b) when there is none.
func specialByte(b []byte, i int) int {
	if passesRuns {
		at, found := findSpecial(b, i)
		if found {
			return min(at, len(b))
		}
		i = at
	}
	for ; len(b)-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		x, y := w^quotes, w^slashes
		if found := ((x-lowBits)&^x | (y-lowBits)&^y | (w-lowBits*' ')&^w) & highBits; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' ' {
		i++
	}
	return i
}
