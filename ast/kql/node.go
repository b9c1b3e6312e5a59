package kql

import "github.com/goshawk-lang/goshawk/ast"

// Node is any piece of a KQL tree; all implementations are in this package.
type Node interface {
	ast.Node
	write(w *writer)
}

// Expr is an expression: scalar, aggregate or tabular. *NamedExpr, *Star,
// *Wildcard and *Pipe are among them, so a list of columns is a []Expr.
type Expr interface {
	Node
	expr()
}

// Source is an expression where the grammar wants a table: a name, a wildcard
// name, a call, a path such as database("d").T, a datatable, or a pipeline
// (written in parentheses). Every Expr is one; the grammar tells them apart.
type Source interface {
	Expr
}

// Pattern is a column where the grammar wants names only: *Ident, *Wildcard,
// *Star or a path of *Member and *Index.
type Pattern interface {
	Expr
}

// Axis is the expression after "on" in make-series; it stops before "in".
type Axis interface {
	Expr
}

// Value is what a parameter or setting is set to: a *Literal, a *Unary on one, a
// *Dynamic or an *Ident.
type Value interface {
	Expr
}

// Operator is one step of a pipeline.
type Operator interface {
	Node
	operator()
}

// Statement is one of the parts of a query that ";" separates.
type Statement interface {
	Node
	statement()
}

// Op is embedded by operators: their place and their marker.
type Op struct{ ast.Extent }

func (*Op) operator() {}

// Exp is embedded by expressions: their place and their marker.
type Exp struct{ ast.Extent }

func (*Exp) expr() {}

// Stmt is embedded by statements: their place and their marker.
type Stmt struct{ ast.Extent }

func (*Stmt) statement() {}
