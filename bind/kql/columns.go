package kql

import (
	"fmt"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// columns collects the columns of project, extend, print and the like.
type columns struct {
	c     *ctx
	names *namer
	out   []plan.Named
	// given are the names that the query spells out.
	given map[string]bool
	// pre are columns that must be computed on the input first: the array of
	// results of a function with several.
	pre []plan.Named
	// number names a column that has no other name.
	number func(i int) string
	// numbered columns never take their expression's name.
	numbered bool
	// namedOnly leaves out the results of a function that get none of the names
	// given to it.
	namedOnly bool
}

// newColumns starts a list; taken are the names in use already.
func (c *ctx) newColumns(taken ...string) *columns {
	l := &columns{c: c, names: newNamer(taken...), given: map[string]bool{}}
	l.number = func(int) string { return l.names.column() }
	return l
}

// bind adds the columns of the list. Names spelled out, and columns passed on
// as they are, come before the automatic ones in claiming a name.
func (l *columns) bind(list []kql.Expr) {
	for _, e := range list {
		if names, _ := kql.Named(e); names != nil {
			for _, n := range names {
				l.c.b.declarable(n)
				l.names.taken[n.Text()] = true
			}
		}
	}
	for i, e := range list {
		l.one(i, e)
	}
}

func (l *columns) one(i int, e kql.Expr) {
	names, x := kql.Named(e)
	b := l.c.b
	bound := l.c.expr(x)
	if call, ok := bound.(*plan.Call); ok {
		if outputs := l.outputs(x, call); outputs != nil {
			if l.namedOnly && call.Func.Outputs != nil && len(names) > 0 {
				outputs = outputs[:min(len(outputs), len(names))]
			}
			l.spread(names, x, call, outputs)
			return
		}
	}
	if len(names) > 1 && bound.Type() == table.TypeUnknown {
		for _, n := range names {
			l.add(n.Text(), bad(), n.Span(), true)
		}
		return
	}
	if len(names) > 1 {
		b.errorf(codeArguments, e.Span(), "%d names for one value", len(names))
		return
	}
	if names != nil {
		l.add(names[0].Text(), bound, names[0].Span(), true)
		return
	}
	name := l.c.autoName(x)
	if name == "" || l.numbered {
		l.add(l.number(i), bound, e.Span(), false)
		return
	}
	l.add(l.names.unique(name), bound, e.Span(), false)
}

func (l *columns) add(name string, x plan.Expr, span source.Span, given bool) {
	if given && l.given[name] {
		l.c.b.errorf(codeDuplicate, span, "the column %q is given twice", name)
		return
	}
	l.given[name] = l.given[name] || given
	l.out = append(l.out, plan.Named{Name: name, Expr: x})
}

// output is one result of a function with several.
type output struct {
	name string
	t    table.Type
}

// outputs are the results that a call gives columns of their own, nil when it
// gives one.
func (l *columns) outputs(e kql.Expr, call *plan.Call) []output {
	var args []kql.Expr
	prefix := ""
	if x, ok := e.(*kql.Call); ok {
		args, prefix = x.Args, x.Name.Text
		if len(args) > 0 {
			prefix += "_" + l.c.autoName(args[0])
		}
	}
	var out []output
	for i, name := range call.Func.Outputs {
		t := table.TypeDynamic
		if i < len(call.Func.OutputTypes) {
			t = call.Func.OutputTypes[i]
		}
		out = append(out, output{prefix + "_" + name, t})
	}
	if !oneEach(call) {
		return out
	}
	for i, a := range call.Args {
		if !mayBeArray(a) {
			continue
		}
		name := ""
		if i < len(args) {
			name = l.c.autoName(args[i])
		}
		if name == "" {
			name = fmt.Sprintf("array%d", i)
		}
		out = append(out, output{name + "_" + call.Func.EachOutput, table.TypeDynamic})
	}
	return out
}

// oneEach tells whether a call gives a result for each of several arguments.
func oneEach(call *plan.Call) bool {
	n := 0
	for _, a := range call.Args {
		if mayBeArray(a) {
			n++
		}
	}
	return n > 1 && call.Func.EachOutput != ""
}

// mayBeArray tells whether an argument is dynamic, as far as is known.
func mayBeArray(e plan.Expr) bool {
	return e.Type() == table.TypeDynamic || e.Type() == table.TypeUnknown
}

// spread gives each result of a function its column.
func (l *columns) spread(names []*kql.Name, e kql.Expr, call *plan.Call, outputs []output) {
	temp := l.c.b.temp()
	l.pre = append(l.pre, plan.Named{Name: temp, Expr: &plan.Call{Func: call.Func, Overload: call.Overload, Args: call.Args, T: table.TypeDynamic}})
	if len(names) > len(outputs) {
		l.c.b.errorf(codeArguments, e.Span(), "%d names for %d values", len(names), len(outputs))
		return
	}
	for i, o := range outputs {
		part := l.c.b.function("$path", e.Span(), &plan.Column{Name: temp, T: table.TypeDynamic}, &plan.Const{Value: table.LongValue(int64(i)), T: table.TypeLong})
		part = l.c.b.cast(part, o.t)
		if i < len(names) {
			l.add(names[i].Text(), part, names[i].Span(), true)
			continue
		}
		l.add(l.names.unique(o.name), part, e.Span(), false)
	}
}

// before is the input with the columns that must be computed first.
func (l *columns) before(r *rel) *rel { return r.extend(l.pre) }

// after removes them again.
func (l *columns) after(r *rel) *rel {
	if len(l.pre) == 0 {
		return r
	}
	names := make([]string, len(l.pre))
	for i, p := range l.pre {
		names[i] = p.Name
	}
	return r.without(names...)
}
