package plan

import "reflect"

// WithSubqueries is n with the subqueries of its own expressions as f gives
// them: n itself where f changes none. The inputs of n stay as they are.
func WithSubqueries(n Node, f func(*Subquery) *Subquery) Node {
	v := reflect.ValueOf(n)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return n
	}
	made := reflect.New(v.Elem().Type())
	made.Elem().Set(v.Elem())
	if !replaceIn(made.Elem(), f) {
		return n
	}
	return made.Interface().(Node)
}

// replaceIn replaces the subqueries inside a field, in copies of its slices,
// and says whether there were any to replace.
func replaceIn(v reflect.Value, f func(*Subquery) *Subquery) bool {
	changed := false
	switch v.Kind() {
	case reflect.Interface:
		x, ok := v.Interface().(Expr)
		if !ok || v.IsNil() {
			return false
		}
		made := withSubqueries(x, f)
		if made != x {
			v.Set(reflect.ValueOf(made))
			changed = true
		}
	case reflect.Slice:
		if kind := v.Type().Elem().Kind(); v.IsNil() || kind != reflect.Struct && kind != reflect.Interface {
			return false
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		for i := range list.Len() {
			changed = replaceIn(list.Index(i), f) || changed
		}
		if changed {
			v.Set(list)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				changed = replaceIn(v.Field(i), f) || changed
			}
		}
	}
	return changed
}

// withSubqueries is an expression with its subqueries as f gives them.
func withSubqueries(e Expr, f func(*Subquery) *Subquery) Expr {
	switch e := e.(type) {
	case *Subquery:
		return f(e)
	case *Call:
		args, changed := make([]Expr, len(e.Args)), false
		for i, a := range e.Args {
			args[i] = withSubqueries(a, f)
			changed = changed || args[i] != a
		}
		if changed {
			c := *e
			c.Args = args
			return &c
		}
	case *Each:
		over, body := withSubqueries(e.Over, f), withSubqueries(e.Body, f)
		if over != e.Over || body != e.Body {
			c := *e
			c.Over, c.Body = over, body
			return &c
		}
	}
	return e
}
