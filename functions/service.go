package functions

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

// service: what the service around the engine says of itself. There is none
// here: the answers are those of an engine that nobody has signed in to.
func service() []Func {
	return []Func{
		{
			KQL: "current_principal",
			Doc: "Who runs the query: nobody that is known.",
			Impl: Overloads{{Result: table.TypeString, Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.StringValue("<null identity>"), table.TypeString, c.N), nil
			}}},
			Cases: Cases{`current_principal()`: `"<null identity>"`},
		},
		{
			KQL: "current_principal_details",
			Doc: "What is known of who runs the query: nothing, so null.",
			Impl: Overloads{{Result: table.TypeDynamic, Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.Value{}, table.TypeDynamic, c.N), nil
			}}},
			Cases: Cases{`isnull(current_principal_details())`: `true`},
		},
		{
			KQL: "cursor_current current_cursor",
			Doc: "The database cursor: the run's time, as nothing is ingested after it.",
			Impl: Overloads{{Result: table.TypeString, Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.StringValue(strconv.FormatInt(int64(c.Now), 10)), table.TypeString, c.N), nil
			}}},
			Cases: Cases{`strlen(cursor_current())`: `18`},
		},
	}
}
