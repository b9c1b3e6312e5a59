package readers

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// Keys are found wherever they come to lie, also when there are more of them
// than bits, whatever lies behind the text.
func TestKeySearch(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	keys := []string{`\u`, `Path"`, `"_raw"`, `"source"`, `"sourcetype"`, `"host"`, `"index"`, `"result"`, `"x"`, `""`}
	for range 100_000 {
		given := keys[:1+r.IntN(len(keys))]
		s := newKeySearch(given...)
		text := make([]byte, r.IntN(200))
		for i := range text {
			text[i] = "\"_rawsoucetyphinx\\uPath"[r.IntN(22)]
		}
		if len(text) > 40 && r.IntN(2) == 0 {
			copy(text[r.IntN(len(text)-20):], keys[r.IntN(len(keys))])
		}
		behind := append([]byte(keys[r.IntN(len(keys))]), make([]byte, r.IntN(80))...)
		b := append(append([]byte(nil), text...), behind...)[:len(text)]
		want := false
		for _, key := range given {
			want = want || bytes.Contains(text, []byte(key))
		}
		require.Equal(t, want, s.in(b), "%q in %q", given, b)
		require.Equal(t, want, s.in(bytes.Clone(b)[:len(b):len(b)]), "%q in %q", given, b)
	}
}
