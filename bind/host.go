package bind

import (
	"context"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// HostFunction is what a name of a function means to KQL queries beside the
// language's own: a function of the program around the engine, or one saved as
// text. Exactly one field is set.
type HostFunction struct {
	Scalar *functions.Func
	Table  *TableFunction
	// Saved parses the function's text; it is called once a binding.
	Saved func() (*SavedFunction, error)
}

// SavedFunction is a function written in KQL, with the text it stands in.
type SavedFunction struct {
	Def  *kql.Func
	Text *source.Text
}

// TableFunction gives a table: F(arguments) in a query, or, for one that takes
// rows, T | invoke F(arguments).
type TableFunction struct {
	Name string
	// Params are the parameters after the rows; arguments are constants, and
	// the name of a column stands for itself as a string.
	Params []Parameter
	// TakesRows says that the function works on the rows before invoke.
	TakesRows bool
	// Shape gives the columns of the result; in is nil when the function takes
	// no rows. Its error refuses the query.
	Shape func(in *table.Schema, args []table.Value) (*table.Schema, error)
	// Run computes the result, whose columns must be those of Shape. It must
	// not change in, and may be called from several goroutines.
	Run func(ctx context.Context, in *table.Table, args []table.Value) (*table.Table, error)
}

// Parameter is a parameter of a table function; one with a default may be left out.
type Parameter struct {
	Name    string
	Type    table.Type
	Default *table.Value
}
