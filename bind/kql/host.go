package kql

import (
	"context"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Functions that the host declares: in Go, or saved as KQL.

func (b *binder) hostScalar(name string) *functions.Func {
	if f := b.env.Functions[name]; f != nil {
		return f.Scalar
	}
	return nil
}

func (b *binder) hostTableFunction(name string) *bind.TableFunction {
	if f := b.env.Functions[name]; f != nil {
		return f.Table
	}
	return nil
}

// savedFunction is a function saved as text, or nil. Names in it mean what the
// host declares, not what the query does.
func (b *binder) savedFunction(name string) *entity {
	f := b.env.Functions[name]
	if f == nil || f.Saved == nil {
		return nil
	}
	if e, ok := b.saved[name]; ok {
		return e
	}
	saved, err := f.Saved()
	e := &entity{taint: true}
	switch {
	case err == nil:
		e = &entity{fn: &userFunc{name: name, def: saved.Def, in: &scope{beyond: b.savedFunction}, text: saved.Text}}
	case b.quiet == 0:
		found := source.Errors(err)
		b.errs = append(b.errs, found...)
		b.failures += len(found)
		if len(found) == 0 {
			b.report(codeHost, source.Unsupported, source.Span{}, "the saved function "+name+" cannot be read: "+err.Error())
		}
	}
	if err == nil || b.quiet == 0 {
		b.saved[name] = e
	}
	return e
}

// reading makes a function's text the one that findings are about, until the
// function it returns is called.
func (b *binder) reading(f *userFunc) func() {
	before := b.text
	if f.text != nil {
		b.text = f.text
	}
	return func() { b.text = before }
}

// hostTable binds a call of a Go function that gives a table. in are the rows
// before invoke, nil in a plain call.
func (c *ctx) hostTable(f *bind.TableFunction, call *kql.Call, in *rel) *rel {
	if f.TakesRows != (in != nil) {
		how := "a call without invoke"
		if f.TakesRows {
			how = "rows: T | invoke " + f.Name + "(...)"
		}
		c.b.errorf(codeTabular, call.Span(), "%s takes %s", f.Name, how)
		return c.b.failed()
	}
	args, ok := c.hostArguments(f, call)
	if !ok {
		return c.b.failed()
	}
	node := &plan.TableCall{}
	var schema *table.Schema
	if in != nil {
		node.In, schema = []plan.Node{in.node}, table.NewSchema(in.cols...)
	}
	out, err := f.Shape(schema, args)
	if err != nil {
		c.b.report(codeHost, source.Unsupported, call.Span(), f.Name+": "+err.Error())
		return c.b.failed()
	}
	node.Of = plan.Shape{Schema: out}
	node.Func = &functions.TableFunc{Name: f.Name, Run: func(fc *functions.Context, inputs []*table.Table, _ functions.TableArgs) (*table.Table, error) {
		var rows *table.Table
		if len(inputs) > 0 {
			rows = inputs[0]
		}
		return runHost(fc.Context, f, rows, args)
	}}
	r := relOf(node)
	r.name = call.Name.Text
	return r
}

// runHost runs a host's function and turns its panic into an error.
func runHost(ctx context.Context, f *bind.TableFunction, rows *table.Table, args []table.Value) (t *table.Table, err error) {
	defer func() {
		if p := recover(); p != nil {
			t, err = nil, errHostPanic(p)
		}
	}()
	return f.Run(ctx, rows, args)
}

// hostArguments are the arguments by place, with the defaults of those left out.
func (c *ctx) hostArguments(f *bind.TableFunction, call *kql.Call) ([]table.Value, bool) {
	if len(call.Args) > len(f.Params) {
		c.b.errorf(codeArguments, call.Span(), "%s takes at most %d arguments, not %d", f.Name, len(f.Params), len(call.Args))
		return nil, false
	}
	out := make([]table.Value, len(f.Params))
	for i, p := range f.Params {
		if i >= len(call.Args) {
			if p.Default == nil {
				c.b.errorf(codeArguments, call.Span(), "%s needs its argument %s", f.Name, p.Name)
				return nil, false
			}
			out[i] = *p.Default
			continue
		}
		v, ok := c.hostArgument(call.Args[i], p)
		if !ok {
			return nil, false
		}
		out[i] = v
	}
	return out, true
}

// hostArgument is a constant, or the name of a column.
func (c *ctx) hostArgument(e kql.Expr, p bind.Parameter) (table.Value, bool) {
	if id, ok := e.(*kql.Ident); ok && p.Type == table.TypeString && c.scope.lookup(id.Text) == nil {
		return table.StringValue(id.Text), true
	}
	inner := &ctx{b: c.b, scope: c.scope}
	x := inner.expr(e)
	if x.Type() == table.TypeUnknown {
		return table.Value{}, false
	}
	k, ok := c.b.cast(x, p.Type).(*plan.Const)
	if !ok {
		c.b.errorf(codeConstant, e.Span(), "the argument %s must be a constant", p.Name)
		return table.Value{}, false
	}
	return k.Value, true
}
