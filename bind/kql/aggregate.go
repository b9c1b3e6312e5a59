package kql

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// collector gathers the aggregates of an operator; expressions around them
// read their results as columns.
type collector struct {
	aggs []plan.Agg
	// keys are the group's keys, left out of arg_max(x, *).
	keys map[string]bool
	// each is how often aggregates were used.
	each int
}

// column binds an aggregate inside a larger expression and reads its result.
func (k *collector) column(c *ctx, e *kql.Call, f *functions.Aggregate) plan.Expr {
	agg, _, ok := c.aggregate(e, f)
	if !ok {
		return bad()
	}
	// Of several results, an expression uses the first.
	for i := range agg.Names {
		agg.Names[i] = c.b.temp()
	}
	k.aggs = append(k.aggs, agg)
	return &plan.Column{Name: agg.Names[0], T: agg.Types[0]}
}

// aggregate binds an aggregate call. names are those its outputs get when the
// query gives none.
func (c *ctx) aggregate(e *kql.Call, f *functions.Aggregate) (agg plan.Agg, names []string, ok bool) {
	inner := *c
	inner.aggs = nil
	name := e.Name.Text
	args, argNames, ok := inner.aggregateArgs(e)
	if !ok {
		return agg, nil, false
	}
	var where plan.Expr
	conditional := hasWord(f.KQLIf, name)
	if conditional {
		at := 0
		if len(f.Impl) > 0 {
			at = len(f.Impl[0].Params) - f.Impl[0].Optional
		}
		if at >= len(args) {
			c.b.errorf(codeArguments, e.Span(), "%s takes at least %d arguments, not %d", name, at+1, len(args))
			return agg, nil, false
		}
		where = args[at]
		if t := where.Type(); t != table.TypeBool && t != table.TypeUnknown {
			if t != table.TypeDynamic && !t.Numeric() {
				c.b.errorf(codeType, e.Args[at].Span(), "a condition of type bool is expected, not %s", t)
				return agg, nil, false
			}
			where = c.b.cast(where, table.TypeBool)
		}
		args = append(append([]plan.Expr(nil), args[:at]...), args[at+1:]...)
		if at > 0 {
			argNames = append(append([]string(nil), argNames[:at]...), argNames[at+1:]...)
		}
	}
	agg, ok = c.b.resolveAggregate(e.Span(), name, f, args)
	agg.Where = where
	if !ok {
		return agg, nil, false
	}
	names = aggregateNames(f, conditional, argNames, len(agg.Types))
	if name == "count" && len(argNames) > 0 {
		names[0] = "count_" + argNames[0]
	}
	return agg, names, true
}

// aggregateArgs binds the arguments; * stands for the columns not named.
func (c *ctx) aggregateArgs(e *kql.Call) (args []plan.Expr, names []string, ok bool) {
	used := map[string]bool{}
	for _, a := range e.Args {
		if _, star := a.(*kql.Star); star {
			if c.row == nil {
				c.b.errorf(codeName, a.Span(), "* needs the columns of a table")
				return nil, nil, false
			}
			for _, n := range c.row.all() {
				if !used[n.Name] && !c.isKey(n.Name) {
					args, names = append(args, n.Expr), append(names, n.Name)
				}
			}
			continue
		}
		x := c.expr(a)
		name := c.autoName(a)
		if k, is := x.(*plan.Const); is && name == "" {
			name = constantText(a, k)
		}
		if _, is := a.(*kql.Ident); is {
			used[name] = true
		}
		args, names = append(args, x), append(names, name)
	}
	return args, names, true
}

func constantText(e kql.Expr, k *plan.Const) string {
	if lit, ok := e.(*kql.Literal); ok {
		return constantName(lit.Raw)
	}
	if k.T == table.TypeDynamic {
		return ""
	}
	return constantName(string(table.AppendJSON(nil, k.Value)))
}

// isKey says whether a column is one of the keys of the summarize around.
func (c *ctx) isKey(name string) bool { return c.locals != nil && c.locals["\x00key "+name] != nil }

