package functions

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRegexInGo(t *testing.T) {
	for _, c := range []struct{ kql, want string }{
		{`a(b|c)+[^d-f\]]\d`, `a(b|c)+[^d-f\]]\d`},
		{`[[:alpha:]_][]a][^]a][a-]`, `[[:alpha:]_][]a][^]a][a-]`},
		// Brackets that are no sets inside are what they have always been.
		{`[[]|[^[]|[+--]`, `[[]|[^[]|[+--]`},
		{`\Q[a&&b]\E[a-c&&b]`, `\Q[a&&b]\E[\x{62}-\x{62}]`},
		{`[0-9&&[^4]]`, `[\x{30}-\x{33}\x{35}-\x{39}]`},
		{`[0-9--4]`, `[\x{30}-\x{33}\x{35}-\x{39}]`},
		{`[a-c~~b-d]`, `[\x{61}-\x{61}\x{64}-\x{64}]`},
		{`[x[^xyz]]`, `[\x{0}-\x{78}\x{7b}-\x{10ffff}]`},
		{`[^a[bc]]`, `[^\x{61}-\x{63}]`},
		{`[a&&b]`, `[^\x{0}-\x{10ffff}]`},
		{`[\u0061-\u{63}]`, `[\x{61}-\x{63}]`},
		{`\u0061\U0001F600\u{7F}`, `\x{61}\x{1f600}\x{7f}`},
		{"(?x) a b # c)\n[d e]", `ab[\x{64}-\x{65}]`},
		{`(?ix-s:a b) c`, `(?i-s:ab) c`},
		{`((?x) a )b c`, `(a)b c`},
		{`(?x)a(?-x: b) c`, `a(?: b)c`},
		{`(?P<n>a)(?:b)`, `(?P<n>a)(?:b)`},
	} {
		got, err := inGo(c.kql)
		require.NoError(t, err, c.kql)
		require.Equal(t, c.want, got, c.kql)
	}
	for _, refused := range []string{`\<a`, `a\>`, `\b{start}a`, `\u12`, `\u{110000}`, `\u{`, `\u`} {
		_, err := inGo(refused)
		require.Error(t, err, refused)
	}
}

func FuzzRegexInGo(f *testing.F) {
	f.Add(`[a-z&&[^b\d]--\x{61}]`)
	f.Add(`(?x) [ a ] # \u{`)
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := inGo(text); err == nil {
			_, again := inGo(got)
			require.NoError(t, again, "%q became %q", text, got)
		}
	})
}
