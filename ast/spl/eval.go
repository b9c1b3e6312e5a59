package spl

import "github.com/goshawk-lang/goshawk/source"

// Eval is `eval a=x, b=y`; the assignments run in order. The parser reads it
// without participle.
type Eval struct {
	Meta
	Assignments []*Assignment
}

func (c *Eval) print(o *out) {
	o.word("eval")
	list(o, c.Assignments)
}

// Assignment is `target=expr`.
type Assignment struct {
	Target
	X Expr
}

// Span covers target and expression.
func (n *Assignment) Span() source.Span { return n.Target.Span().Join(n.X.Span()) }

func (n *Assignment) print(o *out) {
	n.Target.print(o)
	o.hug("=")
	n.X.print(o)
}

// Target is what eval assigns to: a field name in any notation, a leading
// minus included. A {field} in it stands for the value of that field.
type Target struct {
	// Raw is the name as written, quotes included.
	Raw   string
	Start int // in the expanded text
}

// Text is the name without quotes and escapes.
func (n *Target) Text() string { return Unquote(n.Raw) }

// Span covers the target with its quotes.
func (n *Target) Span() source.Span { return source.Span{Start: n.Start, End: n.Start + len(n.Raw)} }

func (n *Target) print(o *out) { o.word(n.Raw) }
