package plan

import "reflect"

// ScanSite is a scan of a plan with the filters right above it, the nearest
// first, which it may compute itself.
type ScanSite struct {
	Scan    *Scan
	Filters []*Filter
	// Passing says that no operator up to the plan's result holds on to rows of
	// the scan: each goes on, or is dropped, when it comes.
	Passing bool
	// InTurn says that the run reads the sources of all such scans one after the
	// other, in the order of the list.
	InTurn bool
}

// Scans lists the scans of a plan, those inside expressions included. Late says
// that the run makes further parts of the plan, which may scan as well.
func Scans(root Node) (sites []ScanSite, late bool) {
	w := scanWalk{seen: map[any]bool{}, passing: true, inTurn: true}
	w.node(root, nil)
	return w.sites, w.late
}

type scanWalk struct {
	sites   []ScanSite
	seen    map[any]bool
	late    bool
	passing bool // of all nodes above
	inTurn  bool
}

// holds reports whether an operator may hold on to rows that it was given.
func holds(n Node) bool {
	switch n.(type) {
	case *Filter, *Project, *Pick, *Expand, *Limit:
		return false
	}
	return true
}

// goesInTurn reports whether an operator reads its inputs to their ends, one
// after the other.
func goesInTurn(n Node) bool {
	switch n.(type) {
	case *Filter, *Project, *Pick, *Expand, *Limit, *Sort, *Aggregate, *Window, *Series, *Union:
		return true
	}
	return false
}

func (w *scanWalk) node(n Node, filters []*Filter) {
	above, turn := w.passing, w.inTurn
	defer func() { w.passing, w.inTurn = above, turn }()
	switch n := n.(type) {
	case nil:
		return
	case *Scan:
		w.sites = append(w.sites, ScanSite{n, filters, above, turn})
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
	w.passing, w.inTurn = above && !holds(n), turn && goesInTurn(n)
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
			Subqueries(x, w.subquery)
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

// subquery visits the plan of a subquery as the run will make it.
func (w *scanWalk) subquery(q *Subquery) {
	above, turn := w.passing, w.inTurn
	w.passing, w.inTurn = false, false
	w.node(Optimize(q.Input), nil)
	w.passing, w.inTurn = above, turn
}

// built says whether an expression is completed when the query runs.
func built(x Expr) bool {
	late := false
	Subqueries(x, func(q *Subquery) { late = late || q.Build != nil })
	return late
}
