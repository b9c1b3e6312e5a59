package splunk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// knowledge adds what a stanza says beyond extraction.
func (p *Props) knowledge(scope table.EventScope, k *table.Knowledge, warnings *[]string) {
	settings := slices.Clone(p.settings)
	slices.SortStableFunc(settings, func(a, b Setting) int { return strings.Compare(a.Key, b.Key) })
	for _, s := range settings {
		head, class, ok := strings.Cut(s.Key, "-")
		if !ok {
			continue
		}
		switch head {
		case "EVAL":
			k.Calculated = append(k.Calculated, table.CalculatedField{Scope: scope, Field: class, Expression: s.Value})
		case "LOOKUP":
			l, err := parseLookup(s.Value)
			if err != nil {
				*warnings = append(*warnings, fmt.Sprintf("props.conf %s: %v", s.Key, err))
				continue
			}
			l.Scope, l.Class = scope, class
			k.Lookups = append(k.Lookups, l)
		}
	}
}

// parseLookup reads TABLE (FIELD [AS NAME])+ [OUTPUT|OUTPUTNEW (FIELD [AS NAME])*].
func parseLookup(s string) (table.AutoLookup, error) {
	var l table.AutoLookup
	w := words(s)
	if len(w) < 2 {
		return l, fmt.Errorf("want a lookup and its fields, not %q", s)
	}
	l.Table = w[0]
	into := &l.Inputs
	for i := 1; i < len(w); i++ {
		switch strings.ToUpper(w[i]) {
		case "OUTPUT", "OUTPUTNEW":
			l.KeepExisting = strings.EqualFold(w[i], "OUTPUTNEW")
			into = &l.Outputs
			continue
		}
		f := table.LookupField{Lookup: w[i], Event: w[i]}
		if i+2 < len(w) && strings.EqualFold(w[i+1], "AS") {
			f.Event = w[i+2]
			i += 2
		}
		*into = append(*into, f)
	}
	if len(l.Inputs) == 0 {
		return l, fmt.Errorf("no field to look up in %q", s)
	}
	return l, nil
}
