package functions

import (
	"errors"
	"fmt"
	"strings"
)

// translation is a PCRE pattern in the dialect that both engines share.
type translation struct {
	text       string
	backtracks bool // it needs the backtracking engine
}

var (
	errPatternEnd     = errors.New("it ends inside a group, class or escape")
	errPatternRecurse = errors.New("recursion, conditions and verbs of PCRE are not supported")
	errPatternBranch  = errors.New("branch reset groups (?|...) are not supported")
)

func errPatternEscape(c byte) error {
	return fmt.Errorf(`the escape \%c is not supported`, c)
}

// pcreScanner walks a pattern once.
type pcreScanner struct {
	in  string
	at  int
	out strings.Builder
	translation
}

// translatePCRE rewrites what the engines spell differently, notes what needs
// backtracking and refuses what either engine would misread.
func translatePCRE(pattern string) (translation, error) {
	s := &pcreScanner{in: pattern}
	for s.at < len(s.in) {
		if err := s.step(); err != nil {
			return translation{}, err
		}
	}
	s.text = s.out.String()
	return s.translation, nil
}

func (s *pcreScanner) step() error {
	switch c := s.in[s.at]; c {
	case '\\':
		return s.escape(false)
	case '[':
		return s.class()
	case '(':
		return s.group()
	case '*', '+', '?', '}':
		s.copy(1)
		// A quantifier followed by + is possessive.
		if s.at < len(s.in) && s.in[s.at] == '+' && (c != '}' || s.quantified()) {
			s.backtracks = true
			s.copy(1)
		}
	default:
		s.copy(1)
	}
	return nil
}

// quantified reports whether the } just copied ends a quantifier.
func (s *pcreScanner) quantified() bool {
	open := strings.LastIndexByte(s.in[:s.at], '{')
	if open < 0 {
		return false
	}
	body := s.in[open+1 : s.at-1]
	return body != "" && strings.Trim(body, "0123456789,") == "" && body[0] != ','
}

func (s *pcreScanner) copy(n int) {
	s.out.WriteString(s.in[s.at : s.at+n])
	s.at += n
}

func (s *pcreScanner) replace(n int, text string) {
	s.out.WriteString(text)
	s.at += n
}

// escape handles a backslash and what it applies to.
func (s *pcreScanner) escape(inClass bool) error {
	if s.at+1 >= len(s.in) {
		return errPatternEnd
	}
	c := s.in[s.at+1]
	switch {
	case strings.IndexByte("dDwWsSnrtfax", c) >= 0, c >= 0x80:
		s.copy(2)
	case c == 'v' && inClass:
		s.replace(2, `\n\v\f\r`)
	case c == 'v':
		s.replace(2, `[\n\v\f\r]`)
	case c == 'p' || c == 'P':
		s.copy(2)
	case c == 'e':
		s.replace(2, `\x1b`)
	case c == 'h' && inClass:
		s.replace(2, ` \t`)
	case c == 'h':
		s.replace(2, `[ \t]`)
	case c == 'b' && inClass:
		s.replace(2, `\x08`)
	case c == 'Q':
		return s.quoted(inClass)
	case c >= '1' && c <= '9' && !inClass:
		s.backtracks = true
		s.copy(2)
	case c == '0':
		return s.octal()
	case (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '1' && c <= '9'):
		if inClass {
			return errPatternEscape(c)
		}
		return s.assertion(c)
	default:
		s.copy(2)
	}
	return nil
}

// assertion handles letters after a backslash outside a class.
func (s *pcreScanner) assertion(c byte) error {
	switch c {
	case 'b', 'B', 'A', 'z':
		s.copy(2)
	case 'Z':
		s.backtracks = true
		s.replace(2, `(?=\n?\z)`)
	case 'R':
		s.replace(2, `(?:\r\n|[\n\v\f\r])`)
	case 'N':
		s.replace(2, `[^\n]`)
	case 'H':
		s.replace(2, `[^ \t]`)
	case 'k':
		s.backtracks = true
		s.copy(2)
	default:
		return errPatternEscape(c)
	}
	return nil
}

