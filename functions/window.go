package functions

import "github.com/goshawk-lang/goshawk/table"

// window: functions of a row's place among all rows, which are in order.
func window() []Func {
	return []Func{
		{
			KQL: "row_number", Args: "[start [, restart]]", Window: true, Null: NullSeen, Const: 1,
			Doc:   "Numbers the rows from start (1), again from there where restart is true.",
			Impl:  Overloads{{Params: []table.Type{table.TypeLong, table.TypeBool}, Optional: 2, Result: table.TypeLong, Kernel: rowNumber}},
			Cases: Cases{`toscalar(range x from 5 to 7 step 1 | serialize n = row_number() | summarize make_list(n))`: `dynamic([1,2,3])`},
		},
		{
			KQL: "row_cumsum", Args: "term [, restart]", Window: true, Null: NullSeen,
			Doc: "Adds up term from the first row to this one, from 0 again where restart is true.",
			Impl: Overloads{
				cumsum[int32](func(a, b int32) int32 { return a + b }), cumsum[int64](func(a, b int64) int64 { return a + b }),
				cumsum[float64](func(a, b float64) float64 { return a + b }), cumsum[table.TimeSpan](func(a, b table.TimeSpan) table.TimeSpan { return a + b }),
				cumsum[table.Decimal](func(a, b table.Decimal) table.Decimal {
					total, _ := sumDecimal(a, b)
					return total
				}),
			},
			Cases: Cases{`toscalar(range x from 5 to 7 step 1 | serialize n = row_cumsum(x) | summarize make_list(n))`: `dynamic([5,11,18])`},
		},
		rankFunc("row_rank_dense", "Numbers the runs of equal terms from 1, again from 1 where restart is true.", true,
			Cases{`toscalar(range x from 4 to 8 step 1 | serialize n = row_rank_dense(x / 2) | summarize make_list(n))`: `dynamic([1,1,2,2,3])`}),
		rankFunc("row_rank_min", "Gives the number of the first row with the same term, from 1, again from 1 where restart is true.", false,
			Cases{`toscalar(range x from 4 to 8 step 1 | serialize n = row_rank_min(x / 2) | summarize make_list(n))`: `dynamic([1,1,3,3,5])`}),
		{
			KQL: "row_rank", Args: "term [, dense]", Window: true, Null: NullSeen, Const: 1 << 1,
			Doc:  "An old name: row_rank_dense, or row_rank_min where dense is false.",
			Impl: Overloads{{Params: []table.Type{table.TypeUnknown, table.TypeBool}, Optional: 1, Result: table.TypeLong, Kernel: rowRank}},
			Cases: Cases{`toscalar(range x from 4 to 8 step 1 | serialize n = row_rank(x / 2) | summarize make_list(n))`: `dynamic([1,1,2,2,3])`,
				`toscalar(range x from 4 to 8 step 1 | serialize n = row_rank(x / 2, false) | summarize make_list(n))`: `dynamic([1,1,3,3,5])`},
		},
		shiftFunc("prev", "Gives column's value some rows (1) before, or the default (null) where there is no such row.", -1,
			Cases{`toscalar(range x from 5 to 7 step 1 | serialize n = prev(x, 1, 0) | summarize make_list(n))`: `dynamic([0,5,6])`}),
		shiftFunc("next", "Gives column's value some rows (1) after, or the default (null) where there is no such row.", 1,
			Cases{`toscalar(range x from 5 to 7 step 1 | serialize n = next(x, 2) | summarize make_list_with_nulls(n))`: `dynamic([7,null,null])`}),
		{
			KQL: "row_window_session", Args: "time, maxFromFirst, maxBetween [, restart]", Window: true, Null: NullSeen, Const: 1<<1 | 1<<2,
			Doc: "Gives the time of the first row of the session: rows less than the distances from the one before and from the first.",
			Impl: Overloads{{
				Params:   []table.Type{table.TypeDateTime, table.TypeTimeSpan, table.TypeTimeSpan, table.TypeBool},
				Optional: 1, Result: table.TypeDateTime, Kernel: rowWindowSession,
			}},
			Cases: Cases{
				`toscalar(range x from datetime(2024-01-01) to datetime(2024-01-03) step 1d | serialize n = row_window_session(x, 10d, 1h) | summarize dcount(n))`:              `3`,
				`toscalar(range x from datetime(2024-01-01) to datetime(2024-01-05) step 1d | serialize n = row_window_session(x, 3d, 2d) | summarize make_set(dayofmonth(n)))`: `dynamic([1, 4])`,
				`toscalar(range x from datetime(2024-01-01) to datetime(2024-01-03) step 1d | serialize n = row_window_session(x, 3d, 1d) | summarize dcount(n))`:               `3`,
			},
		},
	}
}

// restarts reads the optional restart argument at position k.
func restarts(args []table.Column, k int) func(i int) bool {
	if k >= len(args) {
		return func(int) bool { return false }
	}
	a := NewArg[bool](args[k])
	return func(i int) bool { return a.At(i) }
}

func rowNumber(c *Call, args []table.Column) (table.Column, error) {
	start := int64(1)
	if len(args) > 0 {
		if a := NewArg[int64](args[0]); c.N > 0 {
			start = a.At(0)
		}
	}
	restart := restarts(args, 1)
	out := make([]int64, c.N)
	n := start
	for i := range out {
		if restart(i) {
			n = start
		}
		out[i] = n
		n++
	}
	return table.NewVec(out, nil), nil
}

