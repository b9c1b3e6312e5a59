package lexer

import (
	"sort"
	"strings"
	"sync"
)

// splSpec says how the arguments of one command are read.
type splSpec struct {
	mode     splMode
	keywords []string // reserved words, lower case
	keys     []string // in expressions: the option names (head limit=)
	count    bool     // a leading number is a count
	signs    bool     // + and - before a field are signs
	sign1    bool     // + or - as the first argument is a sign
	noKeys   bool     // = compares, there are no options
	desc     bool     // a last word d or desc is a keyword
	prefix   bool     // PREFIX(text) is a word
	exprs    bool     // a parenthesis outside of functions opens an expression
}

// splSpecs are those of the commands, by name. A spec stands for several.
var splSpecs = sync.OnceValue(makeSPLSpecs)

// splUnsupported are the commands known by name only: their arguments are not read.
const splUnsupported = `abstract af analyzefields anomalies anomalousvalue anomalydetection apply arules associate audit
bucketdir cluster cofilter concurrency contingency correlate counttable crawl ctable cyberchef datamodelsimple dbinspect dbxlookup dbxquery
delete deletemodel diff dump entitymerge erex fieldsummary findkeywords findtypes fit folderize fromjson gauge geom
geomfilter geostats highlight history iconify input inputintelligence kmeans kvform listmodels loadjob localize localop makecontinuous
mcatalog mcollect metadata metasearch meventcollect mpreview msearch multikv outlier outputcsv
outputraw outputtelemetry outputtext overlap pivot predict rawstats redistribute relevancy
relpath reltime require rest rtorder run runshellscript sample savedsearch score script scrub searchtxn
sendalert sendemail setfields sichart sirare sistats sitimechart sitop summary timewrap tojson
trendline tscollect typeahead typelearner typer walklex x11 xmlunescape`

func makeSPLSpecs() map[string]*splSpec {
	all := make(map[string]*splSpec, 256)
	words := func(names string, s splSpec) {
		for n := range strings.FieldsSeq(names) {
			all[n] = &s
		}
	}
	words("search", splSpec{mode: splSearch})
	words("where", splSpec{mode: splEval})
	words("eval fieldformat", splSpec{mode: splTargets})
	words("head", splSpec{mode: splEval, keys: []string{"limit", "null", "keeplast"}})
	words("stats eventstats streamstats", splSpec{mode: splAggregates, keywords: []string{"by", "as"}})
	words("chart timechart", splSpec{mode: splAggregates, keywords: []string{"by", "as", "over", "where"}, exprs: true})
	words("mstats", splSpec{mode: splAggregates, keywords: []string{"by", "groupby", "as", "from", "where"}})
	words("tstats", splSpec{mode: splAggregates, keywords: []string{"by", "groupby", "as", "from", "where"}, prefix: true})
	words("top rare", splSpec{mode: splWords, keywords: []string{"by"}, count: true})
	words("convert", splSpec{mode: splAggregates, keywords: []string{"as"}})
	words("bin bucket discretize accum autoregress delta", splSpec{mode: splWords, keywords: []string{"as"}})
	words("rename", splSpec{mode: splWords, keywords: []string{"as"}, noKeys: true})
	words("table", splSpec{mode: splWords, noKeys: true})
	words("fields", splSpec{mode: splWords, noKeys: true, sign1: true})
	words("lookup", splSpec{mode: splWords, keywords: []string{"as", "output", "outputnew"}})
	words("inputlookup inputcsv", splSpec{mode: splWords, keywords: []string{"where"}})
	words("sort", splSpec{mode: splAggregates, count: true, signs: true, desc: true})
	words("dedup", splSpec{mode: splAggregates, keywords: []string{"sortby"}, count: true, signs: true})
	words("tail return transpose", splSpec{mode: splWords, count: true})
	words("replace", splSpec{mode: splWords, keywords: []string{"with", "in"}, noKeys: true})
	words("join", splSpec{mode: splWords, keywords: []string{"where"}})
	words("regex", splSpec{mode: splWords, noKeys: true})
	words(`append appendcols appendpipe union multisearch reverse rex spath fillnull filldown
mvexpand makemv nomv mvcombine makeresults outputlookup from datamodel xyseries maketable untable
transaction foreach map addinfo addtotals addcoltotals rangemap strcat format gentimes extract kv
xmlkv iplocation tags collect selfjoin set uniq xpath eventcount`, splSpec{mode: splWords})
	words(splUnsupported, splSpec{mode: splRaw})
	return all
}

// SPLCommands lists every command name the lexer knows, sorted.
func SPLCommands() []string {
	names := make([]string, 0, len(splSpecs()))
	for n := range splSpecs() {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// SPLKnownCommand reports whether name (in any case) is a command of SPL, and
// whether its arguments have a grammar.
func SPLKnownCommand(name string) (known, grammar bool) {
	s, ok := splSpecs()[strings.ToLower(name)]
	return ok, ok && s.mode != splRaw
}
