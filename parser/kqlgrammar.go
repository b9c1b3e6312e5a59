package parser

import (
	"sync"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// tokens is the stream that every production reads.
type tokens = plexer.PeekingLexer

// kqlParser holds the productions, each built when it is first met: building
// all takes some milliseconds, parsing with the few that a query needs far
// less. It is shared by all parses.
type kqlParser struct {
	operators    map[string]func(*tokens) (kql.Operator, error)
	dataTable    production[kql.DataTable]
	externalData production[kql.ExternalData]
	typeOf       production[kql.TypeOf]
	funcParam    production[kql.FuncParam]
}

var kqlGrammar = sync.OnceValue(func() *kqlParser {
	p := &kqlParser{operators: map[string]func(*tokens) (kql.Operator, error){}}
	p.dataTable, p.externalData = newProduction[kql.DataTable](p), newProduction[kql.ExternalData](p)
	p.typeOf, p.funcParam = newProduction[kql.TypeOf](p), newProduction[kql.FuncParam](p)
	p.relational()
	p.shaping()
	return p
})

// production parses a T from the front of the tokens.
type production[T any] func(*tokens) (*T, error)

func newProduction[T any](p *kqlParser) production[T] {
	build := sync.OnceValues(func() (*participle.Parser[T], error) {
		return participle.Build[T](
			participle.Lexer(lexer.KQL), participle.Elide("Blank", "Comment"), participle.UseLookahead(0),
			participle.ParseTypeWith(p.exprProduction), participle.ParseTypeWith(p.sourceProduction),
			participle.ParseTypeWith(p.patternProduction), participle.ParseTypeWith(p.axisProduction),
			participle.ParseTypeWith(p.settingValue), participle.ParseTypeWith(p.statementProduction),
		)
	})
	return func(lex *tokens) (*T, error) {
		parser, err := build()
		if err != nil {
			return nil, err
		}
		return parser.ParseFromLexer(lex, participle.AllowTrailing(true))
	}
}

// relational registers the operators that choose, combine and order rows.
func (p *kqlParser) relational() {
	register[kql.Where](p, "where", "filter")
	register[kql.Take](p, "take", "limit")
	register[kql.Distinct](p, "distinct")
	register[kql.Sample](p, "sample")
	register[kql.SampleDistinct](p, "sample-distinct")
	register[kql.Count](p, "count")
	register[kql.Sort](p, "sort", "order")
	register[kql.Top](p, "top")
	register[kql.TopHitters](p, "top-hitters")
	register[kql.TopNested](p, "top-nested")
	register[kql.Summarize](p, "summarize")
	register[kql.Join](p, "join")
	register[kql.Lookup](p, "lookup")
	register[kql.Union](p, "union")
	register[kql.MacroExpand](p, "macro-expand")
	register[kql.Find](p, "find")
	register[kql.Search](p, "search")
	register[kql.Print](p, "print")
	register[kql.Range](p, "range")
	register[kql.Partition](p, "partition")
	register[kql.Fork](p, "fork")
	register[kql.Facet](p, "facet")
	register[kql.Reduce](p, "reduce")
	register[kql.Scan](p, "scan")
	register[kql.MakeSeries](p, "make-series")
}

// shaping registers the operators that make and arrange columns, and the rest.
func (p *kqlParser) shaping() {
	register[kql.Extend](p, "extend")
	register[kql.Project](p, "project")
	register[kql.ProjectAway](p, "project-away")
	register[kql.ProjectKeep](p, "project-keep")
	register[kql.ProjectRename](p, "project-rename")
	register[kql.ProjectByNames](p, "project-by-names")
	register[kql.ProjectReorder](p, "project-reorder")
	register[kql.MvExpand](p, "mv-expand", "mvexpand")
	register[kql.MvApply](p, "mv-apply", "mvapply")
	register[kql.Parse](p, "parse")
	register[kql.ParseWhere](p, "parse-where")
	register[kql.ParseKv](p, "parse-kv")
	register[kql.As](p, "as")
	register[kql.Consume](p, "consume")
	register[kql.GetSchema](p, "getschema")
	register[kql.Serialize](p, "serialize")
	register[kql.Invoke](p, "invoke")
	register[kql.Evaluate](p, "evaluate")
	register[kql.Render](p, "render")
	register[kql.AssertSchema](p, "assert-schema")
	register[kql.MakeGraph](p, "make-graph")
	register[kql.GraphMatch](p, "graph-match")
	register[kql.GraphShortestPaths](p, "graph-shortest-paths")
	register[kql.GraphToTable](p, "graph-to-table")
	register[kql.GraphMarkComponents](p, "graph-mark-components")
	for _, k := range kql.OperatorKeywords {
		if p.operators[k] == nil {
			p.operators[k] = p.unsupported
		}
	}
}

// operatorOf is a struct T whose pointer is an operator.
type operatorOf[T any] interface {
	*T
	kql.Operator
	SetSpan(source.Span)
}

// register makes the production of T the parser of the operator's keywords.
func register[T any, PT operatorOf[T]](p *kqlParser, keywords ...string) {
	production := newProduction[T](p)
	parse := func(lex *tokens) (kql.Operator, error) {
		start := lex.Peek().Pos.Offset
		node, err := production(lex)
		if err != nil {
			return nil, err
		}
		PT(node).SetSpan(source.Span{Start: start, End: endOf(lex)})
		return PT(node), nil
	}
	for _, k := range keywords {
		p.operators[k] = parse
	}
}

// endOf is where the last token that was consumed ends: blanks are tokens.
func endOf(lex *tokens) int { return lex.RawPeek().Pos.Offset }

// placed sets the span of a node from start to what was consumed last.
func placed[T interface{ SetSpan(source.Span) }](n T, start int, lex *tokens) T {
	n.SetSpan(source.Span{Start: start, End: endOf(lex)})
	return n
}

// tokens scans a text; the lexer never fails.
func (p *kqlParser) tokens(text string) (*tokens, error) {
	lex, err := lexer.KQL.(plexer.StringDefinition).LexString("", text)
	if err != nil {
		return nil, err
	}
	return plexer.Upgrade(lex, lexer.KQLBlank, lexer.KQLComment)
}
