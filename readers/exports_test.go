package readers

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// rowsOf are columns of a text as JSON lines.
func rowsOf(t *testing.T, name, text string, opts Options, columns ...string) string {
	t.Helper()
	ctx := context.Background()
	src, err := FromBytes(ctx, name, []byte(text), opts)
	require.NoError(t, err)
	var lines []string
	scan, err := src.Scan(ctx, table.ScanRequest{Columns: columns, All: len(columns) == 0})
	require.NoError(t, err)
	defer scan.Close()
	for {
		chunk, err := scan.Next(ctx)
		if err != nil {
			break
		}
		batches, rep, err := chunk.Read(ctx)
		require.NoError(t, err)
		require.Zero(t, rep.Count(), "%v", rep.Problems)
		for _, b := range batches {
			for i := range b.Len() {
				var cells []string
				for _, v := range b.Row(i) {
					cells = append(cells, shorter.Replace(string(table.AppendJSON(nil, v))))
				}
				lines = append(lines, strings.Join(cells, " "))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// TestKustoResults: the primary table of a result in each form, with its types.
func TestKustoResults(t *testing.T) {
	v1 := `{"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"At","DataType":"DateTime","ColumnType":"datetime"},{"ColumnName":"N","DataType":"Int64","ColumnType":"long"},{"ColumnName":"D","DataType":"Object","ColumnType":"dynamic"},{"ColumnName":"Ok","DataType":"SByte"}],
		"Rows":[["2026-03-15T10:00:00Z",1,"{\"a\":1}",1],["2026-03-15T11:00:00Z",null,{"a":2},0]]},{"TableName":"Table_1","Columns":[{"ColumnName":"Value","ColumnType":"string"}],"Rows":[["{}"]]}]}`
	la := `{"tables":[{"name":"PrimaryResult","columns":[{"name":"At","type":"datetime"},{"name":"N","type":"long"},{"name":"D","type":"dynamic"},{"name":"Ok","type":"bool"}],"rows":[["2026-03-15T10:00:00Z",1,"{\"a\":1}",true],["2026-03-15T11:00:00Z",null,"{\"a\":2}",false]]}]}`
	v2 := `[{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0"},
		{"FrameType":"DataTable","TableId":0,"TableKind":"QueryProperties","TableName":"@ExtendedProperties","Columns":[{"ColumnName":"Key","ColumnType":"string"}],"Rows":[["Visualization"]]},
		{"FrameType":"DataTable","TableId":1,"TableKind":"PrimaryResult","TableName":"PrimaryResult","Columns":[{"ColumnName":"At","ColumnType":"datetime"},{"ColumnName":"N","ColumnType":"long"},{"ColumnName":"D","ColumnType":"dynamic"},{"ColumnName":"Ok","ColumnType":"bool"}],"Rows":[["2026-03-15T10:00:00Z",1,{"a":1},true],["2026-03-15T11:00:00Z",null,{"a":2},false]]},
		{"FrameType":"DataSetCompletion","HasErrors":false}]`
	want := "\"2026-03-15T10:00:00Z\" 1 {\"a\":1} true\n\"2026-03-15T11:00:00Z\" null {\"a\":2} false"
	for name, text := range map[string]string{"v1.json": v1, "la.json": la, "v2.json": v2, "named": v1} {
		require.Equal(t, want, rowsOf(t, name, text, Options{Name: "T"}, "At", "N", "D", "Ok"), name)
	}
	empty := `{"tables":[{"name":"PrimaryResult","columns":[{"name":"N","type":"long"}],"rows":[]}]}`
	src, err := FromBytes(context.Background(), "e.json", []byte(empty), Options{})
	require.NoError(t, err)
	require.Equal(t, "(N:long)", src.Schema().String())
	// A file that is cut off is an error, not a shorter table.
	src, err = FromBytes(context.Background(), "cut.json", []byte(v2[:len(v2)-120]), Options{})
	if err == nil {
		scan, err := src.Scan(context.Background(), table.ScanRequest{All: true})
		require.NoError(t, err)
		_, err = scan.Next(context.Background())
		require.ErrorContains(t, err, "cut.json: cannot be read")
	}
}

// TestDiagnosticBlobs: records of diagnostic settings become rows of their
// table, whatever wraps them and however their properties are written.
func TestDiagnosticBlobs(t *testing.T) {
	record := `{"time":"2026-03-15T10:00:00Z","resourceId":"/tenants/t","operationName":"Sign-in activity","category":"SignInLogs","resultType":"50126","location":"DE","properties":{"userPrincipalName":"amara@x.example","ipAddress":"10.0.0.1","location":{"city":"Bonn"},"extra":1}}`
	var r map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(record), &r))
	text, err := json.Marshal(string(r["properties"]))
	require.NoError(t, err)
	r["properties"] = text
	asText, err := json.Marshal(r)
	require.NoError(t, err)
	row := `"2026-03-15T10:00:00Z" "amara@x.example" "10.0.0.1" "50126" "DE" {"city":"Bonn"} 1`
	for name, blob := range map[string]string{
		"PT1H.json": record + "\n" + record + "\n", "wrapped.json": `{"records":[` + record + "," + record + "]}",
		"pretty.json": "{\n \"records\": [\n" + record + ",\n" + record + "\n]}\n", "text.json": string(asText) + "\n" + record,
		"hub.ndjson": `{"records":[` + record + `]}` + "\n" + `{"records":[` + string(asText) + `]}`,
	} {
		got := rowsOf(t, name, blob, Options{Name: "SigninLogs"}, "TimeGenerated", "UserPrincipalName", "IPAddress", "ResultType", "Location", "LocationDetails", "extra")
		require.Equal(t, row+"\n"+row, got, name)
	}
	// Of a table that is not known the record stays, with properties to look into.
	require.Equal(t, `{"userPrincipalName":"amara@x.example","ipAddress":"10.0.0.1","location":{"city":"Bonn"},"extra":1}`,
		rowsOf(t, "text.json", string(asText), Options{Name: "Other"}, "properties"))
}

// TestLocalDates: what portals export in the language of the browser.
func TestLocalDates(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	cases := []struct {
		name, header, cell, other string
		opts                      Options
		want, err                 string
	}{
		{"american", "TimeGenerated [UTC]", `"3/15/2026, 9:05:00.250 PM"`, "", Options{}, "2026-03-15T21:05:00.25Z", ""},
		{"german", "TimeGenerated [UTC]", `"4.3.2026, 09:05:00,250"`, "", Options{}, "2026-03-04T09:05:00.25Z", ""},
		{"british by another row", "TimeGenerated [UTC]", `04/03/2026 09:05:00`, "15/03/2026 09:05:00", Options{}, "2026-03-04T09:05:00Z", ""},
		{"american by another row", "TimeGenerated [UTC]", `04/03/2026 09:05:00`, "03/15/2026 09:05:00", Options{}, "2026-04-03T09:05:00Z", ""},
		{"open", "TimeGenerated [UTC]", `04/03/2026 09:05:00`, "", Options{}, "", `dates such as "04/03/2026 09:05:00" can be read`},
		{"asked for", "TimeGenerated [UTC]", `04/03/2026 09:05:00`, "", Options{Dates: DayFirst}, "2026-03-04T09:05:00Z", ""},
		{"year first", "TimeGenerated [UTC]", `2026-03-04 09:05:00`, "", Options{}, "2026-03-04T09:05:00Z", ""},
		{"offset", "TimeGenerated [UTC+02:00]", `2026-03-04 09:05:00`, "", Options{}, "2026-03-04T07:05:00Z", ""},
		{"local", "TimeGenerated [Local Time]", `2026-07-04 09:05:00`, "", Options{Zone: berlin}, "2026-07-04T07:05:00Z", ""},
		{"local without a zone", "TimeGenerated [Local Time]", `2026-07-04 09:05:00`, "", Options{}, "", "zone=Europe/Berlin"},
		{"no mark", "When", `"3/15/2026, 9:05:00 PM"`, "", Options{}, "2026-03-15T21:05:00Z", ""},
		{"declared", "Timestamp", `15/03/2026 09:05`, "", Options{Name: "EmailEvents"}, "2026-03-15T09:05:00Z", ""},
		{"hunting", "Timestamp", `"Mar 15, 2026 9:05:00 PM"`, "", Options{Name: "EmailEvents"}, "2026-03-15T21:05:00Z", ""},
		{"iso", "TimeGenerated [UTC]", `2026-03-15T09:05:00Z`, "", Options{}, "2026-03-15T09:05:00Z", ""},
		{"a version", "Version", `1.2.2023`, "", Options{}, "1.2.2023", ""},
		{"open without a mark", "When", `04/03/2026 09:05:00`, "", Options{}, "04/03/2026 09:05:00", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := "\ufeff" + c.header + ",N\n" + c.cell + ",1\n"
			if c.other != "" {
				text += c.other + ",2\n"
			}
			plain, _ := zoneMark(c.header)
			_, err := FromBytes(context.Background(), "export.csv", []byte(text), c.opts)
			if c.err != "" {
				require.ErrorContains(t, err, c.err)
				return
			}
			require.NoError(t, err)
			first, _, _ := strings.Cut(rowsOf(t, "export.csv", text, c.opts, plain), "\n")
			require.Equal(t, `"`+c.want+`"`, first)
		})
	}
}

// shorter takes the zeros off the fractions of seconds in these tests.
var shorter = strings.NewReplacer(".0000000Z", "Z", ".2500000Z", ".25Z")
