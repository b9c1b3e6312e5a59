package spl

import (
	"regexp"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// narrowed leaves out the settings for events that the search command itself
// does not let through: a search for one source type is not made to compute
// the fields of others. What is left out would be computed for rows that the
// next filter drops.
func narrowed(k *table.Knowledge, c spl.Command) *table.Knowledge {
	search, ok := c.(*spl.SearchCommand)
	if !ok || search.X == nil {
		return k
	}
	only := map[table.ScopeKind][]string{}
	for _, x := range conjuncts(search.X) {
		if field, patterns := metadata(x); field != "" && only[field] == nil {
			only[field] = patterns
		}
	}
	for _, f := range k.Calculated {
		delete(only, table.ScopeKind(f.Field))
	}
	if len(only) == 0 {
		return k
	}
	asked := map[table.EventScope]bool{} // one stanza gives many settings their scope
	outside := func(s table.EventScope) bool {
		may, known := asked[s]
		if !known {
			may = mayBe(s, only[s.Kind])
			asked[s] = may
		}
		return !may
	}
	out := *k
	out.Calculated = slices.DeleteFunc(slices.Clone(k.Calculated), func(f table.CalculatedField) bool { return outside(f.Scope) })
	out.Lookups = slices.DeleteFunc(slices.Clone(k.Lookups), func(l table.AutoLookup) bool { return outside(l.Scope) })
	return &out
}

// metadata is the field of the three that say where an event is from, and the
// patterns in lower case, of a term that lets only such events through; none
// for other terms.
func metadata(x spl.SearchExpr) (table.ScopeKind, []string) {
	switch x := x.(type) {
	case *spl.Group:
		return metadata(x.X)
	case *spl.Compare:
		if x.Op == "=" {
			return fromField(x.Field, x.Value)
		}
	case *spl.InList:
		if !x.Not {
			return fromField(x.Field, x.Values...)
		}
	case *spl.Or:
		var field table.ScopeKind
		var all []string
		for i, t := range x.Terms {
			f, patterns := metadata(t)
			if f == "" || i > 0 && f != field {
				return "", nil
			}
			field, all = f, append(all, patterns...)
		}
		return field, all
	}
	return "", nil
}

func fromField(name *spl.Name, values ...*spl.Literal) (table.ScopeKind, []string) {
	field := table.ScopeKind(name.Text())
	if field != table.ScopeSourcetype && field != table.ScopeSource && field != table.ScopeHost {
		return "", nil
	}
	var patterns []string
	for _, v := range values {
		if v.Sub != nil {
			return "", nil
		}
		patterns = append(patterns, strings.ToLower(v.Text()))
	}
	return field, patterns
}

// mayBe reports whether an event of a scope may be one that the patterns, of
// the field that the scope looks at, let through; no patterns let all through.
func mayBe(s table.EventScope, patterns []string) bool {
	if s.Kind == table.ScopeDefault || len(patterns) == 0 {
		return true
	}
	for _, p := range patterns {
		if s.Regex == "" {
			if plan.MatchName(p, strings.ToLower(s.Pattern)) {
				return true
			}
			continue
		}
		re, err := regexp.Compile("(?i)" + s.Regex)
		if err != nil || strings.Contains(p, "*") || re.MatchString(p) {
			return true
		}
	}
	return false
}
