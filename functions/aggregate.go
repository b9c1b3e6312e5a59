package functions

import "github.com/goshawk-lang/goshawk/table"

// Aggregate declares an aggregate function.
type Aggregate struct {
	// KQL, SPL, Doc, Args, ResultName, Cases: see [Func].
	KQL, SPL, Doc, Args string
	// KQLIf is the name of the form with a predicate as its last required
	// argument (countif, make_list_if). The engine passes only the rows for
	// which the predicate holds.
	KQLIf string
	// Impl are the typed implementations.
	Impl []AggregateOverload
	// ResultName is the automatic KQL column name: "$1", "$2" stand for the
	// first and second argument's name (empty when it has none), "$n" for the
	// name of the argument that an output belongs to; a constant's name is its
	// text with everything but letters and digits made "_". ResultNameIf is
	// that of the KQLIf form and RestName that of the outputs after the first,
	// where they differ.
	ResultName, ResultNameIf, RestName string
	// Multi says whether an SPL multivalue argument counts value by value
	// (EachValue) or as one (Whole).
	Multi           MultiRule
	Cases, SPLCases Cases
}

// AggregateOverload is one typed implementation.
type AggregateOverload struct {
	Params   []table.Type
	Optional int
	Variadic bool
	// Result and ResultOf: see [Overload].
	Result   table.Type
	ResultOf func(args []table.Type) table.Type
	// Outputs gives the types of the outputs when there may be several
	// (arg_max, percentiles), from the types of all arguments, constants
	// included. Output k of m belongs to argument n-m+k of n. Nil: one output.
	Outputs func(args []table.Type) []table.Type
	// Const marks parameters (bit i for parameter i, counting repetitions) that
	// are constants and handed to New instead of Add.
	Const uint64
	// New makes an accumulator. types are the types of the non-constant
	// arguments, consts the constant ones.
	New func(c *Context, types []table.Type, consts []table.Value) (Accumulator, error)
}

// Accumulator holds the state of one aggregate for all groups. It is used by
// one goroutine at a time.
type Accumulator interface {
	// Add takes rows: row i of each argument belongs to groups[i], which is
	// below n. Rows come in input order; a group may get rows in many calls.
	Add(groups []uint32, n int, args []table.Column) error
	// Results gives, for n groups, one column per output (one, but for
	// arg_max and its like). Groups that never got a row have the aggregate's
	// value over nothing.
	Results(n int) []table.Column
}

// Holder is an Accumulator whose state grows with the rows it is given, not
// only with the groups.
type Holder interface {
	// Held estimates the bytes that it holds now. It is cheap.
	Held() int64
}

// textHeader is the size of a string without its bytes.
const textHeader = 16

// Resolve picks the overload for arguments of the given types, nil when none
// takes them.
func (a *Aggregate) Resolve(args []table.Type, rules Rules) *AggregateOverload {
	all := make(Overloads, len(a.Impl))
	for i, o := range a.Impl {
		all[i] = Overload{Params: o.Params, Optional: o.Optional, Variadic: o.Variadic, Result: o.Result, ResultOf: o.ResultOf}
	}
	best := all.resolve(args, rules)
	for i := range all {
		if best == &all[i] {
			return &a.Impl[i]
		}
	}
	return nil
}

// ResultType is the type of the result for arguments of the given types.
func (o *AggregateOverload) ResultType(args []table.Type) table.Type {
	if o.ResultOf != nil {
		return o.ResultOf(args)
	}
	return o.Result
}

// Arity is the least and the most number of arguments; most is -1 when there
// is no bound.
func (a *Aggregate) Arity() (least, most int) {
	all := make(Overloads, len(a.Impl))
	for i, o := range a.Impl {
		all[i] = Overload{Params: o.Params, Optional: o.Optional, Variadic: o.Variadic}
	}
	return all.arity()
}
