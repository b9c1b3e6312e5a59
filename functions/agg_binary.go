package functions

// bitwise: aggregates over the bits of integers.
func bitwise() []Aggregate {
	return []Aggregate{
		bitwiseAggregate("binary_all_and", "and", func(s *bitState, x int64) { s.bits &= x },
			Cases{`toscalar(range x from 6 to 7 step 1 | summarize binary_all_and(x))`: `6`}),
		bitwiseAggregate("binary_all_or", "or", func(s *bitState, x int64) { s.bits |= x },
			Cases{`toscalar(range x from 4 to 5 step 1 | summarize binary_all_or(x))`: `5`}),
		bitwiseAggregate("binary_all_xor", "xor", func(s *bitState, x int64) { s.bits ^= x },
			Cases{`toscalar(range x from 4 to 5 step 1 | summarize binary_all_xor(x))`: `1`}),
	}
}

type bitState struct {
	bits int64
	seen bool
}

func bitwiseAggregate(name, op string, step func(*bitState, int64), cases Cases) Aggregate {
	return Aggregate{
		KQL: name, Args: "expr",
		Doc:        "Combines the bits of all values with " + op + "; null over nothing.",
		ResultName: "$1",
		Impl: []AggregateOverload{Fold1(func(s *bitState, x int64) {
			if !s.seen {
				s.bits, s.seen = x, true
				return
			}
			step(s, x)
		}, func(s *bitState) (int64, bool) { return s.bits, s.seen })},
		Cases: cases,
	}
}
