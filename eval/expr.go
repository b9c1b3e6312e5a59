package eval

import (
	"fmt"
	"math"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// scalar computes an expression over a batch. One scalar serves one worker.
type scalar interface {
	eval(b *table.Batch) (table.Column, error)
}

// compiler turns expressions into scalars. Equal calls of one compiler share a
// scalar, so that a repeated sub-expression is computed once per batch.
type compiler struct {
	r     *run
	calls map[string]scalar
}

func (r *run) compiler() *compiler { return &compiler{r: r, calls: map[string]scalar{}} }

// prepared replaces subqueries by their results, once, before workers start.
func (r *run) prepared(e plan.Expr) (plan.Expr, error) {
	has := false
	if e != nil {
		plan.Subqueries(e, func(*plan.Subquery) { has = true })
	}
	if !has {
		return e, nil
	}
	switch e := e.(type) {
	case *plan.Subquery:
		if e.Build != nil {
			return r.built(e)
		}
		v, err := r.subquery(e)
		return &plan.Const{Value: v, T: e.T}, err
	case *plan.Call:
		c := *e
		c.Args = make([]plan.Expr, len(e.Args))
		for i, a := range e.Args {
			var err error
			if c.Args[i], err = r.prepared(a); err != nil {
				return nil, err
			}
		}
		return &c, nil
	case *plan.Each:
		c := *e
		var err error
		if c.Over, err = r.prepared(e.Over); err != nil {
			return nil, err
		}
		c.Body, err = r.prepared(e.Body)
		return &c, err
	}
	return e, nil
}

func (r *run) preparedNamed(cols []plan.Named) ([]plan.Named, error) {
	out := make([]plan.Named, len(cols))
	for i, c := range cols {
		e, err := r.prepared(c.Expr)
		if err != nil {
			return nil, err
		}
		out[i] = plan.Named{Name: c.Name, Expr: e}
	}
	return out, nil
}

// built runs a subquery and puts the expression that it makes in its place.
func (r *run) built(e *plan.Subquery) (plan.Expr, error) {
	input := e.Input
	if !r.opts.NoRewrites {
		input = plan.Optimize(input)
	}
	r.opts.Profile.root(input)
	b, err := r.whole(input)
	if err != nil {
		return nil, err
	}
	made, err := e.Build(r.Context.Context, table.FromBatch(b))
	if err != nil {
		return nil, err
	}
	return r.prepared(made)
}

func (r *run) subquery(e *plan.Subquery) (table.Value, error) {
	input := e.Input
	if !e.Array {
		input = &plan.Limit{Input: input, N: 1}
	}
	if !r.opts.NoRewrites {
		input = plan.Optimize(input)
	}
	r.opts.Profile.root(input)
	b, err := r.whole(input)
	if err != nil || len(b.Cols()) == 0 {
		return table.Value{}, err
	}
	first := b.Col(0)
	if e.Array {
		all := make([]table.Value, first.Len())
		for i := range all {
			all[i] = first.Value(i)
		}
		return table.ArrayValue(all), nil
	}
	if first.Len() == 0 {
		if e.T == table.TypeString {
			return table.StringValue(""), nil
		}
		return table.Value{}, nil
	}
	return first.Value(0), nil
}

func (c *compiler) compile(e plan.Expr) scalar {
	switch e := e.(type) {
	case *plan.Column:
		return &columnScalar{name: e.Name, t: e.T}
	case *plan.Const:
		return constScalar{e.Value, e.T}
	case *plan.Each:
		return &eachScalar{over: c.compile(e.Over), name: e.Name, body: c.r.compiler().compile(e.Body), filter: e.Filter}
	case *plan.Call:
		key, stable := exprKey(e)
		if stable {
			if s, ok := c.calls[key]; ok {
				return s
			}
		}
		s := c.call(e)
		if stable {
			c.calls[key] = s
		}
		return s
	}
	return failing{fmt.Errorf("no evaluation of %T", e)}
}

func (c *compiler) call(e *plan.Call) scalar {
	s := &callScalar{call: e, args: make([]scalar, len(e.Args))}
	for i, a := range e.Args {
		s.args[i] = c.compile(a)
	}
	s.branches = e.Func.Branches && !c.r.opts.NoRewrites && lazyBranches(e)
	s.ctx = functions.Call{Context: c.r.Context, Null: e.Func.Null, Result: e.T, Site: c.r.site(e)}
	return s
}

func (c *compiler) all(exprs []plan.Expr) []scalar {
	out := make([]scalar, len(exprs))
	for i, e := range exprs {
		out[i] = c.compile(e)
	}
	return out
}

// exprKey identifies an expression by what it computes; stable is false where
// two evaluations may differ.
func exprKey(e plan.Expr) (key string, stable bool) {
	var b strings.Builder
	stable = writeKey(&b, e)
	return b.String(), stable
}

func writeKey(b *strings.Builder, e plan.Expr) bool {
	switch e := e.(type) {
	case *plan.Column:
		fmt.Fprintf(b, "c%d:%s;", len(e.Name), e.Name)
		return true
	case *plan.Const:
		if e.Value.Kind() == table.KindReal {
			fmt.Fprintf(b, "r%d:%x;", e.T, math.Float64bits(e.Value.Real()))
			return true
		}
		text := table.AppendJSON(nil, e.Value)
		fmt.Fprintf(b, "k%d.%d:%d:%s;", e.T, e.Value.Kind(), len(text), text)
		return true
	case *plan.Call:
		if e.Func.Volatile || e.Func.Window {
			return false
		}
		fmt.Fprintf(b, "f%p.%p.%d.%v(", e.Func, e.Overload, e.T, e.EmptyStrings)
		for _, a := range e.Args {
			if !writeKey(b, a) {
				return false
			}
		}
		b.WriteByte(')')
		return true
	}
	return false
}

type failing struct{ err error }

func (s failing) eval(*table.Batch) (table.Column, error) { return nil, s.err }

type columnScalar struct {
	name   string
	t      table.Type
	schema *table.Schema
	index  int
}

func (s *columnScalar) eval(b *table.Batch) (table.Column, error) {
	if b.Schema() != s.schema {
		s.schema, s.index = b.Schema(), b.Schema().Index(s.name)
	}
	if s.index < 0 {
		return table.NewConst(table.Value{}, s.t, b.Len()), nil
	}
	return b.Col(s.index), nil
}

type constScalar struct {
	v table.Value
	t table.Type
}

func (s constScalar) eval(b *table.Batch) (table.Column, error) {
	return table.NewConst(s.v, s.t, b.Len()), nil
}

type callScalar struct {
	call *plan.Call
	args []scalar
	ctx  functions.Call
	// last is the batch that result was computed for.
	last   *table.Batch
	result table.Column
	lift   lifted
	// branches says that arguments are computed only where they matter.
	branches bool
}

func (s *callScalar) eval(b *table.Batch) (table.Column, error) {
	if s.last == b {
		return s.result, nil
	}
	args, err := s.arguments(b)
	if err != nil {
		return nil, err
	}
	col, err := s.apply(args, b.Len())
	if err != nil {
		return nil, errCall(s.call, err)
	}
	if s.call.EmptyStrings {
		col = table.WithoutNulls(col)
	}
	if !s.call.Func.Volatile {
		s.last, s.result = b, col
	}
	return col, nil
}

func (s *callScalar) arguments(b *table.Batch) ([]table.Column, error) {
	if s.branches {
		return s.branchArguments(b)
	}
	args := make([]table.Column, len(s.args))
	for i, a := range s.args {
		var err error
		if args[i], err = a.eval(b); err != nil {
			return nil, err
		}
	}
	return args, nil
}

func (s *callScalar) apply(args []table.Column, n int) (table.Column, error) {
	if s.call.Overload == nil {
		return s.late(args, n)
	}
	if d := s.liftable(args); d != nil {
		return s.lift.apply(d, args, func(args []table.Column, n int) (table.Column, error) {
			return s.kernel(s.call.Overload, args, n)
		})
	}
	return s.kernel(s.call.Overload, args, n)
}

func (s *callScalar) kernel(o *functions.Overload, args []table.Column, n int) (table.Column, error) {
	c := s.ctx
	c.N = n
	if s.call.Overload == nil {
		types := make([]table.Type, len(args))
		for i, a := range args {
			types[i] = a.Type()
		}
		c.Result = o.ResultType(types)
	}
	return o.Kernel(&c, args)
}

// evalBool is the rows of b for which a predicate is true; all is set instead
// when that is every row.
func evalBool(s scalar, b *table.Batch) (rows []int32, all bool, err error) {
	col, err := s.eval(b)
	if err != nil {
		return nil, false, err
	}
	if k, ok := table.Resolve(col).(*table.Const); ok {
		return nil, k.Val().Bool(), nil
	}
	if v, ok := table.AsVec[bool](col); ok {
		rows, all = table.TrueRows(v)
		return rows, all, nil
	}
	pred := functions.NewArg[bool](col)
	for i := range b.Len() {
		if pred.At(i) {
			rows = append(rows, int32(i))
		}
	}
	return rows, len(rows) == b.Len(), nil
}
