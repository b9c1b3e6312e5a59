package kql

import "github.com/goshawk-lang/goshawk/ast"

// Ident is a reference to a column, table, variable or function without
// arguments; $left and $right are Idents too.
type Ident struct {
	Exp
	// Text is the name itself, without brackets and quotes.
	Text string
	// Quoted is true when it was written ['like this'].
	Quoted bool
}

// Wildcard is a name with asterisks in it, such as Sign*Logs.
type Wildcard struct {
	Exp
	Pattern string
}

// Star is * alone, where a column is wanted.
type Star struct{ Exp }

// Unary is -x or +x.
type Unary struct {
	Exp
	Op string // "-" or "+"
	X  Expr
}

// Binary is a binary operator in its official spelling: "and", "==", "has_cs",
// "!contains", "matches regex", ":" ...
type Binary struct {
	Exp
	Op   string
	X, Y Expr
}

// In is a comparison with a list: in, !in, in~, !in~, has_any, has_all.
type In struct {
	Exp
	Op string
	X  Expr
	// List is what stood in the parentheses. A single element may be a *Pipe
	// or name a table or an array.
	List []Expr
}

// Between is x between (Low .. High), or !between when Not is set.
type Between struct {
	Exp
	Not       bool
	X         Expr
	Low, High Expr
}

// Call is a function call. Arguments may be *NamedExpr, *Star and *Pipe.
type Call struct {
	Exp
	Name *Ident
	// Kind is x in toscalar kind=x (...), or empty.
	Kind string
	Args []Expr
}

// Member is X.Name.
type Member struct {
	Exp
	X Expr
	// Name is an *Ident, a *Call (a method such as cluster("c").database("d")),
	// a *Wildcard or a *Star.
	Name Expr
}

// Index is X[At].
type Index struct {
	Exp
	X, At Expr
}

// NamedExpr is Name = X, or (A, B) = X when Paren is set.
type NamedExpr struct {
	Exp
	Names []*Name
	Paren bool
	X     Expr
}

// TypeOf is typeof(long) or typeof(a:long, *).
type TypeOf struct {
	ast.Place
	// Type is a single type; otherwise Columns is a schema.
	Type    *TypeName `parser:"'typeof' '(' (  (?= Word ')') @@"`
	Columns []*Column `parser:" | @@ (',' @@)* ) ')'"`
}

func (*TypeOf) expr() {}

// Pipe is Source | Operators...; Source is nil when the first operator makes
// its own rows (print, range, union, find, search ...), or when the text
// starts with an operator that would need some: a semantic error.
type Pipe struct {
	Exp
	Source    Expr
	Operators []Operator
}

// Func is a function literal: (a:long, T:(x:string)) { ... }.
type Func struct {
	Exp
	View   bool
	Params []*FuncParam
	Body   *Query
}

// FuncParam is a parameter: scalar, or tabular when Table is set.
type FuncParam struct {
	ast.Place
	Name *Name `parser:"@@"`
	// Table is the schema of a parameter of tabular type; its only column is a
	// Star for (*), which takes any table. Type is nil then.
	Table   *Schema   `parser:"(':' (  (?= '(') @@"`
	Type    *TypeName `parser:"      | @@ ))?"`
	Default Expr      `parser:"('=' @@)?"` // or nil
}

// EntityGroup is entity_group [a, b].
type EntityGroup struct {
	Exp
	Entities []Expr
}

// Named splits a column into its names and its expression: for x and a.x there
// are no names.
func Named(e Expr) (names []*Name, x Expr) {
	if n, ok := e.(*NamedExpr); ok {
		return n.Names, n.X
	}
	return nil, e
}
