package splunk

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

type breakKind uint8

const (
	breakLines  breakKind = iota // every line is an event
	breakXML                     // <Event ...>...</Event>
	breakDate                    // before a line that starts with a time
	breakBefore                  // before a line that a pattern is found in
	breakRegex                   // LINE_BREAKER
)

// Break says where an event ends and the next one begins.
type Break struct {
	kind              breakKind
	breaker, before   *regexp.Regexp
	merge, dates, own bool
}

// XMLEvents and DatedLines are the ways that the two spellings of Windows
// events are told apart, whatever the settings.
var (
	XMLEvents  = Break{kind: breakXML}
	DatedLines = Break{kind: breakDate}
)

// Lines reports whether every line is an event.
func (k *Break) Lines() bool { return k.kind == breakLines }

func (k *Break) setting(s Setting) (err error) {
	switch s.Key {
	case "LINE_BREAKER":
		k.breaker, err = compileBreaker(s.Value)
	case "BREAK_ONLY_BEFORE":
		if s.Value != "" {
			k.before, err = regexp.Compile(s.Value)
		}
	case "BREAK_ONLY_BEFORE_DATE":
		k.dates = isTrue(s.Value)
	case "SHOULD_LINEMERGE":
		k.merge = isTrue(s.Value)
	}
	return err
}

// compileBreaker reads a LINE_BREAKER. Only its first group counts, so that a
// look-ahead at the end may be an ordinary group; elsewhere there is none.
func compileBreaker(text string) (*regexp.Regexp, error) {
	if i := strings.LastIndex(text, "(?="); i >= 0 && strings.HasSuffix(text, ")") {
		text = text[:i] + "(?:" + text[i+3:]
	}
	re, err := regexp.Compile(text)
	if err == nil && re.NumSubexp() == 0 {
		return nil, fmt.Errorf("LINE_BREAKER %q has no group", text)
	}
	return re, err
}

// finish chooses the kind.
func (k *Break) finish(p *Props) {
	switch {
	case p.Indexed == "XMLKV-WINEVT" && (k.breaker == nil || !plainBreaker(k.breaker.String())):
		k.kind = breakXML
	case p.KVMode == "wineventlog":
		k.kind = breakDate
	case k.merge && k.before != nil:
		k.kind = breakBefore
	case k.merge && k.dates:
		k.kind = breakDate
	case k.breaker != nil && !plainBreaker(k.breaker.String()):
		k.kind = breakRegex
	}
}

func plainBreaker(s string) bool {
	switch s {
	case `([\r\n]+)`, `([\n\r]+)`, `(\r\n|\n)`, `([\n]+)`, `(\n)`, `(\r?\n)`, `(\n+)`:
		return true
	}
	return false
}

var (
	eventOpen  = []byte("<Event")
	eventClose = []byte("</Event>")
)

// openEvent is the index of the next <Event> tag at or after i, -1 when there
// is none.
func openEvent(b []byte, i int) int {
	for i < len(b) {
		at := bytes.Index(b[i:], eventOpen)
		if at < 0 {
			return -1
		}
		i += at + len(eventOpen)
		if i == len(b) || endsName(b[i]) {
			return i - len(eventOpen)
		}
	}
	return -1
}

// Next cuts the first event off b: its text and how many bytes it takes with
// what divides it from the next one. A taken of 0 means that nothing is left.
func (k *Break) Next(b []byte) (event []byte, taken int) {
	switch k.kind {
	case breakXML:
		return nextXML(b)
	case breakRegex:
		for _, m := range k.breaker.FindAllSubmatchIndex(b, 2) {
			if m[2] >= 0 && m[3] > 0 {
				return b[:m[2]], m[3]
			}
		}
		return b, len(b)
	}
	for i := 0; i < len(b); {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		if i == len(b) || k.starts(b[i:]) {
			return bytes.TrimRight(b[:i], "\r\n"), i
		}
	}
	return b, len(b)
}

// nextXML cuts an event's element. One that is not closed ends where the next
// begins.
func nextXML(b []byte) ([]byte, int) {
	start := openEvent(b, 0)
	if start < 0 {
		return nil, len(b)
	}
	end := bytes.Index(b[start:], eventClose)
	most := len(b)
	if end >= 0 {
		most = start + end
	}
	next := openEvent(b[:most], start+1)
	switch {
	case end >= 0 && next < 0:
		end += start + len(eventClose)
		return b[start:end], end
	case next >= 0:
		return bytes.TrimRight(b[start:next], " \t\r\n"), next
	}
	return bytes.TrimRight(b[start:], " \t\r\n"), len(b)
}

// starts reports whether the line that b starts with begins an event.
func (k *Break) starts(b []byte) bool {
	line, _ := cutLine(b)
	switch k.kind {
	case breakDate:
		return StartsWithTime(line)
	case breakBefore:
		return k.before.Match(line)
	}
	return true
}

// StartsWithTime reports whether a line begins with a time, perhaps behind a
// bracket or a syslog priority.
func StartsWithTime(line []byte) bool {
	if len(line) > 0 && line[0] == '[' {
		line = line[1:]
	}
	if len(line) > 2 && line[0] == '<' {
		if end := bytes.IndexByte(line[:min(len(line), 5)], '>'); end > 0 {
			line = line[end+1:]
		}
	}
	_, _, ok := timeAt(line)
	return ok
}

// Last is the end of the last event in b that is surely whole when more text
// follows; 0 when none is.
func (k *Break) Last(b []byte) int {
	switch k.kind {
	case breakXML:
		if n := bytes.LastIndex(b, eventClose); n >= 0 {
			return n + len(eventClose)
		}
		return 0
	case breakRegex:
		end := 0
		for _, m := range k.breaker.FindAllSubmatchIndex(b, -1) {
			switch {
			case m[2] < 0 || m[1] == len(b):
			case m[2] == m[0] && m[2] > 0: // what the pattern looks at stays whole
				end = m[2]
			case m[2] > m[0]:
				end = m[3]
			}
		}
		return end
	}
	end := bytes.LastIndexByte(b, '\n') // the last line may not be whole
	for end > 0 {
		at := bytes.LastIndexByte(b[:end], '\n')
		if at < 0 {
			return 0
		}
		if k.starts(b[at+1:]) {
			return at + 1
		}
		end = at
	}
	return 0
}
