package kql

import (
	"maps"
	"slices"
)

// KnownScalars are the scalar functions of the language, sorted, whether they
// are implemented or refused.
func KnownScalars() []string { return slices.Sorted(maps.Keys(knownScalars)) }

// KnownPlugins are the names that evaluate takes, sorted, whether they are
// implemented or refused.
func KnownPlugins() []string { return slices.Sorted(maps.Keys(knownPlugins)) }
