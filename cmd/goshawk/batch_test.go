package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// answerLine is a line of output.
type answerLine struct {
	ID      string
	Columns []string
	Types   []string
	Rows    [][]any
	Error   *failure
}

func runBatch(t *testing.T, input string, flags ...string) []answerLine {
	code, stdout, stderr := run(t, input, append([]string{"batch"}, flags...)...)
	require.Zero(t, code, stderr)
	var out []answerLine
	for _, line := range strings.Split(strings.TrimSuffix(stdout, "\n"), "\n") {
		var a answerLine
		require.NoError(t, json.Unmarshal([]byte(line), &a), line)
		out = append(out, a)
	}
	return out
}

// TestBatchMixed asks ten thousand good and bad questions of every kind; each
// gets its answer, in order, and nothing stays behind.
func TestBatchMixed(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	deep, err := json.Marshal(strings.Repeat("(", 20_000))
	require.NoError(t, err)
	kinds := []struct{ line, want string }{
		{`"lang":"kql","query":"print x = %d"`, "row"},
		{`"lang":"kql","query":"print x = %d | wher x"`, "syntax"},
		{`"lang":"kql","query":"print x = %d | where y > 1"`, "semantic"},
		{`"lang":"kql","query":"print x = %d | evaluate python(typeof(*), 'x')"`, "unsupported"},
		{`"lang":"kql","query":"range x from 1 to 1000000000 step 1 | where x == -%d"`, "limit"},
		{`"lang":"kql","query":"T | where a == %d","tables":{"T":{"columns":[{"name":"a","type":"long"}],"rows":[[1],[2]]}}`, "rows"},
		{`"lang":"kql","mode":"check","query":"Unknown | where b == %d"`, "none"},
		{`"lang":"kql","query":` + string(deep), "deep"},
		{`"lang":"cobol","query":"%d"`, "syntax"},
		{`"lang":"kql","query":12}`, "syntax"},
	}
	var input strings.Builder
	for i := range n {
		k := kinds[i%len(kinds)]
		line := k.line
		if k.want == "limit" && i >= 20 {
			line = kinds[0].line
		}
		if strings.Contains(line, "%d") {
			line = fmt.Sprintf(line, i)
		}
		fmt.Fprintf(&input, "{\"id\":\"%d\",%s}\n", i, line)
	}
	before := runtime.NumGoroutine()
	answers := runBatch(t, input.String(), "--timeout", "2s")
	require.Len(t, answers, n)
	for i, a := range answers {
		want := kinds[i%len(kinds)].want
		switch {
		case want == "limit" && i >= 20:
			want = "row"
		case want == "deep":
			want = "limit"
		}
		if i%len(kinds) != 9 { // A line that is no JSON has no id.
			require.Equal(t, fmt.Sprint(i), a.ID)
		}
		switch want {
		case "row":
			require.Nil(t, a.Error, "line %d", i)
			require.Equal(t, []string{"long"}, a.Types)
			require.EqualValues(t, i, a.Rows[0][0])
		case "rows", "none":
			require.Nil(t, a.Error, "line %d", i)
		default:
			require.NotNil(t, a.Error, "line %d", i)
			require.Equal(t, want, string(a.Error.Kind), "line %d: %s", i, a.Error.Message)
			require.NotEmpty(t, a.Error.Code)
		}
	}
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+2 }, 5*time.Second, 10*time.Millisecond)
}

