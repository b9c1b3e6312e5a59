package readers

import "bytes"

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
