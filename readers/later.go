package readers

import (
	"math"
	"slices"
	"unsafe"

	"github.com/goshawk-lang/goshawk/table"
)

// This file is about columns that are decoded when someone asks for their
// values: of each it is only noted where they stand in the chunk's text.

// neverMisfits reports whether a column of type t takes every value, so that
// decoding it later has nothing to report.
func neverMisfits(t table.Type) bool { return t == table.TypeString || t == table.TypeDynamic }

// cells are where a column's values stand in the text of a chunk.
type cells struct {
	typ      table.Type
	declared bool
	hint     int
	text     []byte
	// spans are start and end of each value, kinds what they are. Rows behind
	// the last one have none.
	spans []uint64
	kinds []kind
}

// mostHeld is how large a text may be that cells stand in.
const mostHeld = math.MaxUint32

// put notes the value of a row, which is a part of the text.
func (l *cells) put(row int, raw []byte, k kind) {
	if l.spans == nil {
		n := max(l.hint, row+1)
		l.spans, l.kinds = make([]uint64, 0, n), make([]kind, 0, n)
	}
	for len(l.spans) < row {
		l.spans, l.kinds = append(l.spans, 0), append(l.kinds, kAbsent)
	}
	start := uint64(cap(l.text) - cap(raw))
	l.spans, l.kinds = append(l.spans, start<<32|(start+uint64(len(raw)))), append(l.kinds, k)
}

// column is the column of n rows, to be decoded.
func (l *cells) column(n int) table.Column {
	return table.NewDeferred(l.typ, n, func(rows []int32) table.Column {
		if rows == nil {
			s := newSink(l.typ, l.declared, n)
			for i := range n {
				l.decode(s, i)
			}
			return s.column()
		}
		s := newSink(l.typ, l.declared, len(rows))
		for _, r := range rows {
			l.decode(s, int(r))
		}
		return s.column()
	})
}

func (l *cells) decode(s sink, row int) {
	if row >= len(l.spans) || l.kinds[row] == kAbsent {
		s.add(nil, kAbsent)
		return
	}
	raw, k := l.text[l.spans[row]>>32:uint32(l.spans[row])], l.kinds[row]
	if k == kDoubled {
		raw, k = appendCell(nil, raw), kCell
	}
	s.add(raw, k)
}

// hold makes b the text that values are noted in: all of the chunk.
func (r *rows) hold(b []byte) {
	for _, l := range r.later {
		if l != nil {
			l.text = b
		}
	}
}

// end ends a row, which was read from a record.
func (r *rows) end(record []byte) {
	r.n++
	if r.columns.records {
		r.records = append(r.records, unsafe.String(unsafe.SliceData(record), len(record)))
	}
}

// absent adds a row without a value to column k.
func (r *rows) absent(k int) {
	if s := r.sinks[k]; s != nil {
		s.add(nil, kAbsent)
	}
}

// held reports whether a plan's decoders keep the text that they decode, and
// must be given all of a chunk at once.
func held(p plan) bool {
	h, ok := p.(interface{ holds() bool })
	return ok && h.holds()
}

func (c *columns) holds() bool {
	return c.records || slices.Contains(c.later, true)
}
