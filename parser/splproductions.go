package parser

import (
	"strings"
	"sync"

	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// splProductions maps command names to their productions. It is set in init
// because productions of subsearches lead back to it.
var splProductions func() map[string]splProduction

func init() { splProductions = sync.OnceValue(makeSPLProductions) }

func makeSPLProductions() map[string]splProduction {
	bin, extract, xyseries := splStruct[spl.Bin](), splStruct[spl.Extract](), splStruct[spl.Xyseries]()
	return map[string]splProduction{
		"search": splStruct[spl.SearchCommand](), "eval": splEval,
		"fieldformat": splFieldformat, "where": splStruct[spl.Where](),
		"stats": splStruct[spl.Stats](), "eventstats": splStruct[spl.Eventstats](),
		"streamstats": splStruct[spl.Streamstats](), "chart": splStruct[spl.Chart](),
		"timechart": splStruct[spl.Timechart](), "tstats": splStruct[spl.Tstats](),
		"mstats": splStruct[spl.Mstats](), "bin": bin, "bucket": bin, "discretize": bin,
		"accum": splStruct[spl.Accum](), "autoregress": splStruct[spl.Autoregress](),
		"delta": splStruct[spl.Delta](), "join": splStruct[spl.Join](),
		"append": splStruct[spl.Append](), "appendcols": splStruct[spl.Appendcols](),
		"appendpipe": splStruct[spl.Appendpipe](), "union": splStruct[spl.Union](),
		"multisearch": splStruct[spl.Multisearch](), "rename": splStruct[spl.Rename](),
		"fields": splStruct[spl.Fields](), "table": splStruct[spl.Table](),
		"sort": splStruct[spl.Sort](), "dedup": splStruct[spl.Dedup](),
		"head": splStruct[spl.Head](), "tail": splStruct[spl.Tail](),
		"reverse": splBare[spl.Reverse](), "addinfo": splBare[spl.Addinfo](),
		"regex": splStruct[spl.Regex](), "rex": splStruct[spl.Rex](),
		"convert": splStruct[spl.Convert](), "lookup": splStruct[spl.Lookup](),
		"inputlookup": splStruct[spl.Inputlookup](), "inputcsv": splStruct[spl.Inputcsv](),
		"outputlookup": splStruct[spl.Outputlookup](), "top": splStruct[spl.Top](),
		"rare": splStruct[spl.Rare](), "transpose": splStruct[spl.Transpose](),
		"foreach": splStruct[spl.Foreach](), "map": splStruct[spl.Map](),
		"replace": splStruct[spl.Replace](), "return": splStruct[spl.Return](),
		"from": splStruct[spl.From](), "datamodel": splStruct[spl.Datamodel](),
		"spath": splStruct[spl.Spath](), "fillnull": splStruct[spl.Fillnull](),
		"filldown": splStruct[spl.Filldown](), "mvexpand": splStruct[spl.Mvexpand](),
		"makemv": splStruct[spl.Makemv](), "nomv": splStruct[spl.Nomv](),
		"mvcombine": splStruct[spl.Mvcombine](), "makeresults": splStruct[spl.Makeresults](),
		"xyseries": xyseries, "maketable": xyseries, "untable": splStruct[spl.Untable](),
		"transaction": splStruct[spl.Transaction](), "addtotals": splStruct[spl.Addtotals](),
		"addcoltotals": splStruct[spl.Addcoltotals](), "rangemap": splStruct[spl.Rangemap](),
		"strcat": splStruct[spl.Strcat](), "format": splStruct[spl.Format](),
		"gentimes": splStruct[spl.Gentimes](), "extract": extract, "kv": extract,
		"xmlkv": splStruct[spl.Xmlkv](), "iplocation": splStruct[spl.Iplocation](),
		"tags": splStruct[spl.Tags](), "collect": splStruct[spl.Collect](),
		"selfjoin": splStruct[spl.Selfjoin](), "set": splStruct[spl.Set](),
		"uniq": splBare[spl.Uniq](), "xpath": splStruct[spl.Xpath](),
		"eventcount": splStruct[spl.Eventcount](),
	}
}

// splBare is the production of a command without arguments.
func splBare[T any, P interface {
	*T
	spl.Command
}]() splProduction {
	return func(*plexer.PeekingLexer) (spl.Command, error) { return P(new(T)), nil }
}

// splLookup finds the production of a command token.
func splLookup(t *plexer.Token) (string, splProduction, error) {
	keyword := strings.ToLower(t.Value)
	if p, ok := splProductions()[keyword]; ok {
		return keyword, p, nil
	}
	if known, _ := lexer.SPLKnownCommand(keyword); known {
		return keyword, splRaw, nil
	}
	msg := `unknown command "` + t.Value + `"`
	if near := source.Nearest(keyword, lexer.SPLCommands()); near != "" {
		msg += `; did you mean "` + near + `"?`
	}
	return "", nil, &splError{code: splCodeCommand, msg: msg, span: splSpan(t)}
}

// splRaw keeps the arguments of an unsupported command as written.
func splRaw(lex *plexer.PeekingLexer) (spl.Command, error) {
	c := &spl.Unsupported{}
	if lex.Peek().Type == lexer.SPLRaw {
		c.Raw = lex.Next().Value
	}
	return c, nil
}
