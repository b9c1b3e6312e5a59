package functions

import (
	"slices"
	"strings"
	"sync"
)

// themes list the scalar functions that KQL has, one function of this list a
// theme file, those that most queries need first (see [index]); splThemes are
// the list of SPL. A theme with names of both languages stands in both lists.
var themes = []func() []Func{
	comparison,
	logic,
	membership,
	textOperators,
	textSets,
	conditional,
	nullTests,
	arithmetic,
	betweenness,
	conversions,
	dateBounds,
	dateShifts,
	binning,
	dynamicPath,
	textCase,
	textConcat,
	textRegex,
	dynamicConversions,
	dateParts,
	window,
	textExtract,
	textSlice,
	textIndex,
	textReplace,
	dynamicBag,
	dynamicSet,
	arrayShape,
	arrayLook,
	arraySorts,
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
	dateMakers,
	dateFormats,
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
	timeZones,
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

// Catalog finds the functions of one language by name. It is safe for
// concurrent use.
type Catalog struct {
	scalars    index[Func]
	aggregates index[Aggregate]
	fold       bool
}

// KQL is the catalog of KQL's functions and operators, by their exact names.
var KQL = sync.OnceValue(func() *Catalog {
	return &Catalog{
		scalars:    index[Func]{themes: slices.Concat(themes, registered), names: func(f *Func) string { return f.KQL }},
		aggregates: index[Aggregate]{themes: aggregateThemes, names: func(a *Aggregate) string { return a.KQL + " " + a.KQLIf }},
	}
})

// SPL is the catalog of SPL's functions and operators; names are found in any case.
var SPL = sync.OnceValue(func() *Catalog {
	return &Catalog{
		scalars:    index[Func]{themes: splThemes, names: func(f *Func) string { return f.SPL }},
		aggregates: index[Aggregate]{themes: splAggregateThemes, names: func(a *Aggregate) string { return a.SPL }},
		fold:       true,
	}
})

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
func (c *Catalog) Scalar(name string) *Func { return c.scalars.find(c.key(name)) }

// Aggregate is the aggregate called name, or nil.
func (c *Catalog) Aggregate(name string) *Aggregate { return c.aggregates.find(c.key(name)) }

// Scalars are all names of scalar functions and operators, unordered.
func (c *Catalog) Scalars() []string { return c.scalars.all() }

// Aggregates are all names of aggregates, unordered.
func (c *Catalog) Aggregates() []string { return c.aggregates.all() }

// registered are the themes of packages that an importer adds.
var registered []func() []Func

// Register adds a theme of scalar functions to KQL's catalog. It is for the
// init of a package whose functions need a large dependency; the theme is
// asked for its functions with the first use of a catalog.
func Register(theme func() []Func) { registered = append(registered, theme) }
