package functions

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

var quickPatterns = []string{
	`https?://([^/\s'"]+)`, `(.+)\s\((\d+)(b\)$)`, `a*`, `a*?`, `a+?b`, `(a|ab)(c|bcd)?(d*)`, `^ab`, `^a|b`, `ab$`, `^$`, `\bab\b`, `\Bb`,
	`(?i)aB+`, `[a-c]{2,3}`, `[a-c]{2,3}?b`, `(?:ab?){1,3}`, `(?:(a)b|ac)`, `(a(b)?)?c`, `(\d{1,3}\.){3}\d{1,3}`, `.*b`, `.*?b`, `(?s).+`, `(?m)^b`, `(?m)a$`,
	`(?i)k`, `x|`, `|x`, `()a`, `\d+$`, `(\w+)@(\w+)\.com`, `[^a]+a`, `é`, `[é]a`, `\pL+`, `a{0}b`, `(?U)a+b`, `ab|cd|a`, `a(?:b|c)d`, `(a?)(ab)?b`, `\s*a\s*`, `[[:alpha:]]+`, `a.c`,
}

// TestQuickPatternsMatchAlike compares the quick engine with Go's on texts of
// the characters that the patterns are about.
func TestQuickPatternsMatchAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 1))
	letters := []rune("aabbcd .@(1)23\n/ékK:")
	texts := []string{"", "Survey-217.docx (3374087b)", "curl https://a.example.net/x?y http://b", "1.22.333.4", "me@x.com", "http://", "abcabc", "ca ab"}
	for range 2000 {
		b := make([]rune, random.IntN(12))
		few := 3 + random.IntN(len(letters)-2)
		for i := range b {
			b[i] = letters[random.IntN(few)]
		}
		texts = append(texts, string(b))
	}
	compiled := 0
	for _, p := range quickPatterns {
		q, re := newQuickPattern(p), regexp.MustCompile(p)
		if q == nil {
			continue
		}
		compiled++
		var m quickMatcher
		decided := 0
		for _, s := range texts {
			want := re.FindStringSubmatchIndex(s)
			found, sure := q.find(&m, s, 0)
			if !sure {
				require.False(t, isASCII(s), "%s on %q", p, s)
				continue
			}
			decided++
			if found != (want != nil) || found && !slices.Equal(m.caps, want) {
				require.Equal(t, want, m.caps, "%s on %q", p, s)
			}
			all, _ := q.all(s, -1)
			var plain [][]int
			for _, m := range all {
				plain = append(plain, m)
			}
			if want := re.FindAllStringSubmatchIndex(s, -1); len(all) > 0 || sure {
				if got, sure := q.all(s, -1); sure && len(got) != len(want) {
					require.Equal(t, want, plain, "all %s in %q", p, s)
				} else if sure {
					for i := range got {
						require.Equal(t, want[i], []int(got[i]), "all %s in %q", p, s)
					}
				}
			}
		}
		require.Greater(t, decided, 500, p)
	}
	require.Greater(t, compiled, 35)
}

// TestQuickPatternsGiveUp shows that a search that would take long is left to
// the other engine.
func TestQuickPatternsGiveUp(t *testing.T) {
	q := newQuickPattern(`.*.*.*.*x`)
	long := make([]byte, 3000)
	for i := range long {
		long[i] = 'a'
	}
	_, sure := q.find(&quickMatcher{}, string(long), 0)
	require.False(t, sure)
	require.Nil(t, newQuickPattern(`(ab)*`))
	require.Nil(t, newQuickPattern(`((a{1,20}b){20}c){20}`))
	require.Nil(t, newQuickPattern(`(`))
}

func BenchmarkQuickPattern(b *testing.B) {
	for _, c := range []struct{ name, pattern, text string }{
		{"size", `(.+)\s\((\d+)(b\)$)`, "Survey-217.docx (3374087b)"},
		{"domain", `https?://([^/\s'"]+)`, `curl.exe -o out.bin "https://files12.example.net/12345" --user someone`},
		{"pairs", `(\w+)=(\w+);`, `user.name one two three=four; five`},
	} {
		re, q := regexp.MustCompile(c.pattern), newQuickPattern(c.pattern)
		b.Run("engine=go/"+c.name, func(b *testing.B) {
			for b.Loop() {
				re.FindStringSubmatchIndex(c.text)
			}
		})
		b.Run("engine=quick/"+c.name, func(b *testing.B) {
			var m quickMatcher
			for b.Loop() {
				q.find(&m, c.text, 0)
			}
		})
	}
}
