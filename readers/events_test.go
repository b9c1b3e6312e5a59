package readers

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestEventsView(t *testing.T) {
	tests := []struct {
		name, file, text string
		opts             EventOptions
		rows             []string
	}{
		{
			name: "plain json records", file: "x.ndjson",
			text: `{"Timestamp":"2026-01-02T03:04:05Z","n":1.50,"b":true,"z":null,"o":{"p":"\\x","q":{"r":1}},"a":[{"s":"1"},{"t":2},{"s":"3"}],"l":[1,"b",[2]],"e":[]}`,
			opts: EventOptions{Host: "h"},
			rows: []string{`{"_time":1767323045,"_raw":"{\"Timestamp\":\"2026-01-02T03:04:05Z\",\"n\":1.50,\"b\":true,\"z\":null,\"o\":{\"p\":\"\\\\x\",\"q\":{\"r\":1}},\"a\":[{\"s\":\"1\"},{\"t\":2},{\"s\":\"3\"}],\"l\":[1,\"b\",[2]],\"e\":[]}",` +
				`"host":"h","source":"T","index":"T","Timestamp":"2026-01-02T03:04:05Z","n":"1.50","b":"true","o.p":"\\x","o.q.r":"1","a{}.s":["1","3"],"a{}.t":"2","l{}":["1","b"],"l{}{}":"2"}`},
		},
		{
			name: "json inside _raw", file: "x.ndjson",
			text: `{"_time": 1710241980.5, "sourcetype": "st", "source": "own", "_raw": "{\"CreationTime\":\"2024\",\"A\":[{\"S\":\"a\"},{\"S\":\"b\"}]}", "scenario": "no field"}
{"_raw": "{\"CreationTime\":\"2024-03-12T11:13:00\"}"}`,
			rows: []string{
				`{"_time":1710241980.5,"_raw":"{\"CreationTime\":\"2024\",\"A\":[{\"S\":\"a\"},{\"S\":\"b\"}]}","source":"own","sourcetype":"st","index":"T","CreationTime":"2024","A{}.S":["a","b"]}`,
				`{"_time":1710241980,"_raw":"{\"CreationTime\":\"2024-03-12T11:13:00\"}","source":"T","sourcetype":null,"index":"T","CreationTime":"2024-03-12T11:13:00","A{}.S":null}`,
			},
		},
		{
			name: "text inside _raw", file: "x.ndjson",
			text: `{"_time":"1710241980","_raw":"user=\"a b\" id=7, id=8","f":"x"}`, opts: EventOptions{KVMode: "auto", Index: "main"},
			rows: []string{`{"_time":1710241980,"_raw":"user=\"a b\" id=7, id=8","source":"T","index":"main","f":"x","user":"a b","id":"7"}`},
		},
		{
			name: "splunk export", file: "x.json",
			text: `{"preview":false,"result":{"_time":"2026-01-02T03:04:05.000+00:00","_raw":"{\"a\":1}","host":"h1","m":["x","y"],"one":["z"]}}`,
			opts: EventOptions{Sourcetype: "s"},
			rows: []string{`{"_time":1767323045,"_raw":"{\"a\":1}","host":"h1","source":"T","sourcetype":"s","index":"T","m":["x","y"],"one":"z"}`},
		},
		{
			name: "csv", file: "x.csv", text: "when,user.name,empty\n2026-01-02 03:04:05,\"b \"\"q\"\"\",\n",
			opts: EventOptions{TimeField: "when"},
			rows: []string{`{"_time":1767323045,"_raw":"2026-01-02 03:04:05,\"b \"\"q\"\"\",","source":"T","index":"T","when":"2026-01-02 03:04:05","user.name":"b \"q\""}`},
		},
		{
			name: "plain text", file: "x.log", text: "2026-01-02T03:04:05Z started\n\n{not json\n",
			rows: []string{
				`{"_time":1767323045,"_raw":"2026-01-02T03:04:05Z started","source":"T","index":"T"}`,
				`{"_time":null,"_raw":"{not json","source":"T","index":"T"}`,
			},
		},
		{
			name: "no extraction", file: "x.ndjson", text: `{"_raw":"{\"a\":1}","b":2}`, opts: EventOptions{KVMode: "none"},
			rows: []string{`{"_raw":"{\"a\":1}","source":"T","index":"T","b":"2"}`},
		},
		{
			name: "array with epoch milliseconds", file: "x.json", text: "[{\"@timestamp\":1710241980000},\n{\"@timestamp\":1710241981000}]",
			rows: []string{
				`{"_time":1710241980,"_raw":"{\"@timestamp\":1710241980000}","source":"T","index":"T","@timestamp":"1710241980000"}`,
				`{"_time":1710241981,"_raw":"{\"@timestamp\":1710241981000}","source":"T","index":"T","@timestamp":"1710241981000"}`,
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, _, report := scanInput(t, tt.file, tt.text, Options{Name: "T", Events: &tt.opts}, everything)
			require.Equal(t, tt.rows, rows)
			require.Empty(t, report.Problems)
		})
	}
}

func TestEventPruning(t *testing.T) {
	text := `{"_time":1,"_raw":"{\"a\":{\"b\":1,\"c\":2},\"l\":[{\"x\":1},{\"x\":2}],\"a.d\":3,\"u\":4}","host":"h"}` + "\n"
	src := open(t, "x.ndjson", text, Options{Name: "T", Events: &EventOptions{}})
	require.True(t, src.Open())
	for _, tt := range []struct {
		columns []string
		want    string
	}{
		{[]string{"l{}.x", "a.c"}, `{"l{}.x":["1","2"],"a.c":"2"}`},
		{[]string{"host", "nope", "_time", "a.d"}, `{"host":"h","_time":1,"a.d":"3"}`},
		{[]string{"index", "index"}, `{"index":"T"}`},
		{nil, `{}`},
	} {
		b, _ := readAll(t, src, table.ScanRequest{Columns: tt.columns})
		require.Equal(t, []string{tt.want}, show(b))
	}
}

func TestEventProblems(t *testing.T) {
	opts := Options{Name: "T", Events: &EventOptions{}}
	rows, _, report := scanInput(t, "x.ndjson", "{\"_time\":\"soon\"}\n{\"a\":\nplain\n", opts, table.ScanRequest{Columns: []string{"_time", "_raw"}})
	require.Equal(t, []string{`{"_raw":"{\"_time\":\"soon\"}"}`, `{"_raw":"plain"}`}, rows)
	require.Equal(t, table.Report{Skipped: 1, Uneven: 1, Problems: []table.Problem{
		{File: "x.ndjson", Line: 1, Reason: reasonNoTime}, {File: "x.ndjson", Line: 2, Reason: reasonJSON},
	}}, report)
	_, err := FromBytes(t.Context(), "x.ndjson", nil, Options{Events: &EventOptions{KVMode: "yaml"}})
	require.ErrorContains(t, err, "unknown KV mode yaml")
}
