package readers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// Lines of several shapes, with everything that the learned path must notice.
const oddLines = `{"a": 1, "b": "x", "c": {"d": [1, "}"]}, "e": null}
{"a": 2, "b": "y\"", "c": {"d": "\\"}, "e": true}
{"b": "no a", "e": false}
{"a":3,"b":"tight","c":[],"e":1.5e3}
{ "a" : 4 , "b" : "wide" , "e" : "q" }
{"a": 5, "a": 6, "b": "twice", "b": "not this"}
{"\u0061": 7, "b": "\ud83d\ude00\\"}
{"e": "backslash at the end \\", "b": "\\\\", "a": 8}
{}
{"z": {"a": 99, "b": "inner"}, "a": 9}
[1]
{"a": 10, "b": "cut off
{"a": 11, "b": "x", "c": 1 }
{"a": 12 "b": "no comma"}
{"new": "key", "a": 13, "b": "\u00e9"}
`

func TestShapesLikePlain(t *testing.T) {
	text := strings.Repeat(oddLines, 3)
	opts := Options{Schema: table.NewSchema(table.Field{Name: "a", Type: table.TypeLong}, table.Field{Name: "b", Type: table.TypeString},
		table.Field{Name: "c", Type: table.TypeDynamic}, table.Field{Name: "e", Type: table.TypeDynamic})}
	for _, columns := range [][]string{{"a", "b", "c", "e"}, {"c", "e"}, {"e", "a"}} {
		rows, _, report := scanInput(t, "x.ndjson", text, opts, table.ScanRequest{Columns: columns})
		require.Len(t, rows, 36)
		require.EqualValues(t, 9, report.Skipped)
	}
}

// firstKeys decodes an object with encoding/json, keeping the first of
// duplicate keys.
func firstKeys(line []byte) (map[string]any, bool) {
	dec := json.NewDecoder(bytes.NewReader(line))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	out := map[string]any{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, false
		}
		var v any
		if dec.Decode(&v) != nil {
			return nil, false
		}
		if _, dup := out[key.(string)]; !dup {
			out[key.(string)] = v
		}
	}
	return out, true
}

// FuzzShapes reads lines on the learned and on the plain path. Every line that
// encoding/json takes must give encoding/json's values on both.
func FuzzShapes(f *testing.F) {
	for line := range strings.Lines(oddLines) {
		f.Add([]byte(line))
	}
	f.Add([]byte(oddLines))
	f.Fuzz(func(t *testing.T, text []byte) {
		// Lines that teach shapes and usual values first, so that predictions exist.
		text = append([]byte(strings.Repeat("{\"a\":1,\"u\":\"\",\"v\":7,\"b\":\"x\",\"c\":2}\n", 30)+"{\"a\": 1, \"b\": \"x\", \"c\": 2}\n"), text...)
		schema := table.NewSchema(table.Field{Name: "a", Type: table.TypeDynamic}, table.Field{Name: "b", Type: table.TypeString})
		var got [2]*table.Batch
		for i := range got {
			cols := selectColumns(schema, 0, everything)
			p := &jsonPlan{columns: cols, lines: true, plain: i == 1}
			d := p.decoder(&problems{base: func() int64 { return 0 }}, 0, true)
			// One line at a time: a line's row is then known.
			for line := range bytes.Lines(text) {
				line = bytes.TrimSuffix(line, []byte("\n"))
				before := d.(*jsonDecoder).rows.n
				require.NoError(t, d.block(line))
				want, valid := firstKeys(line)
				if !valid || !json.Valid(line) {
					continue
				}
				require.Equal(t, before+1, d.(*jsonDecoder).rows.n, "%q", line)
				checkSinks(t, d.(*jsonDecoder), before, want, line)
			}
			got[i], _ = d.finish()
		}
	})
}

// checkSinks compares row n of the columns a and b with decoded values.
func checkSinks(t *testing.T, d *jsonDecoder, n int, want map[string]any, line []byte) {
	raw := d.rows.sinks[0].(*dynamicSink).raw[n]
	if want["a"] == nil {
		require.Empty(t, raw, "%q", line)
	} else {
		var v any
		require.NoError(t, json.Unmarshal([]byte(raw), &v))
		require.Equal(t, want["a"], v, "%q", line)
	}
	texts := d.rows.sinks[1].(*stringSink).texts
	b := texts.column().Value(n).Str()
	switch w := want["b"].(type) {
	case nil:
		require.Empty(t, b, "%q", line)
	case string:
		require.Equal(t, w, b, "%q", line)
	}
}

