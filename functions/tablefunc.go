package functions

import "github.com/goshawk-lang/goshawk/table"

// TableFunc declares work on whole tables that is no relational operator:
// pivoting, filling series, grouping events into transactions. Columns it
// works on are computed before and passed by name in its arguments.
type TableFunc struct {
	// Name is the engine's name for it, shown by Explain.
	Name, Doc string
	// Run computes the result. It must not change its inputs.
	Run func(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error)
	// ByRow, when set, says that a row of the result is made of one row of the
	// first input, so that batches of it can be worked on apart, at the same
	// time: it is given the other inputs and makes the function for a batch.
	ByRow func(c *Context, others []*table.Table, args TableArgs) (RowWork, error)
}

// RowWork makes a batch of the result out of a batch of the first input. It is
// safe for concurrent use.
type RowWork func(*table.Table) (*table.Table, error)

// TableArgs are the named arguments of a table function.
type TableArgs map[string]table.Value

// Str is the string argument called name, or "".
func (a TableArgs) Str(name string) string { return a[name].Str() }

// Int is the integer argument called name, or otherwise.
func (a TableArgs) Int(name string, otherwise int64) int64 {
	if v, ok := a[name]; ok {
		return v.Int()
	}
	return otherwise
}

// Bool is the bool argument called name, or false.
func (a TableArgs) Bool(name string) bool { return a[name].Bool() }

// Strings are the elements of the array argument called name.
func (a TableArgs) Strings(name string) []string {
	var out []string
	for _, v := range a[name].Array() {
		out = append(out, v.Str())
	}
	return out
}
