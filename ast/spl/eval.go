package spl

import "github.com/goshawk-lang/goshawk/source"

// Eval is `eval a=x, b=y`; the assignments run in order.
type Eval struct {
	Meta
	Assignments []*Assignment `parser:"@@ ( Comma @@ )*"`
}

func (c *Eval) print(o *out) {
	o.word("eval")
	list(o, c.Assignments)
}

// Assignment is `target=expr`.
type Assignment struct {
	Target
	X Expr `parser:"Eq @@"`
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
	Pos Pos
	Raw string `parser:"@Target"`
}

// Text is the name without quotes and escapes.
func (n *Target) Text() string { return Unquote(n.Raw) }

// Span covers the target with its quotes.
func (n *Target) Span() source.Span { return from(n.Pos, len(n.Raw)) }

func (n *Target) print(o *out) { o.word(n.Raw) }
