package table

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// plain turns a value into what encoding/json decodes.
func plain(v Value) any {
	switch v.Kind() {
	case KindNull:
		return nil
	case KindBool:
		return v.Bool()
	case KindLong, KindInt:
		return float64(v.Int())
	case KindReal:
		return v.Real()
	case KindString:
		return v.Str()
	case KindArray:
		out := []any{}
		for _, x := range v.Array() {
			out = append(out, plain(x))
		}
		return out
	case KindBag:
		out := map[string]any{}
		for i := range v.Bag().Len() {
			k, x := v.Bag().At(i)
			out[k] = plain(x)
		}
		return out
	}
	return "?"
}

var jsonTexts = []string{
	`null`, `true`, ` false `, `0`, `-0`, `-1.5e+3`, `1E400`, `9223372036854775807`, `9223372036854775808`, `-9223372036854775808`,
	`""`, `"a\"\\\/\b\f\n\r\té\ud83d\ude00\ud83d"`, `"\ud83dA"`, `"\udc00"`, `[]`, `[ 1 , [ ] , {} ]`, `{"a":1,"a":2,"":null}`,
	"{\"a\":\t[true,\r\n{\"b\":\"c\"}]}", `[1,]`, `{"a"}`, `{"a":}`, `{,}`, `01`, `1.`, `.5`, `1e`, `+1`, `nul`, `"a`, `"\x"`, `"\u12"`, "\"\x01\"",
	`[`, `{`, `]`, ``, ` `, `1 2`, "\"\xff\"", `"\ud83d\u0041"`, `"\ud83d\"`, `-`, `[1 2]`, `{"a":1 "b":2}`, `{"a" :1}`, `tru`, `truex`,
}

// checkJSON compares ParseJSON and the writer with encoding/json.
func checkJSON(t *testing.T, text string) {
	v, err := ParseJSON(text)
	if !json.Valid([]byte(text)) {
		require.Error(t, err, "%q", text)
		return
	}
	if strings.Count(text, "[")+strings.Count(text, "{") > MaxJSONDepth {
		return
	}
	require.NoError(t, err, "%q", text)
	var want any
	if json.Unmarshal([]byte(text), &want) != nil {
		return // a number beyond float64: infinite here, an error there
	}
	if utf8.ValidString(text) {
		require.Equal(t, want, plain(v), "%q", text)
	}
	out := AppendJSON(nil, v)
	require.True(t, json.Valid(out), "%q -> %q", text, out)
	var back any
	require.NoError(t, json.Unmarshal(out, &back))
	require.Equal(t, want, back, "%q -> %q", text, out)
	again, err := ParseJSON(string(out))
	require.NoError(t, err)
	require.Equal(t, string(out), string(AppendJSON(nil, again)))
}

func TestJSONLikeEncodingJSON(t *testing.T) {
	for _, text := range jsonTexts {
		checkJSON(t, text)
	}
	_, err := ParseJSON(strings.Repeat("[", 1<<20))
	require.ErrorIs(t, err, ErrJSON)
	deep := strings.Repeat("[", MaxJSONDepth) + strings.Repeat("]", MaxJSONDepth)
	_, err = ParseJSON(deep)
	require.NoError(t, err)
}

func FuzzJSON(f *testing.F) {
	for _, text := range jsonTexts {
		f.Add(text)
	}
	f.Fuzz(checkJSON)
}

func TestAppendJSONString(t *testing.T) {
	for _, s := range []string{"", "plain", "\x00\x1f\"\\\n\r\t\b\f\x7f", "é😀\u2028", "bad \xff\xfe utf8 \xed\xa0\x80", "\xe2\x82"} {
		got := AppendJSONString(nil, s)
		var back string
		require.NoError(t, json.Unmarshal(got, &back), "%q", got)
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		require.NoError(t, enc.Encode(s))
		var wantBack string
		require.NoError(t, json.Unmarshal(want.Bytes(), &wantBack))
		require.Equal(t, wantBack, back)
	}
}

func TestRealText(t *testing.T) {
	for f, want := range map[float64]string{
		0: "0.0", 1: "1.0", -2.5: "-2.5", 1e15: "1e+15", 123456789012345: "123456789012345.0", 1e-5: "0.00001", 1e-6: "1e-06",
		math.Inf(1): "Infinity", math.Inf(-1): "-Infinity", 0.1: "0.1",
	} {
		require.Equal(t, want, FormatReal(f))
	}
	require.Equal(t, "NaN", FormatReal(math.NaN()))
}

func TestGUIDText(t *testing.T) {
	const text = "74be27de-1e4e-49d9-b579-fe0b331d3642"
	for _, s := range []string{text, strings.ToUpper(text), "{" + text + "}", "(" + text + ")", strings.ReplaceAll(text, "-", "")} {
		g, fits := ParseGUID(s)
		require.True(t, fits, s)
		require.Equal(t, text, g.String())
	}
	for _, s := range []string{"", text[1:], text + "0", strings.Replace(text, "-", "0", 1), strings.Replace(text, "7", "x", 1), "{" + text, strings.Replace(text, "7", "+", 1)} {
		_, fits := ParseGUID(s)
		require.False(t, fits, s)
	}
}
