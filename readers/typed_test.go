package readers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestTypedView(t *testing.T) {
	tests := []struct {
		name, file, text string
		opts             Options
		schema           string
		rows             []string
	}{
		{
			name: "ndjson with all kinds", file: "x.ndjson",
			text: `{"i":1,"r":1.5,"b":true,"t":"2026-01-02T03:04:05Z","s":"x","o":{"a":[1]},"m":1}
{"i":-2,"r":3,"b":false,"t":"2026-01-02 03:04","s":"2026-01-02","o":[1, 2],"m":"two"}`,
			schema: "(i:long, r:real, b:bool, t:datetime, s:string, o:dynamic, m:dynamic)",
			rows: []string{
				`{"i":1,"r":1.5,"b":true,"t":"2026-01-02T03:04:05.0000000Z","s":"x","o":{"a":[1]},"m":1}`,
				`{"i":-2,"r":3.0,"b":false,"t":"2026-01-02T03:04:00.0000000Z","s":"2026-01-02","o":[1,2],"m":"two"}`,
			},
		},
		{
			name: "missing and null", file: "x.jsonl",
			text:   "{\"s\":null,\"i\":null}\n\n{\"i\":4}\r\n{\"s\":\"a\"}\n",
			schema: "(s:string, i:long)",
			rows:   []string{`{"s":"","i":null}`, `{"s":"","i":4}`, `{"s":"a","i":null}`},
		},
		{
			name: "escapes, duplicate keys, blanks", file: "x.ndjson",
			text:   "\xef\xbb\xbf { \"a\" : \"q\\\"\\u00e9\\ud83d\\ude00\\n\" , \"\\u0062\":1,\"a\":\"second\"}\n",
			schema: "(a:string, b:long)",
			rows:   []string{`{"a":"q\"é😀\n","b":1}`},
		},
		{
			name: "array over lines", file: "x.json",
			text:   "[\n {\"a\": 1},\n {\"a\": 2, \"b\": \"]}\"}\n]\n",
			schema: "(a:long, b:string)",
			rows:   []string{`{"a":1,"b":""}`, `{"a":2,"b":"]}"}`},
		},
		{
			name: "envelope", file: "x.json",
			text:   `{"@odata.context":"c","value":[{"a":1},{"a":2}],"next":"n"}`,
			schema: "(a:long)",
			rows:   []string{`{"a":1}`, `{"a":2}`},
		},
		{
			name: "objects over lines", file: "x",
			text:   "{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n",
			schema: "(a:long)",
			rows:   []string{`{"a":1}`, `{"a":2}`},
		},
		{
			name: "splunk export", file: "x.json",
			text: `{"preview":false,"offset":0,"result":{"a":"1","m":["x","y"]}}
{"preview":false,"offset":1,"lastrow":true,"result":{"a":"2"}}`,
			schema: "(a:string, m:dynamic)",
			rows:   []string{`{"a":"1","m":["x","y"]}`, `{"a":"2","m":null}`},
		},
		{
			name: "csv types", file: "x.csv",
			text: "\xef\xbb\xbfi,r,b,t,z,p,big,s,e\r\n1,1,True,2026-01-02,007,+1,12345678901234567890,\"a\r\n\"\"b\"\",c\",\r\n" +
				",2.5,false,2026-01-02T00:00:01Z,1,1,1,,\r\n",
			schema: "(i:long, r:real, b:bool, t:datetime, z:string, p:string, big:string, s:string, e:string)",
			rows: []string{
				`{"i":1,"r":1.0,"b":true,"t":"2026-01-02T00:00:00.0000000Z","z":"007","p":"+1","big":"12345678901234567890","s":"a\r\n\"b\",c","e":""}`,
				`{"i":null,"r":2.5,"b":false,"t":"2026-01-02T00:00:01.0000000Z","z":"1","p":"1","big":"1","s":"","e":""}`,
			},
		},
		{
			name: "tsv", file: "x.tsv", text: "a\tb\n1\tx,\"y\n", schema: "(a:long, b:string)",
			rows: []string{`{"a":1,"b":"x,\"y"}`},
		},
		{
			name: "declared types", file: "x.ndjson",
			text: `{"l":"12","i":3.0,"d":"{\"a\":1}","s":5,"g":"00000000000000000000000000000001","x":"2026-01-01"}`,
			opts: Options{Schema: table.NewSchema(
				table.Field{Name: "l", Type: table.TypeLong}, table.Field{Name: "i", Type: table.TypeInt},
				table.Field{Name: "d", Type: table.TypeDynamic}, table.Field{Name: "s", Type: table.TypeString},
				table.Field{Name: "g", Type: table.TypeGUID}, table.Field{Name: "none", Type: table.TypeReal})},
			schema: "(l:long, i:int, d:dynamic, s:string, g:guid, none:real, x:datetime)",
			rows: []string{`{"l":12,"i":3,"d":{"a":1},"s":"5","g":"00000000-0000-0000-0000-000000000001","none":null,` +
				`"x":"2026-01-01T00:00:00.0000000Z"}`},
		},
		{
			name: "text", file: "x.log", text: "one, two\r\n\nthree\n", schema: "(RawData:string)",
			rows: []string{`{"RawData":"one, two"}`, `{"RawData":"three"}`},
		},
		{name: "nothing", file: "x.ndjson", text: "", schema: "()", rows: []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, schema, report := scanInput(t, tt.file, tt.text, tt.opts, everything)
			require.Equal(t, tt.schema, schema.String())
			require.Equal(t, tt.rows, rows)
			require.Empty(t, report.Problems)
		})
	}
}

