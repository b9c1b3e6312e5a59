package plan

import (
	"context"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Expr is a typed scalar expression over the columns of one input.
type Expr interface {
	// Type is the expression's static type; TypeDynamic when each row may
	// have its own.
	Type() table.Type
	expr()
}

// Column reads an input column by name. A column that a batch of an open
// source does not have reads as null.
type Column struct {
	Name string
	T    table.Type
}

// Const is one value for all rows.
type Const struct {
	Value table.Value
	T     table.Type
}

// Call applies a function.
type Call struct {
	Func *functions.Func
	// Overload is the implementation; nil leaves the choice to the run, per
	// batch and by the types that the arguments then have, with Loose rules.
	Overload *functions.Overload
	Args     []Expr
	T        table.Type
	// EmptyStrings turns null strings of the result into empty ones.
	EmptyStrings bool
	// Text and Span are the call's place, for errors of the run.
	Text *source.Text
	Span source.Span
}

// Subquery is the result of another plan, computed once before the run, as
// one value: the first cell, or the first column as an array.
type Subquery struct {
	Input Node
	T     table.Type
	// Array takes all rows of the first column; otherwise it is the first
	// cell, null when there are no rows.
	Array bool
	// Build, unless nil, makes an expression of the result, which takes the
	// place of the subquery; Reads are the columns that it may read.
	Build func(ctx context.Context, result *table.Table) (Expr, error)
	Reads []string
}

// AllColumns among a Subquery's Reads says that it may read any column.
const AllColumns = "*"

// Each evaluates Body once per element of the list Over, with the element
// under the column name Name, and collects the results that are not null.
// With Filter it keeps the elements for which Body is true instead.
type Each struct {
	Over   Expr
	Name   string
	Body   Expr
	Filter bool
}

// Type implements Expr.
func (e *Column) Type() table.Type { return e.T }

// Type implements Expr.
func (e *Const) Type() table.Type { return e.T }

// Type implements Expr.
func (e *Call) Type() table.Type { return e.T }

// Type implements Expr.
func (e *Subquery) Type() table.Type { return e.T }

// Type implements Expr.
func (e *Each) Type() table.Type { return table.TypeDynamic }

func (*Column) expr()   {}
func (*Const) expr()    {}
func (*Call) expr()     {}
func (*Subquery) expr() {}
func (*Each) expr()     {}

// Named is an expression with the name of the column it makes.
type Named struct {
	Name string
	Expr Expr
}

// Columns calls f with the name of every input column that e reads;
// AllColumns when these are known only in the run.
func Columns(e Expr, f func(name string)) {
	switch e := e.(type) {
	case *Column:
		f(e.Name)
	case *Call:
		for _, a := range e.Args {
			Columns(a, f)
		}
	case *Subquery:
		for _, name := range e.Reads {
			f(name)
		}
	case *Each:
		Columns(e.Over, f)
		Columns(e.Body, func(name string) {
			if name != e.Name {
				f(name)
			}
		})
	}
}

// Subqueries calls f with every subquery inside e.
func Subqueries(e Expr, f func(*Subquery)) {
	switch e := e.(type) {
	case *Subquery:
		f(e)
	case *Call:
		for _, a := range e.Args {
			Subqueries(a, f)
		}
	case *Each:
		Subqueries(e.Over, f)
		Subqueries(e.Body, f)
	}
}

// IsWindow reports whether e calls a function that must see all rows.
func IsWindow(e Expr) bool {
	c, ok := e.(*Call)
	if !ok {
		return false
	}
	if c.Func.Window {
		return true
	}
	for _, a := range c.Args {
		if IsWindow(a) {
			return true
		}
	}
	return false
}
