package eval

import (
	"cmp"
	"net/netip"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// comparer orders two rows of a sort key.
type comparer func(a, b int32) int

func newComparer(c table.Column, key plan.SortKey) comparer {
	c = table.Resolve(c)
	var less comparer
	if key.Order == plan.OrderTyped {
		less = typedComparer(c)
	} else {
		less = looseComparer(c, key.Order)
	}
	if key.Desc {
		up := less
		less = func(a, b int32) int { return up(b, a) }
	}
	if !hasNulls(c) {
		return less
	}
	nulls := make([]bool, c.Len())
	for i := range nulls {
		nulls[i] = c.Null(i)
	}
	first := -1
	if !key.NullsFirst {
		first = 1
	}
	return func(a, b int32) int {
		switch x, y := nulls[a], nulls[b]; {
		case x && y:
			return 0
		case x:
			return first
		case y:
			return -first
		}
		return less(a, b)
	}
}

func hasNulls(c table.Column) bool {
	if neverNull(c) {
		return false
	}
	for i := range c.Len() {
		if c.Null(i) {
			return true
		}
	}
	return false
}

func typedComparer(c table.Column) comparer {
	switch c := c.(type) {
	case *table.Const:
		return func(a, b int32) int { return 0 }
	case *table.Dict:
		return dictComparer(c)
	case *table.Vec[string]:
		return vecComparer(c)
	case *table.Vec[int32]:
		return vecComparer(c)
	case *table.Vec[int64]:
		return vecComparer(c)
	case *table.Vec[float64]:
		return vecComparer(c)
	case *table.Vec[table.DateTime]:
		return vecComparer(c)
	case *table.Vec[table.TimeSpan]:
		return vecComparer(c)
	}
	vals := make([]table.Value, c.Len())
	for i := range vals {
		vals[i] = c.Value(i)
	}
	return func(a, b int32) int { return functions.OrderValues(vals[a], vals[b]) }
}

func vecComparer[T interface {
	table.Element
	cmp.Ordered
}](c *table.Vec[T]) comparer {
	vals := c.Vals()
	return func(a, b int32) int { return cmp.Compare(vals[a], vals[b]) }
}

// dictComparer sorts the dictionary once and then compares ranks.
func dictComparer(c *table.Dict) comparer {
	entries := c.Entries().Vals()
	codes := c.Codes()
	if len(entries) > len(codes) {
		return func(a, b int32) int { return strings.Compare(entries[codes[a]], entries[codes[b]]) }
	}
	rank := entryRanks(entries)
	return func(a, b int32) int { return cmp.Compare(rank[codes[a]], rank[codes[b]]) }
}

// looseKey is a value prepared for comparing by the looks of it.
type looseKey struct {
	class  uint8 // numbers, then addresses, then text
	number float64
	ip     netip.Addr
	text   string
}

func looseComparer(c table.Column, how plan.Order) comparer {
	keys := make([]looseKey, c.Len())
	for i := range keys {
		keys[i] = newLooseKey(c.Value(i), how)
	}
	return func(a, b int32) int {
		x, y := &keys[a], &keys[b]
		if x.class != y.class {
			if how == plan.OrderAuto {
				// Unlike things compare as text.
				return strings.Compare(x.text, y.text)
			}
			return cmp.Compare(x.class, y.class)
		}
		switch x.class {
		case 0:
			return cmp.Compare(x.number, y.number)
		case 1:
			return x.ip.Compare(y.ip)
		}
		return strings.Compare(x.text, y.text)
	}
}

func newLooseKey(v table.Value, how plan.Order) looseKey {
	if v.Kind() == table.KindArray {
		if a := v.Array(); len(a) > 0 {
			v = a[0]
		}
	}
	k := looseKey{class: 2, text: functions.Text(v)}
	if how == plan.OrderAuto || how == plan.OrderNumber {
		if n, ok := functions.LooseNumber(k.text); ok {
			k.class, k.number = 0, realOf(n)
			return k
		}
	}
	if how == plan.OrderAuto || how == plan.OrderIP {
		if ip, err := netip.ParseAddr(k.text); err == nil {
			k.class, k.ip = 1, ip
		}
	}
	return k
}

// realOf is a number as a float64.
func realOf(v table.Value) float64 {
	if v.Kind() == table.KindReal {
		return v.Real()
	}
	return float64(v.Int())
}
