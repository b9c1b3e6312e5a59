package goshawk

import (
	"fmt"
	"reflect"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// Collect reads the rest of a result into structs. A column goes to the field
// with its name in a `goshawk:"name"` tag, or else of its name; columns
// without a field are left out. A null leaves the field zero; fields may be
// pointers to tell null apart. Fields are of a Go type that the column's
// values fit: string, bool, any int or float, time.Time, time.Duration,
// []T, or any.
func Collect[T any](r *Result) ([]T, error) {
	var out []T
	var plan []fieldPlan
	var of *table.Schema
	for b, err := range r.Batches() {
		if err != nil {
			return nil, err
		}
		if b.Schema() != of {
			of = b.Schema()
			if plan, err = planFields(reflect.TypeFor[T](), of); err != nil {
				return nil, err
			}
		}
		for i := range b.Len() {
			var x T
			v := reflect.ValueOf(&x).Elem()
			for _, f := range plan {
				if err := assign(v.Field(f.field), b.Col(f.column).Value(i)); err != nil {
					return nil, fmt.Errorf("column %s: %w", f.name, err)
				}
			}
			out = append(out, x)
		}
	}
	return out, nil
}

type fieldPlan struct {
	field, column int
	name          string
}

func planFields(t reflect.Type, s *table.Schema) ([]fieldPlan, error) {
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("goshawk: Collect needs a struct type, not %s", t)
	}
	var out []fieldPlan
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("goshawk")
		if name == "" {
			name = f.Name
		}
		if k := s.Index(name); k >= 0 && f.IsExported() {
			out = append(out, fieldPlan{i, k, name})
		}
	}
	return out, nil
}

// assign stores a value in a struct field.
func assign(dst reflect.Value, v table.Value) error {
	if v.IsNull() {
		return nil
	}
	if dst.Kind() == reflect.Pointer {
		dst.Set(reflect.New(dst.Type().Elem()))
		return assign(dst.Elem(), v)
	}
	switch p := dst.Addr().Interface().(type) {
	case *table.Value:
		*p = v
		return nil
	case *any:
		*p = native(v)
		return nil
	case *time.Time:
		if v.Kind() == table.KindDateTime {
			*p = v.DateTime().Time()
			return nil
		}
		return errAssign(dst, v)
	case *time.Duration:
		if v.Kind() == table.KindTimeSpan {
			*p = time.Duration(v.TimeSpan()) * 100
			return nil
		}
		return errAssign(dst, v)
	}
	switch dst.Kind() {
	case reflect.String:
		dst.SetString(valueText(v))
		return nil
	case reflect.Bool:
		if v.Kind() == table.KindBool {
			dst.SetBool(v.Bool())
			return nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if k := v.Kind(); (k == table.KindInt || k == table.KindLong) && !dst.OverflowInt(v.Int()) {
			dst.SetInt(v.Int())
			return nil
		}
	case reflect.Float32, reflect.Float64:
		switch v.Kind() {
		case table.KindInt, table.KindLong:
			dst.SetFloat(float64(v.Int()))
			return nil
		case table.KindReal:
			dst.SetFloat(v.Real())
			return nil
		}
	case reflect.Slice:
		elements := []table.Value{v}
		if v.Kind() == table.KindArray {
			elements = v.Array()
		}
		dst.Set(reflect.MakeSlice(dst.Type(), len(elements), len(elements)))
		for i, e := range elements {
			if err := assign(dst.Index(i), e); err != nil {
				return err
			}
		}
		return nil
	}
	return errAssign(dst, v)
}

func errAssign(dst reflect.Value, v table.Value) error {
	return fmt.Errorf("%s does not fit a field of type %s", table.AppendJSON(nil, v), dst.Type())
}

// valueText is a value as text: strings as they are, others as JSON without
// quotes.
func valueText(v table.Value) string {
	switch v.Kind() {
	case table.KindString:
		return v.Str()
	case table.KindDateTime:
		return v.DateTime().String()
	case table.KindTimeSpan:
		return v.TimeSpan().String()
	case table.KindGUID:
		return v.GUID().String()
	case table.KindDecimal:
		return v.Decimal().String()
	}
	return string(table.AppendJSON(nil, v))
}

// native is a value as encoding/json would decode it, with Go's own types for
// times.
func native(v table.Value) any {
	switch v.Kind() {
	case table.KindNull:
		return nil
	case table.KindBool:
		return v.Bool()
	case table.KindInt, table.KindLong:
		return v.Int()
	case table.KindReal:
		return v.Real()
	case table.KindDateTime:
		return v.DateTime().Time()
	case table.KindTimeSpan:
		return time.Duration(v.TimeSpan()) * 100
	case table.KindArray:
		out := make([]any, 0, len(v.Array()))
		for _, e := range v.Array() {
			out = append(out, native(e))
		}
		return out
	case table.KindBag:
		b := v.Bag()
		out := make(map[string]any, b.Len())
		for i := range b.Len() {
			key, e := b.At(i)
			out[key] = native(e)
		}
		return out
	}
	return valueText(v)
}
