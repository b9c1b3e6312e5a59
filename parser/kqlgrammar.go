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

// kqlParser holds the built productions; it is shared by all parses.
type kqlParser struct {
	operators    map[string]func(*tokens) (kql.Operator, error)
	dataTable    *participle.Parser[kql.DataTable]
	externalData *participle.Parser[kql.ExternalData]
	typeOf       *participle.Parser[kql.TypeOf]
	funcParam    *participle.Parser[kql.FuncParam]
}

// kqlGrammar builds the parsers when they are first used: it takes some
// milliseconds, which a program that runs SPL only does not spend.
var kqlGrammar = sync.OnceValues(buildKQL)

// kqlRoot makes every struct production reachable; it is never parsed itself.
type kqlRoot struct {
	Where          *kql.Where               `parser:"  @@"`
	Extend         *kql.Extend              `parser:"| @@"`
	Project        *kql.Project             `parser:"| @@"`
	ProjectAway    *kql.ProjectAway         `parser:"| @@"`
	ProjectKeep    *kql.ProjectKeep         `parser:"| @@"`
	ProjectRename  *kql.ProjectRename       `parser:"| @@"`
	ProjectByNames *kql.ProjectByNames      `parser:"| @@"`
	ProjectReorder *kql.ProjectReorder      `parser:"| @@"`
	Summarize      *kql.Summarize           `parser:"| @@"`
	Distinct       *kql.Distinct            `parser:"| @@"`
	Take           *kql.Take                `parser:"| @@"`
	Sample         *kql.Sample              `parser:"| @@"`
	SampleDistinct *kql.SampleDistinct      `parser:"| @@"`
	Count          *kql.Count               `parser:"| @@"`
	Sort           *kql.Sort                `parser:"| @@"`
	Top            *kql.Top                 `parser:"| @@"`
	TopHitters     *kql.TopHitters          `parser:"| @@"`
	TopNested      *kql.TopNested           `parser:"| @@"`
	Join           *kql.Join                `parser:"| @@"`
	Lookup         *kql.Lookup              `parser:"| @@"`
	Union          *kql.Union               `parser:"| @@"`
	MvExpand       *kql.MvExpand            `parser:"| @@"`
	MvApply        *kql.MvApply             `parser:"| @@"`
	As             *kql.As                  `parser:"| @@"`
	Consume        *kql.Consume             `parser:"| @@"`
	GetSchema      *kql.GetSchema           `parser:"| @@"`
	Serialize      *kql.Serialize           `parser:"| @@"`
	Invoke         *kql.Invoke              `parser:"| @@"`
	Evaluate       *kql.Evaluate            `parser:"| @@"`
	Render         *kql.Render              `parser:"| @@"`
	Parse          *kql.Parse               `parser:"| @@"`
	ParseWhere     *kql.ParseWhere          `parser:"| @@"`
	ParseKv        *kql.ParseKv             `parser:"| @@"`
	MakeSeries     *kql.MakeSeries          `parser:"| @@"`
	Scan           *kql.Scan                `parser:"| @@"`
	Partition      *kql.Partition           `parser:"| @@"`
	Fork           *kql.Fork                `parser:"| @@"`
	Facet          *kql.Facet               `parser:"| @@"`
	Reduce         *kql.Reduce              `parser:"| @@"`
	AssertSchema   *kql.AssertSchema        `parser:"| @@"`
	Find           *kql.Find                `parser:"| @@"`
	Search         *kql.Search              `parser:"| @@"`
	Print          *kql.Print               `parser:"| @@"`
	Range          *kql.Range               `parser:"| @@"`
	MakeGraph      *kql.MakeGraph           `parser:"| @@"`
	GraphMatch     *kql.GraphMatch          `parser:"| @@"`
	GraphToTable   *kql.GraphToTable        `parser:"| @@"`
	GraphPaths     *kql.GraphShortestPaths  `parser:"| @@"`
	GraphMark      *kql.GraphMarkComponents `parser:"| @@"`
	DataTable      *kql.DataTable           `parser:"| @@"`
	ExternalData   *kql.ExternalData        `parser:"| @@"`
}

