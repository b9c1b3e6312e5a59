package kql

import "github.com/goshawk-lang/goshawk/ast"

// Parse takes columns out of a string by a pattern.
type Parse struct {
	Op
	Params []*Param     `parser:"'parse' @@*"`
	X      Expr         `parser:"@@"`
	With   []*ParsePart `parser:"'with' @@+"`
}

// ParsePart is one of *, a string, and a column to make.
type ParsePart struct {
	ast.Place
	Star   bool      `parser:"(  @'*'"`
	Text   Value     `parser:" | (?= String) @@"` // a *Literal, see Literal
	Column *Name     `parser:" | @@ "`
	Type   *TypeName `parser:"   (':' @@)? )"`
}

// Literal is the string, or nil for the other parts.
func (p *ParsePart) Literal() *Literal {
	text, _ := p.Text.(*Literal)
	return text
}

func (o *Parse) write(w *writer) { writeParse(w, "parse", o.Params, o.X, o.With) }

func writeParse(w *writer, keyword string, params []*Param, x Expr, with []*ParsePart) {
	list1(w.text(keyword), params)
	w.text(" ").expr(x).text(" with")
	list1(w, with)
}

func (p *ParsePart) write(w *writer) {
	switch {
	case p.Star:
		w.text("*")
	case p.Text != nil:
		w.node(p.Text)
	default:
		w.node(p.Column)
		if p.Type != nil {
			w.text(":").node(p.Type)
		}
	}
}
