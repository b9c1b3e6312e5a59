package source

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Text is a named piece of query text. It is immutable and safe for
// concurrent use.
type Text struct {
	// Name is what error messages call the text: a file name, or empty.
	Name string
	// Body is the text itself.
	Body string
	// Base is the position of Body's first byte in the file called Name, for
	// a query that sits inside another file (a YAML rule). Zero means 1:1.
	Base Position
	// Indent is how many columns of each line after the first were removed
	// from that file, as for a YAML block.
	Indent int
	// Origins, in ascending order of Start, say where stretches of Body came
	// from when Body is the result of macro expansion.
	Origins []Origin
}

// Origin says that Body[Start:End] was copied from From at offset Offset,
// or, when Whole is set, that it stands as a whole for From[Offset:Offset+Len].
type Origin struct {
	Start, End int
	From       *Text
	Offset     int
	// Whole marks a stretch whose bytes do not correspond one to one with the
	// text it came from (an argument with its quotes removed, for instance).
	Whole bool
	Len   int
	// Macro names the macro whose expansion put the stretch here, or is empty.
	Macro string
	// Call is where that macro was called, in CallText.
	Call     Span
	CallText *Text
}

// Position is a line and a column, both from 1; columns count code points.
type Position struct{ Line, Column int }

// New returns a Text that starts at line 1, column 1.
func New(name, body string) *Text { return &Text{Name: name, Body: body} }

// Position converts a byte offset of Body to a line and column. Offsets
// outside the text are clamped to it.
func (t *Text) Position(offset int) Position {
	offset = max(0, min(offset, len(t.Body)))
	head := t.Body[:offset]
	line := 1 + strings.Count(head, "\n")
	column := 1 + utf8.RuneCountInString(head[strings.LastIndexByte(head, '\n')+1:])
	if t.Base.Line > 0 {
		if line == 1 {
			column += t.Base.Column - 1
		} else {
			column += t.Indent
		}
		line += t.Base.Line - 1
	}
	return Position{line, column}
}

// Line returns the whole line that holds offset, without its line end, and
// the offset of its first byte.
func (t *Text) Line(offset int) (line string, start int) {
	offset = max(0, min(offset, len(t.Body)))
	start = strings.LastIndexByte(t.Body[:offset], '\n') + 1
	line = t.Body[start:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return strings.TrimSuffix(line, "\r"), start
}

// Written traces a span of an expanded text to the text that a person wrote:
// the macro's definition, or the search itself. The returned trace lists the
// macro calls passed on the way, innermost first.
func (t *Text) Written(s Span) (text *Text, span Span, trace []Origin) {
	for len(t.Origins) > 0 {
		i := sort.Search(len(t.Origins), func(i int) bool { return t.Origins[i].End > s.Start })
		if i == len(t.Origins) {
			i--
		}
		o := t.Origins[i]
		if o.Macro != "" {
			trace = append(trace, o)
		}
		n := max(0, s.Len())
		if o.Whole {
			s = Span{o.Offset, o.Offset + o.Len}
		} else {
			start := o.Offset + max(0, min(s.Start, o.End)-o.Start)
			s = Span{start, start + min(n, max(0, o.End-s.Start))}
		}
		t = o.From
	}
	return t, s, trace
}
