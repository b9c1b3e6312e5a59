package kql

import "github.com/goshawk-lang/goshawk/ast"

// Name is a name where one is declared or referred to outside of expressions.
type Name struct {
	ast.Place
	// Raw is the name as written, perhaps in brackets and quotes.
	Raw string `parser:"@( Word | '[' String ']' )"`
}

// Text is the name itself, without brackets and quotes.
func (n *Name) Text() string {
	if len(n.Raw) < 4 || n.Raw[0] != '[' {
		return n.Raw
	}
	text, _, _ := Unquote(n.Raw[1 : len(n.Raw)-1])
	return text
}

// Hint is a parameter of an operator that only takes hint.* parameters.
type Hint struct {
	ast.Place
	Name  string `parser:"@Hint '='"`
	Value Value  `parser:"@@"`
}

// Param is a parameter of an operator, such as kind=inner or hint.strategy=shuffle.
type Param struct {
	ast.Place
	Name  string `parser:"(?= (Word | Hint) '=') @( Hint | 'kind' | 'withsource' | 'with_source' | 'isfuzzy' | 'best_effort' | 'bagexpansion' | 'with_itemindex' | 'flags' | 'with_match_id' | 'with_step_name' | 'decodeblocks' | 'bin_legacy' | 'expandoutput' | 'force_remote' ) '='"`
	Value Value  `parser:"@@"`
}

// Setting is name=value in a with (...) clause; several values are possible in
// those of render.
type Setting struct {
	ast.Place
	Name   string  `parser:"@Word '='"`
	Values []Value `parser:"@@ ((?= ',' Word (',' | ')')) ',' @@)*"`
}

// TypeName is the name of a scalar type as written (bool, boolean, date ...).
type TypeName struct {
	ast.Place
	Text string `parser:"@Word"`
}

// Column is name:type in a schema, or * when Star is set.
type Column struct {
	ast.Place
	Star bool      `parser:"  @'*'"`
	Name *Name     `parser:"| @@"`
	Type *TypeName `parser:"  (':' @@)?"` // nil where the grammar allows a bare name
}

// Schema is (name:type, ...).
type Schema struct {
	ast.Place
	Columns []*Column `parser:"'(' (@@ (',' @@)*)? ','? ')'"`
}

// OrderKey is X [asc|desc] [nulls first|nulls last].
type OrderKey struct {
	ast.Place
	X Expr `parser:"@@"`
	// Direction is "asc", "desc", "granny-asc", "granny-desc" or empty.
	Direction string `parser:"@('asc' | 'desc' | 'granny-asc' | 'granny-desc')?"`
	// Nulls is "first", "last" or empty.
	Nulls string `parser:"('nulls' @('first' | 'last'))?"`
}

// SubQuery is a bracketed piece of pipeline that gets its rows from the
// operator around it: ( where x | top 1 by y ).
type SubQuery struct {
	ast.Place
	// Query is the body: usually one *QueryStmt whose Pipe has no Source.
	Query *Query `parser:"(  '(' @@ ')'"`
	// Braces is the body in { ... }, which may use names of tables.
	Braces *Query `parser:" | '{' @@ '}' )"`
}

// Body is the body, however it is bracketed.
func (s *SubQuery) Body() *Query {
	if s.Braces != nil {
		return s.Braces
	}
	return s.Query
}
