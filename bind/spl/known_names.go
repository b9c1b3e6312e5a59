package spl

import "slices"

// KnownFunctions are the evaluation functions of the language, sorted, whether
// they are implemented or refused.
func KnownFunctions() []string {
	names := slices.Clone(manualFunctions())
	slices.Sort(names)
	return slices.Compact(names)
}
