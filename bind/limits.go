package bind

// SPLLimits are bounds that Splunk sets to searches; 0 is none. Rows beyond
// one are left out, and the run warns of it.
type SPLLimits struct {
	Subsearch int64 // rows of a subsearch in a search expression
	Join      int64 // rows of a subsearch of join, append, appendcols and union
	Sort      int64 // rows that sort keeps when it is not told how many
	List      int64 // values of a group in list()
	Map       int64 // searches of map without maxsearches
	Mvexpand  int64 // bytes of the values of the rows that mvexpand makes
	Spath     int64 // bytes of a text that spath without a path looks at
	// Transactions are those that transaction keeps open without maxopentxn,
	// TransactionEvents the events in them without maxopenevents.
	Transactions, TransactionEvents int64
	// Pairs are those that extract takes of an event without limit, PairChars
	// the characters it looks at without maxchars.
	Pairs, PairChars int64
}

// SplunkLimits are the limits of Splunk's default configuration.
var SplunkLimits = SPLLimits{Subsearch: 10_000, Join: 50_000, Sort: 10_000, List: 100, Map: 10,
	Mvexpand: 500 << 20, Spath: 5000, Transactions: 5000, TransactionEvents: 100_000, Pairs: 50, PairChars: 10_240}
