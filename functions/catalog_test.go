package functions

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestThemesListTheirNames: a function is only found by a name that the list
// of themes has.
func TestThemesListTheirNames(t *testing.T) {
	checkThemes(t, themes, KQL().scalars.names)
	checkThemes(t, splThemes, SPL().scalars.names)
	checkThemes(t, aggregateThemes, KQL().aggregates.names)
	checkThemes(t, splAggregateThemes, SPL().aggregates.names)
}

func checkThemes[E any](t *testing.T, themes []theme[E], names func(*E) string) {
	for _, theme := range themes {
		var all []string
		entries := theme.make()
		for i := range entries {
			all = append(all, strings.Fields(names(&entries[i]))...)
		}
		require.Equal(t, strings.Join(all, " "), theme.names, "the names in the list of themes")
		for _, name := range all {
			require.True(t, theme.lists(name), name)
		}
		require.False(t, theme.lists(""))
		require.False(t, theme.lists(all[0]+"x"))
	}
	require.False(t, (&theme[E]{names: "aa b"}).lists("a"))
	require.True(t, (&theme[E]{names: "aa a"}).lists("a"))
}

// TestNamesAreDeclaredOnce: a name stands for one function, and a theme that
// gives names of a language is in that language's list.
func TestNamesAreDeclaredOnce(t *testing.T) {
	kql, spl := map[string]bool{}, map[string]bool{}
	all := slices.Clone(registered)
	for _, t := range themes {
		all = append(all, t.make)
	}
	for _, theme := range all {
		for _, f := range theme() {
			for _, name := range strings.Fields(f.KQL) {
				require.False(t, kql[name], "KQL %s is declared twice", name)
				kql[name] = true
			}
			for _, name := range strings.Fields(f.SPL) {
				require.NotNil(t, SPL().Scalar(name), "SPL %s stands in no theme of SPL", name)
			}
		}
	}
	for _, theme := range splThemes {
		for _, f := range theme.make() {
			for _, name := range strings.Fields(f.SPL) {
				require.False(t, spl[name], "SPL %s is declared twice", name)
				spl[name] = true
			}
			for _, name := range strings.Fields(f.KQL) {
				require.NotNil(t, KQL().Scalar(name), "KQL %s stands in no theme of KQL", name)
			}
		}
	}
	require.Len(t, KQL().Scalars(), len(kql))
	require.Len(t, SPL().Scalars(), len(spl))
}