func buildKQL() (*kqlParser, error) {
	p := &kqlParser{operators: map[string]func(*tokens) (kql.Operator, error){}}
	root, err := participle.Build[kqlRoot](
		participle.Lexer(lexer.KQL), participle.Elide("Blank", "Comment"), participle.UseLookahead(0),
		participle.ParseTypeWith(p.exprProduction), participle.ParseTypeWith(p.sourceProduction),
		participle.ParseTypeWith(p.patternProduction), participle.ParseTypeWith(p.axisProduction),
		participle.ParseTypeWith(p.settingValue), participle.ParseTypeWith(p.statementProduction),
	)
	if err != nil {
		return nil, err
	}
	if p.dataTable, err = participle.ParserForProduction[kql.DataTable](root); err != nil {
		return nil, err
	}
	if p.externalData, err = participle.ParserForProduction[kql.ExternalData](root); err != nil {
		return nil, err
	}
	if p.typeOf, err = participle.ParserForProduction[kql.TypeOf](root); err != nil {
		return nil, err
	}
	if p.funcParam, err = participle.ParserForProduction[kql.FuncParam](root); err != nil {
		return nil, err
	}
	p.relational(root)
	p.shaping(root)
	return p, nil
}

// relational registers the operators that choose, combine and order rows.
func (p *kqlParser) relational(root *participle.Parser[kqlRoot]) {
	register[kql.Where](p, root, "where", "filter")
	register[kql.Take](p, root, "take", "limit")
	register[kql.Distinct](p, root, "distinct")
	register[kql.Sample](p, root, "sample")
	register[kql.SampleDistinct](p, root, "sample-distinct")
	register[kql.Count](p, root, "count")
	register[kql.Sort](p, root, "sort", "order")
	register[kql.Top](p, root, "top")
	register[kql.TopHitters](p, root, "top-hitters")
	register[kql.TopNested](p, root, "top-nested")
	register[kql.Summarize](p, root, "summarize")
	register[kql.Join](p, root, "join")
	register[kql.Lookup](p, root, "lookup")
	register[kql.Union](p, root, "union")
	register[kql.Find](p, root, "find")
	register[kql.Search](p, root, "search")
	register[kql.Print](p, root, "print")
	register[kql.Range](p, root, "range")
	register[kql.Partition](p, root, "partition")
	register[kql.Fork](p, root, "fork")
	register[kql.Facet](p, root, "facet")
	register[kql.Reduce](p, root, "reduce")
	register[kql.Scan](p, root, "scan")
	register[kql.MakeSeries](p, root, "make-series")
}

// shaping registers the operators that make and arrange columns, and the rest.
func (p *kqlParser) shaping(root *participle.Parser[kqlRoot]) {
	register[kql.Extend](p, root, "extend")
	register[kql.Project](p, root, "project")
	register[kql.ProjectAway](p, root, "project-away")
	register[kql.ProjectKeep](p, root, "project-keep")
	register[kql.ProjectRename](p, root, "project-rename")
	register[kql.ProjectByNames](p, root, "project-by-names")
	register[kql.ProjectReorder](p, root, "project-reorder")
	register[kql.MvExpand](p, root, "mv-expand", "mvexpand")
	register[kql.MvApply](p, root, "mv-apply", "mvapply")
	register[kql.Parse](p, root, "parse")
	register[kql.ParseWhere](p, root, "parse-where")
	register[kql.ParseKv](p, root, "parse-kv")
	register[kql.As](p, root, "as")
	register[kql.Consume](p, root, "consume")
	register[kql.GetSchema](p, root, "getschema")
	register[kql.Serialize](p, root, "serialize")
	register[kql.Invoke](p, root, "invoke")
	register[kql.Evaluate](p, root, "evaluate")
	register[kql.Render](p, root, "render")
	register[kql.AssertSchema](p, root, "assert-schema")
	register[kql.MakeGraph](p, root, "make-graph")
	register[kql.GraphMatch](p, root, "graph-match")
	register[kql.GraphShortestPaths](p, root, "graph-shortest-paths")
	register[kql.GraphToTable](p, root, "graph-to-table")
	register[kql.GraphMarkComponents](p, root, "graph-mark-components")
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
func register[T any, PT operatorOf[T]](p *kqlParser, root *participle.Parser[kqlRoot], keywords ...string) {
	parser, err := participle.ParserForProduction[T](root)
	parse := func(lex *tokens) (kql.Operator, error) {
		if err != nil {
			return nil, err
		}
		start := lex.Peek().Pos.Offset
		node, err := parser.ParseFromLexer(lex, participle.AllowTrailing(true))
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
