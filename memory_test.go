package goshawk_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
)

// requireFits runs a query within a budget, on one worker and on several: it
// fits, or fails with the limit's error.
func requireFits(t *testing.T, db *goshawk.Engine, query string, budget int64, fits bool) {
	t.Helper()
	q, err := db.CompileKQL(query)
	require.NoError(t, err)
	for _, workers := range []int{1, 3} {
		_, err = q.Table(context.Background(), goshawk.MaxMemory(budget), goshawk.Workers(workers))
		if fits {
			require.NoError(t, err, query)
			continue
		}
		var typed *goshawk.Error
		require.True(t, errors.As(err, &typed), query)
		require.EqualValues(t, "limit", typed.Kind, query)
	}
}

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
		requireFits(t, db, rows+query, 1<<20, fits)
	}
}

// TestManyMatchesOfOneRow: a join whose rows match a million others each ends
// when the run is cancelled, and counts in pieces what it does not keep.
func TestManyMatchesOfOneRow(t *testing.T) {
	db := goshawk.New(goshawk.Workers(2))
	join := func(n int) string {
		return fmt.Sprintf("range x from 1 to %d step 1 | extend k = 1 | join kind=inner (range y from 1 to 1000000 step 1 | extend k = 1) on k | count", n)
	}
	q, err := db.CompileKQL(join(1000000))
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err = q.Table(ctx)
	require.Error(t, err)
	require.Less(t, time.Since(start), 30*time.Second)
	q, err = db.CompileKQL(join(20))
	require.NoError(t, err)
	tab, err := q.Table(context.Background(), goshawk.MaxMemory(256<<20))
	require.NoError(t, err)
	require.EqualValues(t, 20000000, tab.Batch().Row(0)[0].Int())
}

// What a join and a grouping keep counts against the budget.
func TestJoinsAndGroupsKeepToTheBudget(t *testing.T) {
	db := goshawk.New()
	const rows = "range i from 1 to 400000 step 1 | extend s = strcat('text ', i)"
	for query, fits := range map[string]bool{
		rows + " | join kind=inner (" + rows + ") on s | count":                      false,
		rows + " | join kind=inner (" + rows + ") on i, s | count":                   false,
		rows + " | join kind=leftouter (range i from 1 to 1000 step 1) on i | count": true,
		rows + " | summarize count() by s | count":                                   false,
		rows + " | summarize count() by i, s | count":                                false,
		rows + " | distinct s | count":                                               false,
		rows + " | sort by s asc | count":                                            false,
		rows + " | top 10 by s asc | count":                                          true,
		rows + " | summarize count() by i % 100 | count":                             true,
		"range i from 1 to 2000 step 1 | extend k = 1 | join kind=inner (range j from 1 to 2000 step 1 | extend k = 1) on k | count": true,
	} {
		requireFits(t, db, query, 2<<20, fits)
	}
}
