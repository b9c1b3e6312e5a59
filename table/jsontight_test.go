package table

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTightJSON(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1}`:                                   `{"a":1}`,
		" { \"a\" : [ 1 , -2, true ,null ] } \n":    `{"a":[1,-2,true,null]}`,
		`[{"k": "v w", "é": {}}, [], [[0]], false]`: `[{"k":"v w","é":{}},[],[[0]],false]`,
		`[]`: `[]`,
	} {
		got, ok := TightJSON(text)
		require.True(t, ok, text)
		require.Equal(t, want, got)
		require.Equal(t, plainly(t, text), got)
	}
	for _, text := range []string{
		``, ` `, `1`, `"a"`, `{"a":1.5}`, `{"a":1e2}`, `{"a":1,"a":2}`, `["\u0041"]`, `[-0]`, `[01]`, `[1,]`, `{"a" 1}`, `{a:1}`,
		`[1] x`, `[99999999999999999999]`, "[\"\xff\"]", `[nul]`, `{"a":{"b":1,"b":2}}`, `[`, `{"a"`, "[\"\x01\"]",
	} {
		_, ok := TightJSON(text)
		require.False(t, ok, text)
	}
}

func plainly(t testing.TB, text string) string {
	v, err := ParseJSON(text)
	require.NoError(t, err, text)
	return string(AppendJSON(nil, v))
}

// FuzzTightJSON: a tight text is the one that goes by way of the value.
func FuzzTightJSON(f *testing.F) {
	for _, s := range []string{`{"a": [1, 2.5, "x\n"], "b": {"a": null}}`, ` [ "é" , -7, {} ]`, `{"a":1,"a":2}`, `[1,2`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, ok := TightJSON(text); ok {
			require.Equal(t, plainly(t, text), got)
		}
	})
}
