package functions

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// KeyValueOptions are the options of the operator parse-kv: both delimiters, or
// a regular expression with two groups, or neither; then every character that
// is no letter or digit delimits.
// https://learn.microsoft.com/kusto/query/parse-kv-operator
type KeyValueOptions struct {
	PairDelimiter, KVDelimiter string
	// Quotes are one character (opening and closing alike) or two each.
	Quotes []string
	// Escapes are characters that take the meaning off the next one in quotes.
	Escapes []string
	// Greedy lets a value go on until the last pair delimiter before the next
	// key instead of the next pair delimiter.
	Greedy bool
	Regex  string
}

// KeyValueParser takes the values of known keys out of texts. It is safe for
// concurrent use.
type KeyValueParser struct {
	options KeyValueOptions
	keys    map[string]int
	types   []table.Type
	re      *pattern
}

// NewKeyValueParser prepares a parser for keys of the given types.
func NewKeyValueParser(options KeyValueOptions, keys []table.Field) (*KeyValueParser, error) {
	p := &KeyValueParser{options: options, keys: map[string]int{}}
	for i, k := range keys {
		p.keys[k.Name] = i
		p.types = append(p.types, k.Type)
	}
	if options.Regex != "" {
		re, err := compilePattern(options.Regex)
		if err != nil {
			return nil, err
		}
		if re.plain.NumSubexp() != 2 {
			return nil, errors.New("parse-kv: the regular expression must have two capture groups")
		}
		p.re = re
		return p, nil
	}
	switch {
	case (options.PairDelimiter == "") != (options.KVDelimiter == ""):
		return nil, errors.New("parse-kv takes pair_delimiter and kv_delimiter together or neither")
	case options.Greedy && options.PairDelimiter == "":
		return nil, errors.New("parse-kv: greedy needs pair_delimiter and kv_delimiter")
	}
	return p, nil
}

// Apply gives a column for each key: null (the empty string) where the text
// does not have it or its value does not convert. Of equal keys the first counts.
func (p *KeyValueParser) Apply(c *Call, text table.Column) ([]table.Column, error) {
	in := NewArg[string](text)
	found := make([][]string, len(p.types))
	for j := range found {
		found[j] = make([]string, c.N)
	}
	seen := make([]bool, len(p.types))
	for i := range c.N {
		clear(seen)
		p.each(in.At(i), func(key, value string) {
			if j, ok := p.keys[key]; ok && !seen[j] {
				seen[j], found[j][i] = true, value
			}
		})
	}
	out := make([]table.Column, len(found))
	for j, texts := range found {
		col, err := castTexts(c, texts, p.types[j])
		if err != nil {
			return nil, err
		}
		out[j] = col
	}
	return out, nil
}

func (p *KeyValueParser) each(s string, f func(key, value string)) {
	if p.re != nil {
		if re := p.re.in(s); re != nil {
			for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
				if m[2] >= 0 && m[4] >= 0 {
					f(s[m[2]:m[3]], s[m[4]:m[5]])
				}
			}
		}
		return
	}
	if p.options.PairDelimiter == "" {
		p.words(s, f)
		return
	}
	for s != "" {
		s = p.pair(s, f)
	}
}

// words takes the word or quoted text after each known key for its value,
// whatever stands between them.
func (p *KeyValueParser) words(s string, f func(key, value string)) {
	for {
		key, rest, ok := p.word(s)
		if !ok {
			return
		}
		if s = rest; !p.known(key) {
			continue
		}
		value, rest, ok := p.word(s)
		if !ok {
			return
		}
		f(key, value)
		s = rest
	}
}

func (p *KeyValueParser) known(key string) bool {
	_, ok := p.keys[key]
	return ok
}

// word is the first run of letters and digits in s or the first quoted text,
// whichever comes first, and what follows it.
func (p *KeyValueParser) word(s string) (word, rest string, ok bool) {
	for s != "" {
		if word, rest, ok = p.quoted(s); ok {
			return word, rest, true
		}
		if end := strings.IndexFunc(s, func(r rune) bool { return !alphanumeric(r) }); end != 0 {
			if end < 0 {
				end = len(s)
			}
			return s[:end], s[end:], true
		}
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return "", "", false
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// pair reads one pair off the start of s and gives the rest.
func (p *KeyValueParser) pair(s string, f func(key, value string)) string {
	pairEnd, kv := p.options.PairDelimiter, p.options.KVDelimiter
	s = strings.TrimLeft(s, " \t\r\n")
	key, rest, quoted := p.quoted(s)
	if !quoted {
		at := strings.Index(s, kv)
		if end := strings.Index(s, pairEnd); at < 0 || end >= 0 && end < at {
			return after(s, pairEnd)
		}
		key, rest = strings.TrimSpace(s[:at]), s[at+len(kv):]
	} else {
		rest = strings.TrimLeft(rest, " \t\r\n")
		if !strings.HasPrefix(rest, kv) {
			return after(rest, pairEnd)
		}
		rest = rest[len(kv):]
	}
	if value, left, ok := p.quoted(strings.TrimLeft(rest, " \t\r\n")); ok {
		f(key, value)
		return after(left, pairEnd)
	}
	end := p.valueEnd(rest)
	f(key, strings.TrimSpace(rest[:end]))
	return after(rest[end:], pairEnd)
}

// valueEnd is where an unquoted value at the start of s ends.
func (p *KeyValueParser) valueEnd(s string) int {
	if p.options.Greedy {
		next := strings.Index(s, p.options.KVDelimiter)
		if next < 0 {
			return len(s)
		}
		if end := strings.LastIndex(s[:next], p.options.PairDelimiter); end >= 0 {
			return end
		}
	}
	if end := strings.Index(s, p.options.PairDelimiter); end >= 0 {
		return end
	}
	return len(s)
}

// after is what follows the first delimiter in s.
func after(s, delimiter string) string {
	_, rest, _ := strings.Cut(s, delimiter)
	return rest
}

// quoted reads a text in quotes off the start of s.
func (p *KeyValueParser) quoted(s string) (text, rest string, ok bool) {
	for _, q := range p.options.Quotes {
		_, size := utf8.DecodeRuneInString(q)
		open, shut := q[:size], q[size:]
		if shut == "" {
			shut = open
		}
		if open == "" || !strings.HasPrefix(s, open) {
			continue
		}
		var b strings.Builder
		for i := len(open); i < len(s); {
			if e := p.escape(s[i:]); e > 0 && i+e < len(s) {
				_, size := utf8.DecodeRuneInString(s[i+e:])
				b.WriteString(s[i+e : i+e+size])
				i += e + size
				continue
			}
			if strings.HasPrefix(s[i:], shut) {
				return b.String(), s[i+len(shut):], true
			}
			b.WriteByte(s[i])
			i++
		}
	}
	return "", s, false
}

func (p *KeyValueParser) escape(s string) int {
	for _, e := range p.options.Escapes {
		if e != "" && strings.HasPrefix(s, e) {
			return len(e)
		}
	}
	return 0
}