func cumsum[T table.Element](add func(a, b T) T) Overload {
	t := table.TypeOf[T]()
	return Overload{
		Params: []table.Type{t, table.TypeBool}, Optional: 1, Result: t,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a, restart := NewArg[T](args[0]), restarts(args, 1)
			out := make([]T, c.N)
			var sum, zero T
			for i := range out {
				if restart(i) {
					sum = zero
				}
				if !a.Null(i) {
					sum = add(sum, a.At(i))
				}
				out[i] = sum
			}
			return table.NewVec(out, nil), nil
		},
	}
}

func rankFunc(name, doc string, dense bool, cases Cases) Func {
	return Func{
		KQL: name, Args: "term [, restart]", Doc: doc, Window: true, Null: NullSeen, Cases: cases,
		Impl: Overloads{{
			Params: []table.Type{table.TypeUnknown, table.TypeBool}, Optional: 1, Result: table.TypeLong,
			Kernel: func(c *Call, args []table.Column) (table.Column, error) {
				return ranks(args[0], c.N, restarts(args, 1), dense), nil
			},
		}},
	}
}

// ranks numbers runs of equal values, or gives the number of their first row.
func ranks(term table.Column, n int, restart func(i int) bool, dense bool) table.Column {
	codes := rowCodes(term)
	out := make([]int64, n)
	var rank, row int64
	for i := range out {
		if i == 0 || restart(i) {
			rank, row = 1, 1
		} else {
			row++
			if codes[i] != codes[i-1] {
				if dense {
					rank++
				} else {
					rank = row
				}
			}
		}
		out[i] = rank
	}
	return table.NewVec(out, nil)
}

func rowRank(c *Call, args []table.Column) (table.Column, error) {
	dense := true
	if len(args) > 1 && c.N > 0 {
		a := NewArg[bool](args[1])
		dense = a.At(0)
	}
	return ranks(args[0], c.N, func(int) bool { return false }, dense), nil
}

// rowCodes numbers a column's distinct values, null being one of them.
func rowCodes(c table.Column) []uint32 {
	return newEncoder(c.Type()).encode(make([]uint32, 0, c.Len()), table.Resolve(c))
}

func shiftFunc(name, doc string, sign int64, cases Cases) Func {
	return Func{
		KQL: name, Args: "column [, offset [, default]]", Doc: doc, Window: true, Null: NullSeen, Const: 1<<1 | 1<<2, Cases: cases,
		Impl: Overloads{{
			Params: []table.Type{table.TypeUnknown, table.TypeLong, table.TypeUnknown}, Optional: 2, ResultOf: firstType,
			Kernel: func(c *Call, args []table.Column) (table.Column, error) {
				offset := sign
				if len(args) > 1 && c.N > 0 {
					a := NewArg[int64](args[1])
					offset = sign * a.At(0)
				}
				missing := table.Column(nil)
				if len(args) > 2 {
					missing = args[2]
				}
				return shift(args[0], c.N, offset, missing, c.Result), nil
			},
		}},
	}
}

// shift moves a column by offset rows and fills the gap with missing.
func shift(col table.Column, n int, offset int64, missing table.Column, t table.Type) table.Column {
	size := int64(n)
	offset = max(-size, min(size, offset))
	if missing == nil {
		rows := make([]int32, n)
		for i := range rows {
			rows[i] = -1
			if from := int64(i) + offset; from >= 0 && from < size {
				rows[i] = int32(from)
			}
		}
		return col.Take(rows)
	}
	if offset < 0 {
		offset = -offset
		return table.Concat([]table.Column{filler(missing, int(offset), t), col.Slice(0, int(size-offset))})
	}
	return table.Concat([]table.Column{col.Slice(int(offset), n), filler(missing, int(offset), t)})
}

func filler(missing table.Column, n int, t table.Type) table.Column {
	v := table.Value{}
	if missing != nil && missing.Len() > 0 {
		v = missing.Value(0)
	}
	b := table.NewBuilder(t, n)
	for range n {
		b.Append(widened(v, t))
	}
	return b.Column()
}

// widened is v as a value of type t where t is a wider number.
func widened(v table.Value, t table.Type) table.Value {
	switch {
	case t == table.TypeReal && !v.IsNull():
		return table.RealValue(realOf(v))
	case t == table.TypeInt && v.Kind() == table.KindLong:
		return table.IntValue(int32(v.Int()))
	case t == table.TypeDecimal:
		if d, ok := toDecimal(v); ok {
			return table.DecimalValue(d)
		}
	}
	return v
}

func rowWindowSession(c *Call, args []table.Column) (table.Column, error) {
	at, fromFirst, between := NewArg[table.DateTime](args[0]), NewArg[table.TimeSpan](args[1]), NewArg[table.TimeSpan](args[2])
	restart := restarts(args, 3)
	out := make([]table.DateTime, c.N)
	var nulls []bool
	var first, last table.DateTime
	open := false
	for i := range out {
		if at.Null(i) {
			if nulls == nil {
				nulls = make([]bool, c.N)
			}
			nulls[i], open = true, false
			continue
		}
		t := at.At(i)
		if !open || restart(i) || table.TimeSpan(t-first) >= fromFirst.At(i) || table.TimeSpan(t-last) >= between.At(i) {
			first, open = t, true
		}
		last, out[i] = t, first
	}
	return table.NewVec(out, nulls), nil
}
