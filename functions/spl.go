package functions

// splThemes list the functions and operators that SPL has.
var splThemes = []func() []Func{
	textCase,
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
	splBits,
	splText,
	splMultivalue,
	splEncoded,
	splStatistical,
	splJSON,
	splSearch,
	splExtract,
	splBin,
	splConvertCommand,
}

// splAggregateThemes list the statistical functions of stats and its kin.
var splAggregateThemes = []func() []Aggregate{
	splNumberAggregates,
	splPercentiles,
	splExtremes,
	splValueAggregates,
	splOrderAggregates,
}
