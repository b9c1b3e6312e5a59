package functions

import (
	"testing"
	"time"
	_ "time/tzdata" // the names are those of Go's copy of the database

	"github.com/stretchr/testify/require"
)

func TestListedTimeZonesAreKnown(t *testing.T) {
	names := zoneList().Array()
	require.Greater(t, len(names), 500)
	for _, name := range names {
		_, err := time.LoadLocation(name.Str())
		require.NoError(t, err)
	}
}
