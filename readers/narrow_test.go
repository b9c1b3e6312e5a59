package readers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// Values of a few kinds, and values that are almost of one.
var narrowValues = []string{
	`{"a":{"b":"x","c":1},"d":[1,2],"e":true}`,
	`{"a":{"b":"yy","c":-2.5e3},"d":[3,4],"e":false}`,
	`{"a":{"b":"","c":0},"d":[3,4],"e":null}`,
	`{"a":{"b":7,"c":0},"d":[3,4],"e":null}`,
	`{"a":{"b":{"k":"z"},"c":"q"},"d":[]}`,
	`{"a":{"b":"esc \" \\ \u00e9 \n","c":1},"d":[1,2],"e":true}`,
	`{"a":{"b":"é","c":1},"d":["é",2],"e":true}`,
	`{ "a" : { "b" : "x" , "c" : 1 } , "d" : [ 1 , 2 ] }`,
	`{"a":{"b":"x","c":1,"b":"later"},"d":[1,2]}`,
	`{"a":{"b":"x","c":1},"a":{"b":"later"}}`,
	`{"a":{"\u0062":"x","c":1},"d":[1,2]}`,
	`{"a":[{"b":"in a list","c":9},{"c":1}],"d":{}}`,
	`{"a":"b","d":[1,2]}`,
	`[{"a":{"b":"x"},"d":1},{"a":{"b":"y"},"d":2}]`,
	`[{"a":{"b":"x"},"d":1}]`,
	`[{"d":1},{"a":[{"b":5}]}]`,
	`[[{"a":1}],{"a":{"b":null}}]`,
	`[1,{"a":{"b":"x"}}]`,
	`[]`, `{}`, `[{}]`, `"a"`, `17`, `null`, `true`, `""`,
}

var narrowParts = []*table.JSONParts{
	table.PartsUnder("a", table.PartsUnder("b", table.WholeJSON())),
	table.PartsUnder("a", table.WholeJSON()),
	table.PartsUnder("a", table.PartsUnder("c", table.WholeJSON())).And(table.PartsUnder("e", table.WholeJSON())),
	table.PartsUnder("d", table.PartsOfElements(table.WholeJSON())),
	table.PartsUnder("none", table.WholeJSON()),
	table.PartsOfElements(table.PartsUnder("a", table.PartsUnder("b", table.WholeJSON()))),
	table.PartsOfElements(table.WholeJSON()),
	table.PartsOfElements(table.PartsUnder("a", table.PartsOfElements(table.PartsUnder("b", table.WholeJSON())))),
	table.PartsOfElements(table.PartsUnder("d", table.WholeJSON())).And(table.PartsUnder("a", table.PartsUnder("b", table.WholeJSON()))),
}

// seenParts writes what is looked at of a value.
func seenParts(v table.Value, p *table.JSONParts) string {
	switch {
	case p.Whole || v.Kind() != table.KindArray && v.Kind() != table.KindBag:
		return string(table.AppendJSON(nil, v))
	case v.Kind() == table.KindArray && p.Elements == nil:
		return "array"
	case v.Kind() == table.KindArray:
		var all []string
		for _, e := range v.Array() {
			all = append(all, seenParts(e, p.Elements))
		}
		return "[" + strings.Join(all, ",") + "]"
	case p.Elements != nil:
		return string(table.AppendJSON(nil, v))
	}
	var all []string
	for key, of := range p.Keys {
		if x, ok := v.Bag().Get(key); ok {
			all = append(all, key+"="+seenParts(x, of))
		}
	}
	sort.Strings(all)
	return "{" + strings.Join(all, ",") + "}"
}

