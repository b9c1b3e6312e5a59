package functions

import (
	"slices"
	"strings"
	"sync"
)

// themes list the scalar functions that KQL has, one function of this list a
// theme file; splThemes are the list of SPL. A theme with names of both
// languages stands in both lists: making those of the other language too would
// lengthen the start of every process.
var themes = []func() []Func{
	textCase,
	window,
	textOperators,
	textSets,
	textRegex,
	textExtract,
	textConcat,
	textSlice,
	textIndex,
	textReplace,
	dynamicPath,
	dynamicBag,
	dynamicSet,
	arrayShape,
	arrayLook,
	jsonPaths,
	ip4,
	ip6,
	ipHas,
	textCode,
	textHash,
	textParse,
	textPoints,
	seriesMath,
	seriesMeasure,
	seriesFill,
	seriesFilter,
	seriesFit,
	seriesSeason,
	hllScalars,
	tdigestScalars,
	arithmetic,
	comparison,
	logic,
	membership,
	betweenness,
	conditional,
	nullTests,
	conversions,
	dynamicConversions,
	dateBounds,
	dateParts,
	dateShifts,
	dateMakers,
	dateFormats,
	binning,
	mathematics,
	mathematicsOther,
	bitFunctions,
	generators,
	units,
	probability,
	xmlParsing,
	sizes,
	nearness,
	service,
	punycode,
}

// aggregateThemes list the aggregates that KQL has.
var aggregateThemes = []func() []Aggregate{
	counting,
	summing,
	extremes,
	spread,
	bitwise,
	lists,
	distinct,
	choosing,
	bags,
	percentiles,
	hllAggregates,
	tdigestAggregates,
}

// Catalog finds the functions of one language by name.
type Catalog struct {
	scalars    map[string]*Func
	aggregates map[string]*Aggregate
	fold       bool
}

// KQL is the catalog of KQL's functions and operators, by their exact names.
var KQL = sync.OnceValue(func() *Catalog {
	return newCatalog(slices.Concat(themes, registered), aggregateThemes, false, func(f *Func) string { return f.KQL }, func(a *Aggregate) string { return a.KQL + " " + a.KQLIf })
})

// SPL is the catalog of SPL's functions and operators; names are found in any case.
var SPL = sync.OnceValue(func() *Catalog {
	return newCatalog(splThemes, splAggregateThemes, true, func(f *Func) string { return f.SPL }, func(a *Aggregate) string { return a.SPL })
})

func newCatalog(themes []func() []Func, aggregateThemes []func() []Aggregate, fold bool, name func(*Func) string, aggregateName func(*Aggregate) string) *Catalog {
	c := &Catalog{scalars: make(map[string]*Func, 1024), aggregates: make(map[string]*Aggregate, 128), fold: fold}
	for _, theme := range themes {
		all := theme()
		for i := range all {
			for _, n := range strings.Fields(name(&all[i])) {
				c.scalars[n] = &all[i]
			}
		}
	}
	for _, theme := range aggregateThemes {
		all := theme()
		for i := range all {
			for _, n := range strings.Fields(aggregateName(&all[i])) {
				c.aggregates[n] = &all[i]
			}
		}
	}
	return c
}

// key is the name under which a function is kept: the blank in the name of an
// operator of two words ("matches regex") is an underscore there.
func (c *Catalog) key(name string) string {
	name = strings.ReplaceAll(name, " ", "_")
	if c.fold {
		return strings.ToLower(name)
	}
	return name
}

// Scalar is the scalar or window function or operator called name, or nil.
func (c *Catalog) Scalar(name string) *Func { return c.scalars[c.key(name)] }

// Aggregate is the aggregate called name, or nil.
func (c *Catalog) Aggregate(name string) *Aggregate { return c.aggregates[c.key(name)] }

// Scalars are all names of scalar functions and operators, unordered.
func (c *Catalog) Scalars() []string { return keys(c.scalars) }

// Aggregates are all names of aggregates, unordered.
func (c *Catalog) Aggregates() []string { return keys(c.aggregates) }

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

// registered are the themes of packages that an importer adds.
var registered []func() []Func

// Register adds a theme of scalar functions to KQL's catalog. It is for the
// init of a package whose functions need a large dependency; the theme is
// asked for its functions with the first use of a catalog.
func Register(theme func() []Func) { registered = append(registered, theme) }
