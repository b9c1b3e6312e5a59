package ast

import (
	"reflect"
	"sync"
)

// Inspect calls visit for n and for every node below it, parents before
// children and children in field order. When visit returns false the children
// of that node are left out. A nil n is not visited.
func Inspect(n Node, visit func(Node) bool) {
	if n == nil {
		return
	}
	v := reflect.ValueOf(n)
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return
	}
	if !visit(n) {
		return
	}
	children(v, func(c Node) { Inspect(c, visit) })
}

// Visitor is called by Walk on the way down (Enter) and on the way up (Leave).
type Visitor interface {
	// Enter says whether the children of n are wanted.
	Enter(n Node) bool
	// Leave is called after the children, also when there were none wanted.
	Leave(n Node)
}

// Walk visits n and everything below it in field order.
func Walk(n Node, v Visitor) {
	if n == nil {
		return
	}
	rv := reflect.ValueOf(n)
	if rv.Kind() == reflect.Pointer && rv.IsNil() {
		return
	}
	if v.Enter(n) {
		children(rv, func(c Node) { Walk(c, v) })
	}
	v.Leave(n)
}

// fields caches, per struct type, the indexes of the fields that can hold nodes.
var fields sync.Map // reflect.Type -> []int

func fieldsOf(t reflect.Type) []int {
	if f, ok := fields.Load(t); ok {
		return f.([]int)
	}
	found := []int{}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() || f.Type == reflect.TypeFor[Extent]() || f.Type == reflect.TypeFor[Place]() {
			continue
		}
		ft := f.Type
		for ft.Kind() == reflect.Slice {
			ft = ft.Elem()
		}
		switch ft.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Struct:
			found = append(found, i)
		}
	}
	fields.Store(t, found)
	return found
}

// children calls visit for the nodes directly below v.
func children(v reflect.Value, visit func(Node)) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return
	}
	for _, i := range fieldsOf(v.Type()) {
		if v.Type().Field(i).Anonymous {
			// What is embedded is part of the node, though it has a span too.
			children(v.Field(i), visit)
			continue
		}
		reach(v.Field(i), visit)
	}
}

// reach visits v if it is a node, and otherwise what v holds.
func reach(v reflect.Value, visit func(Node)) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			reach(v.Index(i), visit)
		}
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return
		}
		if n, ok := v.Interface().(Node); ok {
			visit(n)
			return
		}
		children(v, visit)
	case reflect.Struct:
		if v.CanAddr() {
			if n, ok := v.Addr().Interface().(Node); ok {
				visit(n)
				return
			}
		}
		children(v, visit)
	}
}
