package output

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain, naïve, 日本, 🙂":    "plain, naïve, 日本, 🙂",
		"a\tb\r\nc":              `a\tb\r\nc`,
		"\x1b[31mred\x07\x00":    `\x1b[31mred\x07\x00`,
		"del\x7f c1\u009b31m":    `del\x7f c1\u009b31m`,
		"bad \xff\xc3 bytes":     `bad \xff\xc3 bytes`,
		"invoice\u202efdp.exe":   `invoice\u202efdp.exe`,
		"zero\u200bwidth\ufeff":  `zero\u200bwidth\ufeff`,
		"line\u2028separator":    `line\u2028separator`,
		"family 👨\u200d👩\u200d👧": "family 👨\u200d👩\u200d👧",
		`already \x1b escaped "`: `already \x1b escaped "`,
	} {
		require.Equal(t, want, Visible(in))
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in    string
		n     int
		want  string
		width int
	}{
		{"abc", 3, "abc", 3},
		{"abcd", 3, "ab…", 3},
		{"abcd", 1, "…", 1},
		{"日本語", 6, "日本語", 6},
		{"日本語", 5, "日本…", 5},
		{"日本語", 4, "日…", 3}, // half of a wide character is none
		{"e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301", 3},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…", 2},
		{"👨\u200d👩\u200d👧 family", 4, "👨\u200d👩\u200d👧 …", 4},
		{"🇩🇪🇫🇷", 3, "🇩🇪…", 3},
	} {
		got, cut := shorten(c.in, c.n)
		require.Equal(t, c.want, got)
		require.Equal(t, c.want != c.in, cut)
		require.Equal(t, c.width, width(got), c.in)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567"} {
		require.Equal(t, want, Grouped(n))
	}
}
