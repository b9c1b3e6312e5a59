package readers

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func runKeys(texts ...string) []runKey {
	keys := make([]runKey, len(texts))
	for i, text := range texts {
		keys[i] = runKey{mask: 1<<len(text) - 1, size: len(text)}
		copy(keys[i].text[:], text)
	}
	return keys
}

func needRuns(t *testing.T) {
	t.Helper()
	if !passesRuns {
		t.Skip("skipped: this processor passes no runs; an amd64 one with AVX2 and BMI1 would run it")
	}
}

// A run ends its values where the plain search ends them, whatever their
// lengths and wherever in a register their quotes and escapes come to lie.
func TestPassRun(t *testing.T) {
	needRuns(t)
	texts := []string{`{"a":`, `,"b":`, `, "long key of many bytes that does not fit half of a run": `, `,"d":`, `,"e":`}
	keys := runKeys(texts...)
	for n := range 150 {
		for _, value := range []string{
			`"` + strings.Repeat("x", n) + `"`,
			`"` + strings.Repeat("x", n) + `\"` + strings.Repeat("y", n%7) + `"`,
			`"` + strings.Repeat(`\\`, n) + `"`,
			`"` + strings.Repeat(`\\`, n) + `\"\\"`,
			`"` + strings.Repeat("\xa2", n) + `"`,
			strings.Repeat("1", n%31+1), "-1.5e+30", "true", "null",
		} {
			var b []byte
			var want []runValue
			for _, text := range texts {
				b = append(b, text...)
				v := runValue{start: len(b), end: len(b) + len(value)}
				if value[0] == '"' && strings.Contains(value, `\`) {
					v.escaped = 1
				}
				want = append(want, v)
				b = append(b, value...)
			}
			end := len(b)
			b = append(b, '}')
			roomy := append(b[:len(b):len(b)], make([]byte, 64)...)[:len(b)]
			var got [maxRunKeys]runValue
			at, passed := passRun(roomy, 0, keys, &got)
			require.Equal(t, len(keys), passed, "%s", b)
			require.Equal(t, end, at)
			for k, v := range want {
				require.Equal(t, [2]int{v.start, v.end}, [2]int{got[k].start, got[k].end})
				if value[0] == '"' {
					require.Equal(t, v.escaped, got[k].escaped)
				}
			}
			// A text that ends early is passed up to a key that is whole.
			for _, cut := range []int{n % len(b), len(b) - 1 - n%9} {
				at, passed := passRun(roomy[:cut], 0, keys, &got)
				require.LessOrEqual(t, at, cut)
				if passed > 0 {
					require.Equal(t, want[passed-1].end, at)
				}
			}
		}
	}
}

// Whatever is unusual ends the run before its key, where nothing was passed
// over.
func TestPassRunStops(t *testing.T) {
	needRuns(t)
	keys := runKeys(`{"a":`, `,"b":`, `,"c":`)
	for _, value := range []string{`{}`, `[1]`, `{"x":1}`, `1 `, ` 1`, ``, `1"`, `1[2`, "\u00e9", strings.Repeat("1", 40), `x{`} {
		b := fmt.Appendf(nil, `{"a":"first","b":%s,"c":3}`, value)
		var got [maxRunKeys]runValue
		at, passed := passRun(append(b, make([]byte, 64)...)[:len(b)], 0, keys, &got)
		require.Equal(t, 1, passed, "%s", b)
		require.Equal(t, len(`{"a":"first"`), at, "%s", b)
	}
	for _, line := range []string{`{"a":1,"x":2,"c":3}`, `{"a":1}`, `{"a":1,"b"`, `{"a":1,"b":`} {
		b := []byte(line)
		var got [maxRunKeys]runValue
		at, passed := passRun(append(b, make([]byte, 64)...)[:len(b)], 0, keys, &got)
		require.Equal(t, 1, passed, "%s", b)
		require.Equal(t, len(`{"a":1`), at, "%s", b)
	}
}

// What runs pass is what skipValue passes, in damaged texts too.
func TestPassRunLikeSkips(t *testing.T) {
	needRuns(t)
	texts := []string{`{"a":`, `,"b":`, `,"c":`, `,"d":`}
	keys := runKeys(texts...)
	r := rand.New(rand.NewPCG(3, 4))
	values := []string{`"x"`, `""`, `"a\"b"`, `"\\"`, "1", "-2.5e3", "true", "null", `"` + strings.Repeat("z", 40) + `"`}
	for range 50000 {
		var b []byte
		for _, text := range texts {
			b = append(append(b, text...), values[r.IntN(len(values))]...)
		}
		b = append(b, '}')
		for range r.IntN(3) {
			b[r.IntN(len(b))] = "\"{}[],:\\ x1\x80"[r.IntN(12)]
		}
		var got [maxRunKeys]runValue
		at, passed := passRun(append(b, make([]byte, r.IntN(100))...)[:len(b)], 0, keys, &got)
		i := 0
		for k := range passed {
			require.True(t, hasAt(b, i, texts[k]), "%s", b)
			i = skipValue(b, i+len(texts[k]))
			require.Equal(t, got[k].end, i, "%s", b)
		}
		require.Equal(t, i, at)
	}
}
