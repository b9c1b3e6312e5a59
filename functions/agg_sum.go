package functions

import (
	"math"

	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

// summing: sums and means.
func summing() []Aggregate {
	return []Aggregate{
		{
			KQL: "sum", KQLIf: "sumif", Args: "expr",
			Doc:        "Adds up the values that are not null; 0 over nothing.",
			ResultName: "sum_$1", ResultNameIf: "sumif_$1",
			Impl: []AggregateOverload{
				sumOf[int32, int64](), sumOf[int64, int64](), sumOf[float64, float64](),
				Fold1(addDecimal, (*decimalSum).sum),
				sumOf[table.TimeSpan, table.TimeSpan](),
			},
			Cases: Cases{
				`toscalar(range x from 1 to 3 step 1 | summarize sum(x))`:                     `6`,
				`toscalar(range x from 1 to 3 step 1 | where x > 9 | summarize sum(x))`:       `0`,
				`toscalar(range x from 1 to 4 step 1 | summarize sumif(x * 0.5, x % 2 == 0))`: `3.0`,
			},
		},
		{
			KQL: "avg", KQLIf: "avgif", Args: "expr",
			Doc:        "Averages the values that are not null; NaN over nothing.",
			ResultName: "avg_$1", ResultNameIf: "avgif_$1",
			Impl: []AggregateOverload{
				avgOf[int32, int64](), avgOf[int64, int64](), avgOf[float64, float64](),
				Fold1(addDecimal, (*decimalSum).mean),
				Fold1(addMean[table.TimeSpan], meanOf[table.TimeSpan]),
				Fold1(addMean[table.DateTime], meanOf[table.DateTime]),
			},
			Cases: Cases{
				`toscalar(range x from 1 to 4 step 1 | summarize avg(x))`:        `2.5`,
				`toscalar(range x from 1 to 4 step 1 | summarize avgif(x, x>2))`: `3.5`,
				`toscalar(range x from 1s to 3s step 1s | summarize avg(x))`:     `2s`,
			},
		},
	}
}

type summable interface {
	int32 | int64 | float64 | table.TimeSpan
	table.Element
}

type total interface {
	int64 | float64 | table.TimeSpan
	table.Element
}

// sumOf sums columns of A into S; integers wrap around, as the engine's do.
func sumOf[A summable, S total]() AggregateOverload {
	return AggregateOverload{
		Params: []table.Type{table.TypeOf[A]()},
		Result: table.TypeOf[S](),
		New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
			return &sums[A, S]{}, nil
		},
	}
}

type sums[A summable, S total] struct{ totals []S }

func (s *sums[A, S]) Add(groups []uint32, n int, args []table.Column) error {
	s.totals = grow(s.totals, n)
	a := NewArg[A](args[0])
	// Null slots hold zero, so the mask need not be looked at.
	for i, g := range groups {
		s.totals[g] += S(a.At(i))
	}
	return nil
}

func (s *sums[A, S]) Results(n int) []table.Column {
	s.totals = grow(s.totals, n)
	return []table.Column{table.NewVec(s.totals[:n:n], nil)}
}

// avgOf averages columns of A, summing into S, into reals.
func avgOf[A summable, S int64 | float64]() AggregateOverload {
	return AggregateOverload{
		Params: []table.Type{table.TypeOf[A]()},
		Result: table.TypeReal,
		New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
			return &averages[A, S]{}, nil
		},
	}
}

type averages[A summable, S int64 | float64] struct {
	totals []S
	counts []int64
}

func (s *averages[A, S]) Add(groups []uint32, n int, args []table.Column) error {
	s.totals, s.counts = grow(s.totals, n), grow(s.counts, n)
	a := NewArg[A](args[0])
	for i, g := range groups {
		if !a.Null(i) {
			s.totals[g] += S(a.At(i))
			s.counts[g]++
		}
	}
	return nil
}

func (s *averages[A, S]) Results(n int) []table.Column {
	s.totals, s.counts = grow(s.totals, n), grow(s.counts, n)
	out := make([]float64, n)
	for g := range out {
		out[g] = float64(s.totals[g]) / float64(s.counts[g])
		if s.counts[g] == 0 {
			out[g] = math.NaN()
		}
	}
	return []table.Column{table.NewVec(out, nil)}
}

// tickMean averages points in time and durations without overflow: the sum is
// kept in two words, the ticks' upper and lower 32 bits.
type tickMean struct{ high, low, count int64 }

func addMean[T table.TimeSpan | table.DateTime](s *tickMean, x T) {
	s.high += int64(x) >> 32
	s.low += int64(x) & 0xffffffff
	s.count++
}

func meanOf[T table.TimeSpan | table.DateTime](s *tickMean) (T, bool) {
	if s.count == 0 {
		return 0, false
	}
	q, r := s.high/s.count, s.high%s.count
	rest := float64(r) * (1 << 32) / float64(s.count)
	whole := math.Floor(rest)
	low := math.Floor((rest - whole) + float64(s.low)/float64(s.count))
	return T(q<<32 + int64(whole) + int64(low)), true
}

type decimalSum struct {
	total decimal128.Decimal
	count int64
}

func addDecimal(s *decimalSum, d table.Decimal) {
	s.total = s.total.Add(d.Number())
	s.count++
}

func (s *decimalSum) sum() (table.Decimal, bool) { return table.NewDecimal(s.total) }

func (s *decimalSum) mean() (table.Decimal, bool) {
	return table.NewDecimal(s.total.Quo(decimal128.FromInt64(s.count)).Canonical())
}
