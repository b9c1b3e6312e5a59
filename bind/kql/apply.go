package kql

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// apply resolves a call. A dynamic argument is converted where the parameter
// wants a scalar type, as Kusto does.
func (b *binder) apply(f *functions.Func, name string, span source.Span, args []plan.Expr) plan.Expr {
	if least, most := f.Arity(); len(args) < least || most >= 0 && len(args) > most {
		b.errorf(codeArguments, span, "%s takes %s, not %d", name, arity(least, most), len(args))
		return bad()
	}
	types, unknown := typesOf(args)
	o, args := b.resolve(f, types, args)
	if o == nil {
		if unknown {
			return bad()
		}
		if alike := b.alikened(name, types, args); alike != nil {
			return b.apply(f, name, span, alike)
		}
		if isWord(name) {
			b.errorf(codeType, span, "%s does not take arguments of the types (%s)", name, typeList(types))
		} else {
			b.errorf(codeOperands, span, "the operator %s does not take operands of the types (%s)", name, typeList(types))
		}
		return bad()
	}
	types, _ = typesOf(args)
	for i, a := range args {
		if i < 64 && f.Const&(1<<i) != 0 && !isConstant(a) {
			b.errorf(codeConstant, span, "argument %d of %s must be a constant", i+1, name)
			return bad()
		}
	}
	t := o.ResultType(types)
	if unknown {
		return &plan.Call{Func: f, Overload: o, Args: args, T: agreed(f.Impl, types)}
	}
	call := &plan.Call{Func: f, Overload: o, Args: args, T: t, EmptyStrings: t == table.TypeString, Text: b.text, Span: span}
	if err := probe(call, b.env.Now); err != nil {
		b.badValue(span, name, err)
		return bad()
	}
	return b.fold(call, name)
}

// badValue tells what a function has to say of its constant arguments.
func (b *binder) badValue(span source.Span, name string, err error) {
	b.errorf(codeValue, span, "%s: %s", name, strings.TrimPrefix(err.Error(), name+": "))
}

// resolve picks the overload, converting dynamic arguments if none fits, and
// decimal ones to real if that does not help either.
func (b *binder) resolve(f *functions.Func, types []table.Type, args []plan.Expr) (*functions.Overload, []plan.Expr) {
	if o := f.Resolve(types, functions.Strict); o != nil {
		return o, args
	}
	loose := append([]table.Type(nil), types...)
	for i, t := range types {
		if t == table.TypeDynamic {
			loose[i] = table.TypeUnknown
		}
	}
	o := f.Resolve(loose, functions.Strict)
	if o == nil {
		for i, t := range types {
			if t == table.TypeDecimal {
				loose[i] = table.TypeReal
			}
		}
		o = f.Resolve(loose, functions.Strict)
	}
	if o == nil {
		return nil, args
	}
	out := append([]plan.Expr(nil), args...)
	for i, t := range types {
		if want := o.Param(i); t != loose[i] && want != table.TypeUnknown {
			out[i] = b.cast(out[i], want)
		}
	}
	return o, out
}

// agreed is the result type of all overloads that may be meant when some types
// are not known, or unknown when they differ.
func agreed(all functions.Overloads, types []table.Type) table.Type {
	t := table.TypeUnknown
	for i := range all {
		one := functions.Func{Impl: all[i : i+1]}
		if one.Resolve(types, functions.Strict) == nil {
			continue
		}
		r := all[i].Result
		if all[i].ResultOf != nil || r == table.TypeUnknown || t != table.TypeUnknown && r != t {
			return table.TypeUnknown
		}
		t = r
	}
	return t
}

func typesOf(args []plan.Expr) (types []table.Type, unknown bool) {
	types = make([]table.Type, len(args))
	for i, a := range args {
		types[i] = a.Type()
		unknown = unknown || types[i] == table.TypeUnknown
	}
	return types, unknown
}

