package readers

import (
	"bytes"
	"slices"
)

// keySearch looks through the rest of a JSON object for some of its keys, all at
// once: where it does not hold them, it need not be taken apart to know that it
// lacks them. It looks for the first three bytes of each, each byte by a table
// for its upper and one for its lower half, as the search for many literals in
// Hyperscan (Teddy) does.
type keySearch struct {
	keys   [][]byte // with the quote behind them
	tables keyTables
}

// keyTables have a bit for each of up to eight keys: set at a half of a byte
// that the key has at this place. They are twice as long as there are halves,
// because registers are.
type keyTables [keyHead]struct{ low, high [32]byte }

const (
	// keyHead bytes of a key are looked for.
	keyHead = 3
	// maxKeys is how many keys have a bit of their own; further ones share.
	maxKeys = 8
)

// escapedByNumber begins a character that is spelled by its number.
const escapedByNumber = `\u`

// newKeySearch makes a search for keys, spelled with the quote behind them and
// perhaps that before, and for all that are spelled with characters by number.
func newKeySearch(keys ...string) *keySearch {
	s := &keySearch{}
	keys = slices.Concat(keys, []string{escapedByNumber})
	for i, key := range keys {
		s.keys = append(s.keys, []byte(key))
		bit := byte(1) << (i % maxKeys)
		for at := range s.tables {
			t := &s.tables[at]
			for half := range 16 {
				any := at >= len(key)
				for _, copied := range []int{0, 16} {
					if any || half == int(key[at]&15) {
						t.low[copied+half] |= bit
					}
					if any || half == int(key[at]>>4) {
						t.high[copied+half] |= bit
					}
				}
			}
		}
	}
	return s
}

// in reports whether b may hold one of the keys; a text that is like one, before
// a colon, may be taken for one. Like [passRun] it reads what is behind b, as
// far as its capacity goes.
func (s *keySearch) in(b []byte) bool {
	if !passesRuns {
		return s.inRest(b, 0)
	}
	for i := 0; i < len(b); i++ {
		found := false
		if i, found = findKeyHead(b, i, &s.tables); !found {
			return s.inRest(b, i)
		}
		if i < len(b) && s.at(b, i) {
			return true
		}
	}
	return false
}

// inRest is in from b[i] on, key by key.
func (s *keySearch) inRest(b []byte, i int) bool {
	for _, key := range s.keys {
		for at := i; ; at++ {
			n := bytes.Index(b[at:], key)
			if n < 0 {
				break
			}
			if at += n; s.at(b, at) {
				return true
			}
		}
	}
	return false
}

// at reports whether one of the keys stands at b[i].
func (s *keySearch) at(b []byte, i int) bool {
	for _, key := range s.keys {
		if !bytes.HasPrefix(b[i:], key) {
			continue
		}
		end := i + len(key)
		if string(key) == escapedByNumber {
			slashes := 0
			for slashes < i && b[i-1-slashes] == '\\' {
				slashes++
			}
			if slashes%2 == 1 { // this one is itself escaped
				continue
			}
			for end = quoteOrSlash(b, end); end < len(b) && b[end] == '\\'; {
				end = quoteOrSlash(b, end+2)
			}
			end++
		}
		if end = skipBlanks(b, min(end, len(b))); end < len(b) && b[end] == ':' {
			return true
		}
	}
	return false
}