// narrowBoth reads lines with a dynamic column D and a string column S, whole
// and narrowed, and compares what is looked at. It returns how many values
// became shorter.
func narrowBoth(t *testing.T, text string, parts *table.JSONParts, opts Options) (shorter int) {
	t.Helper()
	opts.Closed, opts.Schema = true, table.NewSchema(
		table.Field{Name: "N", Type: table.TypeLong}, table.Field{Name: "D", Type: table.TypeDynamic}, table.Field{Name: "S", Type: table.TypeString})
	req := table.ScanRequest{Columns: []string{"N", "D", "S"}}
	whole, _ := readAll(t, open(t, "x.ndjson", text, opts), req)
	req.Parts = map[string]*table.JSONParts{"D": parts, "S": parts}
	narrow, _ := readAll(t, open(t, "x.ndjson", text, opts), req)
	require.Equal(t, whole.Len(), narrow.Len())
	for i := range whole.Len() {
		require.Equal(t, whole.Col(0).Value(i), narrow.Col(0).Value(i))
		full, less := whole.Col(1).Value(i), narrow.Col(1).Value(i)
		require.Equal(t, seenParts(full, parts), seenParts(less, parts), "row %d", i)
		require.Equal(t, full.IsNull(), less.IsNull(), "row %d", i)
		if len(table.AppendJSON(nil, less)) < len(table.AppendJSON(nil, full)) {
			shorter++
		}
		s, n := whole.Col(2).Value(i).Str(), narrow.Col(2).Value(i).Str()
		v, err := table.ParseJSON(s)
		if err != nil {
			require.Equal(t, s, n)
			continue
		}
		w, err := table.ParseJSON(n)
		require.NoError(t, err, "%s", n)
		require.Equal(t, seenParts(v, parts), seenParts(w, parts), "row %d", i)
		if len(n) < len(s) {
			shorter++
		}
	}
	return shorter
}

func TestNarrowedValuesKeepWhatIsLookedAt(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for _, parts := range narrowParts {
		var all, arrays strings.Builder
		for i := range 600 {
			v := narrowValues[r.Intn(len(narrowValues))]
			quoted, _ := json.Marshal(v)
			for _, to := range []*strings.Builder{&all, &arrays} {
				if to == &arrays && !strings.HasPrefix(v, "[{") && v != "[]" && v != "null" {
					continue
				}
				fmt.Fprintf(to, `{"N":%d,"D":%s,"S":%s,"z":{"u":[%d]}}`+"\n", i, v, quoted, i)
				if i%50 == 7 {
					fmt.Fprintf(to, `{"N":%d}`+"\n", i)
				}
			}
		}
		for _, text := range []string{all.String(), arrays.String()} {
			narrowBoth(t, text, parts, Options{})
			require.Zero(t, narrowBoth(t, text, parts, Options{plain: true}))
		}
	}
	var same strings.Builder
	for i := range 100 {
		fmt.Fprintf(&same, `{"D":{"a":{"b":"x%d","c":%d},"d":[1]},"S":"{\"a\":{\"b\":\"x%d\",\"c\":%d},\"d\":[1]}"}`+"\n", i, i, i, i)
	}
	require.Greater(t, narrowBoth(t, same.String(), narrowParts[0], Options{}), 190)
}

// What is learned of values that are never alike is bounded.
func TestNarrowersLearnLittleOfValuesThatAreNeverAlike(t *testing.T) {
	n := newNarrower(narrowParts[0], false)
	for i := range 5000 {
		n.learn(fmt.Appendf(nil, `{"a":{"b":"x","k%d":1},"%s%d":[%d]}`, i%40, strings.Repeat("long", 1+i%900), i, i))
	}
	require.LessOrEqual(t, n.nodes, maxNarrowNodes+maxNarrowHoles)
	require.LessOrEqual(t, n.bytes, maxNarrowBytes+maxNarrowValue)
	n = newNarrower(narrowParts[0], false)
	for i := range 200 {
		n.learn(fmt.Appendf(nil, `{"key%d":1}`, i))
	}
	require.Len(t, n.start, maxNarrowNext)
	value := []byte(`{"key7":15}`)
	require.Equal(t, len(value), n.find(value, 0))
	require.Equal(t, "{}", string(n.out))
	require.Equal(t, -1, n.find([]byte(`{"key199":15}`), 0))
}

// FuzzNarrow reads values whole and narrowed.
func FuzzNarrow(f *testing.F) {
	for k, v := range narrowValues {
		f.Add([]byte(v), byte(k))
	}
	f.Fuzz(func(t *testing.T, value []byte, which byte) {
		if !json.Valid(value) || bytes.ContainsAny(value, "\n\r") {
			return
		}
		quoted, _ := json.Marshal(string(value))
		line := fmt.Sprintf(`{"D":%s,"S":%s}`+"\n", value, quoted)
		text := strings.Repeat(`{"D":{"a":{"b":1}},"S":"{\"a\":{\"b\":1}}"}`+"\n", 2) + strings.Repeat(line, 3)
		narrowBoth(t, text, narrowParts[int(which)%len(narrowParts)], Options{})
	})
}
