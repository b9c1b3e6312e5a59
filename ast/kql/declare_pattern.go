package kql

import "github.com/goshawk-lang/goshawk/ast"

// DeclarePattern is declare pattern Name = (Params) [Path] { Rules }, or only
// declare pattern Name, which leaves it to the caller to say what it maps to.
type DeclarePattern struct {
	Stmt
	Name   *Name
	Params []*FuncParam
	// Path is the parameter in brackets, or nil.
	Path  *FuncParam
	Rules []*PatternRule
	// Defined is false for a pattern without parameters and rules.
	Defined bool
}

// PatternRule is (Args).[Path] = { Body }: the table that the strings map to.
type PatternRule struct {
	ast.Place
	Args []*Literal
	// Path is the string in brackets, or nil.
	Path *Literal
	Body *Query
}

func (n *DeclarePattern) write(w *writer) {
	w.text("declare pattern ").node(n.Name)
	if !n.Defined {
		return
	}
	list(w.text(" = ("), n.Params)
	w.text(")")
	if n.Path != nil {
		w.text("[").node(n.Path).text("]")
	}
	w.text(" { ")
	for _, r := range n.Rules {
		w.node(r).text("; ")
	}
	w.text("}")
}

func (n *PatternRule) write(w *writer) {
	list(w.text("("), n.Args)
	w.text(")")
	if n.Path != nil {
		w.text(".[").node(n.Path).text("]")
	}
	w.text(" = { ").node(n.Body).text(" }")
}