func TestReports(t *testing.T) {
	sample := Options{SampleBytes: 16}
	rows, _, report := scanInput(t, "x.ndjson", "{\"a\":1}\n\n{\"a\":\"x\"}\nnonsense\n{\"a\":2\n{\"a\":3}\n", sample, everything)
	require.Equal(t, []string{`{"a":1}`, `{"a":null}`, `{"a":3}`}, rows)
	require.Equal(t, table.Report{Skipped: 2, Coerced: 1, Problems: []table.Problem{
		{File: "x.ndjson", Line: 3, Reason: `column a: "x" is not a long`},
		{File: "x.ndjson", Line: 4, Reason: reasonObject},
		{File: "x.ndjson", Line: 5, Reason: reasonJSON},
	}}, report)

	rows, _, report = scanInput(t, "x.csv", "a,b\n1,\"x\ny\"\n2\n3,4,5\n", Options{}, everything)
	require.Equal(t, []string{`{"a":1,"b":"x\ny"}`, `{"a":2,"b":""}`, `{"a":3,"b":"4"}`}, rows)
	require.Equal(t, []table.Problem{
		{File: "x.csv", Line: 4, Reason: reasonRagged}, {File: "x.csv", Line: 5, Reason: reasonRagged},
	}, report.Problems)

	_, _, err := tryRead(open(t, "x.ndjson", "{\"a\":1}\nbad\n", Options{Strict: true}), everything)
	require.EqualError(t, err, "x.ndjson:2: not a JSON object")
}

func TestRequests(t *testing.T) {
	text := "{\"a\":1,\"b\":\"x\",\"c\":2}\n{\"c\":3,\"a\":4}\n"
	for name, tt := range map[string]struct {
		columns []string
		want    []string
	}{
		"order":   {[]string{"c", "a"}, []string{`{"c":2,"a":1}`, `{"c":3,"a":4}`}},
		"unknown": {[]string{"nope", "b"}, []string{`{"b":"x"}`, `{"b":""}`}},
		"none":    {nil, []string{`{}`, `{}`}},
	} {
		rows, _, _ := scanInput(t, "x.ndjson", text, Options{}, table.ScanRequest{Columns: tt.columns})
		require.Equal(t, tt.want, rows, name)
	}
	src := open(t, "x.ndjson", text+text+text, Options{})
	scan, err := src.Scan(t.Context(), table.ScanRequest{All: true, BatchRows: 4})
	require.NoError(t, err)
	c, err := scan.Next(t.Context())
	require.NoError(t, err)
	batches, _, err := c.Read(t.Context())
	require.NoError(t, err)
	require.Len(t, batches, 2)
	require.Equal(t, 4, batches[0].Len())
}

// Fields that occur first in a later part of a long file are columns, when
// one of the samples has them; scans of all columns report the others.
func TestLateFields(t *testing.T) {
	var text strings.Builder
	for i := range 20_000 {
		late := ""
		if i >= 9_000 {
			late = `, "late": 1.5`
		}
		if i == 12_345 || i == 12_346 {
			late += `, "once": true`
		}
		fmt.Fprintf(&text, "{\"n\": %d%s, \"word\": \"w%d\"}\n", i, late, i%3)
	}
	opts := Options{SampleBytes: 16 << 10}
	src := open(t, "x.ndjson", text.String(), opts)
	require.Equal(t, "(n:long, word:string, late:real)", src.Schema().String())
	for _, plain := range []bool{false, true} {
		opts.plain = plain
		src := open(t, "x.ndjson", text.String(), opts)
		b, report := readAll(t, src, everything)
		require.Equal(t, 20_000, b.Len())
		require.Equal(t, []string{"once"}, report.Unlisted)
		_, report = readAll(t, src, table.ScanRequest{Columns: []string{"n"}})
		require.Empty(t, report.Unlisted)
	}
	opts = Options{SampleBytes: 64, Schema: table.NewSchema(table.Field{Name: "n", Type: table.TypeLong}), Closed: true}
	_, report := readAll(t, open(t, "x.ndjson", text.String(), opts), everything)
	require.Empty(t, report.Unlisted, "a closed schema says what is wanted")

	export := "{\"preview\":false,\"result\":{\"a\":\"1\"}}\n{\"preview\":false,\"offset\":1,\"result\":{\"a\":\"1\",\"b\":\"2\"}}\n"
	_, report = readAll(t, open(t, "x.ndjson", export, Options{SampleBytes: 45}), everything)
	require.Equal(t, []string{"b"}, report.Unlisted)
}
