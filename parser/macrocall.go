package parser

import (
	"strings"

	"github.com/goshawk-lang/goshawk/source"
)

// parseMacroCall reads the call whose opening backtick is at offset at. When
// it is none, ok is false and the span covers what was looked at.
func parseMacroCall(body string, at int) (call macroCall, ok bool) {
	end := macroCallEnd(body, at+1)
	if end < 0 {
		call.span = source.Span{Start: at, End: at + 1}
		return call, false
	}
	call.span = source.Span{Start: at, End: end + 1}
	inner := body[at+1 : end]
	name, rest, hasArgs := strings.Cut(inner, "(")
	call.name = strings.TrimSpace(name)
	if !macroName(call.name) {
		return call, false
	}
	if !hasArgs {
		return call, true
	}
	rest = strings.TrimRight(rest, " \t\r\n")
	if !strings.HasSuffix(rest, ")") {
		return call, false
	}
	start := at + 1 + len(name) + 1
	call.args = macroArgs(body, start, start+len(rest)-1)
	return call, true
}

// macroCallEnd is the offset of the closing backtick; one inside a quoted
// argument does not count.
func macroCallEnd(body string, from int) int {
	quoted, parens := false, false
	for i := from; i < len(body); i++ {
		switch body[i] {
		case '(':
			parens = true
		case '\\':
			if quoted {
				i++
			}
		case '"':
			quoted = parens && !quoted
		case '`':
			if !quoted {
				return i
			}
		}
	}
	return -1
}

func macroName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && c != '-' && c != '.' && c != ':' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return s != ""
}

// macroArgs splits body[start:end] at the commas outside quotes and
// parentheses, and takes the quotes off each argument.
func macroArgs(body string, start, end int) []source.Span {
	if strings.TrimSpace(body[start:end]) == "" {
		return nil
	}
	var args []source.Span
	depth, quoted, from := 0, false, start
	for i := start; i <= end; i++ {
		if i == end {
			args = append(args, macroArg(body, from, end))
			break
		}
		switch c := body[i]; {
		case c == '\\' && quoted && i+1 < end:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			args = append(args, macroArg(body, from, i))
			from = i + 1
		}
	}
	return args
}

func macroArg(body string, start, end int) source.Span {
	for start < end && strings.IndexByte(" \t\r\n", body[start]) >= 0 {
		start++
	}
	for end > start && strings.IndexByte(" \t\r\n", body[end-1]) >= 0 {
		end--
	}
	if end-start > 1 && body[start] == '"' && body[end-1] == '"' {
		return source.Span{Start: start + 1, End: end - 1}
	}
	return source.Span{Start: start, End: end}
}
