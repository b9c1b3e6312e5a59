package ast

import "github.com/goshawk-lang/goshawk/source"

// Node is a piece of a syntax tree.
type Node interface {
	// Span is where the node stands in the text it was parsed from: from the
	// first byte of its first token to the end of its last.
	Span() source.Span
}

// Extent is embedded by nodes whose place the parser sets by hand.
type Extent struct {
	At source.Span
}

// Span implements Node.
func (e *Extent) Span() source.Span { return e.At }

// SetSpan sets the place; only parsers call it.
func (e *Extent) SetSpan(s source.Span) { e.At = s }

// Mark is a point in a text. Only Offset (bytes from 0) is meaningful; the
// other fields are there because the grammar tool fills a Mark by converting
// its own position, which needs the same shape.
type Mark struct {
	Filename string
	Offset   int
	Line     int
	Column   int
}

// Place is embedded by nodes whose place the grammar tool fills in. The end is
// exact only if the lexer emits blanks and comments as (elided) tokens.
type Place struct {
	Pos    Mark
	EndPos Mark
}

// Span implements Node.
func (p *Place) Span() source.Span { return source.Span{Start: p.Pos.Offset, End: p.EndPos.Offset} }

// SetSpan sets the place; only parsers call it.
func (p *Place) SetSpan(s source.Span) { p.Pos.Offset, p.EndPos.Offset = s.Start, s.End }
