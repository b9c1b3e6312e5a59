package readers

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
)

// cell is one field of a CSV record, without its quotes.
type cell struct {
	start, end int
	doubled    bool // holds doubled quotes
}

// kind is what the cell's text is.
func (c cell) kind() kind {
	if c.doubled {
		return kDoubled
	}
	return kCell
}

// trimmed is the cell without the blanks around it, unless it is quoted.
func (c cell) trimmed(b []byte) cell {
	if c.start > 0 && b[c.start-1] == '"' {
		return c
	}
	for c.start < c.end && b[c.start] == ' ' {
		c.start++
	}
	for c.start < c.end && b[c.end-1] == ' ' {
		c.end--
	}
	return c
}

// csvRecord reads the record that starts at b[i] (RFC 4180; line ends inside
// quotes are kept, text behind a closing quote makes the field a bare one)
// into cells, and returns where the next record starts; -1 when b ends inside
// a quoted field. Without a line end at the end of b the record is complete.
func csvRecord(b []byte, i int, comma byte, cells []cell) (int, []cell) {
	for {
		if i < len(b) && b[i] == '"' {
			end, doubled := csvQuoted(b, i)
			if end < 0 {
				return -1, cells
			}
			if end == len(b) || b[end] == comma || b[end] == '\n' || b[end] == '\r' && (end+1 == len(b) || b[end+1] == '\n') {
				cells = append(cells, cell{i + 1, end - 1, doubled})
				i = end
				if i < len(b) && b[i] == '\r' {
					i++
				}
				if i == len(b) {
					return i, cells
				}
				i++
				if b[i-1] == '\n' {
					return i, cells
				}
				continue
			}
		}
		var ends bool
		if i, ends, cells = csvBare(b, i, comma, cells); ends {
			return i, cells
		}
	}
}

// csvBare reads the cells from b[i] on, the first of them a bare one, up to one
// that begins with a quote or to the record's end, eight bytes at a time. It
// returns where it stopped and whether the record ends there.
func csvBare(b []byte, i int, comma byte, cells []cell) (at int, ends bool, _ []cell) {
	start, commas := i, uint64(comma)*lowBits
	for ; len(b)-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		for marks := zeroBytes(w^commas) | zeroBytes(w^newlines); marks != 0; marks &= marks - 1 {
			p := i + bits.TrailingZeros64(marks)/8
			if b[p] == '\n' {
				return p + 1, true, append(cells, lastCell(b, start, p))
			}
			cells = append(cells, cell{start: start, end: p})
			if start = p + 1; start < len(b) && b[start] == '"' {
				return start, false, cells
			}
		}
	}
	for ; i < len(b); i++ {
		switch b[i] {
		case '\n':
			return i + 1, true, append(cells, lastCell(b, start, i))
		case comma:
			cells = append(cells, cell{start: start, end: i})
			if start = i + 1; start < len(b) && b[start] == '"' {
				return start, false, cells
			}
		}
	}
	return i, true, append(cells, lastCell(b, start, i))
}

// lastCell is the bare cell that a line's end follows.
func lastCell(b []byte, start, end int) cell {
	if end > start && b[end-1] == '\r' {
		end--
	}
	return cell{start: start, end: end}
}

// zeroBytes has the high bit of each byte of w that is zero.
func zeroBytes(w uint64) uint64 {
	const rest = ^uint64(highBits)
	return ^((w&rest + rest) | w | rest)
}

// csvQuoted is the end, behind the closing quote, of the quoted field whose
// opening quote is b[i], or -1, and whether it holds doubled quotes.
func csvQuoted(b []byte, i int) (int, bool) {
	doubled := false
	for i++; ; {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return -1, doubled
		}
		i += n + 1
		if i < len(b) && b[i] == '"' {
			doubled = true
			i++
			continue
		}
		return i, doubled
	}
}

// appendCell appends the text of a cell with doubled quotes resolved.
func appendCell(dst, b []byte) []byte {
	for {
		n := bytes.IndexByte(b, '"')
		if n < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:n+1]...)
		b = b[n+2:]
	}
}

// csvBoundary finds the end of the last whole record. Line ends inside quotes
// do not count.
func csvBoundary(comma byte) func(b []byte, from int, eof bool) (int, int) {
	return func(b []byte, _ int, _ bool) (int, int) {
		end := csvEnd(b, comma)
		return end, end
	}
}

// csvEnd is the end of the last whole record, as csvRecord tells them apart;
// only quotes and what is beside them are looked at.
func csvEnd(b []byte, comma byte) int {
	var bare [][2]int        // stretches that lie outside quotes
	for from, i := 0, 0; ; { // b[from:i] does
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			i = len(b)
		} else {
			i += n
		}
		opens := i < len(b) && (i == 0 || b[i-1] == comma || b[i-1] == '\n')
		if i < len(b) && !opens {
			i++
			continue
		}
		bare = append(bare, [2]int{from, i})
		if i == len(b) {
			return lastLineEnd(b, bare)
		}
		closed, _ := csvQuoted(b, i)
		switch {
		case closed < 0:
			return lastLineEnd(b, bare)
		case closed == len(b) || b[closed] == comma || b[closed] == '\n' || b[closed] == '\r' && (closed+1 == len(b) || b[closed+1] == '\n'):
			from, i = closed, closed
		default: // a bare cell that begins with a quote
			from = i
			for i < len(b) && b[i] != comma && b[i] != '\n' {
				i++
			}
		}
	}
}

// lastLineEnd is behind the last line end in some stretches of b, 0 when they
// have none.
func lastLineEnd(b []byte, stretches [][2]int) int {
	for _, s := range slices.Backward(stretches) {
		if n := bytes.LastIndexByte(b[s[0]:s[1]], '\n'); n >= 0 {
			return s[0] + n + 1
		}
	}
	return 0
}
