package functions

// splThemes are the functions and operators that only SPL has.
func splThemes() []Func {
	var out []Func
	for _, theme := range []func() []Func{
		splArithmetic,
		splComparison,
		splLogic,
		splConditional,
		splConversion,
		splCrypto,
		splTime,
		splInformational,
		splMath,
		splTrigonometry,
		splText,
		splMultivalue,
		splStatistical,
		splJSON,
		splSearch,
		splExtract,
		splBin,
		splConvertCommand,
	} {
		out = append(out, theme()...)
	}
	return out
}

// splAggregates are the statistical functions of stats and its kin.
func splAggregates() []Aggregate {
	var out []Aggregate
	for _, theme := range []func() []Aggregate{
		splNumberAggregates,
		splExtremes,
		splValueAggregates,
		splOrderAggregates,
	} {
		out = append(out, theme()...)
	}
	return out
}
