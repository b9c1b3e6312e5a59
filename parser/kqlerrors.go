package parser

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// The codes of KQL's syntax errors. KS numbers are Microsoft's.
const (
	codeUnterminated   = "KS001" // a closing quote is missing
	codeUnexpected     = "KS002" // a character or token that fits nowhere
	codeExpected       = "KS005" // something particular is missing
	codeMissing        = "KS006" // an expression or name is missing
	codeEmpty          = "GH100" // there is no query in the text
	codeOperator       = "GH101" // an unknown operator
	codeTooDeep        = "GH102" // nested too deep
	codeTooLong        = "GH103" // the text or a chain in it is too long
	codeCommand        = "GH104" // a management command, not a query
	codeParserInternal = "GH199" // the parser failed
)

// kqlFault is a syntax error on its way up; it has no text yet.
type kqlFault struct{ found source.Error }

// Error implements error.
func (f *kqlFault) Error() string { return f.found.Message }

func fault(code string, span source.Span, format string, args ...any) error {
	return &kqlFault{source.Error{Code: code, Kind: source.Syntax, Span: span, Message: fmt.Sprintf(format, args...)}}
}

func spanOf(t *plexer.Token) source.Span {
	return source.Span{Start: t.Pos.Offset, End: t.Pos.Offset + len(t.Value)}
}

// described is a token as error messages name it.
func described(t *plexer.Token) string {
	switch {
	case t.EOF():
		return "the end of the query"
	case t.Type == lexer.KQLString:
		return "the string " + shortened(t.Value)
	}
	return `"` + shortened(t.Value) + `"`
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

// unexpected reports a token that cannot stand where it does; what is wanted
// there is said if known.
func unexpected(t *plexer.Token, wanted string) error {
	span := spanOf(t)
	switch t.Type {
	case lexer.KQLInvalid:
		return fault(codeUnexpected, span, "unexpected character %s", described(t))
	case lexer.KQLOpen:
		return fault(codeUnterminated, span, "the string %s has no closing quote", shortened(t.Value))
	case lexer.KQLTooDeep:
		f := fault(codeTooDeep, source.Span{Start: span.Start, End: span.Start + 1}, "brackets are nested more than %d deep", lexer.MaxKQLNesting)
		f.(*kqlFault).found.Kind = source.Limit
		return f
	}
	switch wanted {
	case "":
		if t.EOF() {
			return fault(codeUnexpected, span, "the query ends too early")
		}
		return fault(codeUnexpected, span, "unexpected %s", described(t))
	case "an expression", "a name":
		return fault(codeMissing, span, "expected %s, found %s", wanted, described(t))
	}
	return fault(codeExpected, span, "expected %s, found %s", wanted, described(t))
}

// worded turns any error of an operator's production into a fault that says
// how the operator is written.
func worded(err error, keyword string, at *plexer.Token) *kqlFault {
	var f *kqlFault
	if errors.As(err, &f) {
		return f
	}
	token := at
	var u *participle.UnexpectedTokenError
	if errors.As(err, &u) {
		token = &u.Unexpected
	} else if !errors.Is(err, participle.NextMatch) {
		return fault(codeUnexpected, spanOf(at), "%s", err).(*kqlFault)
	}
	wanted := ""
	if u != nil {
		wanted = literalWanted(u.Message())
	}
	f = unexpected(token, wanted).(*kqlFault)
	if usage := kqlUsage[keyword]; usage != "" && (f.found.Code == codeUnexpected || f.found.Code == codeExpected) {
		f.found.Message += " in " + keyword + "; usage: " + usage
	}
	return f
}

// literalWanted picks the quoted word out of participle's "(expected "by" ...)".
func literalWanted(message string) string {
	_, rest, ok := strings.Cut(message, "(expected ")
	if !ok || !strings.HasPrefix(rest, `"`) {
		return ""
	}
	word, _, ok := strings.Cut(rest[1:], `"`)
	if !ok {
		return ""
	}
	return `"` + word + `"`
}

func unknownOperator(t *plexer.Token) error {
	if t.Type != lexer.KQLWord {
		return unexpected(t, "an operator")
	}
	message := fmt.Sprintf("unknown operator %q", t.Value)
	if near := source.Nearest(t.Value, kql.OperatorKeywords); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	}
	return fault(codeOperator, spanOf(t), "%s", message)
}

