package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Looking into JSON text without parsing it. The text is known to be valid.

// jsonMember is the value of a key of the object s. Of equal keys the last
// one counts, as in parsing.
func jsonMember(s, key string) (value string, ok bool) {
	i := table.SkipBlanks(s, 0)
	if i >= len(s) || s[i] != '{' {
		return "", false
	}
	for i++; ; {
		i = table.SkipBlanks(s, i)
		if i >= len(s) || s[i] != '"' {
			return value, ok
		}
		end := table.SkipJSONString(s, i)
		if end < i+2 {
			return value, ok
		}
		name := s[i+1 : end-1]
		i = table.SkipBlanks(s, end)
		from := table.SkipBlanks(s, i+1) // past the colon
		i = table.SkipJSON(s, from)
		if name == key || strings.IndexByte(name, '\\') >= 0 && unescaped(name) == key {
			value, ok = s[from:i], true
			if rest := s[i:]; !strings.Contains(rest, key) && !strings.Contains(rest, `\u`) {
				return value, true
			}
		}
		i = table.SkipBlanks(s, i)
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
	table.EachJSONElement(s, func(from, to int) bool {
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
	if !table.EachJSONElement(s, func(int, int) bool { n++; return true }) {
		return -1
	}
	return n
}