// FuzzEvents makes events of lines on the learned and on the plain path; valid
// JSON must give the same fields.
func FuzzEvents(f *testing.F) {
	for line := range strings.Lines(oddLines) {
		f.Add([]byte(line), false)
		raw, _ := json.Marshal(strings.TrimSpace(line))
		f.Add([]byte(`{"_time": 1, "_raw": `+string(raw)+`, "host": "h", "x": 1}`), true)
	}
	boundsAtOnce(f)
	f.Add([]byte(`{"preview":false,"result":{"a":["x","y"],"_time":"2026-01-01"}}`), true)
	f.Fuzz(func(t *testing.T, text []byte, pruned bool) {
		for line := range bytes.Lines(text) {
			if line = bytes.TrimSuffix(line, []byte("\n")); !json.Valid(line) {
				return
			}
			var v struct {
				Raw string `json:"_raw"`
			}
			if json.Unmarshal(line, &v) == nil && v.Raw != "" && !json.Valid([]byte(v.Raw)) {
				return // the learned path may take what looks like JSON
			}
		}
		text = append([]byte(strings.Repeat("{\"a\":1,\"u\":\"\",\"v\":7,\"b\":{\"d\":\"\",\"e\":0,\"c\":2},\"w\":0,\"l\":[{\"c\":1,\"d\":2},{\"c\":\"x\"}]}\n", 30)+"{\"a\": 1, \"b\": {\"c\": 2}}\n{\"_raw\": \"{\\\"a\\\":1,\\\"b\\\":{\\\"c\\\":2}}\", \"_time\": 5}\n"), text...)
		req := everything
		if pruned {
			req = table.ScanRequest{Columns: []string{"a", "b.c", "l{}.c", "l{}", "_time", "host", "_raw"}}
		}
		filtered := req
		for _, column := range req.Columns[:min(2, len(req.Columns))] {
			step := keepText(column, func(s string) bool { return s != `"1"` && s != `["1"]` })
			filtered.Filter = &table.ScanFilter{Steps: []table.ScanStep{step}, Bounds: []table.ScanStep{step}}
			sameOnBothPaths(t, text, filtered)
		}
		sameOnBothPaths(t, text, req)
	})
}

// sameOnBothPaths makes events of text on the learned and on the plain path.
func sameOnBothPaths(t *testing.T, text []byte, req table.ScanRequest) {
	var got [2][]string
	for i := range got {
		src := open(t, "x.ndjson", string(text), Options{Name: "T", Events: &EventOptions{}, plain: i == 1})
		b, _ := readAll(t, src, req)
		for _, row := range show(b) {
			if req.Filter != nil { // a field of rows that were left out may have a column
				row = nullMember.ReplaceAllString(row, "")
			}
			got[i] = append(got[i], row)
		}
	}
	require.Equal(t, got[1], got[0])
}

var nullMember = regexp.MustCompile(`,?"[^"]*":null`)

// usualLine is a line whose fields u, v and w hold the same nearly always.
func usualLine(i int) string {
	u, v, w, tail := `""`, "1", `{"x":[]}`, ""
	switch i % 37 {
	case 5:
		u = `"\""`
	case 9:
		v = "12"
	case 13:
		v, w = "1 ", `{"x":[1]}`
	case 17:
		return fmt.Sprintf(`{"a":%d,"u":"","w":{"x":[]},"b":"no v","z":{}}`, i)
	case 21:
		tail = `,"a":-1,"u":"","b":"twice"`
	case 25:
		u = `"a quote \" and a key \",\"b\":\"not this"`
	case 29:
		return fmt.Sprintf(`{"u":"","v":1,"w":{"x":[]},"a":%d,"b":"order","y":"","z":{}}`, i)
	case 33:
		v = `""`
	}
	return fmt.Sprintf(`{"a":%d,"u":%s,"v":%s,"w":%s,"b":"b%d","y":"","z":{}%s}`, i, u, v, w, i, tail)
}

