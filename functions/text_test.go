package functions

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestTextOperators(t *testing.T) {
	for _, k := range []struct {
		text, op, what string
		want           bool
	}{
		{"alpha_beta", "has", "ALPHA", true},
		{"alphabeta", "has", "alpha", false},
		{"alphabeta alpha", "has", "alpha", true},
		{"C:\\x\\run.ps1", "has", ".ps1", true},
		{"C:\\x\\run.ps12", "has", ".ps1", false},
		{"ПриветМир", "has", "привет", false},
		{"МИР привет", "has", "Привет", true},
		{"", "has", "", true},
		{"x", "!has", "", false},
		{"NAÏVE", "has", "naïve", true},
		{"café", "=~", "CAFÉ", true},
		{"CAFE", "=~", "café", false},
		{"Category", "hasprefix", "cat", true},
		{"the end.", "hassuffix", "END", true},
		{"ending", "hassuffix", "end", false},
		{"say WORLD", "hassuffix", "orld", true},
		{"quickbrown", "contains", "KBRO", true},
		{"quickbrown", "contains_cs", "KBRO", false},
		{"KqKKb", "contains", "kkB", true},
		{"Über", "startswith", "ü", true},
		{"xÜ", "endswith", "ü", true},
		{"ü", "endswith", "xü", false},
		{"abc", "endswith_cs", "bc", true},
		{"abc", "!startswith_cs", "A", true},
		{"ＡＢ１２", "matches regex", `\d`, true},
		{"ab", "matches regex", `(?i)^AB$`, true},
		{"x foo", "matches regex", `(bar|foo)\b`, true},
	} {
		want := "false"
		if k.want {
			want = "true"
		}
		runKernelCases(t, []kernelCase{{k.op, []any{k.text, k.what}, want}})
	}
}

// The search by rarest byte must find what a naive search finds.
func TestFoldedSearchAgreesWithNaive(t *testing.T) {
	texts := []string{"", "a", "Aa", "abAB aB ba", "zzZz Qq", "the quick BROWN fox", "aaaaaaab", "Kelvin K", "x\xffy", "é É e"}
	for _, text := range texts {
		for _, what := range append(texts, "ab", "zz", "q", "BROWN F", "ab b") {
			want := strings.Contains(strings.ToLower(text), strings.ToLower(what))
			if strings.ContainsRune(text, 'K') {
				continue // lower-cases to ASCII, which this engine does not
			}
			require.Equal(t, want, newNeedle(what, matchInside, true).match(text), "%q in %q", what, text)
		}
	}
}

func TestManyTermsAgreeWithFew(t *testing.T) {
	terms := []string{"foo", ".exe", "bar-baz", "Ünder", "z", "long term", "x1", "q_r", "none"}
	for _, text := range []string{"a Foo b", "foobar", "my.exe", "my.exes", "bar-bazz", "xbar-baz", "ünder", "Wünder", "Long Term", "x12", "q_r", ""} {
		few := false
		for _, n := range terms {
			few = few || newNeedle(n, matchTerm, true).match(text)
		}
		require.Equal(t, few, newTermSet(terms).any(text), text)
	}
}

func TestTextFunctions(t *testing.T) {
	runKernelCases(t, []kernelCase{
		{"has_any", []any{"AAA x", "aaa", "b"}, `true`},
		{"has_any", []any{"AAAA", js(`["aaa","b"]`)}, `false`},
		{"has_all", []any{"b AAA", "aaa", "b"}, `true`},
		{"has_any_index", []any{"Example number 2", js(`[1,2,3]`)}, `1`},
		{"strlen", []any{"a😀b"}, `3`},
		{"substring", []any{"hello", 1, -1}, `""`},
		{"substring", []any{"abc", -2, 5}, `"bc"`},
		{"substring", []any{"😀😀", 0, 1}, `"😀"`},
		{"substring", []any{"xy", -1, 0}, `""`},
		{"split", []any{"a,,b", ","}, `["a","","b"]`},
		{"split", []any{"", ","}, `[""]`},
		{"split", []any{"aaa_bbb", "_", 1}, `["bbb"]`},
		{"indexof", []any{"aaa", "a", 2}, `2`},
		{"indexof", []any{"abc def ab", "ab", -2}, `8`},
		{"indexof", []any{"abc", ""}, `null`},
		{"indexof", []any{"abcdefgabcdefg", "cd", 1, 10, 2}, `9`},
		{"indexof", []any{1234567, 5, 1, 4}, `4`},
		{"indexof_regex", []any{"abcabcdefg", "a.c", 0, 9, 2}, `3`},
		{"indexof_regex", []any{"abcabc", "a|ab", -1}, `null`},
		{"indexof_regex", []any{"ababaa", "a.a", 0, -1, 2}, `-1`},
		{"countof", []any{"hello world hello", "hello"}, `2`},
		{"countof", []any{"hello world hello", "l+", "regex"}, `3`},
		{"extract", []any{`(\d+)-(\d+)`, 2, "2020-12-31"}, `"12"`},
		{"extract", []any{`x(\d)?`, 1, "x"}, `""`},
		{"extract_all", []any{`(\d)`, "ＡＢ１２"}, `["１","２"]`},
		{"extract_all", []any{`([a-z])(\d)`, "a1 b2"}, `[["a","1"],["b","2"]]`},
		{"extract_all", []any{`(\w)(\w+)(\w)`, js("[1,3]"), "abc"}, `[["a","c"]]`},
		{"extract_all", []any{`(\d)`, "none"}, `null`},
		{"trim", []any{`\s`, "\u00a0nbsp\u00a0"}, `"nbsp"`},
		{"trim", []any{`y`, "yyy"}, `"y"`},
		{"trim", []any{`1`, "11"}, `""`},
		{"trim_start", []any{`[^\w]+`, "-  Te st1// $"}, `"Te st1// $"`},
		{"trim_end", []any{`_`, "__w__"}, `"__w_"`},
		{"replace_regex", []any{"x;y,z|w", `[;,|-]`, "_"}, `"x_y_z_w"`},
		{"replace_regex", []any{"Number is 1", `is (\d+)`, `was: \1$`}, `"Number was: 1$"`},
		{"replace", []any{`is (\d+)`, `was: \1`, "Number is 1"}, `"Number was: 1"`},
		{"translate", []any{"krasp", "otsku", "spark"}, `"kusto"`},
		{"strcat", []any{"a", 1, true, 2.5, nil, table.DateTimeValue(0)}, `"a1true2.50001-01-01T00:00:00.0000000Z"`},
		{"strcat_delim", []any{"-", 1, "2", table.TimeSpanValue(table.Second)}, `"1-2-00:00:01"`},
		{"strcat_array", []any{js(`["a",null,"","b"]`), "|"}, `"a|||b"`},
		{"strrep", []any{123, 3, "."}, `"123.123.123"`},
		{"reverse", []any{"𝓗ello"}, `"olle𝓗"`},
		{"strcmp", []any{"abc", "ABC"}, `1`},
	})
}
