package bind

// SPLLimits are bounds that Splunk sets to searches; 0 is none. Rows beyond
// one are left out, and the run warns of it.
type SPLLimits struct {
	Subsearch int64 // rows of a subsearch in a search expression
	Join      int64 // rows of a subsearch of join, append, appendcols and union
	Sort      int64 // rows that sort keeps when it is not told how many
	List      int64 // values of a group in list()
	Map       int64 // searches of map without maxsearches
}

// SplunkLimits are the limits of Splunk's default configuration.
var SplunkLimits = SPLLimits{Subsearch: 10_000, Join: 50_000, Sort: 10_000, List: 100, Map: 10}
