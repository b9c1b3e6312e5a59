package functions

import (
	"cmp"

	"github.com/goshawk-lang/goshawk/table"
)

// choosing: aggregates that pick one row of the group.
func choosing() []Aggregate {
	return []Aggregate{
		argAggregate("arg_max", "$n", "", 1, Cases{
			`toscalar(range x from 1 to 3 step 1 | summarize arg_max(x, y = x * 2) | project y)`: `6`,
		}),
		argAggregate("arg_min", "$n", "", -1, Cases{
			`toscalar(range x from 1 to 3 step 1 | summarize arg_min(x, y = x * 2) | project y)`: `2`,
		}),
		argAggregate("argmax", "max_$1", "max_$1_$n", 1, nil),
		argAggregate("argmin", "min_$1", "min_$1_$n", -1, nil),
		anyAggregate("take_any", "take_anyif", "$n", "$1", Cases{
			`toscalar(range x from 1 to 3 step 1 | summarize take_anyif(x, x > 2))`:                          `3`,
			`toscalar(range x from 1 to 3 step 1 | summarize take_any(iff(x == 2, "b", "")))`:                `"b"`,
			`toscalar(range x from 1 to 3 step 1 | summarize take_any(iff(x == 2, "b", ""), x) | project x)`: `1`,
			`toscalar(range x from 1 to 3 step 1 | summarize take_anyif(iff(x == 2, "b", ""), x != 2))`:      `""`,
		}),
		anyAggregate("any", "anyif", "any_$n", "anyif_$1", Cases{
			`toscalar(range x from 3 to 3 step 1 | summarize any(x))`: `3`,
		}),
	}
}

func allTypes(args []table.Type) []table.Type { return args }

func firstType(args []table.Type) table.Type { return args[0] }

func argAggregate(name, first, rest string, sign int, cases Cases) Aggregate {
	most := "greatest"
	if sign < 0 {
		most = "least"
	}
	return Aggregate{
		KQL: name, Args: "expr, returned...",
		Doc:        "Gives the " + most + " value of expr and the other expressions' values in its row: the first such row, or the first of all when expr is null in all.",
		ResultName: first, RestName: rest,
		Impl: []AggregateOverload{{
			Params:   []table.Type{table.TypeUnknown, table.TypeUnknown},
			Optional: 1,
			Variadic: true,
			ResultOf: firstType,
			Outputs:  allTypes,
			New: func(_ *Context, types []table.Type, _ []table.Value) (Accumulator, error) {
				return &argBest{rows: chosenRows{types: types}, better: newBetter(types[0], sign)}, nil
			},
		}},
		Cases: cases,
	}
}

func anyAggregate(name, nameIf, result, resultIf string, cases Cases) Aggregate {
	return Aggregate{
		KQL: name, KQLIf: nameIf, Args: "expr...",
		Doc:        "Gives the expressions' values in some row: here the first whose first expression is not null (an expression alone: nor empty), or the first of all.",
		ResultName: result, ResultNameIf: resultIf,
		Impl: []AggregateOverload{{
			Params:   []table.Type{table.TypeUnknown},
			Variadic: true,
			ResultOf: firstType,
			Outputs:  allTypes,
			New: func(_ *Context, types []table.Type, _ []table.Value) (Accumulator, error) {
				return &argBest{rows: chosenRows{types: types}, better: &firstNotNull{alone: len(types) == 1}}, nil
			},
		}},
		Cases: cases,
	}
}

// better decides which rows of a batch replace their group's choice so far.
// For each it calls choose; a later call for the same group wins.
type better interface {
	pick(groups []uint32, n int, key table.Column, choose func(group uint32, row int32))
}

// newBetter compares keys of type t; sign 1 looks for the greatest.
func newBetter(t table.Type, sign int) better {
	switch t {
	case table.TypeInt:
		return &betterKey[int32]{sign: sign, compare: cmp.Compare[int32]}
	case table.TypeLong:
		return &betterKey[int64]{sign: sign, compare: cmp.Compare[int64]}
	case table.TypeReal:
		return &betterKey[float64]{sign: sign, compare: cmp.Compare[float64]}
	case table.TypeDecimal:
		return &betterKey[table.Decimal]{sign: sign, compare: compareDecimals}
	case table.TypeDateTime:
		return &betterKey[table.DateTime]{sign: sign, compare: cmp.Compare[table.DateTime]}
	case table.TypeTimeSpan:
		return &betterKey[table.TimeSpan]{sign: sign, compare: cmp.Compare[table.TimeSpan]}
	case table.TypeString:
		return &betterKey[string]{sign: sign, compare: cmp.Compare[string]}
	case table.TypeBool:
		return &betterKey[bool]{sign: sign, compare: compareBools}
	case table.TypeGUID:
		return &betterKey[table.GUID]{sign: sign, compare: compareGUIDs}
	}
	return &betterKey[table.Value]{sign: sign, compare: OrderValues}
}

