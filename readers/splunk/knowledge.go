package splunk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// stanzaKnowledge adds what a stanza says beyond extraction.
func (c *Config) stanzaKnowledge(x *scoped, k *table.Knowledge) {
	var settings []Setting
	for _, s := range x.Settings {
		if strings.HasPrefix(s.Key, "EVAL-") || strings.HasPrefix(s.Key, "LOOKUP-") {
			settings = append(settings, s)
		}
	}
	slices.SortStableFunc(settings, func(a, b Setting) int { return strings.Compare(a.Key, b.Key) })
	for _, s := range settings {
		if head, class, _ := strings.Cut(s.Key, "-"); head == "EVAL" {
			k.Calculated = append(k.Calculated, table.CalculatedField{Scope: x.scope, Field: class, Expression: s.Value})
		} else if l, err := parseLookup(s.Value); err != nil {
			c.warn("props.conf %s: %v", s.Key, err)
		} else {
			l.Scope, l.Class = x.scope, class
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