// followers are the words that go on with an operator after an expression.
var followers = []string{"by", "on", "with", "asc", "desc", "limit", "and", "or", "has", "contains", "in", "startswith",
	"endswith", "between", "matches", "has_any", "has_all", "default", "nulls"}

// trailing reports what stands after an operator that should have ended.
func trailing(lex *tokens, keyword string) error {
	t := lex.Peek()
	before := previous(lex)
	switch {
	case t.Value == "let" || t.Value == "set" || t.Value == "declare":
		return fault(codeExpected, spanOf(t), `expected ";" before %s`, described(t))
	case t.Value == "=" && before.Type == lexer.KQLWord:
		message := fmt.Sprintf("unexpected parameter %q of %s", before.Value, keyword)
		if near := source.Nearest(before.Value, []string{"kind", "withsource", "isfuzzy", "bagexpansion", "with_itemindex", "flags"}); near != "" && near != before.Value {
			message += fmt.Sprintf("; did you mean %q?", near)
		}
		return fault(codeUnexpected, spanOf(before), "%s", message)
	case t.Type == lexer.KQLWord && len(t.Value) > 2:
		if near := source.Nearest(t.Value, followers); near != "" && near != t.Value {
			return fault(codeUnexpected, spanOf(t), "unexpected %q in %s; did you mean %q?", t.Value, keyword, near)
		}
	}
	return worded(&participle.UnexpectedTokenError{Unexpected: *t}, keyword, t)
}

// previous is the token that was consumed last.
func previous(lex *tokens) *plexer.Token {
	before := lex.Range(0, lex.RawCursor())
	for i := len(before) - 1; i >= 0; i-- {
		if k := before[i].Type; k != lexer.KQLBlank && k != lexer.KQLComment {
			return &before[i]
		}
	}
	return &plexer.Token{Type: plexer.EOF}
}

// kqlUsage is one line on how an operator is written.
var kqlUsage = map[string]string{
	"where": "where condition", "filter": "where condition",
	"extend":    "extend name = expression, ...",
	"summarize": "summarize name = aggregate, ... by column, ...",
	"sort":      "sort by column [asc|desc], ...", "order": "order by column [asc|desc], ...",
	"top":    "top count by column [asc|desc]",
	"take":   "take count",
	"limit":  "limit count",
	"join":   "join kind=inner (table) on column, ...",
	"lookup": "lookup kind=leftouter (table) on column, ...",
	"union":  "union table, (table | ...), ...",
	"parse":  `parse column with "text" name:type *`, "parse-where": `parse-where column with "text" name:type *`,
	"parse-kv":        `parse-kv column as (name:type, ...) with (pair_delimiter=" ")`,
	"mv-expand":       "mv-expand column to typeof(type), ...",
	"mv-apply":        "mv-apply column to typeof(type) on (operator | ...)",
	"make-series":     "make-series aggregate default=0 on column from a to b step c by column",
	"range":           "range name from start to stop step step",
	"top-nested":      "top-nested count of column by aggregate, ...",
	"top-hitters":     "top-hitters count of column by number",
	"sample-distinct": "sample-distinct count of column",
	"partition":       "partition by column (operator | ...)",
	"scan":            "scan with (step name: condition => name = expression;)",
	"render":          "render chart with (name=value, ...)",
	"evaluate":        "evaluate plugin(argument, ...)",
	"as":              "as name", "invoke": "invoke function(argument, ...)",
	"facet":        "facet by column, ... with (operator | ...)",
	"macro-expand": "macro-expand entity_group [database(\"a\"), ...] as X (X.table | ...)",
	"find":         "find in (table, ...) where condition project column, ...",
}
