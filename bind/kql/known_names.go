package kql

import (
	"maps"
	"slices"
)

// KnownScalars are the scalar functions of the language, sorted, whether they
// are implemented or refused.
func KnownScalars() []string { return slices.Sorted(maps.Keys(knownScalars())) }

// KnownPlugins are the names that evaluate takes, sorted, whether they are
// implemented or refused.
func KnownPlugins() []string {
	return slices.Sorted(maps.Keys(merged(knownPlugins(), undocumented())))
}

// Undocumented says whether a name is one that the engine takes although
// Microsoft's analyser does not know it.
func Undocumented(name string) bool { return undocumented()[name] }

// KnownAggregates are the aggregates of the language, sorted, whether they are
// implemented or refused.
func KnownAggregates() []string { return slices.Sorted(maps.Keys(knownAggregates())) }

func merged(sets ...map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, s := range sets {
		maps.Copy(out, s)
	}
	return out
}
