package readers

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// reports is a decoder that found these fields.
type reports struct {
	decoder
	found ownFields
}

func (r reports) ownFields() ownFields { return r.found }

// What scans found that cut a file in different places is put together.
func TestOwnRanges(t *testing.T) {
	h := &handle{size: 100}
	o := &ownRanges{}
	assert.False(t, o.lacks(ownSource, h, 0, 10), "nothing is known")
	for _, r := range []struct {
		start, end int64
		found      ownFields
	}{{0, 30, 0}, {30, 40, ownIndex}, {40, 50, ownUnknown}, {50, 60, 0}, {55, 90, 0}, {20, 35, 0}} {
		o.learn(reports{found: r.found}, h, r.start, r.end)
	}
	for _, c := range []struct {
		start, end int64
		lacks      bool
	}{{0, 30, true}, {0, 5, true}, {5, 38, true}, {0, 40, true}, {30, 41, false}, {45, 55, false}, {50, 90, true}, {52, 91, false}, {90, 95, false}} {
		assert.Equal(t, c.lacks, o.lacks(ownSource, h, c.start, c.end), "%d to %d", c.start, c.end)
	}
	assert.True(t, o.lacks(ownIndex, h, 0, 30))
	assert.True(t, o.lacks(ownIndex, h, 22, 35), "of two ranges that cover it, one says enough")
	assert.False(t, o.lacks(ownIndex, h, 0, 36))
	assert.False(t, o.lacks(ownSource, &handle{size: 101}, 0, 5), "the file has changed")
}

// However large a file is, the first chunks and the last are small.
func TestStretch(t *testing.T) {
	for _, size := range []int64{1, minChunkBytes, 20 << 20, 100 << 20, 1 << 30, 100 << 30} {
		s := &scanner{src: &source{}, file: &shared{handle: &handle{size: size}}}
		assert.EqualValues(t, minChunkBytes, s.stretch(), "the first of %d", size)
		most := int64(0)
		for s.offset < size {
			n := s.stretch()
			assert.GreaterOrEqual(t, n, int64(minChunkBytes))
			assert.LessOrEqual(t, n, int64(maxChunkBytes))
			assert.LessOrEqual(t, n, max(size/8, minChunkBytes))
			most = max(most, n)
			if s.offset += n; s.offset < size-8*minChunkBytes {
				assert.LessOrEqual(t, s.stretch(), 2*n, "chunks grow step by step")
			}
		}
		assert.Equal(t, size >= 1<<30, most == maxChunkBytes, "of %d the largest is %d", size, most)
		s.offset = size / 2
		s.req.All = true
		assert.LessOrEqual(t, s.stretch(), int64(defaultChunkBytes))
	}
}
