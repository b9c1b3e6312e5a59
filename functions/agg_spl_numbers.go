package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// splNumberAggregates: aggregates over the values that are numbers.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/statistical-and-charting-functions/aggregate-functions
func splNumberAggregates() []Aggregate {
	folded := func(names, doc string, fold AggregateOverload) Aggregate {
		return Aggregate{SPL: names, Args: "field", Doc: doc, Multi: EachValue, Impl: []AggregateOverload{fold}}
	}
	sum := func(names, doc string, f func(*sumState) table.Value) Aggregate {
		return folded(names, doc, looseFold((*sumState).add, func(s *sumState) (table.Value, bool) { return f(s), s.n > 0 }))
	}
	agg := func(names, doc string, f func(*splMoments) (table.Value, bool)) Aggregate {
		return folded(names, doc, looseFold((*splMoments).add, f))
	}
	return []Aggregate{
		sum("sum", "The sum of the values that are numbers.", (*sumState).value),
		agg("sumsq", "The sum of the squares.", func(m *splMoments) (table.Value, bool) { return wholeNumber(m.squares), m.n > 0 }),
		sum("avg mean", "The mean.", func(s *sumState) table.Value { return table.RealValue(s.total() / float64(s.n)) }),
		agg("range", "The difference of the greatest and the least value.", func(m *splMoments) (table.Value, bool) {
			return wholeNumber(m.high - m.low), m.n > 0
		}),
		agg("var", "The sample variance; 0 for one value.", func(m *splMoments) (table.Value, bool) { return m.variance(1) }),
		agg("varp", "The population variance.", func(m *splMoments) (table.Value, bool) { return m.variance(0) }),
		agg("stdev", "The sample standard deviation; 0 for one value.", func(m *splMoments) (table.Value, bool) { return sqrtOf(m.variance(1)) }),
		agg("stdevp", "The population standard deviation.", func(m *splMoments) (table.Value, bool) { return sqrtOf(m.variance(0)) }),
		perUnit("per_second", 1), perUnit("per_minute", 60), perUnit("per_hour", 3600), perUnit("per_day", 86400),
	}
}

func sqrtOf(v table.Value, ok bool) (table.Value, bool) {
	return table.RealValue(math.Sqrt(v.Real())), ok
}

// splMoments are what spreads need; the variance by Welford's method, which
// stays exact for values far from zero.
type splMoments struct {
	n         int64
	squares   float64
	mean, m2  float64
	low, high float64
}

func (m *splMoments) add(i int64, f float64, isInt bool) {
	x := eitherReal(i, f, isInt)
	if m.n++; m.n == 1 {
		m.low, m.high = x, x
	}
	m.low, m.high = min(m.low, x), max(m.high, x)
	m.squares += x * x
	d := x - m.mean
	m.mean += d / float64(m.n)
	m.m2 += d * (x - m.mean)
}

func (m *splMoments) variance(less int64) (table.Value, bool) {
	switch n := m.n; {
	case n == 0:
		return table.Value{}, false
	case n == 1:
		return table.RealValue(0), true
	default:
		return table.RealValue(m.m2 / float64(n-less)), true
	}
}

func (s *sumState) value() table.Value {
	if s.real {
		return table.RealValue(s.reals)
	}
	return table.LongValue(s.ints)
}

// looseFold is Fold1 over the rows that look like numbers.
func looseFold[S any](step func(*S, int64, float64, bool), result func(*S) (table.Value, bool)) AggregateOverload {
	return AggregateOverload{
		Params: []table.Type{table.TypeUnknown},
		Result: table.TypeDynamic,
		New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
			return &looseAcc[S]{step: step, result: result}, nil
		},
	}
}

type looseAcc[S any] struct {
	states []S
	step   func(*S, int64, float64, bool)
	result func(*S) (table.Value, bool)
}

func (a *looseAcc[S]) Add(groups []uint32, n int, args []table.Column) error {
	a.states = grow(a.states, n)
	x := numbers(truths(args[0]))
	for i, g := range groups {
		switch {
		case x.null(i):
		case x.ints != nil:
			a.step(&a.states[g], x.ints[i*x.step], 0, true)
		default:
			a.step(&a.states[g], 0, x.reals[i*x.step], false)
		}
	}
	return nil
}

// truths makes numbers of conditions: 1 where one is true and nothing elsewhere,
// as count has it.
func truths(c table.Column) table.Column {
	c = table.Resolve(c)
	if c.Type() != table.TypeBool {
		return c
	}
	ones, nulls := make([]int64, c.Len()), make([]bool, c.Len())
	for i := range ones {
		ones[i], nulls[i] = 1, c.Null(i) || !c.Value(i).Bool()
	}
	return table.NewVec(ones, nulls)
}

func (a *looseAcc[S]) Results(n int) []table.Column {
	a.states = grow(a.states, n)
	b := newNumBuilder(n)
	for g := range n {
		v, ok := a.result(&a.states[g])
		if !ok {
			v = table.Value{}
		}
		b.value(v)
	}
	return []table.Column{b.column()}
}

// perUnit divides the sum by the span of a time bucket, in seconds.
func perUnit(name string, unit float64) Aggregate {
	return Aggregate{
		SPL: name, Args: "field, span", Multi: EachValue,
		Doc: "The sum of the values per unit of time, over a bucket of span seconds.",
		Impl: []AggregateOverload{{
			Params: []table.Type{table.TypeUnknown, table.TypeReal},
			Const:  2,
			Result: table.TypeDynamic,
			New: func(_ *Context, _ []table.Type, consts []table.Value) (Accumulator, error) {
				span := looseReal(consts[0])
				return &looseAcc[sumState]{step: (*sumState).add, result: func(s *sumState) (table.Value, bool) {
					return table.RealValue(s.total() * unit / span), s.n > 0 && span > 0
				}}, nil
			},
		}},
	}
}

// looseReal is the number that a constant looks like.
func looseReal(v table.Value) float64 {
	i, f, isInt, _ := looseValue(v)
	return eitherReal(i, f, isInt)
}
