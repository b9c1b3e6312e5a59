package table

// Bag is a property bag: distinct keys in the order they were first set.
type Bag struct {
	keys   []string
	values []Value
	index  map[string]int // only for bags of many keys
}

const bagIndexFrom = 12

// NewBag returns an empty bag with room for n keys.
func NewBag(n int) *Bag {
	return &Bag{keys: make([]string, 0, n), values: make([]Value, 0, n)}
}

// Len is the number of keys; 0 for a nil bag.
func (b *Bag) Len() int {
	if b == nil {
		return 0
	}
	return len(b.keys)
}

// At is the i-th key and its value.
func (b *Bag) At(i int) (string, Value) { return b.keys[i], b.values[i] }

// Get is the value of a key.
func (b *Bag) Get(key string) (Value, bool) {
	if i := b.find(key); i >= 0 {
		return b.values[i], true
	}
	return Value{}, false
}

// Set adds a key, or replaces its value in place. Only the bag's maker may
// call it, before the bag is handed out.
func (b *Bag) Set(key string, v Value) {
	if i := b.find(key); i >= 0 {
		b.values[i] = v
		return
	}
	b.keys, b.values = append(b.keys, key), append(b.values, v)
	switch {
	case b.index != nil:
		b.index[key] = len(b.keys) - 1
	case len(b.keys) == bagIndexFrom:
		b.index = make(map[string]int, 2*bagIndexFrom)
		for i, k := range b.keys {
			b.index[k] = i
		}
	}
}

func (b *Bag) find(key string) int {
	if b == nil {
		return -1
	}
	if b.index != nil {
		if i, ok := b.index[key]; ok {
			return i
		}
		return -1
	}
	for i, k := range b.keys {
		if k == key {
			return i
		}
	}
	return -1
}
