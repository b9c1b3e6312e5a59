package parser

import (
	"fmt"
	"sort"

	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/source"
)

// MaxKQLLength is the longest KQL text that is parsed, in bytes.
const MaxKQLLength = 2 << 20

// maxChain bounds what nests without brackets: a + b + c ..., a.b.c ...
const maxChain = 5000

// maxFindings bounds the errors that are reported about one text.
const maxFindings = 100

// KQL parses a query text: statements separated by ";". The error is a
// *source.Error or, as operators that cannot be parsed do not hide what comes
// after them, a source.List in order of position. On an error there is no tree.
func KQL(text *source.Text) (query *kql.Query, err error) {
	defer func() {
		if r := recover(); r != nil {
			query, err = nil, &source.Error{Code: codeParserInternal, Kind: source.Syntax, Text: text,
				Message: fmt.Sprintf("the parser failed: %v", r)}
		}
	}()
	if len(text.Body) > MaxKQLLength {
		return nil, &source.Error{Code: codeTooLong, Kind: source.Limit, Text: text,
			Message: fmt.Sprintf("the query has %d bytes, more than %d", len(text.Body), MaxKQLLength)}
	}
	p := kqlGrammar()
	lex, err := p.tokens(text.Body)
	if err != nil {
		return nil, err
	}
	query, faults := p.text(lex)
	if list := findings(query, faults, flagged(lex), text); len(list) > 0 {
		return nil, list.Err()
	}
	return query, nil
}

// findings gathers the errors that Bad operators hold and those that ended
// statements, in order of position, one for each place.
func findings(query *kql.Query, faults []error, bad bool, text *source.Text) source.List {
	var list source.List
	seen := map[int]bool{}
	add := func(e source.Error) {
		if seen[e.Span.Start] || len(list) >= maxFindings {
			return
		}
		seen[e.Span.Start] = true
		e.Text = text
		list = append(list, &e)
	}
	if bad {
		ast.Inspect(query, func(n ast.Node) bool {
			if bad, ok := n.(*kql.Bad); ok {
				add(*bad.Err)
			}
			return true
		})
	}
	for _, e := range faults {
		add(worded(e, "", &plexer.Token{Type: plexer.EOF}).found)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Span.Start < list[j].Span.Start })
	return list
}
