package eval

import "hash/maphash"

// textNumbers maps texts to numbers that the caller chooses, by open
// addressing. Slots are small and hold hashes, so that growing looks at no
// text. The zero value is empty.
type textNumbers struct {
	slots []textSlot
	texts []string
	ids   []uint32
}

// textSlot is a place in texts + 1, 0 when free, and the text's hash.
type textSlot struct{ hash, at uint32 }

var textSeed = maphash.MakeSeed()

// find is the number of a text, or none.
func (t *textNumbers) find(s string) uint32 {
	if len(t.texts) == 0 {
		return none
	}
	hash := uint32(maphash.String(textSeed, s))
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

// number is the number of a text, which becomes fresh when it had none.
func (t *textNumbers) number(s string, fresh uint32) uint32 {
	if 2*len(t.texts) >= len(t.slots) {
		t.grow()
	}
	hash := uint32(maphash.String(textSeed, s))
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
