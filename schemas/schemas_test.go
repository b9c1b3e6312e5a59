package schemas

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// TestShipped reads every shipped file strictly: what the lazy reader would
// pass over is an error here.
func TestShipped(t *testing.T) {
	entries, err := os.ReadDir("tables")
	require.NoError(t, err)
	require.Len(t, shippedFiles(), len(entries))
	seen := map[string]string{}
	for i, f := range shippedFiles() {
		require.Equal(t, entries[i].Name(), f.name)
		tables, err := parseText(f.name, f.text)
		require.NoError(t, err)
		for _, tab := range tables {
			require.NotContains(t, seen, tab.Name)
			seen[tab.Name] = f.name
			alone, ok := Shipped().Lookup(tab.Name)
			require.True(t, ok, tab.Name)
			require.Equal(t, tab, alone, "read by itself")
			require.NotEmpty(t, tab.Columns, tab.Name)
			require.Contains(t, tab.Reference, "https://learn.microsoft.com/", tab.Name)
			names := map[string]bool{}
			for _, f := range tab.Columns {
				require.False(t, names[f.Name], "%s has %s twice", tab.Name, f.Name)
				names[f.Name] = true
			}
			if strings.HasPrefix(f.name, "sentinel") {
				require.Contains(t, tab.Columns, table.Field{Name: "TimeGenerated", Type: table.TypeDateTime}, tab.Name)
			}
		}
	}
	require.Len(t, Shipped().Names(), len(seen))
	require.True(t, slices.IsSorted(Shipped().Names()))
}

func TestLookup(t *testing.T) {
	var known *Set // the shipped ones
	email, ok := known.Lookup("EmailEvents")
	require.True(t, ok)
	require.Equal(t, table.Field{Name: "Timestamp", Type: table.TypeDateTime}, email.Columns[0])
	require.Equal(t, -1, email.Schema().Index("TimeGenerated"))
	require.GreaterOrEqual(t, email.All().Index("TimeGenerated"), 0)
	_, ok = known.Lookup("emailevents")
	require.False(t, ok, "names of tables have a case")
	folded, ok := known.Fold("emailevents")
	require.True(t, ok)
	require.Equal(t, "EmailEvents", folded.Name)
	diagnostics, _ := known.Lookup("AzureDiagnostics")
	require.True(t, diagnostics.Open)
}

func TestLoad(t *testing.T) {
	cases := []struct{ name, file, text, want, err string }{
		{"text", "a.txt", "# ours\n@also Type\nOrders\n  At:datetime Sum:decimal\n  Who + Region\n", "(At:datetime, Sum:decimal, Who:string, Region:string, Type:string)", ""},
		{"properties", "a.json", `{"Name":"Orders","Properties":[{"Name":"At","Type":"DateTime"},{"Name":"Ok","Type":"SByte"}]}`, "(At:datetime, Ok:bool)", ""},
		{"list", "a.json", `[{"name":"Other","columns":[{"name":"X","type":"int"}]},{"name":"Orders","columns":[{"name":"Y","type":"Int64"}]}]`, "(Y:long)", ""},
		{"workspace", "a.json", `{"name":"x","properties":{"schema":{"name":"Orders","standardColumns":[{"name":"TimeGenerated","type":"dateTime"}],"columns":[{"name":"Z","type":"dynamic"}]}}}`, "(TimeGenerated:datetime, Z:dynamic)", ""},
		{"getschema", "Orders.json", `[{"ColumnName":"A","ColumnOrdinal":0,"DataType":"System.String","ColumnType":"string"}]`, "(A:string)", ""},
		{"hides", "a.txt", "EmailEvents\n  Mine:long\nOrders\n  A\n", "(A:string)", ""},
		{"type", "a.txt", "Orders\n  A:text\n", "", `a.txt:2: column A: unknown type "text"`},
		{"no table", "a.txt", "  A\n", "", "a.txt:1: a column before the first table"},
		{"no schema", "a.json", `{"rows":[]}`, "", "a.json: no schema of a table"},
		{"empty", "a.txt", "# nothing\n", "", "no tables in it"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			known, err := LoadFS(fstest.MapFS{c.file: {Data: []byte(c.text)}}, c.file)
			if c.err != "" {
				require.ErrorContains(t, err, c.err)
				return
			}
			require.NoError(t, err)
			orders, ok := known.Lookup("Orders")
			require.True(t, ok)
			require.Equal(t, c.want, orders.All().String())
			email, ok := known.Lookup("EmailEvents")
			require.True(t, ok, "the shipped ones stay")
			require.Equal(t, c.name == "hides", len(email.Columns) == 1)
		})
	}
}
