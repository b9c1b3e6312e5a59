package splunk

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestScopeHead checks that the text which spares a pattern its compilation
// never turns away a name that the pattern matches.
func TestScopeHead(t *testing.T) {
	names := []string{"zeek:dns:json", "XmlWinEventLog:Security", "ab", "a", "abb", "b", "host1", "HOST1", "x.y", "", "zz"}
	patterns := map[string]string{ // with the head that they have
		"(::){0}zeek:*:json":      "zeek:",
		"(::){0}XmlWinEventLog:*": "XmlWinEventLog:",
		"(::){0}ab?":              "a",
		"(::){0}ab*":              "ab",
		"(::){0}ab{0,1}":          "a",
		"(::){0}ab+":              "ab",
		"(::){0}a|zz":             "",
		"(::){0}a":                "a",
		"(::){0}(?i)HOST1":        "",
		"(::){0}[Hh]ost1":         "",
		"host::host*":             "",
		"source::x.y":             "",
		"source::...Security":     "",
	}
	for stanza, head := range patterns {
		s := scopeOf(stanza)
		if s.Regex == "" {
			continue
		}
		require.Equal(t, head, scopeHead(s), stanza)
		re := regexp.MustCompile(s.Regex)
		for _, name := range names {
			if re.MatchString(name) {
				require.True(t, strings.HasPrefix(name, head), "%s: %s", stanza, name)
			}
		}
	}
}