// resolveAggregate picks the overload and splits constants from arguments.
func (b *binder) resolveAggregate(span source.Span, name string, f *functions.Aggregate, args []plan.Expr) (agg plan.Agg, ok bool) {
	if name == "count" && len(args) == 1 {
		args = nil // count(x) counts rows, whatever x
	}
	if least, most := f.Arity(); len(args) < least || most >= 0 && len(args) > most {
		b.errorf(codeArguments, span, "%s takes %s, not %d", name, arity(least, most), len(args))
		return agg, false
	}
	types, unknown := typesOf(args)
	o := f.Resolve(types, functions.Strict)
	if o == nil {
		loose := append([]table.Type(nil), types...)
		for i, t := range types {
			if t == table.TypeDynamic {
				loose[i] = table.TypeUnknown
			}
		}
		if o = f.Resolve(loose, functions.Strict); o != nil && !unknown {
			args = append([]plan.Expr(nil), args...)
			for i, t := range types {
				if want := paramOf(o, i); t == table.TypeDynamic && want != table.TypeUnknown {
					args[i] = b.cast(args[i], dynamicNumber(want))
				}
			}
			types, _ = typesOf(args)
			if again := f.Resolve(types, functions.Strict); again != nil {
				o = again
			}
		}
	}
	if o == nil && unknown {
		// What several outputs there are does not depend on types.
		known := append([]table.Type(nil), types...)
		for i, t := range known {
			if t == table.TypeUnknown {
				known[i] = table.TypeDynamic
			}
		}
		o = f.Resolve(known, functions.Strict)
	}
	if o == nil {
		if !unknown {
			b.errorf(codeType, span, "%s does not take arguments of the types (%s)", name, typeList(types))
		}
		return plan.Agg{Func: f, Names: []string{""}, Types: []table.Type{table.TypeUnknown}}, unknown
	}
	agg = plan.Agg{Func: f, Overload: o, EmptyStrings: true}
	for i, a := range args {
		if i >= 64 || o.Const&(1<<i) == 0 {
			agg.Args = append(agg.Args, a)
			continue
		}
		k, is := a.(*plan.Const)
		if !is {
			b.errorf(codeConstant, span, "argument %d of %s must be a constant", i+1, name)
			return agg, false
		}
		agg.Consts = append(agg.Consts, k.Value)
	}
	if o.Outputs != nil {
		agg.Types = append([]table.Type(nil), o.Outputs(types)...)
	} else {
		agg.Types = []table.Type{o.ResultType(types)}
	}
	if unknown {
		for i := range agg.Types {
			agg.Types[i] = agreedAggregate(f, types, agg.Types[i])
		}
	}
	agg.Names = make([]string, len(agg.Types))
	return agg, true
}

// agreedAggregate is t, or unknown when another overload that may be meant
// gives another type.
func agreedAggregate(f *functions.Aggregate, types []table.Type, t table.Type) table.Type {
	for i := range f.Impl {
		one := functions.Aggregate{Impl: f.Impl[i : i+1]}
		if one.Resolve(types, functions.Strict) == nil {
			continue
		}
		if f.Impl[i].ResultOf != nil || f.Impl[i].Result != t {
			return table.TypeUnknown
		}
	}
	return t
}

// dynamicNumber is the type a dynamic number is read as: Kusto takes real.
func dynamicNumber(want table.Type) table.Type {
	if want == table.TypeInt {
		return table.TypeReal
	}
	return want
}

func paramOf(o *functions.AggregateOverload, i int) table.Type {
	return o.Params[min(i, len(o.Params)-1)]
}

// aggregateNames are the automatic names of an aggregate's outputs.
func aggregateNames(f *functions.Aggregate, conditional bool, args []string, outputs int) []string {
	arg := func(i int) string {
		if i >= 0 && i < len(args) {
			return args[i]
		}
		return ""
	}
	names := make([]string, outputs)
	for k := range names {
		pattern := f.ResultName
		switch {
		case conditional && f.ResultNameIf != "":
			pattern = f.ResultNameIf
		case k > 0 && f.RestName != "":
			pattern = f.RestName
		}
		own := arg(k)
		if n := len(args); n > outputs {
			own = arg(n - outputs + k)
		}
		names[k] = strings.NewReplacer("$1", arg(0), "$2", arg(1), "$n", own).Replace(pattern)
	}
	return names
}

func hasWord(words, word string) bool {
	for _, w := range strings.Fields(words) {
		if w == word {
			return true
		}
	}
	return false
}
