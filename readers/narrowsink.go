package readers

import "github.com/goshawk-lang/goshawk/table"

// newNarrowSink makes the sink of a dynamic column of which parts are wanted.
func newNarrowSink(d *dynamicSink, parts *table.JSONParts, rows int) sink {
	if parts.Elements != nil {
		return &listSink{dynamicSink: *d, elements: newTexts(rows), offsets: make([]int32, 1, rows+1)}
	}
	return &narrowSink{dynamicSink: *d, texts: newTexts(rows)}
}

// narrowSink collects values less what is not wanted of them: what is left
// mostly repeats, so that it is kept as codes.
type narrowSink struct {
	dynamicSink
	texts *texts
}

func (s *narrowSink) add(raw []byte, k kind) bool {
	s.texts.add(s.json(raw, k))
	return true
}

func (s *narrowSink) column() table.Column { return s.texts.json() }

// json hands out texts that are JSON, empty where null.
func (t *texts) json() table.Column {
	if t.plain {
		return table.NewJSON(t.vals, nil)
	}
	codes := make([]int32, len(t.codes))
	for i, c := range t.codes {
		codes[i] = int32(c)
	}
	return table.NewCoded(table.NewJSON(t.entries, nil), codes)
}

// listSink collects arrays of objects or arrays as lists of their elements.
// From the first value on that is something else it collects values as they
// are.
type listSink struct {
	dynamicSink
	elements *texts
	offsets  []int32
	absent   []bool // which rows are null; nil when none is
	plain    bool
}

func (s *listSink) add(raw []byte, k kind) bool {
	if s.plain {
		return s.dynamicSink.add(raw, k)
	}
	text := s.json(raw, k)
	if text == nil || string(text) == "null" {
		s.end(true)
		return true
	}
	var ends []int
	elements := make([]byte, 0, len(text))
	nested := true
	view := string(text)
	array := table.EachJSONElement(view, func(from, to int) bool {
		nested = nested && (view[from] == '{' || view[from] == '[')
		elements = append(elements, view[from:to]...)
		ends = append(ends, len(elements))
		return nested
	})
	if !array || !nested {
		s.giveUp()
		return s.dynamicSink.add(raw, k)
	}
	s.addElements(elements, ends)
	return true
}

// addElements appends the array of the elements that end in text where told.
func (s *listSink) addElements(text []byte, ends []int) {
	from := 0
	if s.plain {
		whole := []byte{'['}
		for i, end := range ends {
			if i > 0 {
				whole = append(whole, ',')
			}
			whole = append(whole, text[from:end]...)
			from = end
		}
		s.dynamicSink.add(append(whole, ']'), kNested)
		return
	}
	for _, end := range ends {
		s.elements.add(text[from:end])
		from = end
	}
	s.end(false)
}

// end ends a row.
func (s *listSink) end(null bool) {
	if null && s.absent == nil {
		s.absent = make([]bool, len(s.offsets)-1, cap(s.offsets))
	}
	if s.absent != nil {
		s.absent = append(s.absent, null)
	}
	s.offsets = append(s.offsets, int32(s.elements.len()))
}

// giveUp makes values of the lists so far.
func (s *listSink) giveUp() {
	s.plain = true
	for row, to := range s.offsets[1:] {
		if s.absent != nil && s.absent[row] {
			s.dynamicSink.add(nil, kNull)
			continue
		}
		var text []byte
		var ends []int
		for i := s.offsets[row]; i < to; i++ {
			text = append(text, s.elements.at(int(i))...)
			ends = append(ends, len(text))
		}
		s.addElements(text, ends)
	}
	s.elements, s.offsets = nil, nil
}

func (s *listSink) column() table.Column {
	if s.plain {
		return s.dynamicSink.column()
	}
	return table.NewList(s.offsets, s.elements.json(), s.absent)
}
