package readers

import (
	"bufio"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Reader turns UTF-16, which Windows tools export, into UTF-8.
type utf16Reader struct {
	r    *bufio.Reader
	big  bool
	rest []byte // converted, not yet read
	high rune   // the first half of a pair
}

// Read implements io.Reader.
func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.rest) == 0 {
		u.rest = make([]byte, 0, 16<<10)
		for len(u.rest) < 16<<10-8 {
			var pair [2]byte
			if _, err := io.ReadFull(u.r, pair[:]); err != nil {
				if len(u.rest) > 0 {
					break
				}
				if err == io.ErrUnexpectedEOF { // half a unit at the end
					err = io.EOF
				}
				return 0, err
			}
			u.put(pair)
		}
	}
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	return n, nil
}

func (u *utf16Reader) put(pair [2]byte) {
	c := rune(pair[1])<<8 | rune(pair[0])
	if u.big {
		c = rune(pair[0])<<8 | rune(pair[1])
	}
	if u.high != 0 {
		high := u.high
		u.high = 0
		r := utf16.DecodeRune(high, c)
		u.rest = utf8.AppendRune(u.rest, r)
		if r != utf8.RuneError {
			return
		}
	}
	if c >= 0xd800 && c < 0xdc00 {
		u.high = c
		return
	}
	u.rest = utf8.AppendRune(u.rest, c)
}
