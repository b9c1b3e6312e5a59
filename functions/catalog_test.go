package functions

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNamesAreDeclaredOnce: a name stands for one function, and a theme that
// gives names of a language is in that language's list.
func TestNamesAreDeclaredOnce(t *testing.T) {
	kql, spl := map[string]bool{}, map[string]bool{}
	for _, theme := range slices.Concat(themes, registered) {
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
		for _, f := range theme() {
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
