package spl

import "github.com/goshawk-lang/goshawk/source"

// Node is any part of the tree.
type Node interface {
	// Span is the stretch of the expanded text that the node covers.
	Span() source.Span
	print(o *out)
}

// Command is one step of a pipeline, such as [Stats] or [Where].
type Command interface {
	Node
	// Keyword is the command as written, in lower case: "bucket" for a [Bin]
	// that was written so.
	Keyword() string
	// Place records keyword and span; the parser calls it once.
	Place(keyword string, span source.Span)
	command()
}

// Expr is an expression of eval and where.
type Expr interface {
	Node
	expr()
}

// SearchExpr is an expression of the search command.
type SearchExpr interface {
	Node
	searchExpr()
}

// AggExpr is one output of stats and its relatives: an [Aggregate], an
// [EvalAggregate] or a [Sparkline].
type AggExpr interface {
	Node
	// Alias is the name after AS, or nil.
	Alias() *Name
	aggExpr()
}

// Subsearch is a bracketed search; its only implementation is [*Pipeline].
type Subsearch interface {
	Node
	// Pipeline is the search between the brackets.
	Pipeline() *Pipeline
}

// Pos is a participle position (the types convert); only Offset is set.
type Pos struct {
	Filename             string
	Offset, Line, Column int
}

// Meta is embedded in every command.
type Meta struct {
	span    source.Span
	keyword string
}

// Span covers the command from its name to its last argument.
func (m *Meta) Span() source.Span { return m.span }

// Keyword is the command's name as written, in lower case.
func (m *Meta) Keyword() string { return m.keyword }

// Place records keyword and span.
func (m *Meta) Place(keyword string, span source.Span) { m.keyword, m.span = keyword, span }

func (m *Meta) command() {}

// Search is a whole search.
type Search struct {
	*Pipeline
	// Text is what the spans lie in: the search after macro expansion.
	Text *source.Text
}

// Pipeline is commands separated by |. In a subsearch its span includes the
// brackets.
type Pipeline struct {
	Commands []Command
	// Sub says that the pipeline stands in brackets.
	Sub  bool
	span source.Span
}

// NewPipeline returns a pipeline with its span.
func NewPipeline(commands []Command, sub bool, span source.Span) *Pipeline {
	return &Pipeline{commands, sub, span}
}

// Span covers all commands, and the brackets of a subsearch.
func (p *Pipeline) Span() source.Span { return p.span }

// Pipeline returns p: a pipeline is a [Subsearch].
func (p *Pipeline) Pipeline() *Pipeline { return p }

// String is the canonical text. A generating first command is preceded by |.
func (p *Pipeline) String() string { return String(p) }

func (p *Pipeline) print(o *out) {
	if p.Sub {
		o.word("[")
	}
	for i, c := range p.Commands {
		_, isSearch := c.(*SearchCommand)
		if i > 0 || !isSearch {
			o.word("|")
		}
		c.print(o)
	}
	if p.Sub {
		o.word("]")
	}
}

func from(pos Pos, length int) source.Span {
	return source.Span{Start: pos.Offset, End: pos.Offset + length}
}
