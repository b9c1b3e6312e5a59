package table

// Looking into JSON text without parsing it. The text is known to be valid.

// SkipBlanks is the first place at or after i without a blank of JSON.
func SkipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i
}

// SkipJSONString is the end of the string that starts (with its quote) at i.
func SkipJSONString(s string, i int) int {
	for i++; ; {
		i = PlainEnd(s, i)
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

// SkipJSON is the end of the value that starts at i.
func SkipJSON(s string, i int) int {
	if i >= len(s) {
		return i
	}
	switch s[i] {
	case '"':
		return SkipJSONString(s, i)
	case '{', '[':
		depth := 0
		for i < len(s) {
			switch s[i] {
			case '"':
				i = SkipJSONString(s, i)
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

// EachJSONElement calls f for the bounds of each element of the array s until
// f says false. It reports whether s is an array.
func EachJSONElement(s string, f func(from, to int) bool) bool {
	i := SkipBlanks(s, 0)
	if i >= len(s) || s[i] != '[' {
		return false
	}
	i = SkipBlanks(s, i+1)
	for i < len(s) && s[i] != ']' {
		end := SkipJSON(s, i)
		if !f(i, end) {
			return true
		}
		i = SkipBlanks(s, end)
		if i < len(s) && s[i] == ',' {
			i = SkipBlanks(s, i+1)
		}
	}
	return true
}
