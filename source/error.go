package source

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Kind says which stage refused a query, and so what the user can do about it.
type Kind string

// The kinds of error, as the command prints them.
const (
	Syntax      Kind = "syntax"      // the text is not of the language
	Semantic    Kind = "semantic"    // a name, type or count is wrong
	Unsupported Kind = "unsupported" // valid, but not implemented here
	Runtime     Kind = "runtime"     // the data or the outside world failed it
	Limit       Kind = "limit"       // a bound of the run was exceeded
)

// Error is one finding about a query, with the place it points at.
type Error struct {
	// Code is stable across releases; Microsoft's KS number where the
	// meaning is the same, otherwise GH and three digits.
	Code string
	Kind Kind
	// Message is one sentence without the position.
	Message string
	// Text and Span are the place. Text may be nil for a runtime error.
	Text *Text
	Span Span
	// Cause is the error underneath, if any.
	Cause error
}

// maxMessage is how many bytes of a message are printed: a word of the query
// in it may be as long as the query.
const maxMessage = 600

func shortMessage(m string) string {
	if len(m) <= maxMessage {
		return m
	}
	return strings.ToValidUTF8(m[:maxMessage], "") + "..."
}

// Error is "name:line:column: message", with the macros passed on the way.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Text != nil {
		text, span, trace := e.Text.Written(e.Span)
		p := text.Position(span.Start)
		if text.Name != "" {
			b.WriteString(text.Name + ":")
		}
		fmt.Fprintf(&b, "%d:%d: %s", p.Line, p.Column, shortMessage(e.Message))
		for _, o := range trace {
			if o.CallText == nil {
				continue
			}
			callText, callSpan, _ := o.CallText.Written(o.Call)
			p := callText.Position(callSpan.Start)
			fmt.Fprintf(&b, " (in macro `%s` called at %d:%d)", o.Macro, p.Line, p.Column)
		}
		return b.String()
	}
	return e.Message
}

// Unwrap returns Cause.
func (e *Error) Unwrap() error { return e.Cause }

// Line is the line of the place, from 1, or 0 without one.
func (e *Error) Line() int { return e.position().Line }

// Column is the column of the place in code points, from 1, or 0 without one.
func (e *Error) Column() int { return e.position().Column }

func (e *Error) position() Position {
	if e.Text == nil {
		return Position{}
	}
	text, span, _ := e.Text.Written(e.Span)
	return text.Position(span.Start)
}

// Caret is the line of the place with carets under the span, or empty
// without a place. Tabs keep their width, and long lines are cut around it.
func (e *Error) Caret() string {
	if e.Text == nil {
		return ""
	}
	text, span, _ := e.Text.Written(e.Span)
	line, start := text.Line(span.Start)
	at := max(0, min(span.Start-start, len(line)))
	end := max(at, min(span.End-start, len(line)))
	const before, after = 60, 60
	cut := at - before
	if cut > 0 {
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		line, at, end = "..."+line[cut:], at-cut+3, end-cut+3
	}
	if len(line) > at+after {
		stop := at + after
		for stop > at && !utf8.RuneStart(line[stop]) {
			stop--
		}
		line, end = line[:stop]+"...", min(end, stop)
	}
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, line[:at])
	return line + "\n" + pad + strings.Repeat("^", max(1, utf8.RuneCountInString(line[at:max(at, end)])))
}

// List is several errors about one query, in order of position.
type List []*Error

// Error joins the messages, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap makes errors.As find the single errors.
func (l List) Unwrap() []error {
	all := make([]error, len(l))
	for i, e := range l {
		all[i] = e
	}
	return all
}

// Err is nil for an empty list, the error itself for a list of one, and the
// list otherwise.
func (l List) Err() error {
	switch len(l) {
	case 0:
		return nil
	case 1:
		return l[0]
	}
	return l
}

// Errors returns the findings inside err, however they are wrapped.
func Errors(err error) List {
	var list List
	if errors.As(err, &list) {
		return list
	}
	var one *Error
	if errors.As(err, &one) {
		return List{one}
	}
	return nil
}
