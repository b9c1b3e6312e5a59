package geo

import (
	"encoding/binary"

	"github.com/goshawk-lang/goshawk/table"
)

// hashOrder gives names, all different, in the order of Kusto, which collects
// them in a hash set: a singly linked list in which those of one bucket stand
// together. A name goes before the others of its bucket, or to the front. The
// set has its buckets from the start where the names are counted before.
func hashOrder(names []string, counted bool) table.Value {
	s := hashSet{names: append([]string{""}, names...), hashes: make([]uint64, len(names)+1), next: make([]int, len(names)+1)}
	least := 13
	if counted {
		least = len(names)
	}
	for i := range names {
		if i == len(s.before) {
			s.grow(max(2*len(s.before), least))
		}
		s.hashes[i+1] = textHash(names[i])
		s.link(i + 1)
	}
	out := make([]table.Value, 0, len(names))
	for i := s.next[0]; i > 0; i = s.next[i] {
		out = append(out, table.StringValue(s.names[i]))
	}
	return table.ArrayValue(out)
}

// hashSet is a list of names by number; number 0 stands before the first. For
// each bucket it knows the number before its first name, -1 where it is empty.
type hashSet struct {
	names  []string
	hashes []uint64
	next   []int
	before []int
}

// bucketCounts are the numbers of buckets that a set grows to.
var bucketCounts = []int{2, 3, 5, 7, 11, 13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229}

// grow takes more buckets, and links all names again in the order of the list.
func (s *hashSet) grow(least int) {
	for _, n := range bucketCounts {
		if n >= least {
			s.before = make([]int, n)
			break
		}
	}
	for b := range s.before {
		s.before[b] = -1
	}
	i := s.next[0]
	s.next[0] = 0
	for i > 0 {
		following := s.next[i]
		s.link(i)
		i = following
	}
}

func (s *hashSet) bucket(i int) int { return int(s.hashes[i] % uint64(len(s.before))) }

func (s *hashSet) link(i int) {
	b := s.bucket(i)
	if s.before[b] < 0 {
		first := s.next[0]
		s.next[0], s.next[i], s.before[b] = i, first, 0
		if first > 0 {
			s.before[s.bucket(first)] = i
		}
		return
	}
	s.next[i] = s.next[s.before[b]]
	s.next[s.before[b]] = i
}

// textHash is MurmurHash64A, with the seed of the GNU C++ library.
func textHash(text string) uint64 {
	const mul, seed = 0xc6a4a7935bd1e995, 0xc70f6907
	mix := func(d uint64) uint64 { d *= mul; return d ^ d>>47 }
	b := []byte(text)
	h := seed ^ uint64(len(b))*mul
	for ; len(b) >= 8; b = b[8:] {
		h = (h ^ mix(binary.LittleEndian.Uint64(b))*mul) * mul
	}
	if len(b) > 0 {
		var last [8]byte
		copy(last[:], b)
		h = (h ^ binary.LittleEndian.Uint64(last[:])) * mul
	}
	return (h^h>>47)*mul ^ ((h^h>>47)*mul)>>47
}
