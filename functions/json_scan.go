package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Looking into JSON text without parsing it. The text is known to be valid.

func skipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i
}

// skipJSONString is the end of the string that starts (with its quote) at i.
func skipJSONString(s string, i int) int {
	for i++; ; {
		i = table.PlainEnd(s, i)
		switch {
		case i >= len(s):
			return len(s)
		case s[i] == '"':
			return i + 1
		case s[i] == '\\':
			i++ // and what it escapes
		}
		i++
	}
}

// skipJSON is the end of the value that starts at i.
func skipJSON(s string, i int) int {
	if i >= len(s) {
		return i
	}
	switch s[i] {
	case '"':
		return skipJSONString(s, i)
	case '{', '[':
		depth := 0
		for i < len(s) {
			switch s[i] {
			case '"':
				i = skipJSONString(s, i)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
			i++
		}
		return i
	}
	for i < len(s) && s[i] != ',' && s[i] != '}' && s[i] != ']' && s[i] > ' ' {
		i++
	}
	return i
}

// jsonMember is the value of a key of the object s. Of equal keys the last
// one counts, as in parsing.
func jsonMember(s, key string) (value string, ok bool) {
	i := skipBlanks(s, 0)
	if i >= len(s) || s[i] != '{' {
		return "", false
	}
	for i++; ; {
		i = skipBlanks(s, i)
		if i >= len(s) || s[i] != '"' {
			return value, ok
		}
		end := skipJSONString(s, i)
		if end < i+2 {
			return value, ok
		}
		name := s[i+1 : end-1]
		i = skipBlanks(s, end)
		from := skipBlanks(s, i+1) // past the colon
		i = skipJSON(s, from)
		if name == key || strings.IndexByte(name, '\\') >= 0 && unescaped(name) == key {
			value, ok = s[from:i], true
			if rest := s[i:]; !strings.Contains(rest, key) && !strings.Contains(rest, `\u`) {
				return value, true
			}
		}
		i = skipBlanks(s, i)
		if i >= len(s) || s[i] != ',' {
			return value, ok
		}
		i++
	}
}

func unescaped(name string) string {
	s, _ := table.UnescapeJSON(name)
	return s
}

// jsonElement is an element of the array s, counted from its end when at is
// negative.
func jsonElement(s string, at int64) (value string, ok bool) {
	if at < 0 {
		at += jsonLength(s)
		if at < 0 {
			return "", false
		}
	}
	found := false
	EachJSONElement(s, func(from, to int) bool {
		if at == 0 {
			value, found = s[from:to], true
		}
		at--
		return !found
	})
	return value, found
}

// jsonLength is the number of elements of the array s, -1 when s is no array.
func jsonLength(s string) int64 {
	n := int64(0)
	if !EachJSONElement(s, func(int, int) bool { n++; return true }) {
		return -1
	}
	return n
}

// EachJSONElement calls f for the bounds of each element of the array s until
// f says false. It reports whether s is an array.
func EachJSONElement(s string, f func(from, to int) bool) bool {
	i := skipBlanks(s, 0)
	if i >= len(s) || s[i] != '[' {
		return false
	}
	i = skipBlanks(s, i+1)
	for i < len(s) && s[i] != ']' {
		end := skipJSON(s, i)
		if !f(i, end) {
			return true
		}
		i = skipBlanks(s, end)
		if i < len(s) && s[i] == ',' {
			i = skipBlanks(s, i+1)
		}
	}
	return true
}
