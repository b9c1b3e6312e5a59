package readers

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// ownFields are metadata fields that some record of a text has of its own.
type ownFields uint8

const (
	ownSource ownFields = 1 << iota
	ownIndex
	// ownUnknown says that some record may have any.
	ownUnknown
)

// ownField is the set of one metadata field.
func ownField(name string) ownFields {
	switch name {
	case fieldSource:
		return ownSource
	case fieldIndex:
		return ownIndex
	}
	return ownUnknown
}

// ownReporter is a decoder that tells which metadata fields the records have
// that it decoded.
type ownReporter interface{ ownFields() ownFields }

// ownRanges remembers of stretches of a file which metadata fields their
// records have of their own, as found by scans that decoded all of them: a
// later scan that keeps no record without such a field need not read what they
// cover again, as long as the file is the same.
type ownRanges struct {
	mu       sync.Mutex
	size     int64 // of the file that was read, and when it was written
	modified time.Time
	of       []ownRange // by start; scans may cut in different places
}

// ownRange is what is known of the records from start to end.
type ownRange struct {
	start, end int64
	fields     ownFields
}

// lacks reports whether no record from start to end has one of the fields.
func (o *ownRanges) lacks(fields ownFields, h *handle, start, end int64) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.isOf(h) {
		return false
	}
	for _, r := range o.of {
		switch {
		case start >= end || r.start > start:
			return start >= end
		case r.end <= start:
		case r.fields&(fields|ownUnknown) != 0:
			return false
		default:
			start = r.end
		}
	}
	return start >= end
}

func (o *ownRanges) isOf(h *handle) bool { return o.size == h.size && o.modified.Equal(h.modified) }

// learn notes what a decoder that has read from start to end found.
func (o *ownRanges) learn(d decoder, h *handle, start, end int64) {
	r, ok := d.(ownReporter)
	if !ok {
		return
	}
	found := ownRange{start, end, r.ownFields()}
	if found.fields&ownUnknown != 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.isOf(h) { // the file has changed
		o.size, o.modified, o.of = h.size, h.modified, nil
	}
	k, known := slices.BinarySearchFunc(o.of, found, func(a, b ownRange) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	if !known {
		o.of = slices.Insert(o.of, k, found)
	} else {
		o.of[k] = found
	}
}

// ownFields implements ownReporter.
func (d *eventDecoder) ownFields() ownFields { return d.own }

// ownFields implements ownReporter: each record is read by the first stage of
// the time, or by full.
func (d *filterDecoder) ownFields() ownFields {
	own := ownFields(0)
	if d.plan.texts != nil {
		own = ownUnknown
	}
	for _, dec := range d.opened {
		if r, ok := dec.(ownReporter); ok {
			own |= r.ownFields()
		} else {
			own = ownUnknown
		}
	}
	return own
}
