package readers

import (
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
	places   []place // rows behind the last one have no value
}

// place is where a value starts, how long it is and what kind it is of; zero
// is none.
type place uint64

const (
	placeBits = 30
	kindBits  = 4
	// mostHeld is how large a text may be that cells stand in.
	mostHeld = 1 << placeBits
)

func newPlace(start, length int, k kind) place {
	return place(start)<<(placeBits+kindBits) | place(length)<<kindBits | place(k)
}

func (s place) of(text []byte) ([]byte, kind) {
	start := s >> (placeBits + kindBits)
	return text[start : start+s>>kindBits&(mostHeld-1)], kind(s & (1<<kindBits - 1))
}

// put notes the value of a row, which is a part of the text.
func (l *cells) put(row int, raw []byte, k kind) {
	if l.places == nil {
		l.places = make([]place, 0, max(l.hint, row+1))
	}
	for len(l.places) < row {
		l.places = append(l.places, 0)
	}
	l.places = append(l.places, newPlace(cap(l.text)-cap(raw), len(raw), k))
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
	if row >= len(l.places) || l.places[row] == 0 {
		s.add(nil, kAbsent)
		return
	}
	raw, k := l.places[row].of(l.text)
	if k == kDoubled {
		raw, k = appendCell(nil, raw), kCell
	}
	s.add(raw, k)
}

// hold makes the text from b on, to the end of the chunk that b is a part of,
// what values are noted in, until the rows are handed out.
func (r *rows) hold(b []byte) {
	if r.held {
		return
	}
	r.held = true
	for _, l := range r.later {
		if l != nil {
			l.text = b[:cap(b)]
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