// TestBatchContract pins the shapes that scripts rely on.
func TestBatchContract(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"values": {
			`{"id":"a","lang":"kql","query":"print a = 1, b = 2.5, c = datetime(2026-03-01), d = 1h, e = dynamic([1]), f = decimal(1.5), g = long(null)"}`,
			`{"id":"a","columns":["a","b","c","d","e","f","g"],"types":["long","real","datetime","timespan","dynamic","decimal","long"],"rows":[[1,2.5,"2026-03-01T00:00:00Z","01:00:00",[1],"1.5",null]]}`,
		},
		"now": {
			`{"id":"a","lang":"kql","query":"print now()","now":"2026-03-15T12:00:00Z"}`,
			`{"id":"a","columns":["print_0"],"types":["datetime"],"rows":[["2026-03-15T12:00:00Z"]]}`,
		},
		"tables": {
			`{"id":"a","lang":"kql","query":"T | where t > datetime(2026-03-01) | project t, s","tables":{"T":{"columns":[{"name":"t","type":"datetime"},{"name":"s","type":"string"}],"rows":[["2026-03-02",null],["2026-02-01","old"]]}}}`,
			`{"id":"a","columns":["t","s"],"types":["datetime","string"],"rows":[["2026-03-02T00:00:00Z",""]]}`,
		},
		"no rows": {
			`{"id":"a","query":"print x = 1 | where x > 1","lang":"kql"}`,
			`{"id":"a","columns":["x"],"types":["long"],"rows":[]}`,
		},
		"place": {
			`{"id":"a","lang":"kql","query":"print x = 1\n| wher x"}`,
			`{"id":"a","error":{"code":"GH101","kind":"syntax","message":"unknown operator \"wher\"; did you mean \"where\"?","line":2,"column":3}}`,
		},
		"several errors": {
			`{"id":"a","lang":"kql","query":"print x = 1\n| where y > 1\n| extend z = tolowr(x), w = x + now()","mode":"check"}`,
			`{"id":"a","error":{"code":"KS142","kind":"semantic","message":"the name \"y\" does not refer to any known column, table, variable or function; did you mean \"x\"?","line":2,"column":9},` +
				`"errors":[{"code":"KS142","kind":"semantic","message":"the name \"y\" does not refer to any known column, table, variable or function; did you mean \"x\"?","line":2,"column":9},` +
				`{"code":"GH291","kind":"unsupported","message":"the host function tolowr is not supported","line":3,"column":14},` +
				`{"code":"GH208","kind":"semantic","message":"the operator + does not take operands of the types (long, datetime)","line":3,"column":29}]}`,
		},
		"columns of a check": {
			`{"id":"a","lang":"kql","query":"Somewhere | summarize n = count(), most = max(Size) by Who","mode":"check"}`,
			`{"id":"a","columns":["Who","n","most"],"types":["unknown","long","unknown"],"rows":[]}`,
		},
		"a false assertion is found by a check": {
			`{"id":"a","lang":"kql","query":"let b = false;\nprint x = 1\n| where assert(b, \"must not be\")","mode":"check"}`,
			`{"id":"a","columns":["x"],"types":["long"],"rows":[],"warnings":["3:9: assert: must not be"]}`,
		},
		"a false assertion ends a run": {
			`{"id":"a","lang":"kql","query":"let b = false;\nprint x = 1\n| where assert(b, \"must not be\")"}`,
			`{"id":"a","error":{"code":"GH210","kind":"semantic","message":"assert: must not be","line":3,"column":9}}`,
		},
		"language": {
			`{"id":"a","query":"print x = 1"}`,
			`{"id":"a","columns":["x"],"types":["long"],"rows":[[1]]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, _ := run(t, c.in+"\n", "batch")
			require.Zero(t, code)
			require.Equal(t, c.want+"\n", stdout)
		})
	}
}

func TestBatchBoundTables(t *testing.T) {
	file := t.TempDir() + "/T.csv"
	writeText(t, file, "a\n1\n2\n")
	answers := runBatch(t, `{"id":"1","lang":"kql","query":"T | count"}`+"\n\n"+`{"id":"2","lang":"kql","query":"T | summarize sum(a)"}`, "-d", "T="+file)
	require.Len(t, answers, 2)
	require.EqualValues(t, 2, answers[0].Rows[0][0])
	require.EqualValues(t, 3, answers[1].Rows[0][0])
}
