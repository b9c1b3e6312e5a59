package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// encoder numbers the distinct values of the columns it is shown, in the order
// they first appear. Null rows get noCode.
type encoder interface {
	// encode appends the codes of c's rows to out.
	encode(out []uint32, c table.Column) []uint32
	// len is the number of distinct values so far.
	len() int
	// values are the distinct values by code.
	values() table.Column
}

const noCode = math.MaxUint32

// newEncoder makes an encoder for columns of type t.
func newEncoder(t table.Type) encoder {
	switch t {
	case table.TypeBool:
		return newKeyed(func(x bool) bool { return x })
	case table.TypeInt:
		return newKeyed(func(x int32) int32 { return x })
	case table.TypeLong:
		return newKeyed(func(x int64) int64 { return x })
	case table.TypeReal:
		return newKeyed(realKey)
	case table.TypeDecimal:
		return newKeyed(decimalKey)
	case table.TypeDateTime:
		return newKeyed(func(x table.DateTime) table.DateTime { return x })
	case table.TypeTimeSpan:
		return newKeyed(func(x table.TimeSpan) table.TimeSpan { return x })
	case table.TypeGUID:
		return newKeyed(func(x table.GUID) table.GUID { return x })
	case table.TypeString:
		return &texts{keyed: newKeyed(func(x string) string { return x })}
	}
	return newKeyed(valueKey)
}

func realKey(x float64) uint64 {
	if x == 0 {
		return 0
	}
	if x != x {
		return math.Float64bits(math.NaN())
	}
	return math.Float64bits(x)
}

func decimalKey(x table.Decimal) string {
	return x.Number().Canonical().String()
}

// valueKey tells values of any kind apart: scalars by kind and JSON text,
// arrays and bags by JSON text.
func valueKey(v table.Value) string {
	k := v.Kind()
	if k == table.KindInt {
		k = table.KindLong
	}
	if k == table.KindString {
		return string(rune(k)) + v.Str()
	}
	return string(table.AppendJSON([]byte{byte(k)}, v))
}

type keyed[T table.Element, K comparable] struct {
	key   func(T) K
	codes map[K]uint32
	vals  []T
}

func newKeyed[T table.Element, K comparable](key func(T) K) *keyed[T, K] {
	return &keyed[T, K]{key: key, codes: map[K]uint32{}}
}

func (e *keyed[T, K]) code(x T) uint32 {
	k := e.key(x)
	c, ok := e.codes[k]
	if !ok {
		c = uint32(len(e.vals))
		e.codes[k] = c
		e.vals = append(e.vals, x)
	}
	return c
}

func (e *keyed[T, K]) encode(out []uint32, c table.Column) []uint32 {
	n := c.Len()
	a := NewArg[T](c)
	nulls := boxedNulls(&a)
	if a.step == 0 && n > 0 {
		code := uint32(noCode)
		if nulls.nulls == nil || !nulls.nulls[0] {
			code = e.code(a.At(0))
		}
		for range n {
			out = append(out, code)
		}
		return out
	}
	for i := range n {
		if nulls.nulls != nil && nulls.nulls[i*nulls.step] {
			out = append(out, noCode)
			continue
		}
		out = append(out, e.code(a.At(i)))
	}
	return out
}

func (e *keyed[T, K]) len() int { return len(e.vals) }

func (e *keyed[T, K]) values() table.Column {
	return table.NewVec(e.vals[:len(e.vals):len(e.vals)], nil)
}

// texts encodes strings, dictionary entries once per dictionary. A null is the
// empty string.
type texts struct {
	*keyed[string, string]
	of    *table.Vec[string]
	remap []uint32 // code plus 1 of the entries of that dictionary, 0 unknown
}

func (e *texts) encode(out []uint32, c table.Column) []uint32 {
	c = table.WithoutNulls(c)
	d, ok := c.(*table.Dict)
	if !ok {
		return e.keyed.encode(out, c)
	}
	if d.Entries() != e.of && (e.of == nil || !sameStrings(d.Entries(), e.of)) {
		e.of, e.remap = d.Entries(), make([]uint32, d.Entries().Len())
	}
	vals := d.Entries().Vals()
	for _, code := range d.Codes() {
		if e.remap[code] == 0 {
			e.remap[code] = e.code(vals[code]) + 1
		}
		out = append(out, e.remap[code]-1)
	}
	return out
}

// sameStrings reports whether two vectors share their memory.
func sameStrings(a, b *table.Vec[string]) bool {
	x, y := a.Vals(), b.Vals()
	return len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
}
