package functions

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Go reads most of KQL's regular expressions as KQL does. The rest is rewritten
// here, or refused where Go would read it otherwise and cannot say it: sets in
// brackets, code points by number, and white space that does not count.
// https://learn.microsoft.com/kusto/query/regex

var (
	errRegexWord = errors.New("assertions of the start or end of a word are not supported")
	errRegexCode = errors.New("a code point is written in hexadecimal digits")
)

// inGo rewrites an expression for Go.
func inGo(text string) (string, error) {
	if !strings.ContainsAny(text, `\[`) && !strings.Contains(text, "(?") {
		return text, nil
	}
	d := &dialect{in: text, verbose: []bool{false}}
	for d.at < len(text) {
		if err := d.step(); err != nil {
			return "", err
		}
	}
	return d.out.String(), nil
}

type dialect struct {
	in  string
	at  int
	out strings.Builder
	// verbose says for each open group whether white space counts not.
	verbose []bool
}

func (d *dialect) step() error {
	c := d.in[d.at]
	last := len(d.verbose) - 1
	switch {
	case c == '\\':
		return d.escape()
	case c == '[':
		return d.class()
	case c == '(':
		d.verbose = append(d.verbose, d.verbose[last])
		if strings.HasPrefix(d.in[d.at:], "(?") && d.flags() {
			return nil
		}
	case c == ')' && last > 0:
		d.verbose = d.verbose[:last]
	case d.verbose[last] && c == '#':
		d.at += max(strings.IndexByte(d.in[d.at:]+"\n", '\n'), 0)
		return nil
	case d.verbose[last] && strings.IndexByte(" \t\n\v\f\r", c) >= 0:
		d.at++
		return nil
	}
	d.copy(1)
	return nil
}

func (d *dialect) copy(n int) {
	d.out.WriteString(d.in[d.at:min(d.at+n, len(d.in))])
	d.at += n
}

// flags takes x out of the flags (?flags) or (?flags:, which Go does not know.
// It is false, and takes nothing, where there is none.
func (d *dialect) flags() bool {
	end := d.at + 2
	on, x := true, 0
	for ; end < len(d.in) && strings.IndexByte("imsUxuR-", d.in[end]) >= 0; end++ {
		switch d.in[end] {
		case '-':
			on = false
		case 'x':
			x = 1
			if !on {
				x = -1
			}
		}
	}
	if x == 0 || end == len(d.in) || d.in[end] != ')' && d.in[end] != ':' {
		return false
	}
	flags := strings.TrimSuffix(strings.ReplaceAll(d.in[d.at+2:end], "x", ""), "-")
	group := len(d.verbose) - 1
	if d.in[end] == ')' {
		// The flags hold for the rest of the group around.
		d.verbose = d.verbose[:group]
		group--
	}
	d.verbose[group] = x > 0
	if d.in[end] == ':' || flags != "" {
		d.out.WriteString("(?" + flags + d.in[end:end+1])
	}
	d.at = end + 1
	return true
}

// escape rewrites \u and \U, and refuses what Go would read as other characters.
func (d *dialect) escape() error {
	rest := d.in[d.at+1:]
	switch {
	case strings.HasPrefix(rest, "u"), strings.HasPrefix(rest, "U"):
		r, n, err := codePoint(rest)
		if err != nil {
			return err
		}
		d.out.WriteString(`\x{` + strconv.FormatInt(int64(r), 16) + `}`)
		d.at += 1 + n
	case strings.HasPrefix(rest, "<"), strings.HasPrefix(rest, ">"), strings.HasPrefix(rest, "b{"):
		return errRegexWord
	case strings.HasPrefix(rest, "Q"):
		end := strings.Index(rest, `\E`)
		if end < 0 {
			end = len(rest) - 2
		}
		d.copy(end + 3)
	default:
		_, n := utf8.DecodeRuneInString(rest)
		d.copy(1 + n)
	}
	return nil
}

// codePoint reads u0061, U00000061, u{61} or U{61}; n is how long that is.
func codePoint(s string) (r rune, n int, err error) {
	digits := 4
	if s[0] == 'U' {
		digits = 8
	}
	from, n := 1, 1+digits
	if strings.HasPrefix(s[1:], "{") {
		from, n = 2, strings.IndexByte(s, '}')+1
		digits = n - 3
	}
	if digits < 1 || len(s) < from+digits {
		return 0, 0, errRegexCode
	}
	code, err := strconv.ParseUint(s[from:from+digits], 16, 32)
	if err != nil || code > utf8.MaxRune {
		return 0, 0, errRegexCode
	}
	return rune(code), n, nil
}