// Lines of nearly the same text are read as the plain path reads them.
func TestUsualValues(t *testing.T) {
	var text strings.Builder
	for i := range 400 {
		text.WriteString(usualLine(i) + "\n")
	}
	schema := table.NewSchema(table.Field{Name: "a", Type: table.TypeLong}, table.Field{Name: "b", Type: table.TypeString})
	rows, _, report := scanInput(t, "x.ndjson", text.String(), Options{Schema: schema, Closed: true}, table.ScanRequest{Columns: []string{"a", "b"}})
	require.Len(t, rows, 400)
	require.Empty(t, report.Problems)
	for i, line := range strings.Split(strings.TrimSpace(text.String()), "\n") {
		want, valid := firstKeys([]byte(line))
		require.True(t, valid, line)
		require.Equal(t, fmt.Sprintf(`{"a":%v,"b":%q}`, want["a"], want["b"]), rows[i])
	}
	events := Options{Name: "T", Events: &EventOptions{Sourcetype: "s"}, ChunkBytes: 1 << 20}
	for _, columns := range [][]string{{"a", "b"}, {"w.x{}", "v"}, {"z"}} {
		var got [2][]string
		for i := range got {
			events.plain = i == 1
			b, _ := readAll(t, open(t, "x.ndjson", text.String(), events), table.ScanRequest{Columns: columns})
			got[i] = show(b)
		}
		require.Equal(t, got[1], got[0])
	}
}

// Fields inside the objects of arrays are those that the plain path finds.
func TestArraysOfObjects(t *testing.T) {
	var text strings.Builder
	for i := range 300 {
		list := []string{
			`[{"s":"one","n":1}]`, `[{"s":"a \"b\"","n":{"m":2}},{"s":"c","s":"twice"},{}]`, `[]`, `null`, `[{"s":"x"},3,"y"]`,
			`[ {"s":"blank"} ]`, `[{"s":"x"} ,{"s":"y"}]`, `["only","texts"]`, `[[{"s":"deeper"}]]`, `{"s":"no array"}`,
		}[i%11%10]
		fmt.Fprintf(&text, `{"a":%d,"l":%s,"b":"b%d"}`+"\n", i, list, i)
	}
	for _, columns := range [][]string{{"l{}.s"}, {"a", "l{}.n.m", "l{}", "l.s"}, {"b", "l{}{}.s", "l{}.n"}} {
		var got [2][]string
		for i := range got {
			opts := Options{Name: "T", Events: &EventOptions{Sourcetype: "s"}, ChunkBytes: 1 << 20, plain: i == 1}
			b, _ := readAll(t, open(t, "x.ndjson", text.String(), opts), table.ScanRequest{Columns: columns})
			got[i] = show(b)
		}
		require.Len(t, got[0], 300)
		require.Equal(t, got[1], got[0])
	}
}

func TestStringEnds(t *testing.T) {
	for _, tail := range []string{``, `,`, `,"k":"a value that goes on"`, `\`, `"`} {
		for n := range 40 {
			for _, body := range []string{strings.Repeat("x", n), strings.Repeat("\"\xa2\\#!", n)[:n], strings.Repeat("\\\\\\\"", n/4), strings.Repeat("y", n) + "\\\"z"} {
				body = strings.ReplaceAll(strings.ReplaceAll(body, `\`, `\\`), `"`, `\"`)
				b := []byte(`..."` + body + `"` + tail)
				want := len(b) - len(tail)
				require.Equal(t, want, skipValue(b, 3), "%s", b)
				require.Equal(t, want, roughString(b, 3), "%s", b)
				end, _ := scanString(b, 3)
				require.Equal(t, want, end, "%s", b)
				require.Equal(t, -1, skipValue(b[:want-1], 3), "%s", b)
				require.Equal(t, -1, roughString(b[:want-1], 3), "%s", b)
			}
		}
	}
}

// Objects in any order, whole or damaged, end on the learned path where they
// end by braces and quotes.
func TestObjectEnds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var value func(depth int) string
	value = func(depth int) string {
		if depth < 12 && r.IntN(4) == 0 {
			var members []string
			for range r.IntN(4) {
				members = append(members, pick(`"a"`, `"b"`, `"c\""`, `"`+strconv.Itoa(r.IntN(200))+`"`)+pick(":", " : ")+value(depth+1))
			}
			return pick("{", "{ ") + strings.Join(members, pick(",", ", ")) + pick("}", " }")
		}
		return pick(`"x"`, `""`, `"a \" } {"`, `"\\\\"`, "1", "-2.5e3", "true", "null", `[1,{"a":"]"}]`, `{}`)
	}
	node := &shapeNode{}
	for range 20000 {
		b := []byte(`{"k":` + value(0) + `,"a":` + value(0) + `}`)
		if r.IntN(3) == 0 {
			b[r.IntN(len(b))] = `"{}[],:\ x`[r.IntN(10)]
		}
		if b = append(b, pick("", ",", "}", `,"z":1}`)...); r.IntN(5) == 0 {
			b = b[:1+r.IntN(len(b)-1)]
		}
		if node.hasty == mostHasty {
			node = &shapeNode{}
		}
		if b[0] == '{' {
			require.Equal(t, skipValue(b, 0), node.skip(b, 0, 0), "%s", b)
		}
	}
}