// Group states: no row yet, a row whose key is null, a row with a key.
const (
	groupEmpty = iota
	groupNull
	groupSet
)

type betterKey[T table.Element] struct {
	sign    int
	compare func(a, b T) int
	best    []T
	state   []uint8
}

func (b *betterKey[T]) pick(groups []uint32, n int, key table.Column, choose func(uint32, int32)) {
	b.best, b.state = grow(b.best, n), grow(b.state, n)
	a := NewArg[T](key)
	nulls := boxedNulls(&a)
	for i, g := range groups {
		if nulls.nulls != nil && nulls.nulls[i*nulls.step] {
			if b.state[g] == groupEmpty {
				b.state[g] = groupNull
				choose(g, int32(i))
			}
			continue
		}
		if x := a.At(i); b.state[g] != groupSet || b.compare(x, b.best[g])*b.sign > 0 {
			b.best[g], b.state[g] = x, groupSet
			choose(g, int32(i))
		}
	}
}

// firstNotNull takes the first row whose key is not null; a key that stands
// alone must not be the empty string either, as long as there is another.
type firstNotNull struct {
	state []uint8
	alone bool
}

func (b *firstNotNull) pick(groups []uint32, n int, key table.Column, choose func(uint32, int32)) {
	b.state = grow(b.state, n)
	var texts *Arg[string]
	if b.alone && key.Type() == table.TypeString {
		a := NewArg[string](key)
		texts = &a
	}
	for i, g := range groups {
		if b.state[g] == groupSet {
			continue
		}
		switch {
		case !key.Null(i) && (texts == nil || texts.At(i) != ""):
			b.state[g] = groupSet
		case b.state[g] == groupNull:
			continue
		default:
			b.state[g] = groupNull
		}
		choose(g, int32(i))
	}
}

type argBest struct {
	better better
	rows   chosenRows
}

func (a *argBest) Add(groups []uint32, n int, args []table.Column) error {
	a.rows.begin(n)
	a.better.pick(groups, n, table.Resolve(args[0]), a.rows.choose)
	a.rows.end(args)
	return nil
}

func (a *argBest) Results(n int) []table.Column { return a.rows.columns(n) }

// chosenRows keeps, for every group, the values of one row. Values are taken
// from a batch once it is done, only for the groups whose row changed.
type chosenRows struct {
	types   []table.Type
	at      []int32 // per group: row of the pieces laid end to end; -1 none; below -1: row -2-at of this batch
	changed []uint32
	pieces  [][]table.Column
	stored  int
}

func (c *chosenRows) begin(n int) {
	for len(c.at) < n {
		c.at = append(c.at, -1)
	}
	c.changed = c.changed[:0]
}

func (c *chosenRows) choose(g uint32, row int32) {
	if c.at[g] >= -1 {
		c.changed = append(c.changed, g)
	}
	c.at[g] = -2 - row
}

func (c *chosenRows) end(args []table.Column) {
	if len(c.changed) == 0 {
		return
	}
	rows := make([]int32, len(c.changed))
	for i, g := range c.changed {
		rows[i] = -2 - c.at[g]
		c.at[g] = int32(c.stored + i)
	}
	piece := make([]table.Column, len(args))
	for k, a := range args {
		piece[k] = a.Take(rows)
	}
	c.pieces = append(c.pieces, piece)
	c.stored += len(rows)
	if c.stored > 4*len(c.at)+1<<16 {
		c.compact()
	}
}

// compact forgets rows that are no group's choice any more.
func (c *chosenRows) compact() {
	cols := c.gather(c.at)
	c.pieces, c.stored = [][]table.Column{cols}, len(c.at)
	for g, at := range c.at {
		if at >= 0 {
			c.at[g] = int32(g)
		}
	}
}

func (c *chosenRows) gather(rows []int32) []table.Column {
	out := make([]table.Column, len(c.types))
	for k, t := range c.types {
		parts := make([]table.Column, len(c.pieces))
		for i, p := range c.pieces {
			parts[i] = p[k]
		}
		if len(parts) == 0 {
			out[k] = table.NewConst(table.Value{}, t, len(rows))
			continue
		}
		out[k] = table.Concat(parts).Take(rows)
	}
	return out
}

func (c *chosenRows) columns(n int) []table.Column {
	c.begin(n)
	return c.gather(c.at[:n])
}
