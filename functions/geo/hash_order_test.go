package geo

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestHashOrder(t *testing.T) {
	listed := func(v table.Value) []string {
		var out []string
		for _, x := range v.Array() {
			out = append(out, x.Str())
		}
		return out
	}
	// The neighbours of an H3 cell in the order of a walk, and as Kusto gives them.
	walk := []string{"862a10727ffffff", "862a10707ffffff", "862a1070fffffff", "862a10777ffffff", "862a100dfffffff", "862a100d7ffffff"}
	require.Equal(t, []string{"862a10777ffffff", "862a100d7ffffff", "862a100dfffffff", "862a1070fffffff", "862a10707ffffff", "862a10727ffffff"}, listed(hashOrder(walk, true)))
	require.Empty(t, listed(hashOrder(nil, true)))
	require.Equal(t, []string{"one"}, listed(hashOrder([]string{"one"}, true)))

	var many []string
	for i := range 1000 {
		many = append(many, fmt.Sprint("cell", i))
	}
	require.ElementsMatch(t, many, listed(hashOrder(many, false)))
	require.ElementsMatch(t, many, listed(hashOrder(many, true)))
	require.Equal(t, listed(hashOrder(many[:13], true)), listed(hashOrder(many[:13], false)))
}
