package readers

import (
	"bytes"
	"strings"
)

// isMetadata reports whether a key beside _raw describes the event instead of
// being one of its fields.
func isMetadata(key []byte) bool {
	switch string(key) {
	case fieldHost, fieldSource, fieldSourcetype, fieldIndex, "splunk_server", "splunk_server_group", "linecount",
		"eventtype", "tag", "punct", "timestartpos", "timeendpos":
		return true
	}
	return len(key) > 0 && key[0] == '_' || bytes.HasPrefix(key, []byte("tag::")) || bytes.HasPrefix(key, []byte("date_"))
}

// isNestedJSON reports whether b is one JSON object or array.
func isNestedJSON(b []byte) bool {
	i := skipBlanks(b, 0)
	if i == len(b) || b[i] != '{' && b[i] != '[' {
		return false
	}
	end := scanNested(b, i)
	return end >= 0 && skipBlanks(b, end) == len(b)
}

// appendValue appends the text of a string member.
func appendValue(dst, b []byte, m member) []byte {
	if m.kind == kEscaped {
		return appendUnescaped(dst, b[m.start:m.end])
	}
	return append(dst, b[m.start:m.end]...)
}

// walkArray calls f for each element of the checked array at b[i].
func walkArray(b []byte, i int, f func(m member)) {
	i = skipBlanks(b, i+1)
	for i < len(b) && b[i] != ']' {
		m := member{start: i}
		m.end, m.kind = scanValue(b, i)
		if m.end < 0 {
			return
		}
		i = skipSeparators(b, m.end)
		if m.kind == kString || m.kind == kEscaped {
			m.start, m.end = m.start+1, m.end-1
		}
		f(m)
	}
}

// textTime notes the time that a line of plain text starts with.
func (d *eventDecoder) textTime(b []byte) {
	if len(d.times) == 0 || len(b) < 19 || b[0] < '0' || b[0] > '9' {
		return
	}
	end := len(b)
	if i := bytes.IndexAny(b[11:], " \t,;|]"); i >= 0 {
		end = 11 + i
	}
	if _, st := parseEpoch(b[:end], kCell); st == ok && bytes.IndexByte(b[:end], '-') == 4 {
		d.times[0] = timeValue{b[:end], kCell}
	}
}

// pairs makes fields of key=value pairs, with or without double quotes around
// the value. The first value of a key counts.
func (d *eventDecoder) pairs(b []byte) {
	for i := 0; i < len(b); {
		eq := bytes.IndexByte(b[i:], '=')
		if eq < 0 {
			return
		}
		eq += i
		start := eq
		for start > i && isWord(b[start-1]) {
			start--
		}
		end, next := eq+1, eq+1
		if end < len(b) && b[end] == '"' {
			if n := roughString(b, end); n > 0 {
				end, next = n, n
			}
		}
		if next == eq+1 {
			for end < len(b) && !strings.ContainsRune(" \t\r\n,;&|\"", rune(b[end])) {
				end++
			}
			next = end
		}
		value := b[eq+1 : end]
		if len(value) >= 2 && value[0] == '"' {
			value = value[1 : len(value)-1]
		}
		if start < eq && len(value) > 0 {
			if f := d.field(b[start:eq]); f == nil || !f.has(d.n) {
				d.emit(b[start:eq], value, kCell)
			}
		}
		i = next
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
