package parser

import (
	"errors"
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// The codes of SPL syntax errors.
const (
	splCodeSyntax   = "GH201" // a token that does not fit
	splCodeCommand  = "GH202" // unknown command
	splCodeSize     = "GH203" // text or nesting beyond the bounds
	splCodeMacro    = "GH204" // undefined macro, or one called wrongly
	splCodeCycle    = "GH205" // a macro that leads back to itself
	splCodeText     = "GH206" // an unclosed string, or text that is no token
	splCodeArgs     = "GH207" // too many or too few arguments
	splCodeInternal = "GH299" // a defect of the parser
)

// splError is an error with a place, before it is tied to a text.
type splError struct {
	code string
	kind source.Kind // Syntax if empty
	msg  string
	span source.Span
}

func (e *splError) Error() string { return e.msg }

// splErrorList is the errors of a subsearch.
type splErrorList []*splError

func (l splErrorList) Error() string { return l[0].msg }

// splErrors is the list of errors inside err.
func splErrors(err error) []*splError {
	var list splErrorList
	if errors.As(err, &list) {
		return list
	}
	var one *splError
	if errors.As(err, &one) {
		return []*splError{one}
	}
	return []*splError{{code: splCodeInternal, msg: err.Error()}}
}

func splAt(text *source.Text, e *splError) *source.Error {
	kind := e.kind
	if kind == "" {
		kind = source.Syntax
	}
	return &source.Error{Code: e.code, Kind: kind, Message: e.msg, Text: text, Span: e.span}
}

// splUnexpected says that a token does not fit. want may be empty.
func splUnexpected(t *plexer.Token, want string) error {
	e := &splError{code: splCodeSyntax, span: splSpan(t)}
	switch {
	case t.EOF():
		e.msg = "unexpected end of the search"
	case t.Type == lexer.SPLInvalid:
		return splInvalid(t)
	case t.Type == lexer.SPLPipe && want == "a command":
		e.msg = "there is no command between two |"
		return e
	case t.Value != "" && t.Value[0] == '"':
		e.msg = "unexpected " + shorten(t.Value)
	default:
		e.msg = `unexpected "` + shorten(t.Value) + `"`
	}
	if want != "" {
		e.msg += "; expected " + want
	}
	return e
}

func splInvalid(t *plexer.Token) error {
	e := &splError{code: splCodeText, span: splSpan(t)}
	switch {
	case t.Value == "(" || t.Value == "[" || strings.HasSuffix(t.Value, "("):
		e.code, e.kind = splCodeSize, source.Limit
		e.msg = "parentheses or subsearches are nested too deeply"
	case strings.HasPrefix(t.Value, "```"):
		e.msg = "a comment is not closed: ``` is missing"
	case t.Value[0] == '"' || t.Value[0] == '\'':
		e.msg = "a text is not closed: " + t.Value[:1] + " is missing"
		e.span.End = e.span.Start + 1
	case t.Value[0] >= '0' && t.Value[0] <= '9':
		e.msg = `"` + shorten(t.Value) + `" is no number; a field name that starts with a digit needs 'single quotes'`
	case t.Value == "{" || t.Value == "}" || t.Value == ":" || t.Value == "@":
		e.msg = `unexpected "` + t.Value + `"; a field name with special characters needs 'single quotes'`
	default:
		e.code, e.msg = splCodeSyntax, `unexpected "`+shorten(t.Value)+`"`
	}
	return e
}

func splLimitError(t *plexer.Token, msg string) error {
	return &splError{code: splCodeSize, kind: source.Limit, msg: msg, span: splSpan(t)}
}

// splNoMatch turns participle's "try the next alternative" into an error.
func splNoMatch(err error, lex *plexer.PeekingLexer, want string) error {
	if errors.Is(err, participle.NextMatch) {
		return splUnexpected(lex.Peek(), want)
	}
	return err
}

// splInCommand words an error for the command it happened in: participle's
// own errors name Go types, so only their token is kept.
func splInCommand(err error, keyword string) error {
	var list splErrorList
	var one *splError
	var unexpected *participle.UnexpectedTokenError
	switch {
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
	case errors.As(err, &unexpected):
		errors.As(splUnexpected(&unexpected.Unexpected, ""), &one)
	default:
		one = &splError{code: splCodeSyntax, msg: "cannot be read"}
		var p participle.Error
		if errors.As(err, &p) {
			one.span = source.Span{Start: p.Position().Offset, End: p.Position().Offset + 1}
		}
	}
	if one.code != splCodeSyntax || strings.Contains(one.msg, "; expected") {
		return one
	}
	worded := *one
	worded.msg += ` in "` + keyword + `"`
	if usage := splUsage[keyword]; usage != "" {
		worded.msg += "; usage: " + usage
	}
	return &worded
}

func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(s) > 4*most || len(r) > most {
		return string(r[:min(most, len(r))]) + "..."
	}
	return s
}
