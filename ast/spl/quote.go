package spl

import "strings"

// Unquote decodes a word as written: text in double quotes loses them, and
// \\ \" \| become one character there; every other backslash stays, so that
// a regular expression passes unchanged. Outside quotes \\ is one backslash
// and \" a quote. Text in single quotes only loses the quotes.
func Unquote(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 && strings.IndexByte(raw, '"') < 0 {
		if n := len(raw); n > 1 && raw[0] == '\'' && raw[n-1] == '\'' {
			return raw[1 : n-1]
		}
		return raw
	}
	if n := len(raw); n > 1 && raw[0] == '\'' && raw[n-1] == '\'' {
		raw = raw[1 : n-1]
		return strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(raw)
	}
	if n := len(raw); n > 1 && raw[0] == '"' && raw[n-1] == '"' && strings.IndexByte(raw, '\\') < 0 && strings.IndexByte(raw[1:n-1], '"') < 0 {
		return raw[1 : n-1]
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw) && (raw[i+1] == '\\' || raw[i+1] == '"' || raw[i+1] == '|'):
			i++
			b.WriteByte(raw[i])
		case c == '"':
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isQuoted reports whether a word as written stands in double quotes.
func isQuoted(raw string) bool { return len(raw) > 1 && raw[0] == '"' }

// printable is raw as it is printed: a word that begins with a single quote
// which nothing closes is put in double quotes, as a quote in what is printed
// after it would close it.
func printable(raw string) string {
	if raw == "" || raw[0] != '\'' {
		return raw
	}
	for i := 1; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '\'':
			return raw
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(Unquote(raw)) + `"`
}
