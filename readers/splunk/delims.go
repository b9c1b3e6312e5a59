package splunk

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// delims are DELIMS and FIELDS: texts between delimiters, named by their place
// or, with a second set of delimiters, by the text before it.
type delims struct {
	pairs, values string
	fields        []string
}

func newDelims(text, fields string) (*delims, error) {
	w := quotedList(text)
	d := &delims{}
	switch {
	case len(w) == 1 && fields != "":
		d.pairs, d.fields = w[0], words(fields)
	case len(w) == 2:
		d.pairs, d.values = w[0], w[1]
	default:
		return nil, fmt.Errorf("DELIMS %s: want one set of delimiters with FIELDS, or two", text)
	}
	return d, nil
}

// quotedList reads "a", "b" with the escapes of a Go string.
func quotedList(s string) []string {
	var out []string
	for {
		s = strings.TrimLeft(s, " \t,")
		if s == "" || s[0] != '"' {
			if s != "" {
				out = append(out, s)
			}
			return out
		}
		end := 1
		for end < len(s) && s[end] != '"' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end, len(s))
		text := s[1:end]
		if plain, err := strconv.Unquote(`"` + text + `"`); err == nil {
			text = plain
		}
		out = append(out, text)
		s = s[min(end+1, len(s)):]
	}
}

func (d *delims) run(x *extraction, b []byte, r *rule) {
	for n := 0; len(b) > 0; n++ {
		part := b
		end := indexOutsideQuotes(b, d.pairs)
		if end < 0 {
			b = nil
		} else {
			part, b = b[:end], b[end+1:]
		}
		if d.fields != nil {
			if n >= len(d.fields) {
				return
			}
			r.add(x, append(x.name[:0], d.fields[n]...), unquote(bytes.TrimSpace(part)))
			continue
		}
		if at := bytes.IndexAny(part, d.values); at > 0 {
			r.add(x, append(x.name[:0], bytes.TrimSpace(part[:at])...), unquote(bytes.TrimSpace(part[at+1:])))
		}
	}
}

// indexOutsideQuotes finds the first of the delimiters that is not inside
// double quotes.
func indexOutsideQuotes(b []byte, set string) int {
	for i := 0; i < len(b); i++ {
		if b[i] == '"' {
			if end := bytes.IndexByte(b[i+1:], '"'); end >= 0 {
				i += end + 1
				continue
			}
		}
		if strings.IndexByte(set, b[i]) >= 0 {
			return i
		}
	}
	return -1
}

// unquote drops the double or single quotes around a value.
func unquote(b []byte) []byte {
	if n := len(b); n >= 2 && (b[0] == '"' || b[0] == '\'') && b[n-1] == b[0] {
		return b[1 : n-1]
	}
	return b
}
