package readers

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/goshawk-lang/goshawk/table"
)

// scanner walks the files of a source and cuts them into chunks.
type scanner struct {
	src       *source
	req       table.ScanRequest
	plan      plan // of the open file; nil: nothing of it is wanted
	batchRows int
	next      int // the file after the open one
	file      *shared
	offset    int64  // of a file that is read by ranges
	pieces    cutter // of a file that is read in order
	started   bool   // a piece of the open file was handed out
	closed    bool
}

// Next implements table.Scanner.
func (s *scanner) Next(ctx context.Context) (table.Chunk, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if s.closed {
			return nil, io.EOF
		}
		if s.file == nil {
			if s.next == len(s.src.files) {
				return nil, io.EOF
			}
			if err := s.openNext(); err != nil {
				return nil, err
			}
		}
		if s.plan == nil {
			s.closeFile()
			continue
		}
		c, err := s.cut(ctx)
		if err == io.EOF {
			s.closeFile()
			continue
		}
		return c, err
	}
}

func (s *scanner) openNext() error {
	in := s.src.files[s.next].input
	h, err := in.open()
	if err != nil {
		return err
	}
	s.file = &shared{handle: h}
	s.file.users.Store(1)
	s.offset, s.pieces, s.started = 0, nil, false
	f := s.src.files[s.next].format
	s.plan = s.src.plan(s.next, s.req)
	s.next++
	if h.at != nil && f.byLine() {
		s.offset, err = skipBOM(h)
		return err
	}
	r := h.stream
	if r == nil {
		r = io.NewSectionReader(h.at, 0, h.size)
	}
	s.pieces = newCutter(r, f, in.name, s.src.opts)
	return nil
}

func skipBOM(h *handle) (int64, error) {
	var b [3]byte
	n, err := h.at.ReadAt(b[:], 0)
	if err != nil && err != io.EOF {
		return 0, errUnreadable(h.name, err)
	}
	if string(b[:n]) == bom {
		return 3, nil
	}
	return 0, nil
}

func (s *scanner) cut(ctx context.Context) (table.Chunk, error) {
	if s.pieces != nil {
		data, line, err := s.pieces.next(ctx)
		if err != nil {
			var known *Error
			if err != io.EOF && !errors.As(err, &known) && ctx.Err() == nil {
				err = errUnreadable(s.file.name, err)
			}
			return nil, err
		}
		first := !s.started
		s.started = true
		return &pieceChunk{s, s.plan, s.file.name, data, line, first}, nil
	}
	if s.offset >= s.file.size {
		return nil, io.EOF
	}
	end, err := s.lineEnd(ctx, s.offset+s.stretch())
	if err != nil {
		return nil, err
	}
	c := &rangeChunk{s, s.plan, s.file, s.offset, end, s.src.files[s.next-1].own}
	s.file.users.Add(1)
	s.offset = end
	return c, nil
}

// stretch is how much of a file the next chunk takes. What a decoder learns of
// records it learns in each chunk again, which large ones make up for; but the
// first rows should come soon, the last chunks should end together whoever reads
// them, and the rows of many columns should fit into memory that is near. It
// depends on the file and the request only, and with it all that is reported.
func (s *scanner) stretch() int64 {
	if s.src.opts.ChunkBytes > 0 {
		return int64(s.src.opts.ChunkBytes)
	}
	most := int64(maxChunkBytes)
	if s.req.All || len(s.req.Columns) > fewColumns {
		most = defaultChunkBytes
	}
	return max(min(minChunkBytes+s.offset/2, (s.file.size-s.offset)/8, most), minChunkBytes)
}

// lineEnd is the end of the line that byte offset-1 lies in.
func (s *scanner) lineEnd(ctx context.Context, offset int64) (int64, error) {
	window := make([]byte, 4<<10)
	from := offset - 1
	for at := from; ; {
		if at >= s.file.size {
			return s.file.size, nil
		}
		if at-from > int64(s.src.opts.MaxRecordBytes) {
			return 0, errTooLong(s.file.name, s.src.opts.MaxRecordBytes)
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n, err := s.file.at.ReadAt(window, at)
		if i := bytes.IndexByte(window[:n], '\n'); i >= 0 {
			return at + int64(i) + 1, nil
		}
		at += int64(n)
		if n == 0 {
			if err == io.EOF {
				return at, nil
			}
			return 0, errUnreadable(s.file.name, err)
		}
		if len(window) < 1<<20 {
			window = make([]byte, 1<<20)
		}
	}
}

func (s *scanner) closeFile() {
	if s.file != nil {
		s.file.release()
		s.file = nil
	}
}

// Filters implements table.FilteringScanner.
func (s *scanner) Filters() bool { return s.src.filters(s.req) }

// Ended implements table.EndingScanner. The end of a file that is read in
// order is not known before it is met.
func (s *scanner) Ended() bool {
	return s.next == len(s.src.files) && (s.file == nil || s.pieces == nil && s.offset >= s.file.size)
}

// Close implements table.Scanner.
func (s *scanner) Close() error {
	s.closed = true
	s.closeFile()
	return nil
}

// rowsHint guesses how many rows a stretch of the input has.
func (s *scanner) rowsHint(size int64) int {
	if s.src.rowBytes <= 0 {
		return 0
	}
	return int(min(size/int64(s.src.rowBytes)+size/int64(s.src.rowBytes)/16+1, 1<<16))
}
