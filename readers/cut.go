package readers

import (
	"bytes"
	"cmp"
	"context"
	"io"
)

const bom = "\xef\xbb\xbf"

// cutter cuts a stream into pieces of whole records.
type cutter interface {
	// next is the next piece and the number of lines before it, or io.EOF.
	next(ctx context.Context) (data []byte, line int64, err error)
}

// newCutter makes the cutter for a format.
func newCutter(r io.Reader, f format, name string, opts Options) cutter {
	s := stream{r: r, name: name, size: cmp.Or(opts.ChunkBytes, defaultChunkBytes), limit: opts.MaxRecordBytes, first: true}
	switch f.kind {
	case formatCSV:
		return &recordCutter{stream: s, find: csvBoundary(f.comma)}
	case formatJSON:
		return &jsonCutter{stream: s, envelope: f.envelope}
	case formatEvents:
		return &recordCutter{stream: s, find: func(b []byte, _ int, _ bool) (int, int) {
			n := f.breaks.Last(b)
			return n, n
		}}
	}
	return &recordCutter{stream: s, find: func(b []byte, _ int, _ bool) (int, int) {
		n := bytes.LastIndexByte(b, '\n') + 1
		return n, n
	}}
}

// stream fills a buffer from a reader. What was not used of one piece is the
// beginning of the next.
type stream struct {
	r     io.Reader
	name  string
	size  int // how much to read for a piece
	limit int
	rest  []byte
	line  int64
	eof   bool
	first bool
}

// fill makes a fresh buffer of the rest and at least one more stretch.
func (s *stream) fill(ctx context.Context, b []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(b) > s.limit+s.size {
		return nil, errTooLong(s.name, s.limit)
	}
	at := len(b)
	want := at + max(s.size, at) // doubling, so that long records are not looked at too often
	if cap(b) < want {
		grown := make([]byte, at, want)
		copy(grown, b)
		b = grown
	}
	n, eof, err := readUpTo(s.r, b[at:want])
	if err != nil {
		return nil, err
	}
	b, s.eof = b[:at+n], eof
	if s.first {
		s.first = false
		b = bytes.TrimPrefix(b, []byte(bom))
	}
	return b, nil
}

// recordCutter cuts behind the last whole record of what was read. find
// returns the end of the last whole record in b, and where to go on looking
// when there is more input; it has seen b up to from.
type recordCutter struct {
	stream
	find func(b []byte, from int, eof bool) (end, seen int)
}

func (c *recordCutter) next(ctx context.Context) ([]byte, int64, error) {
	b, seen := c.rest, 0
	c.rest = nil
	for {
		if c.eof {
			break
		}
		var err error
		if b, err = c.fill(ctx, b); err != nil {
			return nil, 0, err
		}
		if c.eof {
			break
		}
		var end int
		if end, seen = c.find(b, seen, false); end > 0 {
			c.rest = append([]byte(nil), b[end:]...)
			b = b[:end:end]
			break
		}
	}
	if len(b) == 0 {
		return nil, 0, io.EOF
	}
	line := c.line
	c.line += int64(bytes.Count(b, []byte{'\n'}))
	return b, line, nil
}
