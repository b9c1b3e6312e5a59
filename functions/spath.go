package functions

import (
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Spath gives the values at a path of JSON text, in order: "a.b" for nested
// objects, "a{}" for all elements of an array, "a{0}" for one of them. Text
// is unescaped, numbers and bools are as written, null is left out, objects
// and arrays are their JSON text. Text that is no JSON has no values.
func Spath(text, path string) []string {
	s := jsonScanner{text: text}
	var out []string
	if s.find(path, func(v string) { out = append(out, v) }) < 0 {
		return nil
	}
	return out
}

// SpathEach calls yield for every scalar of JSON text, with the path that
// automatic extraction names its field by ("a.b", "list{}.id"). It stops and
// reports false at text that is no JSON.
func SpathEach(text string, yield func(path, value string)) bool {
	s := jsonScanner{text: text}
	s.blanks()
	if s.at == len(text) || text[s.at] != '{' && text[s.at] != '[' {
		return false
	}
	return s.each("", yield, 0) >= 0
}

// jsonScanner walks JSON text without building values. Its methods return the
// valuePosition after a value, or -1 for malformed text.
type jsonScanner struct {
	text string
	at   int
}

func (s *jsonScanner) blanks() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\n' || s.text[s.at] == '\t' || s.text[s.at] == '\r') {
		s.at++
	}
}

// byte is the next character that is no blank, 0 at the end.
func (s *jsonScanner) byte() byte {
	s.blanks()
	if s.at == len(s.text) {
		return 0
	}
	return s.text[s.at]
}

// str reads a string with its quotes and returns its content.
func (s *jsonScanner) str() (string, bool) {
	if s.byte() != '"' {
		return "", false
	}
	from := s.at + 1
	escaped := false
	for i := from; i < len(s.text); i++ {
		switch s.text[i] {
		case '\\':
			escaped = true
			i++
		case '"':
			s.at = i + 1
			if !escaped {
				return s.text[from:i], true
			}
			return table.UnescapeJSON(s.text[from:i])
		}
	}
	return "", false
}

// skip passes over one value.
func (s *jsonScanner) skip() int {
	depth := 0
	for {
		switch c := s.byte(); c {
		case 0:
			return -1
		case '"':
			if _, ok := s.str(); !ok {
				return -1
			}
		case '{', '[':
			depth++
			s.at++
		case '}', ']':
			depth--
			s.at++
		case ',', ':':
			if depth == 0 {
				return -1
			}
			s.at++
			continue
		default:
			from := s.at
			for s.at < len(s.text) && strings.IndexByte(" \n\t\r,:]}[{\"", s.text[s.at]) < 0 {
				s.at++
			}
			if s.at == from {
				return -1
			}
		}
		if depth == 0 {
			return s.at
		}
		if depth < 0 {
			return -1
		}
	}
}

// scalar yields the value at the scanner as text.
func (s *jsonScanner) scalar(yield func(string)) int {
	if s.byte() == '"' {
		v, ok := s.str()
		if !ok {
			return -1
		}
		yield(v)
		return s.at
	}
	from := s.at
	if s.skip() < 0 {
		return -1
	}
	if v := s.text[from:s.at]; v != "null" {
		yield(v)
	}
	return s.at
}

// members calls each for every member or element; each must consume its value.
func (s *jsonScanner) members(each func(key string, i int) int) int {
	object := s.byte() == '{'
	end := byte(']')
	if object {
		end = '}'
	}
	s.at++
	for i := 0; ; i++ {
		if s.byte() == end {
			s.at++
			return s.at
		}
		if i > 0 {
			if s.byte() != ',' {
				return -1
			}
			s.at++
		}
		key := ""
		if object {
			var ok bool
			if key, ok = s.str(); !ok || s.byte() != ':' {
				return -1
			}
			s.at++
		}
		if each(key, i) < 0 {
			return -1
		}
	}
}

// find yields the values at path.
func (s *jsonScanner) find(path string, yield func(string)) int {
	if path == "" {
		return s.scalar(yield)
	}
	switch c := s.byte(); {
	case c == '[' && path[0] == '{':
		index, rest, ok := strings.Cut(path[1:], "}")
		if !ok {
			return s.skip()
		}
		want, err := strconv.Atoi(index)
		if index == "" {
			want = -1
		} else if err != nil {
			return s.skip()
		}
		rest = strings.TrimPrefix(rest, ".")
		return s.members(func(_ string, i int) int {
			if want < 0 || i == want {
				return s.find(rest, yield)
			}
			return s.skip()
		})
	case c == '{':
		return s.members(func(key string, _ int) int {
			rest, ok := strings.CutPrefix(path, key)
			switch {
			case ok && key != "" && (rest == "" || rest[0] == '{'):
				return s.find(rest, yield)
			case ok && key != "" && rest[0] == '.':
				return s.find(rest[1:], yield)
			}
			return s.skip()
		})
	}
	return s.skip()
}

// each yields all scalars below the scanner.
func (s *jsonScanner) each(path string, yield func(path, value string), depth int) int {
	c := s.byte()
	if depth > table.MaxJSONDepth {
		return -1
	}
	switch c {
	case '{':
		return s.members(func(key string, _ int) int {
			if path != "" {
				key = path + "." + key
			}
			return s.each(key, yield, depth+1)
		})
	case '[':
		return s.members(func(string, int) int { return s.each(path+"{}", yield, depth+1) })
	}
	return s.scalar(func(v string) { yield(path, v) })
}