func arity(least, most int) string {
	switch {
	case most < 0 && least == 1:
		return "at least 1 argument"
	case most < 0:
		return fmt.Sprintf("at least %d arguments", least)
	case least == most && least == 1:
		return "1 argument"
	case least == most:
		return fmt.Sprintf("%d arguments", least)
	}
	return fmt.Sprintf("%d to %d arguments", least, most)
}

func isWord(name string) bool {
	return name != "" && (name[0] >= 'a' && name[0] <= 'z' || name[0] >= 'A' && name[0] <= 'Z' || name[0] == '_')
}

// clock are the functions that depend on the run; they are never folded.
var clock = map[string]bool{"now": true, "ago": true, "cursor_current": true, "current_cursor": true}

// fold computes a call of constants.
func (b *binder) fold(call *plan.Call, name string) plan.Expr {
	f := call.Func
	if f.Volatile || f.Window || f.Outputs != nil || oneEach(call) || clock[name] || b.quiet > 0 {
		return call
	}
	cols := make([]table.Column, len(call.Args))
	for i, a := range call.Args {
		k, ok := a.(*plan.Const)
		if !ok || k.T == table.TypeUnknown {
			return call
		}
		cols[i] = table.NewConst(k.Value, k.T, 1)
	}
	col, err := runOnce(call, cols, b.env.Now)
	if failed := (*functions.AssertionError)(nil); b.env.Check && errors.As(err, &failed) {
		// The columns are known all the same, and only a run ends here.
		b.warnf(codeAssertion, call.Span, "%s: %s", name, failed)
		return call
	}
	if err != nil {
		b.badValue(call.Span, name, err)
		return bad()
	}
	if call.EmptyStrings {
		col = table.WithoutNulls(col)
	}
	return &plan.Const{Value: col.Value(0), T: call.T}
}

// probe runs a call that has constant parameters over one made-up row, so that what
// is wrong with them (a pattern, a format, a name of a part) is told before
// the run.
func probe(call *plan.Call, now table.DateTime) error {
	if call.Func.Const == 0 || call.Func.Window || call.Func.Volatile {
		return nil
	}
	cols := make([]table.Column, len(call.Args))
	constants := 0
	for i, a := range call.Args {
		k, ok := a.(*plan.Const)
		if ok {
			cols[i] = table.NewConst(k.Value, k.T, 1)
			constants++
			continue
		}
		if call.Func.Const&(1<<i) != 0 {
			return nil
		}
		cols[i] = table.NewConst(anyValue(a.Type()), a.Type(), 1)
	}
	if constants == len(cols) {
		return nil // it is folded
	}
	_, err := guarded(func() (table.Column, error) {
		c := &functions.Call{Context: functions.NewContext(context.Background(), now), N: 1, Null: call.Func.Null, Result: call.T}
		return call.Overload.Kernel(c, cols)
	})
	if errors.Is(err, errPanic) {
		return nil
	}
	return err
}

// anyValue is some value of a type.
func anyValue(t table.Type) table.Value {
	switch t {
	case table.TypeBool:
		return table.BoolValue(false)
	case table.TypeInt:
		return table.IntValue(1)
	case table.TypeLong:
		return table.LongValue(1)
	case table.TypeReal:
		return table.RealValue(1)
	case table.TypeDateTime:
		return table.DateTimeValue(table.DateTime(table.Day))
	case table.TypeTimeSpan:
		return table.TimeSpanValue(table.Second)
	case table.TypeString:
		return table.StringValue("")
	}
	return table.Value{}
}

// errPanic is a kernel's mistake.
var errPanic = errors.New("the function failed")

func guarded(f func() (table.Column, error)) (col table.Column, err error) {
	defer func() {
		if r := recover(); r != nil {
			col, err = nil, fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	return f()
}

func runOnce(call *plan.Call, cols []table.Column, now table.DateTime) (table.Column, error) {
	return guarded(func() (table.Column, error) {
		c := &functions.Call{Context: functions.NewContext(context.Background(), now), N: 1, Null: call.Func.Null, Result: call.T}
		return call.Overload.Kernel(c, cols)
	})
}
