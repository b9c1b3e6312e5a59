package eval

import (
	"math"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// interner numbers the distinct values of one column. Null has a number too.
type interner struct {
	loose   bool
	n       uint32
	null    uint32 // number + 1
	strings textNumbers
	ints    numbering
	floats  numbering
	others  textNumbers
	// dict is the dictionary that codes was worked out for: numbers + 1 of its
	// entries, 0 is not yet.
	dict  *table.Vec[string]
	codes []uint32
	// sole says that strings does not hold the entries in codes yet: as long
	// as all texts come from one dictionary without repetitions, its codes are
	// enough.
	sole bool
}

// reader is the interner for one more goroutine, when no numbers are given any
// more.
func (in *interner) reader() *interner {
	in.spill()
	out := *in
	out.dict, out.codes = nil, nil
	return &out
}

// spill enters the texts of the only dictionary so far among the strings.
func (in *interner) spill() {
	if !in.sole {
		return
	}
	in.sole = false
	entries := in.dict.Vals()
	for code, id := range in.codes {
		if id != 0 {
			in.strings.number(entries[code], id-1)
		}
	}
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
		in.assignTexts(c, out, fixed)
	case *table.Vec[int64]:
		assignInts(in, c, out, fixed)
	case *table.Vec[int32]:
		assignInts(in, c, out, fixed)
	case *table.Vec[table.DateTime]:
		assignInts(in, c, out, fixed)
	case *table.Vec[table.TimeSpan]:
		assignInts(in, c, out, fixed)
	case *table.List:
		if in.loose && oneEach(c) {
			in.assign(c.Child().Slice(int(c.Offsets()[0]), int(c.Offsets()[c.Len()])), out, fixed)
			return
		}
		in.assignValues(c, out, fixed)
	default:
		in.assignValues(c, out, fixed)
	}
}

// oneEach reports whether every row of a list column has one value.
func oneEach(c *table.List) bool {
	if c.Nulls() != nil {
		return false
	}
	offsets := c.Offsets()
	for i := range c.Len() {
		if offsets[i+1]-offsets[i] != 1 {
			return false
		}
	}
	return true
}

func (in *interner) assignValues(c table.Column, out []uint32, fixed bool) {
	for i := range out {
		out[i] = in.value(c.Value(i), fixed)
	}
}

func assignInts[T interface {
	table.Element
	~int32 | ~int64
}](in *interner, c *table.Vec[T], out []uint32, fixed bool) {
	assignRuns(in, c, out, fixed, func(x T) uint32 { return in.int(int64(x), fixed) })
}

// assignRuns looks values up that are not those of the row before, as are rows
// that were made of one by expanding a list.
func assignRuns[T interface {
	table.Element
	comparable
}](in *interner, c *table.Vec[T], out []uint32, fixed bool, number func(T) uint32) {
	nulls := c.Nulls()
	var last T
	id := none // of last
	for i, x := range c.Vals() {
		switch {
		case nulls != nil && nulls[i]:
			out[i] = in.nullID(fixed)
			continue
		case x != last || id == none:
			last, id = x, number(x)
		}
		out[i] = id
	}
}

// assignTexts looks texts up, a strip of them ahead where there are many.
func (in *interner) assignTexts(c *table.Vec[string], out []uint32, fixed bool) {
	in.spill()
	if !in.strings.far() || c.Nulls() != nil {
		assignRuns(in, c, out, fixed, func(s string) uint32 { return in.str(s, fixed) })
		return
	}
	var hashes [strip]uint32
	last, id := "", none
	for at := 0; at < len(out); at += strip {
		texts := c.Vals()[at:min(at+strip, len(out))]
		in.strings.ahead(texts, &hashes)
		for i, s := range texts {
			if s != last || id == none {
				last, id = s, in.strHashed(s, hashes[i], fixed)
			}
			out[at+i] = id
		}
	}
}

// assignDict looks each dictionary entry up once.
func (in *interner) assignDict(c *table.Dict, out []uint32, fixed bool) {
	if in.dict != c.Entries() {
		in.spill()
		in.dict = c.Entries()
		in.codes = make([]uint32, in.dict.Len())
		in.sole = c.Ordered() && len(in.strings.texts) == 0 && !in.loose && !fixed
	}
	codes := in.codes
	for i, code := range c.Codes() {
		id := codes[code]
		if id == 0 {
			if id = in.entry(code, fixed) + 1; id == 0 { // none
				out[i] = none
				continue
			}
			codes[code] = id
		}
		out[i] = id - 1
	}
}

// entry is the number of an entry of the current dictionary.
func (in *interner) entry(code uint32, fixed bool) uint32 {
	switch {
	case in.dict.Null(int(code)):
		return in.nullID(fixed)
	case in.sole:
		return in.next(fixed)
	}
	return in.str(in.dict.Vals()[code], fixed)
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

func (in *interner) text(m *textNumbers, s string, hash uint32, fixed bool) uint32 {
	if fixed {
		return m.findHashed(s, hash)
	}
	id := m.numberHashed(s, hash, in.n)
	if id == in.n {
		in.n++
	}
	return id
}

func (in *interner) bits(m *numbering, key uint64, fixed bool) uint32 {
	if fixed {
		return m.find(key)
	}
	id := m.number(key, in.n)
	if id == in.n {
		in.n++
	}
	return id
}

func (in *interner) str(s string, fixed bool) uint32 {
	in.spill()
	return in.strHashed(s, hashText(s), fixed)
}

func (in *interner) strHashed(s string, hash uint32, fixed bool) uint32 {
	if in.loose {
		if n, ok := canonicalInt(s); ok {
			return in.int(n, fixed)
		}
	}
	return in.text(&in.strings, s, hash, fixed)
}

func (in *interner) int(n int64, fixed bool) uint32 { return in.bits(&in.ints, uint64(n), fixed) }

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
	return in.bits(&in.floats, math.Float64bits(f), fixed)
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
	text := string(table.AppendJSON(nil, v))
	return in.text(&in.others, text, hashText(text), fixed)
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
