package functions

import "github.com/goshawk-lang/goshawk/table"

// splStatistical: functions over all values of all their arguments.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/statistical-eval-functions
func splStatistical() []Func {
	return []Func{
		wholeFunc("max", "value, ...", "The greatest value; text is greater than numbers.", anyOverload(1, -1, table.TypeDynamic, greatest(1)),
			Cases{`max(1,3,6,7,"foo","baz")`: `"foo"`, `max(4,11,9)`: `11`, `max(null(),2)`: `2`}),
		wholeFunc("min", "value, ...", "The least value; numbers are less than text.", anyOverload(1, -1, table.TypeDynamic, greatest(-1)),
			Cases{`min(1,3,6,7,"foo")`: `1`, `min("5","3")`: `3`}),
		wholeFunc("sum", "value, ...", "The sum of the values that are numbers; null when none is.", anyOverload(1, -1, table.TypeDynamic, sumValues),
			Cases{`sum(1,2,tonumber("3"))`: `6`, `sum(trim("a"),2,3)`: `5`, `sum(trim("a"))`: `null()`}),
		wholeFunc("avg", "value, ...", "The mean of the values that are numbers; null when none is.", anyOverload(1, -1, table.TypeDynamic, meanValues),
			Cases{`avg(1,2,6)`: `3`, `avg(trim("x"))`: `null()`}),
	}
}

// rankValues orders values for max and min: numbers before text.
func rankValues(x, y table.Value) int {
	_, _, _, xNumber := looseValue(x)
	_, _, _, yNumber := looseValue(y)
	switch {
	case xNumber == yNumber:
		return looseCompare(x, y)
	case xNumber:
		return -1
	}
	return 1
}

// eachRow calls f with all values of all arguments, row by row.
func eachRow(n int, args []table.Column, f func([]table.Value)) {
	in := make([]valuesCol, len(args))
	for k, a := range args {
		in[k] = multivalues(a)
	}
	var buf []table.Value
	for i := range n {
		buf = buf[:0]
		for k := range in {
			buf = in[k].row(i, buf)
		}
		f(buf)
	}
}

func greatest(sign int) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		b := table.NewVecBuilder[table.Value](c.N)
		eachRow(c.N, args, func(row []table.Value) {
			var best table.Value
			for _, v := range row {
				if best.IsNull() || rankValues(v, best)*sign > 0 {
					best = v
				}
			}
			if i, f, isInt, ok := looseValue(best); ok && best.Kind() == table.KindString {
				best = table.RealValue(f)
				if isInt {
					best = table.LongValue(i)
				}
			}
			b.Add(best)
		})
		return table.Narrow(b.Column()), nil
	}
}

// sumState adds numbers, exactly as long as all are whole and fit 64 bits.
type sumState struct {
	n     int64
	ints  int64
	reals float64
	real  bool
}

func (s *sumState) add(i int64, f float64, isInt bool) {
	s.n++
	if isInt && !s.real {
		if sum, ok := addLongs(s.ints, i); ok {
			s.ints = sum
			return
		}
	}
	if !s.real {
		s.real, s.reals = true, float64(s.ints)
	}
	s.reals += eitherReal(i, f, isInt)
}

func (s *sumState) total() float64 { return eitherReal(s.ints, s.reals, !s.real) }

func sumRow(row []table.Value) (s sumState) {
	for _, v := range row {
		if i, f, isInt, ok := looseValue(v); ok {
			s.add(i, f, isInt)
		}
	}
	return s
}

func sumValues(c *Call, args []table.Column) (table.Column, error) {
	b := newNumBuilder(c.N)
	eachRow(c.N, args, func(row []table.Value) {
		s := sumRow(row)
		b.add(s.ints, s.reals, !s.real, s.n > 0)
	})
	return b.column(), nil
}

func meanValues(c *Call, args []table.Column) (table.Column, error) {
	b := newNumBuilder(c.N)
	eachRow(c.N, args, func(row []table.Value) {
		s := sumRow(row)
		b.add(0, s.total()/float64(max(s.n, 1)), false, s.n > 0)
	})
	return b.column(), nil
}
