package table

import (
	"math"
	"unsafe"
)

// Value is one dynamic value: null, a scalar, an array or a property bag. It
// is 24 bytes; scalars and strings are held without allocation. The zero
// Value is null. Values are immutable.
type Value struct {
	num uint64 // the scalar's bits, or the length of a string or array
	ref any    // nil, a Kind, or a pointer to what num cannot hold
}

// Kind says what a [Value] holds.
type Kind uint8

// The kinds of value, in no particular order of sorting.
const (
	KindNull Kind = iota
	KindBool
	KindInt
	KindLong
	KindReal
	KindDecimal
	KindDateTime
	KindTimeSpan
	KindString
	KindGUID
	KindArray
	KindBag
)

type stringPtr *byte
type arrayPtr *Value

// Constructors, one per kind.

// BoolValue holds a bool.
func BoolValue(b bool) Value {
	if b {
		return Value{1, KindBool}
	}
	return Value{0, KindBool}
}

// IntValue holds a 32-bit integer.
func IntValue(n int32) Value { return Value{uint64(int64(n)), KindInt} }

// LongValue holds a 64-bit integer.
func LongValue(n int64) Value { return Value{uint64(n), KindLong} }

// RealValue holds a float64.
func RealValue(f float64) Value { return Value{math.Float64bits(f), KindReal} }

// DateTimeValue holds a point in time.
func DateTimeValue(t DateTime) Value { return Value{uint64(t), KindDateTime} }

// TimeSpanValue holds a duration.
func TimeSpanValue(t TimeSpan) Value { return Value{uint64(t), KindTimeSpan} }

// StringValue holds a string.
func StringValue(s string) Value { return Value{uint64(len(s)), stringPtr(unsafe.StringData(s))} }

// DecimalValue holds a decimal.
func DecimalValue(d Decimal) Value { return Value{0, d} }

// GUIDValue holds a guid.
func GUIDValue(g GUID) Value { return Value{0, &g} }

// ArrayValue holds an array; the slice must not be changed afterwards.
func ArrayValue(a []Value) Value { return Value{uint64(len(a)), arrayPtr(unsafe.SliceData(a))} }

// BagValue holds a property bag, which must not be changed afterwards.
func BagValue(b *Bag) Value { return Value{0, b} }

// Kind says what v holds.
func (v Value) Kind() Kind {
	switch r := v.ref.(type) {
	case Kind:
		return r
	case stringPtr:
		return KindString
	case arrayPtr:
		return KindArray
	case *Bag:
		return KindBag
	case Decimal:
		return KindDecimal
	case *GUID:
		return KindGUID
	}
	return KindNull
}

var kindTypes = [...]Type{TypeDynamic, TypeBool, TypeInt, TypeLong, TypeReal, TypeDecimal, TypeDateTime, TypeTimeSpan, TypeString, TypeGUID, TypeDynamic, TypeDynamic}

// Type is the scalar type of what v holds; TypeDynamic for null, arrays and bags.
func (v Value) Type() Type { return kindTypes[v.Kind()] }

// IsNull reports whether v holds nothing.
func (v Value) IsNull() bool { return v.ref == nil }

// The accessors below return the zero value when v is of another kind.

// Bool is the bool that v holds.
func (v Value) Bool() bool { return v.ref == KindBool && v.num != 0 }

// Int is the integer that v holds, of either width.
func (v Value) Int() int64 {
	if v.ref == KindLong || v.ref == KindInt {
		return int64(v.num)
	}
	return 0
}

// Real is the float64 that v holds.
func (v Value) Real() float64 {
	if v.ref == KindReal {
		return math.Float64frombits(v.num)
	}
	return 0
}

// DateTime is the point in time that v holds.
func (v Value) DateTime() DateTime {
	if v.ref == KindDateTime {
		return DateTime(v.num)
	}
	return 0
}

// TimeSpan is the duration that v holds.
func (v Value) TimeSpan() TimeSpan {
	if v.ref == KindTimeSpan {
		return TimeSpan(v.num)
	}
	return 0
}

// Str is the string that v holds.
func (v Value) Str() string {
	if p, ok := v.ref.(stringPtr); ok {
		return unsafe.String((*byte)(p), v.num)
	}
	return ""
}

// Decimal is the decimal that v holds.
func (v Value) Decimal() Decimal {
	d, _ := v.ref.(Decimal)
	return d
}

// GUID is the guid that v holds.
func (v Value) GUID() GUID {
	if g, ok := v.ref.(*GUID); ok {
		return *g
	}
	return GUID{}
}

// Array is the array that v holds; it must not be changed.
func (v Value) Array() []Value {
	if p, ok := v.ref.(arrayPtr); ok {
		return unsafe.Slice((*Value)(p), v.num)
	}
	return nil
}

// Bag is the property bag that v holds; it must not be changed.
func (v Value) Bag() *Bag {
	b, _ := v.ref.(*Bag)
	return b
}

// Box makes a Value of a vector element.
func Box[T Element](x T) Value {
	switch x := any(x).(type) {
	case bool:
		return BoolValue(x)
	case int32:
		return IntValue(x)
	case int64:
		return LongValue(x)
	case float64:
		return RealValue(x)
	case Decimal:
		return DecimalValue(x)
	case DateTime:
		return DateTimeValue(x)
	case TimeSpan:
		return TimeSpanValue(x)
	case string:
		return StringValue(x)
	case GUID:
		return GUIDValue(x)
	case Value:
		return x
	}
	return Value{}
}

// Unbox is the opposite of [Box]: the element of type T inside v, and whether
// v holds exactly that type. An int fits a long.
func Unbox[T Element](v Value) (T, bool) {
	var x T
	ok := true
	switch p := any(&x).(type) {
	case *bool:
		*p, ok = v.Bool(), v.ref == KindBool
	case *int32:
		*p, ok = int32(v.Int()), v.ref == KindInt
	case *int64:
		*p, ok = v.Int(), v.ref == KindLong || v.ref == KindInt
	case *float64:
		*p, ok = v.Real(), v.ref == KindReal
	case *Decimal:
		*p, ok = v.ref.(Decimal)
	case *DateTime:
		*p, ok = v.DateTime(), v.ref == KindDateTime
	case *TimeSpan:
		*p, ok = v.TimeSpan(), v.ref == KindTimeSpan
	case *string:
		*p, ok = v.Str(), v.Kind() == KindString
	case *GUID:
		*p, ok = v.GUID(), v.Kind() == KindGUID
	case *Value:
		*p = v
	}
	return x, ok
}
