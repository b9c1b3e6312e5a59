package functions

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// splExpr evaluates an SPL expression over n rows by the rules by which the
// engine calls SPL functions: loose resolution, conversion of arguments, and
// the multivalue rule of the function.
type splExpr struct {
	t      *testing.T
	c      *Context
	in     string
	at     int
	n      int
	flat   bool // constants as flat columns
	fields map[string]table.Column
}

// evalSPL evaluates text with constants spread out (flat) or not.
func evalSPL(t *testing.T, text string, flat bool, fields map[string]table.Column) table.Column {
	t.Helper()
	e := &splExpr{t: t, c: NewContext(context.Background(), table.FromUnixTicks(1700312529*int64(table.Second))), in: text, n: 3, flat: flat, fields: fields}
	for _, f := range fields {
		e.n = f.Len()
	}
	out := e.binary(0)
	require.Equal(t, len(text), e.at, "rest of %s", text)
	return out
}

var splLevels = [][]string{{"OR", "XOR"}, {"AND"}, {"NOT"}, {"<=", ">=", "!=", "==", "=", "<", ">", "LIKE", "IN"}, {"+", "-", "."}, {"*", "/", "%"}}

func (e *splExpr) blanks() {
	for e.at < len(e.in) && e.in[e.at] == ' ' {
		e.at++
	}
}

func (e *splExpr) eat(text string) bool {
	e.blanks()
	if !strings.HasPrefix(e.in[e.at:], text) {
		return false
	}
	e.at += len(text)
	e.blanks()
	return true
}

func (e *splExpr) binary(level int) table.Column {
	if level == len(splLevels) {
		return e.unary()
	}
	if level == 2 {
		if e.eat("NOT ") {
			return e.call("not", e.binary(level))
		}
		return e.binary(level + 1)
	}
	x := e.binary(level + 1)
again:
	for _, op := range splLevels[level] {
		if !e.eat(op) {
			continue
		}
		if op == "IN" {
			require.True(e.t, e.eat("("))
			x = e.call("in", append([]table.Column{x}, e.list()...)...)
		} else {
			x = e.call(op, x, e.binary(level+1))
		}
		goto again
	}
	return x
}

func (e *splExpr) list() (args []table.Column) {
	for !e.eat(")") {
		args = append(args, e.binary(0))
		e.eat(",")
	}
	return args
}

func (e *splExpr) unary() table.Column {
	switch {
	case e.eat("-"):
		return e.call("neg", e.unary())
	case e.eat("("):
		x := e.binary(0)
		require.True(e.t, e.eat(")"), e.in[e.at:])
		return x
	case e.at < len(e.in) && e.in[e.at] == '"':
		e.at++
		var b strings.Builder
		for ; e.in[e.at] != '"'; e.at++ {
			if e.in[e.at] == '\\' && strings.IndexByte(`\"|`, e.in[e.at+1]) >= 0 {
				e.at++
			}
			b.WriteByte(e.in[e.at])
		}
		e.at++
		e.blanks()
		return e.constant(table.StringValue(b.String()))
	}
	from := e.at
	for e.at < len(e.in) && (e.in[e.at] == '_' || e.in[e.at] >= '0' && e.in[e.at] <= '9' || e.in[e.at]|32 >= 'a' && e.in[e.at]|32 <= 'z' ||
		e.in[e.at] == '.' && e.in[from] >= '0' && e.in[from] <= '9') {
		e.at++
	}
	word := e.in[from:e.at]
	e.blanks()
	if v, ok := LooseNumber(word); ok {
		return e.constant(v)
	}
	if !e.eat("(") {
		f, ok := e.fields[word]
		require.True(e.t, ok, "field %q of %s", word, e.in)
		return f
	}
	if word == "sigfig" {
		literal := e.in[e.at : e.at+strings.IndexByte(e.in[e.at:], '*')]
		return e.call(word, append(e.list(), e.constant(table.LongValue(int64(SignificantFigures(literal)))))...)
	}
	return e.call(word, e.list()...)
}

func (e *splExpr) constant(v table.Value) table.Column {
	var c table.Column = table.NewConst(v, v.Type(), e.n)
	if e.flat {
		c = table.Flatten(c)
	}
	return c
}

func (e *splExpr) call(name string, args ...table.Column) table.Column {
	f := SPL().Scalar(name)
	require.NotNil(e.t, f, name)
	if f.Multi != Whole {
		for k, a := range args {
			l, ok := a.(*table.List)
			if !ok {
				if c, isConst := a.(*table.Const); !isConst || c.Val().Kind() != table.KindArray {
					continue
				}
				a = table.Flatten(asMultivalue(table.NewVec(boxAll(a), nil)))
				l = a.(*table.List)
			}
			return e.spread(f, args, k, l)
		}
	}
	return e.apply(f, e.n, args)
}

func boxAll(c table.Column) []table.Value {
	out := make([]table.Value, c.Len())
	for i := range out {
		out[i] = c.Value(i)
	}
	return out
}

// spread calls f on the values of argument k one by one.
func (e *splExpr) spread(f *Func, args []table.Column, k int, l *table.List) table.Column {
	child, rows := EachOf(l)
	inner := make([]table.Column, len(args))
	for j, a := range args {
		inner[j] = a.Take(rows)
	}
	inner[k] = child
	if f.Multi == MultiNull {
		return table.Flatten(table.NewConst(table.Value{}, table.TypeDynamic, e.n))
	}
	out := e.apply(f, len(rows), inner)
	if f.Multi == EachValue {
		return ListOf(out, rows, e.n)
	}
	hit := make([]bool, e.n)
	for i, r := range rows {
		hit[r] = hit[r] || out.Value(i).Bool()
	}
	return table.NewVec(hit, nil)
}

func (e *splExpr) apply(f *Func, n int, args []table.Column) table.Column {
	types := make([]table.Type, len(args))
	for i, a := range args {
		types[i] = a.Type()
	}
	o := f.Resolve(types, Loose)
	require.NotNil(e.t, o, "%s %v", f.SPL, types)
	in := make([]table.Column, len(args))
	for i, a := range args {
		in[i] = LooseColumn(a, o.Param(i))
	}
	out, err := o.Kernel(&Call{Context: e.c, N: n, Null: f.Null, Result: o.ResultType(types)}, in)
	require.NoError(e.t, err, e.in)
	require.Equal(e.t, n, out.Len(), "%s in %s", f.SPL, e.in)
	return out
}

// TestSPLFunctionCases runs the cases of every SPL function on constants and
// on columns.
func TestSPLFunctionCases(t *testing.T) {
	for _, name := range SPL().Scalars() {
		f := SPL().Scalar(name)
		if !strings.HasPrefix(name, "search") && !strings.HasPrefix(name, "bin_") && !strings.HasPrefix(name, "convert_") && f.KQL == "" {
			require.NotEmpty(t, f.SPLCases, "%s has no case", name)
		}
		for expr, want := range f.SPLCases {
			for _, flat := range []bool{false, true} {
				got, expected := evalSPL(t, expr, flat, nil), evalSPL(t, want, false, nil)
				if f.Volatile {
					require.Equal(t, Text(expected.Value(0)), Text(got.Value(0)), expr)
					continue
				}
				for i := range 3 {
					require.Equal(t, Text(expected.Value(0)), Text(got.Value(i)), "%s (flat %v)", expr, flat)
					require.Equal(t, expected.Null(0), got.Null(i), "%s (flat %v)", expr, flat)
				}
			}
		}
	}
}
