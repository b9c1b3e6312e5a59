package detections_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// parseRule parses a shipped rule's query without binding it.
func parseRule(tb testing.TB, name string) func() {
	rule, err := detections.SampleRule(name)
	require.NoError(tb, err)
	db := goshawk.New()
	require.NoError(tb, detections.AddShippedMacros(db))
	macros := db.Macros()
	return func() {
		var err error
		if rule.Language == goshawk.KQL {
			_, err = parser.KQL(source.New(rule.File, rule.Text.Query))
		} else {
			_, err = parser.SPL(source.New(rule.File, rule.Text.Query), macros)
		}
		require.NoError(tb, err)
	}
}

// TestParseAllocations keeps parsing cheap: a folder of rules is checked in
// seconds only if one costs a fraction of a millisecond.
func TestParseAllocations(t *testing.T) {
	for _, name := range detections.Samples() {
		allocations := testing.AllocsPerRun(20, parseRule(t, name))
		t.Logf("%s: %.0f allocations", name, allocations)
		require.LessOrEqual(t, allocations, 2050.0, name)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, name := range detections.Samples() {
		b.Run(name, func(b *testing.B) {
			parse := parseRule(b, name)
			b.ReportAllocs()
			for b.Loop() {
				parse()
			}
		})
	}
}
