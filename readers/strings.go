package readers

import (
	"hash/maphash"

	"github.com/goshawk-lang/goshawk/table"
)

// texts collects strings, as dictionary codes while values repeat and as plain
// strings from the moment they do not.
type texts struct {
	arena   arena
	codes   []uint32
	entries []string
	slots   []uint32 // open addressing: entry number + 1, 0 when free
	vals    []string
	plain   bool
	last    uint32
}

const (
	// dictTrial distinct values are collected before the share is judged.
	dictTrial    = 128
	maxDictSlots = 1 << 16
)

var hashSeed = maphash.MakeSeed()

func newTexts(rows int) *texts {
	return &texts{codes: make([]uint32, 0, rows)}
}

func (t *texts) len() int {
	if t.plain {
		return len(t.vals)
	}
	return len(t.codes)
}

// add appends a text, which is copied. Bytes that are not UTF-8 are replaced.
func (t *texts) add(b []byte) {
	if t.plain {
		t.vals = append(t.vals, t.arena.copy(validUTF8(b)))
		return
	}
	if len(t.entries) > 0 && t.entries[t.last] == string(b) {
		t.codes = append(t.codes, t.last)
		return
	}
	if 2*(len(t.entries)+1) > len(t.slots) {
		t.grow()
	}
	mask := uint32(len(t.slots) - 1)
	at := uint32(maphash.Bytes(hashSeed, b)) & mask
	for ; t.slots[at] != 0; at = (at + 1) & mask {
		if code := t.slots[at] - 1; t.entries[code] == string(b) {
			t.last = code
			t.codes = append(t.codes, code)
			return
		}
	}
	t.entries = append(t.entries, t.arena.copy(validUTF8(b)))
	t.last = uint32(len(t.entries) - 1)
	t.slots[at] = t.last + 1
	t.codes = append(t.codes, t.last)
	if n := len(t.entries); n >= dictTrial && (2*n > len(t.codes) || n > maxDictSlots/2) {
		t.giveUp()
	}
}

func (t *texts) grow() {
	t.slots = make([]uint32, max(16, 2*len(t.slots)))
	mask := uint32(len(t.slots) - 1)
	for code, s := range t.entries {
		at := uint32(maphash.String(hashSeed, s)) & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = uint32(code) + 1
	}
}

func (t *texts) giveUp() {
	t.vals = make([]string, len(t.codes), max(cap(t.codes), len(t.codes)))
	for i, code := range t.codes {
		t.vals[i] = t.entries[code]
	}
	t.plain, t.codes, t.entries, t.slots = true, nil, nil, nil
}

// column hands out the strings without nulls.
func (t *texts) column() table.Column {
	if t.plain {
		return table.NewVec(t.vals, nil)
	}
	return table.NewDict(t.codes, table.NewVec(t.entries, nil))
}

// scatter hands out n rows, of which rows[i] holds the i-th text and all
// others are null.
func (t *texts) scatter(rows []int32, n int) table.Column {
	if len(rows) == n {
		return t.column()
	}
	if t.plain {
		vals, nulls := make([]string, n), make([]bool, n)
		for i := range nulls {
			nulls[i] = true
		}
		for i, r := range rows {
			vals[r], nulls[r] = t.vals[i], false
		}
		return table.NewVec(vals, nulls)
	}
	null := uint32(len(t.entries))
	codes, nulls := make([]uint32, n), make([]bool, null+1)
	nulls[null] = true
	for i := range codes {
		codes[i] = null
	}
	for i, r := range rows {
		codes[r] = t.codes[i]
	}
	return table.NewDict(codes, table.NewVec(append(t.entries, ""), nulls))
}
