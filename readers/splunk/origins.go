package splunk

import (
	"slices"
	"strings"
	"sync"
)

// Origins say what fields are made of: as much of the settings for one kind of
// event as a scan must know before it has seen an event. Reading them compiles
// no pattern.
type Origins struct {
	// TimestampFields are the fields that _time is in (TIMESTAMP_FIELDS).
	TimestampFields []string
	// Aliases are in the order in which they apply.
	Aliases []Alias

	searches []fieldSearch
}

// fieldSearch is a rule that searches another field than _raw.
type fieldSearch struct {
	source string
	text   string       // spells the names of the rule's fields; empty when that is not known
	rule   func() *rule // nil when it cannot be read
}

// originsOf reads what the settings say of a stanza's fields.
func (c *Config) originsOf(settings []Setting) *Origins {
	o := &Origins{}
	var aliases []Setting
	for _, s := range settings {
		head, _, _ := strings.Cut(s.Key, "-")
		switch head {
		case "TIMESTAMP_FIELDS":
			o.TimestampFields = splitList(s.Value)
		case "FIELDALIAS":
			aliases = append(aliases, s)
		case "EXTRACT":
			if pattern, field, ok := inField(s.Value); ok {
				o.searches = append(o.searches, fieldSearch{field, pattern, sync.OnceValue(func() *rule {
					r, _ := extractRule(s.Value)
					return r
				})})
			}
		case "REPORT":
			for _, name := range splitList(s.Value) {
				if t := c.transforms.Stanza(name); t != nil && sourceOf(t) != "_raw" {
					o.searches = append(o.searches, fieldSearch{sourceOf(t), "", sync.OnceValue(func() *rule {
						r, _ := newTransform(t)
						return r
					})})
				}
			}
		}
	}
	o.alias(aliases, func(Setting, error) {})
	return o
}

// alias reads the FIELDALIAS settings, which apply in the order of their names.
func (o *Origins) alias(settings []Setting, fail func(Setting, error)) {
	slices.SortStableFunc(settings, func(a, b Setting) int { return strings.Compare(a.Key, b.Key) })
	for _, s := range settings {
		var err error
		if o.Aliases, err = parseAliases(o.Aliases, s.Value); err != nil {
			fail(s, err)
		}
	}
}

// fills reports whether the rule gives one of the wanted fields, or may.
func (f *fieldSearch) fills(wants map[string]bool) bool {
	if f.text != "" && !spellsOne(f.text, wants) {
		return false
	}
	r := f.rule()
	return r != nil && r.source == f.source && (r.dynamic() || slices.ContainsFunc(r.fields(), func(n string) bool { return wants[n] }))
}

// spellsOne reports whether a pattern may have a group with one of the names,
// or groups that take their names from the text. It spares most patterns
// their compilation.
func spellsOne(pattern string, names map[string]bool) bool {
	if strings.Contains(pattern, "_KEY_") {
		return true
	}
	for n := range names {
		// The start of a group's name may be cleaned away.
		if strings.Contains(pattern, n+">") || strings.Contains(pattern, n+"'") {
			return true
		}
	}
	return false
}

// Close adds to the names the fields that they are made of, through aliases
// and through rules that search a field, as any of the origins say.
func Close(names []string, of ...*Origins) map[string]bool {
	wants := make(map[string]bool, len(names))
	for _, n := range names {
		wants[n] = true
	}
	for size := -1; size != len(wants); {
		size = len(wants)
		for _, o := range of {
			for _, a := range o.Aliases {
				if wants[a.To] {
					wants[a.From] = true
				}
			}
			for i := range o.searches {
				if f := &o.searches[i]; !wants[f.source] && f.fills(wants) {
					wants[f.source] = true
				}
			}
		}
	}
	return wants
}
