package plan

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// Agg is one aggregate call of an Aggregate or Window.
type Agg struct {
	// Names and Types are its output columns: one, or several for arg_max and
	// its like.
	Names []string
	Types []table.Type
	Func  *functions.Aggregate
	// Overload is the implementation; nil leaves the choice to the run, by the
	// types that the arguments then have, with Loose rules.
	Overload *functions.AggregateOverload
	// Args are the arguments given row by row, Consts the constant ones.
	Args   []Expr
	Consts []table.Value
	// Where, unless nil, lets only rows count for which it is true. The
	// arguments are computed for those rows only.
	Where Expr
	// FlattenLists passes a list argument value by value.
	FlattenLists bool
	// EmptyStrings turns null strings of the result into empty ones.
	EmptyStrings bool
}
