package spl

import "github.com/goshawk-lang/goshawk/source"

// FieldRef is a field in an expression: bare, or in 'single quotes'.
type FieldRef struct {
	// Raw is the name as written.
	Raw   string
	Start int
}

// Name is the field's name without quotes.
func (n *FieldRef) Name() string { return Unquote(n.Raw) }

// Quoted reports whether single quotes were written.
func (n *FieldRef) Quoted() bool { return n.Raw[0] == '\'' }

// Span covers the name with its quotes.
func (n *FieldRef) Span() source.Span { return source.Span{Start: n.Start, End: n.Start + len(n.Raw)} }

// StringLit is a text in double quotes.
type StringLit struct {
	Raw   string
	Start int
}

// Value is the text without quotes and escapes.
func (n *StringLit) Value() string { return Unquote(n.Raw) }

// Span covers the text with its quotes.
func (n *StringLit) Span() source.Span {
	return source.Span{Start: n.Start, End: n.Start + len(n.Raw)}
}

// NumberLit is an unsigned number.
type NumberLit struct {
	Raw   string
	Start int
}

// Span covers the digits.
func (n *NumberLit) Span() source.Span {
	return source.Span{Start: n.Start, End: n.Start + len(n.Raw)}
}

// Unary is `-x`, `+x` or `NOT x`.
type Unary struct {
	Op    string // "-", "+" or "NOT"
	X     Expr
	Start int
}

// Span covers operator and operand.
func (n *Unary) Span() source.Span { return source.Span{Start: n.Start, End: n.X.Span().End} }

// Binary is an operator between two expressions. Op is one of + - * / % .
// (concatenation) = == != < <= > >= LIKE AND OR XOR, words in upper case.
type Binary struct {
	Op   string
	X, Y Expr
	// OpSpan is the operator alone.
	OpSpan source.Span
}

// Span covers both operands.
func (n *Binary) Span() source.Span { return n.X.Span().Join(n.Y.Span()) }

// In is `x IN (a, b)`, or `x NOT IN (a, b)`.
type In struct {
	X    Expr
	List []Expr
	Not  bool
	End  int
}

// Span runs from x to the closing parenthesis.
func (n *In) Span() source.Span { return source.Span{Start: n.X.Span().Start, End: n.End} }

// Call is a function call.
type Call struct {
	// Func is the name in lower case, Raw as written.
	Func, Raw  string
	Args       []Expr
	Start, End int
}

// Span covers the call to its closing parenthesis.
func (n *Call) Span() source.Span { return source.Span{Start: n.Start, End: n.End} }

// NameSpan is the function's name alone.
func (n *Call) NameSpan() source.Span {
	return source.Span{Start: n.Start, End: n.Start + len(n.Raw)}
}

// Paren is an expression in parentheses.
type Paren struct {
	X          Expr
	Start, End int
}

// Span includes the parentheses.
func (n *Paren) Span() source.Span { return source.Span{Start: n.Start, End: n.End} }

// SubsearchExpr is a subsearch in an expression: `where x=[search ...]`.
type SubsearchExpr struct{ Sub Subsearch }

// Span includes the brackets.
func (n *SubsearchExpr) Span() source.Span { return n.Sub.Span() }

// Unparen removes parentheses around an expression.
func Unparen(x Expr) Expr {
	for {
		p, ok := x.(*Paren)
		if !ok {
			return x
		}
		x = p.X
	}
}

func (*FieldRef) expr()      {}
func (*StringLit) expr()     {}
func (*NumberLit) expr()     {}
func (*Unary) expr()         {}
func (*Binary) expr()        {}
func (*In) expr()            {}
func (*Call) expr()          {}
func (*Paren) expr()         {}
func (*SubsearchExpr) expr() {}

func (n *FieldRef) print(o *out)      { o.word(n.Raw) }
func (n *StringLit) print(o *out)     { o.word(n.Raw) }
func (n *NumberLit) print(o *out)     { o.word(n.Raw) }
func (n *SubsearchExpr) print(o *out) { n.Sub.print(o) }

func (n *Unary) print(o *out) {
	o.word(n.Op)
	if n.Op != "NOT" {
		o.tight = true
	}
	n.X.print(o)
}

func (n *Binary) print(o *out) {
	n.X.print(o)
	o.word(n.Op)
	n.Y.print(o)
}

func (n *In) print(o *out) {
	n.X.print(o)
	if n.Not {
		o.word("NOT")
	}
	o.word("IN")
	o.word("(")
	o.tight = true
	list(o, n.List)
	o.glue(")")
}

func (n *Call) print(o *out) {
	o.word(n.Raw)
	o.hug("(")
	list(o, n.Args)
	o.glue(")")
}

func (n *Paren) print(o *out) {
	o.word("(")
	o.tight = true
	n.X.print(o)
	o.glue(")")
}
