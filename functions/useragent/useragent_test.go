package useragent

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every pattern compiles, and those that are passed over by the texts they
// need would not have matched.
func TestPatterns(t *testing.T) {
	agents := []string{
		"", "curl/8.5.0", "python-requests/2.31.0", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
		"Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
		"Googlebot/2.1 (+http://www.google.com/bot.html)", "BlackBerry9700/5.0.0.862 Profile/MIDP-2.1",
	}
	count := 0
	for kind, all := range patterns() {
		for _, p := range all {
			count++
			re, err := regexp.Compile(p.text)
			require.NoError(t, err, "%s: %s", kind, p.text)
			for _, a := range agents {
				require.Equal(t, re.FindStringSubmatchIndex(a), p.match(newSubject(a)), "%s in %q", p.text, a)
			}
		}
	}
	require.Equal(t, 1200, count)
}

func TestParse(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91":       "Edge Windows Other",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1": "Mobile Safari iOS iPhone",
		"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)":                                                                         "IE Windows Other",
		"curl/8.5.0": "curl Other Other",
	} {
		got := ""
		v := parse(agent, parts).Bag()
		for _, k := range []string{"Browser", "OperatingSystem", "Device"} {
			part, _ := v.Get(k)
			family, _ := part.Bag().Get("Family")
			got += " " + family.Str()
		}
		require.Equal(t, " "+want, got, agent)
	}
}
