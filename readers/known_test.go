package readers

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/table"
)

// TestKnownTables: a known table has all its published columns with their
// types, and the columns of some copies where they occur.
func TestKnownTables(t *testing.T) {
	ctx := context.Background()
	ndjson := []byte(`{"Timestamp":"2026-03-15T10:00:00Z","DeviceName":"a","AdditionalFields":"{\"k\":1}","TimeGenerated":"2026-03-15 10:00","Mine":"2026-03-15T10:00:00Z"}` + "\n")
	src, err := FromBytes(ctx, "x.ndjson", ndjson, Options{Name: "DeviceEvents"})
	require.NoError(t, err)
	typeOf := func(src table.Source, name string) table.Type {
		at := src.Schema().Index(name)
		require.GreaterOrEqual(t, at, 0, name)
		return src.Schema().Field(at).Type
	}
	require.Equal(t, table.TypeLong, typeOf(src, "ProcessId"), "published, though absent")
	require.Equal(t, table.TypeDynamic, typeOf(src, "AdditionalFields"))
	require.Equal(t, table.TypeDateTime, typeOf(src, "TimeGenerated"), "of the other service's copy")
	require.Equal(t, table.TypeDateTime, typeOf(src, "Mine"), "inferred")
	require.Equal(t, -1, src.Schema().Index("MachineGroup"), "of the other service's copy, and absent")

	mine, err := schemas.LoadFS(fstest.MapFS{"s.txt": {Data: []byte("DeviceEvents\n  DeviceName ProcessId:string\n")}}, "s.txt")
	require.NoError(t, err)
	src, err = FromBytes(ctx, "x.ndjson", ndjson, Options{Name: "DeviceEvents", Schemas: mine})
	require.NoError(t, err)
	require.Equal(t, table.TypeString, typeOf(src, "ProcessId"))
}
