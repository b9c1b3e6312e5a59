package kql

// LiteralKind is the type of a literal, by its KQL name.
type LiteralKind string

// The kinds of literal.
const (
	Bool     LiteralKind = "bool"
	Int      LiteralKind = "int"
	Long     LiteralKind = "long"
	Real     LiteralKind = "real"
	Decimal  LiteralKind = "decimal"
	DateTime LiteralKind = "datetime"
	Timespan LiteralKind = "timespan"
	GUID     LiteralKind = "guid"
	Text     LiteralKind = "string"
	// Null is the word null inside dynamic(...).
	Null LiteralKind = "null"
)

// Literal is a constant other than dynamic(...).
type Literal struct {
	Exp
	Kind LiteralKind
	// Raw is the literal as written: 1d, datetime(2020-01-01), @"a\b".
	Raw string
	// Value is what matters of it: the decoded text of a string, what stands
	// in the parentheses of datetime(...) with blanks trimmed, and otherwise Raw.
	// It is not checked: datetime(soon) has the value "soon".
	Value string
	// IsNull is true for int(null), datetime(null) and so on.
	IsNull bool
	// Hidden is true for h"..." strings.
	Hidden bool
}

// Dynamic is dynamic(...). Value is a *Literal, *Array, *Object, a *Unary on a
// number or another *Dynamic.
type Dynamic struct {
	Exp
	Value Expr
}

// Array is [a, b] inside dynamic(...).
type Array struct {
	Exp
	Elements []Expr
}

// Object is {"a": 1} inside dynamic(...).
type Object struct {
	Exp
	Properties []*Property
}

// Property is one entry of an Object; a key that is repeated stands twice.
type Property struct {
	Exp
	Key   *Literal
	Value Expr
}