// octal handles \0 and its digits, a character code.
func (s *pcreScanner) octal() error {
	end, code := s.at+2, 0
	for end < len(s.in) && end < s.at+4 && s.in[end] >= '0' && s.in[end] <= '7' {
		code = code*8 + int(s.in[end]-'0')
		end++
	}
	s.replace(end-s.at, fmt.Sprintf(`\x%02x`, code))
	return nil
}

// quoted handles \Q...\E.
func (s *pcreScanner) quoted(inClass bool) error {
	if inClass {
		return errPatternEscape('Q')
	}
	text, _, found := strings.Cut(s.in[s.at+2:], `\E`)
	n := 2 + len(text)
	if found {
		n += 2
	}
	var b strings.Builder
	for i := range len(text) {
		if strings.IndexByte(`\.+*?()|[]{}^$`, text[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	s.replace(n, b.String())
	return nil
}

// class copies a character class.
func (s *pcreScanner) class() error {
	s.copy(1)
	if s.at < len(s.in) && s.in[s.at] == '^' {
		s.copy(1)
	}
	if s.at < len(s.in) && s.in[s.at] == ']' {
		s.replace(1, `\]`)
	}
	for s.at < len(s.in) {
		switch s.in[s.at] {
		case ']':
			s.copy(1)
			return nil
		case '\\':
			if err := s.escape(true); err != nil {
				return err
			}
		case '[':
			if end := strings.Index(s.in[s.at:], ":]"); strings.HasPrefix(s.in[s.at:], "[:") && end > 0 {
				s.copy(end + 2)
				continue
			}
			s.replace(1, `\[`)
		case '-':
			s.dash()
		default:
			s.copy(1)
		}
	}
	return errPatternEnd
}

// dash escapes a - in a class that next to \w and its like cannot be a range.
func (s *pcreScanner) dash() {
	before := s.at >= 2 && s.in[s.at-2] == '\\' && strings.IndexByte("dDwWsSh", s.in[s.at-1]) >= 0
	after := s.at+2 < len(s.in) && s.in[s.at+1] == '\\' && strings.IndexByte("dDwWsSh", s.in[s.at+2]) >= 0
	if before || after {
		s.replace(1, `\-`)
		return
	}
	s.copy(1)
}

// group handles what may follow an opening parenthesis.
func (s *pcreScanner) group() error {
	rest := s.in[s.at:]
	has := func(prefixes ...string) bool {
		for _, p := range prefixes {
			if strings.HasPrefix(rest, p) {
				return true
			}
		}
		return false
	}
	switch {
	case has("(?#"):
		end := strings.IndexByte(rest, ')')
		if end < 0 {
			return errPatternEnd
		}
		s.at += end + 1
	case has("(?=", "(?!", "(?>"):
		s.backtracks = true
		s.copy(3)
	case has("(?<=", "(?<!"):
		s.backtracks = true
		s.copy(4)
	case has("(?P<"):
		s.replace(4, "(?P<")
	case has("(?<"):
		s.replace(3, "(?P<")
	case has("(?'"):
		name, _, ok := strings.Cut(rest[3:], "'")
		if !ok {
			return errPatternEnd
		}
		s.replace(len(name)+4, "(?P<"+name+">")
	case has("(?P="):
		s.backtracks = true
		s.copy(4)
	case has("(?|"):
		return errPatternBranch
	case has("(*", "(?R", "(?(", "(?&", "(?P>", "(?C") || len(rest) > 2 && has("(?") && (rest[2] >= '0' && rest[2] <= '9' || rest[2] == '+'):
		return errPatternRecurse
	case has("(?"):
		s.copy(2)
	default:
		s.copy(1)
	}
	return nil
}
