package parser

import (
	"fmt"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/source"
)

// splCheck refuses what the grammars let through because options and words
// come in any order: too many or too few words.
func splCheck(c spl.Command) error {
	switch c := c.(type) {
	case *spl.Rex:
		return splCount(c, c.Fields, 1, 1, "one pattern")
	case *spl.Mvexpand:
		return splCount(c, c.Fields, 1, 1, "one field")
	case *spl.Makemv:
		return splCount(c, c.Fields, 1, 1, "one field")
	case *spl.Nomv:
		return splCount(c, c.Fields, 1, 1, "one field")
	case *spl.Mvcombine:
		return splCount(c, c.Fields, 1, 1, "one field")
	case *spl.Spath:
		return splCount(c, c.Fields, 0, 1, "one path at most")
	case *spl.Inputlookup:
		return splCount(c, c.Fields, 1, 1, "one table")
	case *spl.Inputcsv:
		return splCount(c, c.Fields, 1, 1, "one file")
	case *spl.Outputlookup:
		return splCount(c, c.Fields, 1, 1, "one table")
	case *spl.Iplocation:
		return splCount(c, c.Fields, 1, 1, "one field")
	case *spl.Strcat:
		return splCount(c, c.Fields, 2, 1<<20, "at least one part and a target")
	case *spl.Xyseries:
		return splCount(c, c.Fields, 3, 1<<20, "three fields")
	case *spl.Selfjoin:
		return splCount(c, c.Fields, 1, 1<<20, "a field")
	case *spl.Xpath:
		return splCount(c, c.Fields, 1, 1, "one path")
	case *spl.Untable:
		return splCount(c, c.Fields, 3, 3, "three fields")
	case *spl.Dedup:
		return splCount(c, c.Fields, 1, 1<<20, "a field")
	case *spl.Makeresults:
		return splCount(c, c.Fields, 0, 1, "options, or a number of rows")
	case *spl.Bin:
		return splAlias1(c, &c.AliasArgs)
	case *spl.Accum:
		return splAlias1(c, &c.AliasArgs)
	case *spl.Delta:
		return splAlias1(c, &c.AliasArgs)
	case *spl.Autoregress:
		return splAlias1(c, &c.AliasArgs)
	case *spl.Stats:
		return splAggs(c, c.Aggs)
	case *spl.Eventstats:
		return splAggs(c, c.Aggs)
	case *spl.Streamstats:
		if len(c.Options) > 0 {
			return nil // options without a function change nothing
		}
		return splAggs(c, c.Aggs)
	}
	return nil
}

func splAlias1(c spl.Command, a *spl.AliasArgs) error {
	if err := splCount(c, a.Fields, 1, 1, "one field"); err != nil {
		return err
	}
	return splCount(c, a.Aliases, 0, 1, "one AS")
}

func splAggs(c spl.Command, aggs []spl.AggExpr) error {
	if len(aggs) == 0 {
		return splArgs(c.Span(), c.Keyword(), "at least one function such as count")
	}
	return nil
}

// splCount points at the first word too many, or at the command when words
// are missing.
func splCount[T spl.Node](c spl.Command, words []T, least, most int, want string) error {
	switch n := len(words); {
	case n > most:
		return splArgs(words[most].Span(), c.Keyword(), want)
	case n < least:
		return splArgs(c.Span(), c.Keyword(), want)
	}
	return nil
}

func splArgs(span source.Span, keyword, want string) error {
	msg := fmt.Sprintf("%q takes %s", keyword, want)
	if usage := splUsage[keyword]; usage != "" {
		msg += "; usage: " + usage
	}
	return &splError{code: splCodeArgs, msg: msg, span: span}
}
