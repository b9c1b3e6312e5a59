package plan

import "reflect"

// ScanSite is a scan of a plan with the filters right above it, the nearest
// first, which it may compute itself.
type ScanSite struct {
	Scan    *Scan
	Filters []*Filter
}

// Scans lists the scans of a plan, those inside expressions included. Late says
// that the run makes further parts of the plan, which may scan as well.
func Scans(root Node) (sites []ScanSite, late bool) {
	w := scanWalk{seen: map[any]bool{}}
	w.node(root, nil)
	return w.sites, w.late
}

type scanWalk struct {
	sites []ScanSite
	seen  map[any]bool
	late  bool
}

func (w *scanWalk) node(n Node, filters []*Filter) {
	switch n := n.(type) {
	case nil:
		return
	case *Scan:
		w.sites = append(w.sites, ScanSite{n, filters})
		return
	case *Filter:
		if n.InScan {
			w.value(reflect.ValueOf(n.Pred))
			w.node(n.Input, append([]*Filter{n}, filters...))
			return
		}
	case *Deferred:
		w.late = true
	}
	if w.seen[n] {
		return
	}
	w.seen[n] = true
	// Inputs and expressions are wherever a node's fields hold them.
	if v := reflect.ValueOf(n); v.Kind() == reflect.Pointer {
		for i := range v.Elem().NumField() {
			if f := v.Elem().Type().Field(i); f.IsExported() {
				w.value(v.Elem().Field(i))
			}
		}
	}
}

// value visits the nodes and subqueries inside a field.
func (w *scanWalk) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return
		}
		switch x := v.Interface().(type) {
		case Node:
			w.node(x, nil)
			return
		case Expr:
			w.late = w.late || built(x)
			Subqueries(x, func(q *Subquery) { w.node(Optimize(q.Input), nil) }) // as the run will
			return
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				w.value(v.Field(i))
			}
		}
	}
}

// built says whether an expression is completed when the query runs.
func built(x Expr) bool {
	late := false
	Subqueries(x, func(q *Subquery) { late = late || q.Build != nil })
	return late
}
