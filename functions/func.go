package functions

import (
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// Func declares a scalar function, operator or window function.
type Func struct {
	// KQL and SPL are its names in the two languages, several separated by
	// blanks; empty where a language does not have it. Operators go by their
	// spelling ("+", "has_cs"; "matches_regex" is found as "matches regex" too),
	// KQL names are case-sensitive, SPL names lower case.
	KQL, SPL string
	// Doc is one sentence; Args names the parameters as the manual does,
	// optional ones in brackets, repeated ones followed by "...".
	Doc, Args string
	// Impl are the typed implementations, the most specific first.
	Impl Overloads
	// Null says what happens to rows with a null argument.
	Null NullRule
	// Multi says what happens to rows with an SPL multivalue argument.
	Multi MultiRule
	// Volatile functions answer differently for equal arguments (rand): they
	// are not folded, shared, or applied per dictionary entry.
	Volatile bool
	// Window functions see all rows of their input at once, in order.
	Window bool
	// Sight says how much of its first argument the function looks at.
	Sight Sight
	// Finds says that the function is true only where the second argument, in
	// some case, is a part of the first.
	Finds bool
	// Branches says that the arguments are pairs of a condition and a value,
	// then perhaps one more value: a value matters only in rows where its
	// condition is the first that is true, the last where none is.
	Branches bool
	// ResultName is the automatic KQL column name: "" gives ColumnN, "$1" the
	// first argument's name, "list_$1" the same with a prefix.
	ResultName string
	// Outputs names the results of a function with several, empty for the
	// others. Its kernel returns a vector of Value holding one array a row, an
	// element per output, and the binder spreads them over columns called
	// function_argument_output; OutputTypes are their types.
	Outputs     []string
	OutputTypes []table.Type
	// EachOutput names the results of a function that gives one for each of
	// several dynamic arguments, in one array a row too: with "sorted" the
	// argument a gives the column a_sorted. One such argument gives one value.
	EachOutput string
	// Const marks parameters (bit i for parameter i) that must be constants.
	Const uint64
	// Cases are expressions with the expression of the expected value, in KQL;
	// SPLCases the same in SPL.
	Cases, SPLCases Cases
}

// Sight says how much of a JSON value a function looks at.
type Sight uint8

const (
	// SeesAll: nothing is known, all of it may matter.
	SeesAll Sight = iota
	// SeesPath: only what the other arguments, steps into it, lead to.
	SeesPath
	// SeesText: the result is what the argument says, a text read as JSON.
	SeesText
)

// Cases map an expression to one that must give the same value and type.
type Cases map[string]string

// NullRule says what a call gives for a row with a null argument.
type NullRule uint8

const (
	// NullIn gives null without calling the implementation.
	NullIn NullRule = iota
	// NullSeen calls the implementation, which handles nulls itself.
	NullSeen
)

// MultiRule says how an SPL function treats a multivalue argument (a row with
// two values or more; one value is always a scalar).
type MultiRule uint8

const (
	// MultiNull gives null: the function is not defined on several values.
	MultiNull MultiRule = iota
	// EachValue applies the function to each value and keeps the list.
	EachValue
	// AnyValue is for predicates: true when it is true of some value.
	AnyValue
	// Whole passes lists to the implementation, which takes dynamic columns.
	Whole
)

// Kernel computes one column from argument columns of c.N rows. Arguments may
// have any physical form; see [NewArg]. A kernel must be safe for concurrent use.
type Kernel func(c *Call, args []table.Column) (table.Column, error)

// Call is what a kernel knows of its call.
type Call struct {
	*Context
	N    int
	Null NullRule
	// Result is the call's result type, for kernels of several types.
	Result table.Type
	// Site, unless nil, outlives the batch: the same for all batches of one
	// call in one run.
	Site *Site
}

// Site keeps what a kernel prepared from its constant arguments.
type Site struct {
	once  sync.Once
	value any
	err   error
}

// Prepared returns what make returns for the first batch of this call site: a
// compiled pattern, a set of constants. make may read constant arguments only.
func (c *Call) Prepared(make func() (any, error)) (any, error) {
	if c.Site == nil {
		return make()
	}
	c.Site.once.Do(func() { c.Site.value, c.Site.err = make() })
	return c.Site.value, c.Site.err
}

// Overload is one typed implementation.
type Overload struct {
	// Params are the parameter types; TypeUnknown takes any type.
	Params []table.Type
	// Optional is how many of the last parameters may be left out.
	Optional int
	// Variadic lets the last parameter repeat, once or more (or not at all
	// when it is optional).
	Variadic bool
	// Result is the result's type; when it depends on the arguments it is
	// TypeUnknown and ResultOf computes it (TypeUnknown there means the types
	// do not fit).
	Result   table.Type
	ResultOf func(args []table.Type) table.Type
	Kernel   Kernel
}

// Overloads are the implementations of one function.
type Overloads []Overload

// Accepts reports whether n arguments fit the overload's arity.
func (o *Overload) Accepts(n int) bool {
	if n < len(o.Params)-o.Optional {
		return false
	}
	return n <= len(o.Params) || o.Variadic
}

// Param is the type of the i-th parameter, counting repetitions.
func (o *Overload) Param(i int) table.Type {
	if i >= len(o.Params) {
		i = len(o.Params) - 1
	}
	return o.Params[i]
}

// ResultType is the type of the result for arguments of the given types.
func (o *Overload) ResultType(args []table.Type) table.Type {
	if o.ResultOf != nil {
		return o.ResultOf(args)
	}
	return o.Result
}

// Arity is the least and the most number of arguments; most is -1 when there
// is no bound.
func (f *Func) Arity() (least, most int) { return f.Impl.arity() }

func (all Overloads) arity() (least, most int) {
	for i := range all {
		o := &all[i]
		low, high := len(o.Params)-o.Optional, len(o.Params)
		if i == 0 {
			least, most = low, high
		}
		least = min(least, low)
		if most >= 0 {
			most = max(most, high)
		}
		if o.Variadic {
			most = -1
		}
	}
	return least, most
}
