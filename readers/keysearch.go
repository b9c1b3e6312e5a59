package readers

import "bytes"

// keySearch looks through text for some keys, all at once: where a record does
// not hold them, it need not be taken apart to know that it lacks them. It
// looks for the first three bytes of each, each byte by a table for its upper
// and one for its lower half, as the search for many literals in Hyperscan
// (Teddy) does.
type keySearch struct {
	keys   [][]byte
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

// newKeySearch makes a search for keys, which have two bytes or more.
func newKeySearch(keys ...string) *keySearch {
	s := &keySearch{}
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

// in reports whether b holds one of the keys. Like [passRun] it reads what is
// behind b, as far as its capacity goes.
func (s *keySearch) in(b []byte) bool {
	for i := 0; i < len(b); i++ {
		at, found := findKeyHead(b, i, &s.tables)
		if !found {
			return s.holds(b[at:])
		}
		if at >= len(b) {
			return false
		}
		for _, key := range s.keys {
			if bytes.HasPrefix(b[at:], key) {
				return true
			}
		}
		i = at
	}
	return false
}

// holds is in, key by key.
func (s *keySearch) holds(b []byte) bool {
	for _, key := range s.keys {
		if bytes.Contains(b, key) {
			return true
		}
	}
	return false
}
