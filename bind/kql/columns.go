package kql

import (
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
	if call, ok := bound.(*plan.Call); ok && call.Func.Outputs != nil {
		l.spread(names, x, call)
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

// spread gives each result of a function its column.
func (l *columns) spread(names []*kql.Name, e kql.Expr, call *plan.Call) {
	temp := l.c.b.temp()
	l.pre = append(l.pre, plan.Named{Name: temp, Expr: &plan.Call{Func: call.Func, Overload: call.Overload, Args: call.Args, T: table.TypeDynamic}})
	prefix := ""
	switch x := e.(type) {
	case *kql.Call:
		prefix = x.Name.Text
		if len(x.Args) > 0 {
			prefix += "_" + l.c.autoName(x.Args[0])
		}
	}
	for i, output := range call.Func.Outputs {
		part := l.c.b.function("$path", e.Span(), &plan.Column{Name: temp, T: table.TypeDynamic}, &plan.Const{Value: table.LongValue(int64(i)), T: table.TypeLong})
		t := table.TypeDynamic
		if i < len(call.Func.OutputTypes) {
			t = call.Func.OutputTypes[i]
		}
		part = l.c.b.cast(part, t)
		if i < len(names) {
			l.add(names[i].Text(), part, names[i].Span(), true)
			continue
		}
		l.add(l.names.unique(prefix+"_"+output), part, e.Span(), false)
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
