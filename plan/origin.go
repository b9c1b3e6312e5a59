package plan

import (
	"strings"

	"github.com/goshawk-lang/goshawk/source"
)

// Origin is the operator of a query that a node was made for.
type Origin struct {
	// Text and Span are the operator's place. Text may be the result of macro
	// expansion; its Written method leads back to what the user wrote.
	Text *source.Text
	Span source.Span
}

// String is the operator as written, on one line.
func (o *Origin) String() string {
	if o == nil || o.Text == nil {
		return ""
	}
	body := o.Text.Body
	from, to := max(0, min(o.Span.Start, len(body))), max(0, min(o.Span.End, len(body)))
	if from > to {
		return ""
	}
	return strings.Join(strings.Fields(body[from:to]), " ")
}

// Line and Column are where the operator starts in what the user wrote, from
// 1; 0 without a place.
func (o *Origin) Line() int { line, _ := o.position(); return line }

// Column is described at Line.
func (o *Origin) Column() int { _, column := o.position(); return column }

func (o *Origin) position() (line, column int) {
	if o == nil || o.Text == nil {
		return 0, 0
	}
	text, span, _ := o.Text.Written(o.Span)
	p := text.Position(span.Start)
	return p.Line, p.Column
}

// placed is the part of every node that knows its origin.
type placed struct{ origin *Origin }

// Origin implements Node.
func (p *placed) Origin() *Origin { return p.origin }

func (p *placed) setOrigin(o *Origin) { p.origin = o }

// Mark gives an operator's place to the nodes that were made for it: n and
// those below it that have none yet.
func Mark(n Node, text *source.Text, span source.Span) {
	if n != nil {
		mark(n, &Origin{Text: text, Span: span})
	}
}

func mark(n Node, o *Origin) {
	if n.Origin() == nil {
		n.setOrigin(o)
		if f, ok := n.(*ForEach); ok {
			mark(f.Body, o)
		}
		for _, in := range n.Inputs() {
			mark(in, o)
		}
		return
	}
	// A copy of an older node may have new ones below it.
	for _, in := range n.Inputs() {
		if in.Origin() == nil {
			mark(in, o)
		}
	}
}
