package functions

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// runeSet are the first and last code points of ranges, in order and apart.
type runeSet []rune

func (s runeSet) not() runeSet {
	out := runeSet{}
	next := rune(0)
	for i := 0; i < len(s); i += 2 {
		if s[i] > next {
			out = append(out, next, s[i]-1)
		}
		next = s[i+1] + 1
	}
	if next <= utf8.MaxRune {
		out = append(out, next, utf8.MaxRune)
	}
	return out
}

func (s runeSet) or(t runeSet) runeSet {
	type span struct{ from, to rune }
	var all []span
	for _, one := range []runeSet{s, t} {
		for i := 0; i < len(one); i += 2 {
			all = append(all, span{one[i], one[i+1]})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return int(a.from - b.from) })
	out := runeSet{}
	for _, x := range all {
		if n := len(out); n > 0 && x.from <= out[n-1]+1 {
			out[n-1] = max(out[n-1], x.to)
			continue
		}
		out = append(out, x.from, x.to)
	}
	return out
}

func (s runeSet) and(t runeSet) runeSet { return s.not().or(t.not()).not() }

// combine applies an operator that stands between sets in brackets.
func (s runeSet) combine(op string, t runeSet) runeSet {
	switch op {
	case "&&":
		return s.and(t)
	case "--":
		return s.and(t.not())
	case "~~":
		return s.and(t.not()).or(t.and(s.not()))
	}
	return s.or(t)
}

// inBrackets is the set as it is written in brackets.
func (s runeSet) inBrackets(negated bool) string {
	if len(s) == 0 {
		s, negated = runeSet{0, utf8.MaxRune}, !negated
	}
	var b strings.Builder
	b.WriteByte('[')
	if negated {
		b.WriteByte('^')
	}
	for i := 0; i < len(s); i += 2 {
		fmt.Fprintf(&b, `\x{%x}-\x{%x}`, s[i], s[i+1])
	}
	b.WriteByte(']')
	return b.String()
}

// class rewrites brackets that Go reads otherwise: those with brackets or
// operators inside, and those with numbered code points. All others, and those
// that are not well formed as sets, stay as they are.
func (d *dialect) class() error {
	s := &setReader{in: d.in, at: d.at, verbose: d.verbose[len(d.verbose)-1]}
	set, negated, ok := s.set()
	if ok && s.special {
		d.out.WriteString(set.inBrackets(negated))
		d.at = s.at
		return nil
	}
	d.copy(plainClass(d.in[d.at:]))
	return nil
}

// plainClass is how long brackets are in which a further [ is a character.
func plainClass(s string) int {
	i := 1
	if strings.HasPrefix(s[i:], "^") {
		i++
	}
	if strings.HasPrefix(s[i:], "]") {
		i++
	}
	for ; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], "[:"):
			if end := strings.Index(s[i:], ":]"); end > 0 {
				i += end + 1
			}
		case s[i] == ']':
			return i + 1
		}
	}
	return len(s)
}

// setReader reads brackets as sets.
type setReader struct {
	in      string
	at      int
	verbose bool
	// special is true when Go would read them otherwise.
	special bool
}

func (s *setReader) has(prefix string) bool { return strings.HasPrefix(s.in[s.at:], prefix) }

func (s *setReader) take(prefix string) bool {
	if !s.has(prefix) {
		return false
	}
	s.at += len(prefix)
	return true
}

// set reads from [ to ]. The negation is given apart, for it comes after
// letters of both cases have been taken for each other.
func (s *setReader) set() (set runeSet, negated, ok bool) {
	s.at++
	negated = s.take("^")
	left, op := runeSet{}, ""
	set, first := runeSet{}, true
	for s.at < len(s.in) {
		switch next := s.operator(); {
		case s.has("]") && !first:
			s.at++
			return left.combine(op, set), negated, true
		case next != "" && !first:
			s.special = true
			s.at += 2
			left, set, op = left.combine(op, set), runeSet{}, next
			first = false
			continue
		}
		item, ok := s.item(first)
		if !ok {
			return nil, false, false
		}
		set, first = set.or(item), false
	}
	return nil, false, false
}

func (s *setReader) operator() string {
	for _, op := range []string{"&&", "--", "~~"} {
		if s.has(op) && !s.has(op+"]") {
			return op
		}
	}
	return ""
}

// item reads brackets, a class, a range or a character.
func (s *setReader) item(first bool) (runeSet, bool) {
	switch {
	case s.verbose && strings.IndexByte(" \t\n\v\f\r", s.in[s.at]) >= 0:
		s.special = true
		s.at++
		return runeSet{}, true
	case s.has("[:"):
		end := strings.Index(s.in[s.at:], ":]")
		if end < 0 {
			return nil, false
		}
		from := s.at
		s.at += end + 2
		return readClass("[" + s.in[from:s.at] + "]")
	case s.has("["):
		s.special = true
		set, negated, ok := s.set()
		if negated {
			set = set.not()
		}
		return set, ok
	case s.has(`\`) && s.at+1 < len(s.in) && strings.IndexByte("dDsSwWpP", s.in[s.at+1]) >= 0:
		return s.perlClass()
	}
	from, ok := s.char(first)
	if !ok {
		return nil, false
	}
	if !s.has("-") || s.has("-]") || s.has("--") {
		return runeSet{from, from}, true
	}
	s.at++
	to, ok := s.char(false)
	return runeSet{from, to}, ok && from <= to
}

// perlClass reads \d, \pL, \p{Greek} and the like.
func (s *setReader) perlClass() (runeSet, bool) {
	c := s.in[s.at+1]
	if wide, known := wideClasses[c|0x20]; known {
		s.at += 2
		set, ok := readClass("[" + wide + "]")
		if c < 'a' {
			set = set.not()
		}
		return set, ok
	}
	from := s.at
	s.at = min(s.at+3, len(s.in))
	if s.in[s.at-1] == '{' {
		s.at += max(strings.IndexByte(s.in[s.at:], '}')+1, 0)
	}
	return readClass("[" + s.in[from:s.at] + "]")
}

// char reads a character, plain or escaped.
func (s *setReader) char(first bool) (rune, bool) {
	if s.at >= len(s.in) || s.in[s.at] == ']' && !first {
		return 0, false
	}
	if !s.has(`\`) {
		r, n := utf8.DecodeRuneInString(s.in[s.at:])
		s.at += n
		return r, true
	}
	rest := s.in[s.at+1:]
	if strings.HasPrefix(rest, "u") || strings.HasPrefix(rest, "U") {
		r, n, err := codePoint(rest)
		s.special = true
		s.at += 1 + n
		return r, err == nil
	}
	n := 2
	if strings.HasPrefix(rest, "x{") {
		n = strings.IndexByte(rest, '}') + 2
	} else if strings.HasPrefix(rest, "x") {
		n = 4
	}
	if n < 2 || n > len(rest)+1 {
		return 0, false
	}
	set, ok := readClass("[" + s.in[s.at:s.at+n] + "]")
	s.at += n
	if !ok || len(set) != 2 || set[0] != set[1] {
		return 0, false
	}
	return set[0], true
}

// readClass is what Go reads brackets as.
func readClass(text string) (runeSet, bool) {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, false
	}
	switch re.Op {
	case syntax.OpCharClass:
		return runeSet(re.Rune), true
	case syntax.OpLiteral:
		return runeSet{re.Rune[0], re.Rune[0]}, true
	case syntax.OpAnyChar:
		return runeSet{0, utf8.MaxRune}, true
	}
	return nil, false
}
