package splunk

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// section is a part of a Windows event; its elements become fields in its own
// way.
type section uint8

const (
	sectionNone section = iota
	sectionSystem
	sectionEventData
	sectionUserData
	sectionRendering
)

var sections = map[string]section{
	"System": sectionSystem, "EventData": sectionEventData, "UserData": sectionUserData, "RenderingInfo": sectionRendering,
}

// blockFields are the names under which a section's inner text is a field.
var blockFields = [...]string{"", "System_Props_Xml", "EventData_Xml", "UserData_Xml", "RenderingInfo_Xml"}

// winXML makes fields of a Windows event in XML, without a tree: of System the
// elements' texts and attributes, of EventData what each Data names, of
// UserData the innermost elements, of RenderingInfo the message.
func (x *extraction) winXML(b []byte) {
	i := bytes.Index(b, []byte("<Event"))
	if i < 0 {
		x.damaged = true
		return
	}
	if bytes.LastIndex(b[i:], []byte("</Event>")) < 0 {
		x.damaged = true
	}
	w := winWalk{x: x, b: b}
	for i < len(b) {
		at := bytes.IndexByte(b[i:], '<')
		if at < 0 {
			return
		}
		if i = w.tag(i + at); i < 0 {
			x.damaged = true
			return
		}
	}
}

// winWalk is where in an event the walk is.
type winWalk struct {
	x     *extraction
	b     []byte
	in    section
	begin int // of the section's inner text
}

// tag reads the tag at b[i] and returns where to go on; -1 when it has no end.
func (w *winWalk) tag(i int) int {
	b := w.b
	if i+1 >= len(b) {
		return -1
	}
	if b[i+1] == '/' {
		return w.endTag(i)
	}
	if w.in == sectionEventData {
		if next := w.data(i); next > 0 {
			return next
		}
	}
	nameEnd := i + 1
	for nameEnd < len(b) && !endsName(b[nameEnd]) {
		nameEnd++
	}
	end := tagEnd(b, nameEnd)
	if end < 0 {
		return -1
	}
	name := b[i+1 : nameEnd]
	empty := b[end-1] == '/'
	if w.in == sectionNone {
		if s, found := sections[string(name)]; found && !empty {
			w.in, w.begin = s, end+1
		}
		return end + 1
	}
	attrs := b[nameEnd:end]
	if empty {
		attrs = b[nameEnd : end-1]
	}
	text, next := []byte(nil), end+1
	if !empty {
		stop := bytes.IndexByte(b[next:], '<')
		if stop < 0 {
			return -1
		}
		text, next = b[next:next+stop], next+stop
		if next+1 < len(b) && b[next+1] != '/' {
			text = nil // elements follow: it is no innermost one
		}
	}
	w.element(name, attrs, text)
	if end := next + 3 + len(name); text != nil && end <= len(b) && b[end-1] == '>' && string(b[next+2:end-1]) == string(name) {
		return end // the element's own end tag
	}
	return next
}

// data reads the usual <Data Name='field'>text</Data> at b[i] and returns where
// to go on; 0 when it is anything else.
func (w *winWalk) data(i int) int {
	const open, end = "<Data Name=", "</Data>"
	b := w.b[i:]
	if len(b) < len(open)+1 || string(b[:len(open)]) != open {
		return 0
	}
	quote := b[len(open)]
	if quote != '\'' && quote != '"' {
		return 0
	}
	from := len(open) + 1
	n := bytes.IndexByte(b[from:], quote)
	if n < 0 || from+n+1 >= len(b) || b[from+n+1] != '>' {
		return 0
	}
	at := from + n + 2
	stop := bytes.IndexByte(b[at:], '<')
	if stop < 0 || len(b) < at+stop+len(end) || string(b[at+stop:at+stop+len(end)]) != end {
		return 0
	}
	w.put(b[from:from+n], b[at:at+stop])
	return i + at + stop + len(end)
}

func (w *winWalk) endTag(i int) int {
	end := bytes.IndexByte(w.b[i:], '>')
	if end < 0 {
		return -1
	}
	if s, found := sections[string(w.b[i+2:i+end])]; found && s == w.in {
		w.x.addNamed(blockFields[s], w.b[w.begin:i])
		w.in = sectionNone
	}
	return i + end + 1
}

func (w *winWalk) element(name, attrs, text []byte) {
	x := w.x
	switch w.in {
	case sectionSystem:
		w.attributes(attrs)
		w.put(name, text)
	case sectionEventData:
		if key, ok := attribute(attrs, "Name"); ok {
			name = key
		}
		w.put(name, text)
	case sectionUserData:
		w.put(name, text)
	case sectionRendering:
		switch string(name) {
		case "Message":
			w.put(name, text)
		case "Task":
			x.addNamed("TaskCategory", bytes.TrimSpace(text))
		}
	}
}

// put adds a field unless it is empty or not wanted.
func (w *winWalk) put(name, text []byte) {
	if len(text) == 0 || !w.x.plan.Wants(name) {
		return
	}
	if text = w.x.plainText(text); len(bytes.TrimSpace(text)) > 0 {
		w.x.append(name, text, PhaseIndexed)
	}
}

func (w *winWalk) attributes(b []byte) {
	for {
		name, value, rest, ok := nextAttribute(b)
		if !ok {
			return
		}
		if string(name) != "xmlns" {
			w.put(name, value)
		}
		b = rest
	}
}

// attribute finds one attribute.
func attribute(b []byte, want string) ([]byte, bool) {
	for {
		name, value, rest, ok := nextAttribute(b)
		if !ok || string(name) == want {
			return value, ok
		}
		b = rest
	}
}

// nextAttribute cuts the first attribute off, its value as it is written.
func nextAttribute(b []byte) (name, value, rest []byte, ok bool) {
	eq := bytes.IndexByte(b, '=')
	if eq < 0 {
		return nil, nil, nil, false
	}
	name, b = bytes.TrimSpace(b[:eq]), bytes.TrimLeft(b[eq+1:], " \t\r\n")
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(b[1:], b[0])
	if end < 0 {
		return nil, nil, nil, false
	}
	return name, b[1 : 1+end], b[end+2:], true
}

func endsName(c byte) bool {
	return c == ' ' || c == '>' || c == '/' || c == '\t' || c == '\n' || c == '\r'
}

// tagEnd is the index of the > that ends the tag, which may not be in quotes.
func tagEnd(b []byte, i int) int {
	for ; i < len(b); i++ {
		switch b[i] {
		case '>':
			return i
		case '"', '\'':
			end := bytes.IndexByte(b[i+1:], b[i])
			if end < 0 {
				return -1
			}
			i += end + 1
		}
	}
	return -1
}

// plainText resolves the entities of XML text; what is none stays.
func (x *extraction) plainText(b []byte) []byte {
	amp := bytes.IndexByte(b, '&')
	if amp < 0 {
		return b
	}
	out := append(x.value[:0], b[:amp]...)
	for i := amp; i < len(b); {
		if b[i] != '&' {
			out = append(out, b[i])
			i++
			continue
		}
		end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = entity(string(b[i+1 : i+end]))
		}
		if !ok {
			out = append(out, '&')
			i++
			continue
		}
		out = utf8.AppendRune(out, r)
		i += end + 1
	}
	x.value = out
	return out
}

func entity(s string) (rune, bool) {
	switch s {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(s) < 2 || s[0] != '#' {
		return 0, false
	}
	base, digits := 10, s[1:]
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil && n > 0 && utf8.ValidRune(rune(n))
}
