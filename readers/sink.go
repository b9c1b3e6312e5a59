package readers

import (
	"github.com/goshawk-lang/goshawk/table"
)

// sink collects one typed column.
type sink interface {
	// add appends a value and reports whether it fits the column's type; one
	// that does not becomes null. Raw is only valid during the call.
	add(raw []byte, k kind) bool
	column() table.Column
}

// newSink makes the sink of a column of type t. declared columns of type
// dynamic parse JSON inside strings; inferred ones keep the string.
func newSink(t table.Type, declared bool, rows int) sink {
	switch t {
	case table.TypeBool:
		return newVecSink(parseBool, rows)
	case table.TypeInt:
		return newVecSink(parseInt32, rows)
	case table.TypeLong:
		return newVecSink(parseInt64, rows)
	case table.TypeReal:
		return newVecSink(parseReal, rows)
	case table.TypeDecimal:
		return newVecSink(parseDecimal, rows)
	case table.TypeDateTime:
		return newVecSink(parseDateTime, rows)
	case table.TypeTimeSpan:
		return newVecSink(parseTimeSpan, rows)
	case table.TypeGUID:
		return newVecSink(parseGUID, rows)
	case table.TypeString:
		return &stringSink{texts: newTexts(rows)}
	}
	return &dynamicSink{raw: make([]string, 0, rows), declared: declared}
}

// status is what parsing a raw value gave.
type status uint8

const (
	ok    status = iota
	empty        // there was no value: null, and nothing to report
	bad          // the value does not fit: null, and reported
)

type vecSink[T table.Element] struct {
	parse func(raw []byte, k kind) (T, status)
	vals  []T
	nulls []bool
}

func newVecSink[T table.Element](parse func([]byte, kind) (T, status), rows int) *vecSink[T] {
	return &vecSink[T]{parse: parse, vals: make([]T, 0, rows)}
}

func (s *vecSink[T]) add(raw []byte, k kind) bool {
	st := empty
	var v T
	if k > kNull {
		v, st = s.parse(raw, k)
	}
	if st == ok {
		s.vals = append(s.vals, v)
		if s.nulls != nil {
			s.nulls = append(s.nulls, false)
		}
		return true
	}
	var zero T
	if s.nulls == nil {
		s.nulls = make([]bool, len(s.vals), max(cap(s.vals), len(s.vals)+1))
	}
	s.vals, s.nulls = append(s.vals, zero), append(s.nulls, true)
	return st == empty
}

func (s *vecSink[T]) column() table.Column { return table.NewVec(s.vals, s.nulls) }

// stringSink collects a KQL string column: null and missing are empty strings.
// Values of other kinds keep their text.
type stringSink struct {
	texts   *texts
	scratch []byte
}

func (s *stringSink) add(raw []byte, k kind) bool {
	switch k {
	case kAbsent, kNull:
		raw = nil
	case kEscaped:
		s.scratch = appendUnescaped(s.scratch[:0], raw)
		raw = s.scratch
	}
	s.texts.add(raw)
	return true
}

func (s *stringSink) column() table.Column { return s.texts.column() }

// dynamicSink collects a dynamic column as JSON text.
type dynamicSink struct {
	arena    arena
	raw      []string
	nulls    []bool
	declared bool
	scratch  []byte
}

func (s *dynamicSink) add(raw []byte, k kind) bool {
	raw = s.json(raw, k)
	if raw == nil {
		if s.nulls == nil {
			s.nulls = make([]bool, len(s.raw), max(cap(s.raw), len(s.raw)+1))
		}
		s.raw, s.nulls = append(s.raw, ""), append(s.nulls, true)
		return true
	}
	s.raw = append(s.raw, s.arena.copy(raw))
	if s.nulls != nil {
		s.nulls = append(s.nulls, false)
	}
	return true
}

// json is a value as JSON text, nil when there is none.
func (s *dynamicSink) json(raw []byte, k kind) []byte {
	switch k {
	case kAbsent, kNull:
		return nil
	case kString, kEscaped, kCell:
		if raw = s.text(raw, k); raw == nil {
			return nil
		}
		if s.declared && isJSONText(raw) {
			return raw
		}
		s.scratch = table.AppendJSONString(nil, string(raw))
		return s.scratch
	}
	return validUTF8(raw)
}

// text is the string that raw spells; nil for an empty CSV cell.
func (s *dynamicSink) text(raw []byte, k kind) []byte {
	switch {
	case k == kEscaped:
		s.scratch = appendUnescaped(s.scratch[:0], raw)
		return s.scratch
	case k == kCell && len(raw) == 0:
		return nil
	case raw == nil:
		return []byte{}
	}
	return raw
}

// isJSONText reports whether b is one JSON value that a dynamic column takes
// out of a string: an object, an array, a number, true, false or null.
func isJSONText(b []byte) bool {
	i := skipBlanks(b, 0)
	if i == len(b) || b[i] == '"' {
		return false
	}
	end, _ := scanValue(b, i)
	return end >= 0 && skipBlanks(b, end) == len(b)
}

func (s *dynamicSink) column() table.Column { return table.NewJSON(s.raw, s.nulls) }
