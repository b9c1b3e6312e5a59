package table

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestJSONProperties(t *testing.T) {
	c := NewJSON([]string{`{"a":1,"b":[2, {"c":"}"}]}`, ` { "a" : "x\"y" } `, "", `{}`, `[{"p":1}, [2]]`, `[]`, `{"é":null , "":{}}`}, []bool{false, false, true, false, false, false, false})
	l := JSONProperties(c)
	require.NotNil(t, l)
	var got []string
	for i := range l.Len() {
		got = append(got, string(AppendJSON(nil, l.Value(i))))
	}
	require.Equal(t, []string{`[{"a":1},{"b":[2,{"c":"}"}]}]`, `[{"a":"x\"y"}]`, "null", "[]", `[{"p":1},[2]]`, "[]", `[{"é":null},{"":{}}]`}, got)
	for _, s := range []string{`{"a":1,"a":2}`, `{"\u0061":1}`, `1`, `"x"`, `[1]`, `[{},1]`} {
		require.Nil(t, JSONProperties(NewJSON([]string{`{}`, s}, nil)), s)
	}
}
