package parser

import (
	"fmt"
	"sort"
	"sync"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// MaxSPLText is the largest search accepted, in bytes after macro expansion.
const MaxSPLText = 4 << 20

// SPL expands the macros of text and parses the result. macros may be nil
// when none are defined.
//
// The error is a [*source.Error] or a [source.List]: several commands of one
// search can be wrong. Its places lie in the expanded text, and its message
// names the macro and where it was called. The tree is nil if there is an
// error.
func SPL(text *source.Text, macros Macros) (search *spl.Search, err error) {
	expanded, err := ExpandMacros(text, macros)
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			search, err = nil, splAt(expanded, &splError{code: splCodeInternal, msg: fmt.Sprintf("the parser failed: %v", r)})
		}
	}()
	if len(expanded.Body) > MaxSPLText {
		return nil, splAt(expanded, &splError{code: splCodeSize, kind: source.Limit,
			msg: fmt.Sprintf("the search has %d bytes; at most %d are accepted", len(expanded.Body), MaxSPLText)})
	}
	lex, _ := lexer.SPL.LexString("", expanded.Body) // never fails
	tokens, err := plexer.Upgrade(lex)
	if err != nil {
		return nil, err
	}
	commands, errs := splPipeline(tokens, false)
	if len(errs) > 0 {
		sort.SliceStable(errs, func(i, j int) bool { return errs[i].span.Start < errs[j].span.Start })
		list := make(source.List, len(errs))
		for i, e := range errs {
			list[i] = splAt(expanded, e)
		}
		return nil, list.Err()
	}
	span := source.Span{Start: commands[0].Span().Start, End: commands[len(commands)-1].Span().End}
	return &spl.Search{Pipeline: spl.NewPipeline(commands, false, span), Text: expanded}, nil
}

// splProduction parses the arguments of one command.
type splProduction func(*plexer.PeekingLexer) (spl.Command, error)

// splTrailing lets a production stop where the next command begins.
var splTrailing = participle.AllowTrailing(true)

// splStruct is the production of a command whose grammar is in the tags of
// T. Its parser is built when the command is first met.
func splStruct[T any, P interface {
	*T
	spl.Command
}]() splProduction {
	build := sync.OnceValue(func() *participle.Parser[T] {
		return participle.MustBuild[T](
			participle.Lexer(lexer.SPL),
			participle.UseLookahead(0),
			participle.ParseTypeWith(parseSPLExpr),
			participle.ParseTypeWith(parseSPLSearch),
			participle.ParseTypeWith(parseSPLAgg),
			participle.ParseTypeWith(splSubsearch),
		)
	})
	return func(lex *plexer.PeekingLexer) (spl.Command, error) {
		node, err := build().ParseFromLexer(lex, splTrailing)
		return P(node), err
	}
}

// mostSPLErrors is how many mistakes are told of a pipeline: nobody reads more.
const mostSPLErrors = 100

// splPipeline reads commands up to the end of the text, or up to the closing
// bracket of a subsearch, which is left to the caller. After an error it
// goes on at the next |, until there are mostSPLErrors.
func splPipeline(lex *plexer.PeekingLexer, sub bool) ([]spl.Command, []*splError) {
	var commands []spl.Command
	var errs []*splError
	if lex.Peek().Type == lexer.SPLPipe {
		lex.Next()
	}
	for {
		command, err := splCommand(lex)
		if err != nil {
			switch {
			case len(errs) < mostSPLErrors:
				errs = append(errs, splErrors(err)...)
			case !sub:
				return commands, errs
			}
			splSkip(lex)
		} else {
			commands = append(commands, command)
		}
		t := lex.Peek()
		switch {
		case t.Type == lexer.SPLPipe:
			lex.Next()
		case t.Type == lexer.SPLClose && !sub:
			errs = append(errs, splErrors(splUnexpected(t, ""))...)
			lex.Next()
			splSkip(lex)
			if lex.Peek().Type != lexer.SPLPipe {
				return commands, errs
			}
			lex.Next()
		default:
			return commands, errs
		}
	}
}

// splCommand reads one command with its arguments.
func splCommand(lex *plexer.PeekingLexer) (spl.Command, error) {
	t := lex.Peek()
	var keyword string
	var production splProduction
	switch t.Type {
	case lexer.SPLImplied:
		keyword, production = "search", splProductions()["search"]
	case lexer.SPLCommand:
		var err error
		if keyword, production, err = splLookup(t); err != nil {
			return nil, err
		}
	default:
		return nil, splUnexpected(t, "a command")
	}
	lex.Next()
	if lex.Peek().Type == lexer.SPLComma {
		return nil, splInCommand(splUnexpected(lex.Peek(), ""), keyword)
	}
	command, err := production(lex)
	if err != nil {
		return nil, splInCommand(err, keyword)
	}
	switch next := lex.Peek(); next.Type {
	case lexer.SPLPipe, lexer.SPLClose, plexer.EOF:
	default:
		return nil, splInCommand(splUnexpected(next, ""), keyword)
	}
	end := lex.RawCursor()
	last := lex.Range(end-1, end)[0]
	command.Place(keyword, source.Span{Start: t.Pos.Offset, End: splSpan(&last).End})
	return command, splCheck(command)
}

// splSubsearch is the custom production of [spl.Subsearch]. Errors inside
// the brackets come together, after the closing one was read.
func splSubsearch(lex *plexer.PeekingLexer) (spl.Subsearch, error) {
	if lex.Peek().Type != lexer.SPLOpen {
		return nil, participle.NextMatch
	}
	return parseSPLSubsearch(lex)
}

func parseSPLSubsearch(lex *plexer.PeekingLexer) (spl.Subsearch, error) {
	open := lex.Next()
	commands, errs := splPipeline(lex, true)
	end, err := splExpect(lex, lexer.SPLClose, `"]"`)
	if err != nil && len(errs) == 0 {
		errs = splErrors(err)
	}
	if len(errs) > 0 {
		return nil, splErrorList(errs)
	}
	return spl.NewPipeline(commands, true, source.Span{Start: open.Pos.Offset, End: end}), nil
}

// splSkip goes to the next | or ] of the same pipeline.
func splSkip(lex *plexer.PeekingLexer) {
	depth := 0
	for {
		switch lex.Peek().Type {
		case plexer.EOF:
			return
		case lexer.SPLOpen:
			depth++
		case lexer.SPLClose:
			if depth == 0 {
				return
			}
			depth--
		case lexer.SPLPipe:
			if depth == 0 {
				return
			}
		}
		lex.Next()
	}
}
