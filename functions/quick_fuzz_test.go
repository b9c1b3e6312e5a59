package functions

import (
	"regexp"
	"slices"
	"testing"
)

// FuzzQuickPattern compares the quick engine with Go's on patterns and texts
// that nobody thought of.
func FuzzQuickPattern(f *testing.F) {
	for _, p := range quickPatterns {
		for _, s := range []string{"", "abcabc", "Survey-217.docx (3374087b)", "ab\ncd", "éa K"} {
			f.Add(p, s)
		}
	}
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if len(pattern) > 100 || len(s) > 1000 {
			return
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return
		}
		q := newQuickPattern(pattern)
		var m quickMatcher
		if q == nil {
			return
		}
		if found, sure := q.find(&m, s, 0); sure {
			want := re.FindStringSubmatchIndex(s)
			if found != (want != nil) || found && !slices.Equal(m.caps, want) {
				t.Fatalf("%q in %q: %v %v, want %v", pattern, s, found, m.caps, want)
			}
		}
		if all, sure := q.all(s, -1); sure {
			want := re.FindAllStringSubmatchIndex(s, -1)
			if !slices.EqualFunc(all, want, func(a Match, b []int) bool { return slices.Equal(a, b) }) {
				t.Fatalf("all %q in %q: %v, want %v", pattern, s, all, want)
			}
		}
	})
}
