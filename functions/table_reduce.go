package functions

import (
	"sort"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Reduce groups strings that differ in few of their terms.
//
// A term is kept in a pattern when it has a letter and stands at its place in
// more than the share threshold of the rows; the others vary, and are written
// as one asterisk with what separates them from it. Rows none of whose terms
// is kept are the group "others".
//
// https://learn.microsoft.com/kusto/query/reduce-operator
var Reduce = &TableFunc{
	Name: "reduce",
	Doc:  `Groups strings by pattern. value: the column. threshold: the share of rows that keeps a term. characters: what separates terms, all but ASCII letters and digits when empty. source: rows with their pattern instead of groups.`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		at := in.Schema().Index(args.Str("value"))
		r := &reducer{characters: args.Str("characters"), kept: map[placedTerm]int{}}
		values := textsOf(in.Batch().Col(at))
		for _, s := range values {
			r.count(s)
		}
		r.least = args["threshold"].Real() * float64(len(values))
		patterns := make([]string, len(values))
		for i, s := range values {
			patterns[i] = r.pattern(s)
		}
		if args.Bool("source") {
			return withPattern(in, at, patterns), nil
		}
		return grouped(values, patterns), nil
	},
}

// othersPattern is what the rows without a pattern of their own go by.
const othersPattern = "others"

type placedTerm struct {
	place int
	term  string
}

type reducer struct {
	characters string
	kept       map[placedTerm]int
	least      float64
}

func (r *reducer) separates(c rune) bool {
	if r.characters != "" {
		return strings.ContainsRune(r.characters, c)
	}
	return !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')
}

// terms calls f for the terms of a string in order, with what is before each;
// last is what is after the last.
func (r *reducer) terms(s string, f func(place int, before, term string)) (last string) {
	place, from := 0, 0
	for {
		start := strings.IndexFunc(s[from:], func(c rune) bool { return !r.separates(c) })
		if start < 0 {
			return s[from:]
		}
		start += from
		end := strings.IndexFunc(s[start:], r.separates)
		if end < 0 {
			end = len(s) - start
		}
		f(place, s[from:start], s[start:start+end])
		place++
		from = start + end
	}
}

func (r *reducer) count(s string) {
	r.terms(s, func(place int, _, term string) {
		if hasLetter(term) {
			r.kept[placedTerm{place, term}]++
		}
	})
}

func hasLetter(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' }) >= 0
}

func (r *reducer) pattern(s string) string {
	var b strings.Builder
	keeps, varied := false, false
	last := r.terms(s, func(place int, before, term string) {
		if float64(r.kept[placedTerm{place, term}]) > r.least {
			if varied {
				before = blanks(before)
			}
			b.WriteString(before + term)
			keeps, varied = true, false
			return
		}
		if !varied {
			b.WriteString(blanks(before) + "*")
		}
		varied = true
	})
	if !keeps {
		return othersPattern
	}
	if !varied {
		b.WriteString(last)
	}
	return b.String()
}

// blanks are those of a separator, which stay beside an asterisk.
func blanks(s string) string {
	return strings.Map(func(c rune) rune {
		if c == ' ' || c == '\t' {
			return c
		}
		return -1
	}, s)
}

// withPattern replaces the column of values by that of their patterns.
func withPattern(in *table.Table, at int, patterns []string) *table.Table {
	fields := append([]table.Field(nil), in.Schema().Fields()...)
	cols := append([]table.Column(nil), in.Batch().Cols()...)
	fields[at], cols[at] = table.Field{Name: "Pattern", Type: table.TypeString}, table.NewVec(patterns, nil)
	return table.New(table.NewSchema(fields...), cols...)
}

// grouped counts the rows of each pattern, the largest group first.
func grouped(values, patterns []string) *table.Table {
	type group struct {
		pattern, first string
		count          int64
	}
	index := map[string]int{}
	var all []*group
	for i, p := range patterns {
		at, ok := index[p]
		if !ok {
			at = len(all)
			index[p] = at
			first := values[i]
			if p == othersPattern {
				first = ""
			}
			all = append(all, &group{pattern: p, first: first})
		}
		all[at].count++
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].count > all[j].count })
	names, firsts, counts := make([]string, len(all)), make([]string, len(all)), make([]int64, len(all))
	for i, g := range all {
		names[i], firsts[i], counts[i] = g.pattern, g.first, g.count
	}
	return table.New(ReduceSchema, table.NewVec(names, nil), table.NewVec(counts, nil), table.NewVec(firsts, nil))
}

// ReduceSchema are the columns of the groups that Reduce finds.
var ReduceSchema = table.NewSchema(table.Field{Name: "Pattern", Type: table.TypeString},
	table.Field{Name: "Count", Type: table.TypeLong}, table.Field{Name: "Representative", Type: table.TypeString})
