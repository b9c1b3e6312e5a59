package splunk

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLiteral compares with bytes.Contains on short texts of few letters.
func TestLiteral(t *testing.T) {
	require.Nil(t, newLiteral(`""`))
	random := rand.New(rand.NewPCG(1, 2))
	word := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = `"NaN:`[random.IntN(5)]
		}
		return b
	}
	found := 0
	for range 20_000 {
		text, in := word(leastLiteral+random.IntN(3)), word(random.IntN(24))
		got := newLiteral(string(text)).in(in)
		require.Equal(t, bytes.Contains(in, text), got, "%q in %q", text, in)
		if got {
			found++
		}
	}
	require.Greater(t, found, 100)
}

// TestRegexWithLiteral: the look does not change what a pattern finds.
func TestRegexWithLiteral(t *testing.T) {
	for _, c := range []struct{ pattern, in string }{
		{`"Name":\s*"([^"]+)"`, `{"Id":1,"Name": "x"}`}, {`"Name":\s*"([^"]+)"`, `{"Names":1}`}, {`"Name":\s*"([^"]+)"`, `"Name`},
		{`(?i)user=(\w+)`, `USER=ann`}, {`^user=(\w+)`, "x user=ann"}, {`\buser=(\w+)`, "x user=ann"}, {`abc`, "abcabc"}, {`abc|abd`, "xabd"},
	} {
		r, err := CompileRegex(c.pattern)
		require.NoError(t, err)
		require.Equal(t, r.re.FindSubmatchIndex([]byte(c.in)), r.find([]byte(c.in)), c.pattern)
	}
}
