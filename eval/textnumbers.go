package eval

import "hash/maphash"

// textNumbers maps texts to numbers that the caller chooses, by open
// addressing. Slots are small and hold hashes, so that growing looks at no
// text. The zero value is empty.
type textNumbers struct {
	slots []textSlot
	texts []string
	ids   []uint32
	met   uint32 // what ahead has seen, so that it is not left out as idle
}

// textSlot is a place in texts + 1, 0 when free, and the text's hash.
type textSlot struct{ hash, at uint32 }

var textSeed = maphash.MakeSeed()

// find is the number of a text, or none.
func (t *textNumbers) find(s string) uint32 { return t.findHashed(s, hashText(s)) }

// number is the number of a text, which becomes fresh when it had none.
func (t *textNumbers) number(s string, fresh uint32) uint32 {
	return t.numberHashed(s, hashText(s), fresh)
}

func hashText(s string) uint32 { return uint32(maphash.String(textSeed, s)) }

func (t *textNumbers) findHashed(s string, hash uint32) uint32 {
	if len(t.texts) == 0 {
		return none
	}
	mask := uint32(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		slot := t.slots[i]
		if slot.at == 0 {
			return none
		}
		if slot.hash == hash && t.texts[slot.at-1] == s {
			return t.ids[slot.at-1]
		}
	}
}

func (t *textNumbers) numberHashed(s string, hash, fresh uint32) uint32 {
	if 2*len(t.texts) >= len(t.slots) {
		t.grow()
	}
	mask := uint32(len(t.slots) - 1)
	i := hash & mask
	for ; t.slots[i].at != 0; i = (i + 1) & mask {
		if slot := t.slots[i]; slot.hash == hash && t.texts[slot.at-1] == s {
			return t.ids[slot.at-1]
		}
	}
	t.texts, t.ids = append(t.texts, s), append(t.ids, fresh)
	t.slots[i] = textSlot{hash, uint32(len(t.texts))}
	return fresh
}

// A table of more slots than farSlots does not stay in the cache, so that each
// look waits for memory. The looks at a strip of texts, ahead of what is done
// with each, wait together.
const (
	farSlots = 1 << 14
	strip    = 64
)

// far reports whether looking ahead pays.
func (t *textNumbers) far() bool { return len(t.slots) >= farSlots }

// ahead looks at the slots of texts, no more than a strip, and at the texts in
// them, and leaves their hashes in hashes.
func (t *textNumbers) ahead(texts []string, hashes *[strip]uint32) {
	mask := uint32(len(t.slots) - 1)
	met := uint32(0)
	for i, s := range texts {
		hashes[i] = hashText(s)
		met |= t.slots[hashes[i]&mask].at
	}
	for i := range texts {
		if slot := t.slots[hashes[i]&mask]; slot.hash == hashes[i] && slot.at != 0 {
			if s := t.texts[slot.at-1]; s != "" {
				met |= uint32(s[0])
			}
		}
	}
	t.met = met
}

func (t *textNumbers) grow() {
	old := t.slots
	t.slots = make([]textSlot, larger(len(old)))
	mask := uint32(len(t.slots) - 1)
	for _, slot := range old {
		if slot.at == 0 {
			continue
		}
		i := slot.hash & mask
		for t.slots[i].at != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = slot
	}
}
