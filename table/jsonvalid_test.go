package table_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

var jsonTexts = []string{
	``, ` `, `null`, ` true `, `false`, `nul`, `truex`, `0`, `-0`, `01`, `1.`, `1.5e+3`, `1e`, `-`, `.5`, `1 2`,
	`""`, `"a`, `"a\"b"`, `"\u00e9"`, `"\u00g9"`, `"\x"`, `"\`, "\"a\nb\"", "\"seven77\x01\"", `"é and more than eight bytes"`,
	`[]`, `[ ]`, `[1,]`, `[,1]`, `[1 2]`, `[1,[2,{"a":[]}]]`, `[1}`, `{"a":1]`, `{}`, `{ }`, `{"a"}`, `{"a":}`, `{"a":1,}`,
	`{"a":1,"b":{"c":[true,null]}}`, `{a:1}`, `{"a":1}}`, `{"a" : 1 , "b" : 2}`, `[[[]]`, `{"a\u0000":"b\\"}`,
}

func TestValidJSON(t *testing.T) {
	for _, s := range jsonTexts {
		require.Equal(t, json.Valid([]byte(s)), table.ValidJSON(s), "%q", s)
	}
	require.True(t, table.ValidJSON(strings.Repeat("[", table.MaxJSONDepth)+strings.Repeat("]", table.MaxJSONDepth)))
	deep := strings.Repeat("[", table.MaxJSONDepth+1) + strings.Repeat("]", table.MaxJSONDepth+1)
	require.False(t, table.ValidJSON(deep))
}

func FuzzValidJSON(f *testing.F) {
	for _, s := range jsonTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Count(s, "[")+strings.Count(s, "{") > table.MaxJSONDepth {
			t.Skip("skipped: nested deeper than ValidJSON accepts, where encoding/json goes on")
		}
		if want, got := json.Valid([]byte(s)), table.ValidJSON(s); want != got {
			t.Fatalf("%q: %v, encoding/json says %v", s, got, want)
		}
	})
}
