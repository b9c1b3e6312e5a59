package goshawk_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
)

// What an aggregate keeps of one large group counts against the budget, and a
// state that needs little is not refused for what others would.
func TestAggregatesKeepToTheBudget(t *testing.T) {
	db := goshawk.New()
	const rows = "range i from 1 to 400000 step 1 | extend s = strcat('text ', i) | where i > 0 | "
	for query, fits := range map[string]bool{
		"summarize make_list(s)":              false,
		"summarize make_set(i)":               false,
		"summarize dcount(s)":                 false,
		"summarize percentile(i, 50)":         false,
		"summarize count(), max(i)":           true,
		"summarize count() by bin(i, 100000)": true,
	} {
		q, err := db.CompileKQL(rows + query)
		require.NoError(t, err)
		for _, workers := range []int{1, 3} {
			_, err = q.Table(context.Background(), goshawk.MaxMemory(1<<20), goshawk.Workers(workers))
			if fits {
				require.NoError(t, err, query)
				continue
			}
			var typed *goshawk.Error
			require.True(t, errors.As(err, &typed), query)
			require.EqualValues(t, "limit", typed.Kind, query)
		}
	}
}
