package eval

import (
	"math"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// grouper numbers distinct keys in the order they are first seen. A key of
// several columns is numbered column by column, the numbers combined pairwise,
// so that no key is ever built as text.
type grouper struct {
	columns []*interner
	pairs   []map[uint64]uint32
	// n is the number of keys so far; fixed groupers give none to a new key.
	n     int
	fixed bool
}

// none is the number of a key that a fixed grouper does not know.
const none = ^uint32(0)

func newGrouper(columns int, loose bool) *grouper {
	g := &grouper{}
	for i := range columns {
		g.columns = append(g.columns, &interner{loose: loose})
		if i > 0 {
			g.pairs = append(g.pairs, map[uint64]uint32{})
		}
	}
	return g
}

// assign writes the number of each row's key to out, and returns the rows that
// brought a new key, in order.
func (g *grouper) assign(cols []table.Column, out []uint32) (fresh []int32) {
	if len(cols) == 0 {
		clear(out)
		if g.n == 0 && len(out) > 0 && !g.fixed {
			g.n = 1
			return []int32{0}
		}
		return nil
	}
	g.columns[0].assign(cols[0], out, g.fixed)
	if len(cols) == 1 {
		return g.fresh(out)
	}
	next := make([]uint32, len(out))
	for k := 1; k < len(cols); k++ {
		g.columns[k].assign(cols[k], next, g.fixed)
		pairs := g.pairs[k-1]
		for i, id := range next {
			if id == none || out[i] == none {
				out[i] = none
				continue
			}
			key := uint64(out[i])<<32 | uint64(id)
			n, ok := pairs[key]
			if !ok {
				n = none
				if !g.fixed {
					n = uint32(len(pairs))
					pairs[key] = n
				}
			}
			out[i] = n
		}
	}
	return g.fresh(out)
}

// fresh finds the rows with numbers not given before: they rise one by one.
func (g *grouper) fresh(out []uint32) (rows []int32) {
	if g.fixed {
		return nil
	}
	for i, id := range out {
		if int(id) == g.n {
			g.n++
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// interner numbers the distinct values of one column. Null has a number too.
type interner struct {
	loose   bool
	n       uint32
	null    uint32 // number + 1
	strings map[string]uint32
	ints    map[int64]uint32
	floats  map[uint64]uint32
	others  map[string]uint32
	// dict is the dictionary that codes was worked out for; 0 is not yet.
	dict  *table.Vec[string]
	codes []uint32
}

func (in *interner) assign(c table.Column, out []uint32, fixed bool) {
	switch c := table.Resolve(c).(type) {
	case *table.Const:
		id := none
		if len(out) > 0 {
			id = in.value(c.Val(), fixed)
		}
		for i := range out {
			out[i] = id
		}
	case *table.Dict:
		in.assignDict(c, out, fixed)
	case *table.Vec[string]:
		for i, s := range c.Vals() {
			if c.Null(i) {
				out[i] = in.nullID(fixed)
			} else {
				out[i] = in.str(s, fixed)
			}
		}
	case *table.Vec[int64]:
		assignInts(in, c, out, fixed)
	case *table.Vec[int32]:
		assignInts(in, c, out, fixed)
	case *table.Vec[table.DateTime]:
		assignInts(in, c, out, fixed)
	case *table.Vec[table.TimeSpan]:
		assignInts(in, c, out, fixed)
	default:
		for i := range out {
			out[i] = in.value(c.Value(i), fixed)
		}
	}
}

func assignInts[T interface {
	table.Element
	~int32 | ~int64
}](in *interner, c *table.Vec[T], out []uint32, fixed bool) {
	for i, x := range c.Vals() {
		if c.Null(i) {
			out[i] = in.nullID(fixed)
		} else {
			out[i] = in.int(int64(x), fixed)
		}
	}
}

// assignDict looks each dictionary entry up once.
func (in *interner) assignDict(c *table.Dict, out []uint32, fixed bool) {
	if in.dict != c.Entries() {
		in.dict = c.Entries()
		in.codes = make([]uint32, in.dict.Len())
	}
	entries := in.dict.Vals()
	for i, code := range c.Codes() {
		id := in.codes[code]
		if id == 0 {
			n := none
			if in.dict.Null(int(code)) {
				n = in.nullID(fixed)
			} else {
				n = in.str(entries[code], fixed)
			}
			id = n + 1
			if n != none {
				in.codes[code] = id
			} else {
				out[i] = none
				continue
			}
		}
		out[i] = id - 1
	}
}

func (in *interner) next(fixed bool) uint32 {
	if fixed {
		return none
	}
	in.n++
	return in.n - 1
}

func (in *interner) nullID(fixed bool) uint32 {
	if in.null == 0 {
		id := in.next(fixed)
		if id == none {
			return none
		}
		in.null = id + 1
	}
	return in.null - 1
}

func lookup[K comparable](in *interner, m *map[K]uint32, k K, own func(K) K, fixed bool) uint32 {
	if id, ok := (*m)[k]; ok {
		return id
	}
	id := in.next(fixed)
	if id != none {
		if *m == nil {
			*m = map[K]uint32{}
		}
		if own != nil {
			k = own(k)
		}
		(*m)[k] = id
	}
	return id
}

func (in *interner) str(s string, fixed bool) uint32 {
	if in.loose {
		if n, ok := canonicalInt(s); ok {
			return in.int(n, fixed)
		}
	}
	return lookup(in, &in.strings, s, strings.Clone, fixed)
}

func (in *interner) int(n int64, fixed bool) uint32 { return lookup(in, &in.ints, n, nil, fixed) }

func (in *interner) float(f float64, fixed bool) uint32 {
	if in.loose {
		return in.str(functions.FormatNumber(f), fixed)
	}
	if f == 0 {
		f = 0 // -0 is 0
	}
	if math.IsNaN(f) {
		f = math.NaN()
	}
	return lookup(in, &in.floats, math.Float64bits(f), nil, fixed)
}

func (in *interner) value(v table.Value, fixed bool) uint32 {
	switch v.Kind() {
	case table.KindNull:
		return in.nullID(fixed)
	case table.KindInt, table.KindLong:
		return in.int(v.Int(), fixed)
	case table.KindReal:
		return in.float(v.Real(), fixed)
	case table.KindDateTime:
		return in.int(int64(v.DateTime()), fixed)
	case table.KindTimeSpan:
		return in.int(int64(v.TimeSpan()), fixed)
	case table.KindString:
		return in.str(v.Str(), fixed)
	case table.KindArray:
		if a := v.Array(); in.loose && len(a) == 1 {
			return in.value(a[0], fixed)
		}
	}
	return lookup(in, &in.others, string(table.AppendJSON(nil, v)), nil, fixed)
}

// canonicalInt reads text that is exactly how an integer is printed.
func canonicalInt(s string) (int64, bool) {
	digits := s
	if s != "" && s[0] == '-' {
		digits = s[1:]
	}
	if digits == "" || len(digits) > 18 || digits[0] == '0' && s != "0" {
		return 0, false
	}
	n := int64(0)
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int64(d)
	}
	if len(digits) != len(s) {
		n = -n
	}
	return n, true
}
