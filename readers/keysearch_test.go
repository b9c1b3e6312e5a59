package readers

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Keys are found wherever they come to lie and however they are spelled, values
// that look like them are not, whatever lies behind the text.
func TestKeySearch(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	keys := []string{`"Path"`, `.Path"`, `"_raw"`, `"source"`, `"sourcetype"`, `"host"`, `"index"`, `"result"`, `"x"`, `"yy"`, `""`}
	others := []string{`"Id"`, `"Paths"`, `"xx"`, `"x\\u"`, `"pa\"th"`, `"sources"`, `"hos"`, `"userId"`}
	byNumber := []string{`"\u0061"`, `"so\u0075rce"`, `"x\\\u0061"`, `"a\"\u0062c\\"`}
	values := []string{`1`, `"source"`, `"a \"source\": b"`, `"C:\\users\\x"`, `"\u0041\u0042"`, `"\\\\u00"`, `["source","host"]`, `"\"source\":"`, `{}`, `"x\\"`, `"Path"`, `null`, `""`}
	blanks := []string{"", "", " ", "\t "}
	for range 50_000 {
		given := keys[:1+r.IntN(len(keys))]
		s := newKeySearch(given...)
		var text strings.Builder
		want := false
		for range r.IntN(9) {
			var key string
			switch n := r.IntN(40); {
			case n == 0:
				key = keys[r.IntN(len(keys))]
				want = want || slices.Contains(given, key)
				if key[0] != '"' {
					key = `"Folder` + key
				}
			case n == 1:
				key, want = byNumber[r.IntN(len(byNumber))], true
			default:
				key = others[r.IntN(len(others))]
			}
			text.WriteString("," + key + blanks[r.IntN(4)] + ":" + blanks[r.IntN(4)] + values[r.IntN(len(values))])
		}
		text.WriteString("}")
		behind := `"source":` + strings.Repeat("x", r.IntN(80))
		b := []byte(text.String() + behind)
		require.Equal(t, want, s.in(b[:text.Len()]), "%q in %s", given, text.String())
		require.Equal(t, want, s.in(b[:text.Len():text.Len()]), "%q in %s", given, text.String())
	}
}
