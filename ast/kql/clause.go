package kql

// Hint is a parameter of an operator that only takes hint.* parameters.
type Hint struct {
	Exp
	Name  string
	Value Expr // *Literal or *Ident
}

// Param is a parameter of an operator, such as kind=inner or hint.strategy=shuffle.
type Param struct {
	Exp
	Name  string
	Value Expr // *Literal or *Ident
}

// Setting is name=value in a with (...) clause; several values are possible in
// those of render.
type Setting struct {
	Exp
	Name   string
	Values []Expr
}

// TypeName is the name of a scalar type as written (bool, boolean, date ...).
type TypeName struct {
	Exp
	Text string
}

// Column is name:type in a schema, or * when Star is set.
type Column struct {
	Exp
	Name *Name
	Type *TypeName // nil where the grammar allows a bare name
	Star bool
}

// Schema is (name:type, ...).
type Schema struct {
	Exp
	Columns []*Column
}

// OrderKey is X [asc|desc] [nulls first|nulls last].
type OrderKey struct {
	Exp
	X Expr
	// Direction is "asc", "desc", "granny-asc", "granny-desc" or empty.
	Direction string
	// Nulls is "first", "last" or empty.
	Nulls string
}

// SubQuery is a bracketed piece of pipeline that gets its rows from the
// operator around it: ( where x | top 1 by y ).
type SubQuery struct {
	Exp
	// Query is the body: usually one *QueryStmt whose Pipe has no Source.
	Query *Query
	// Braces is true for { ... }, which may use names of tables.
	Braces bool
}
