package kql

import "github.com/goshawk-lang/goshawk/ast"

// Query is a whole text: its statements in order.
type Query struct {
	ast.Place
	Statements []Statement `parser:"@@ ((?! ';' (')' | '}')) ';' @@)* ';'?"`
}

// Main is the expression of the last query statement, or nil without one.
func (q *Query) Main() Expr {
	for i := len(q.Statements) - 1; i >= 0; i-- {
		if s, ok := q.Statements[i].(*QueryStmt); ok {
			return s.X
		}
	}
	return nil
}

// QueryStmt is an expression that stands as a statement.
type QueryStmt struct {
	Stmt
	X Expr
}

// Let is let Name = Value; Value is any expression, a *Pipe or a *Func.
type Let struct {
	Stmt
	Name  *Name
	Value Expr
}

// Set is set Name = Value; Value is nil when there is none.
type Set struct {
	Stmt
	Name  string
	Value Expr
}

// DeclareParameters is declare query_parameters(a:long = 1, ...).
type DeclareParameters struct {
	Stmt
	Params []*FuncParam
}

// Alias is alias database Name = Value.
type Alias struct {
	Stmt
	Name  *Name
	Value Expr
}

// Restrict is restrict access to (Entities).
type Restrict struct {
	Stmt
	Entities []Expr
}
