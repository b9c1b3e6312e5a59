package readers

import (
	"bytes"
	"context"
	"io"
	"sync"
	"sync/atomic"

	"github.com/goshawk-lang/goshawk/table"
)

// decoder turns blocks of whole records into columns.
type decoder interface {
	// block decodes b, which starts and ends between records and is only
	// valid during the call. The error ends the read (strict mode).
	block(b []byte) error
	// finish hands out the rows of all blocks. The error is that of a filter.
	finish() (*table.Batch, error)
}

// plan makes decoders: what a scan wants of a file, prepared once. First says
// that the file's beginning is among the blocks.
type plan interface {
	decoder(p *problems, rowsHint int, first bool) decoder
}

// shared is an open handle that is closed when its scanner and all chunks
// that were handed out are done with it.
type shared struct {
	*handle
	users atomic.Int32
}

func (s *shared) release() {
	if s.users.Add(-1) == 0 {
		s.close()
	}
}

// rangeChunk is a stretch of lines of a file that can be read at any offset;
// it reads them itself, through a small buffer that stays in the cache.
type rangeChunk struct {
	scan       *scanner
	plan       plan
	file       *shared
	start, end int64
	own        *ownRanges
}

// pieceChunk holds its records, because the file can only be read in order.
type pieceChunk struct {
	scan  *scanner
	plan  plan
	name  string
	data  []byte
	line  int64 // lines before it
	first bool
}

var blockPool = sync.Pool{New: func() any { b := make([]byte, blockBytes); return &b }}

// Read implements table.Chunk.
func (c *rangeChunk) Read(ctx context.Context) ([]*table.Batch, table.Report, error) {
	defer c.file.release()
	if p, ok := c.plan.(*filterPlan); ok && p.texts != nil && c.own.lacks(p.own, c.file.handle, c.start, c.end) {
		return nil, table.Report{}, nil
	}
	p := &problems{file: c.file.name, strict: c.scan.src.opts.Strict}
	p.base = func() int64 { return c.file.lines.before(c.file.at, c.start) }
	d := c.plan.decoder(p, c.scan.rowsHint(c.end-c.start), c.start <= int64(len(bom)))
	if held(c.plan) {
		return c.whole(ctx, d, p)
	}
	pooled := blockPool.Get().(*[]byte)
	defer func() {
		if len(*pooled) == blockBytes {
			blockPool.Put(pooled)
		}
	}()
	buf := *pooled
	have, at := 0, c.start
	for at < c.end {
		if err := ctx.Err(); err != nil {
			return nil, table.Report{}, err
		}
		if have == len(buf) { // a record longer than the buffer
			if have >= c.scan.src.opts.MaxRecordBytes {
				return nil, table.Report{}, errTooLong(p.file, c.scan.src.opts.MaxRecordBytes)
			}
			buf = append(buf, make([]byte, len(buf))...)
		}
		n, err := c.file.at.ReadAt(buf[have:min(int64(len(buf)), int64(have)+c.end-at)], at)
		if n == 0 && err != nil {
			if err == io.EOF { // the file became shorter meanwhile
				break
			}
			return nil, table.Report{}, errUnreadable(p.file, err)
		}
		at += int64(n)
		whole := have + n
		if at < c.end {
			whole = have + bytes.LastIndexByte(buf[have:have+n], '\n') + 1
			if whole == have {
				have += n
				continue
			}
		}
		if err := d.block(buf[:whole]); err != nil {
			return nil, table.Report{}, err
		}
		have = copy(buf, buf[whole:have+n])
	}
	c.own.learn(d, c.file.handle, c.start, c.end)
	return c.scan.rows(d, p)
}

// whole reads all of the chunk at once, for a decoder that keeps its text.
func (c *rangeChunk) whole(ctx context.Context, d decoder, p *problems) ([]*table.Batch, table.Report, error) {
	text := make([]byte, c.end-c.start)
	n, err := c.file.at.ReadAt(text, c.start)
	if err != nil && err != io.EOF { // at its end the file may have become shorter meanwhile
		return nil, table.Report{}, errUnreadable(p.file, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, table.Report{}, err
	}
	if err := d.block(text[:n]); err != nil {
		return nil, table.Report{}, err
	}
	return c.scan.rows(d, p)
}

// Read implements table.Chunk.
func (c *pieceChunk) Read(ctx context.Context) ([]*table.Batch, table.Report, error) {
	if err := ctx.Err(); err != nil {
		return nil, table.Report{}, err
	}
	p := &problems{file: c.name, strict: c.scan.src.opts.Strict, base: func() int64 { return c.line }}
	d := c.plan.decoder(p, c.scan.rowsHint(int64(len(c.data))), c.first)
	if err := d.block(c.data); err != nil {
		return nil, table.Report{}, err
	}
	c.data = nil
	return c.scan.rows(d, p)
}

// rows are what a decoder has collected, and its report.
func (s *scanner) rows(d decoder, p *problems) ([]*table.Batch, table.Report, error) {
	b, err := d.finish()
	if err != nil {
		return nil, table.Report{}, err
	}
	return s.split(b), p.finish(), nil
}

// split cuts a chunk's rows into batches of the size that was asked for.
func (s *scanner) split(b *table.Batch) []*table.Batch {
	if b.Len() == 0 {
		return nil
	}
	if b.Len() <= s.batchRows {
		return []*table.Batch{b}
	}
	var out []*table.Batch
	for i := 0; i < b.Len(); i += s.batchRows {
		out = append(out, b.Slice(i, min(i+s.batchRows, b.Len())))
	}
	return out
}
