package table

import "fmt"

// Type is a scalar type; the set is Kusto's.
// https://learn.microsoft.com/kusto/query/scalar-data-types/
type Type uint8

// The scalar types. TypeUnknown stands for a type that is not known before the
// run; no column has it.
const (
	TypeUnknown Type = iota
	TypeBool
	TypeInt      // 32-bit
	TypeLong     // 64-bit
	TypeReal     // float64
	TypeDecimal  // 128-bit decimal
	TypeDateTime // 100 ns ticks since 0001-01-01
	TypeTimeSpan // 100 ns ticks
	TypeString   // UTF-8
	TypeGUID
	TypeDynamic // any scalar, array or property bag
)

var typeNames = [...]string{"unknown", "bool", "int", "long", "real", "decimal", "datetime", "timespan", "string", "guid", "dynamic"}

// String is the type's Kusto name.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return fmt.Sprintf("type %d", t)
}

// ParseType maps a Kusto type name or one of its synonyms to the type.
func ParseType(name string) (Type, bool) {
	switch name {
	case "bool", "boolean":
		return TypeBool, true
	case "int", "int32", "uint", "uint32", "int16", "uint16", "int8", "uint8":
		return TypeInt, true
	case "long", "int64", "uint64", "ulong":
		return TypeLong, true
	case "real", "double", "float":
		return TypeReal, true
	case "decimal":
		return TypeDecimal, true
	case "datetime", "date":
		return TypeDateTime, true
	case "timespan", "time":
		return TypeTimeSpan, true
	case "string":
		return TypeString, true
	case "guid", "uuid", "uniqueid":
		return TypeGUID, true
	case "dynamic":
		return TypeDynamic, true
	}
	return TypeUnknown, false
}

// Numeric reports whether values of the type are numbers.
func (t Type) Numeric() bool {
	return t == TypeInt || t == TypeLong || t == TypeReal || t == TypeDecimal
}

// GUID is a 128-bit identifier in the order it is printed.
type GUID [16]byte

// Element is what a typed vector can hold, one Go type per [Type].
type Element interface {
	bool | int32 | int64 | float64 | Decimal | DateTime | TimeSpan | string | GUID | Value
}

// TypeOf is the column type of the Go element type T.
func TypeOf[T Element]() Type {
	var zero T
	switch any(zero).(type) {
	case bool:
		return TypeBool
	case int32:
		return TypeInt
	case int64:
		return TypeLong
	case float64:
		return TypeReal
	case Decimal:
		return TypeDecimal
	case DateTime:
		return TypeDateTime
	case TimeSpan:
		return TypeTimeSpan
	case string:
		return TypeString
	case GUID:
		return TypeGUID
	}
	return TypeDynamic
}
