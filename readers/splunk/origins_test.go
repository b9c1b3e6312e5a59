package splunk

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInField(t *testing.T) {
	for _, c := range []struct{ text, pattern, field string }{
		{`(?<name>[^/]+)$ in Image`, `(?<name>[^/]+)$`, "Image"},
		{"(?<a>x) \t in  a.b{}-c ", `(?<a>x)`, "a.b{}-c"},
		{"(?<a>x) \n  in source", `(?<a>x)`, "source"},
		{`(?<a>in x in y) in z`, `(?<a>in x in y)`, "z"},
		{`(?<a>\w+) within x`, "", ""},
		{`(?<a>\w+)in x`, "", ""},
		{`(?<a>\w+) in 1x`, "", ""},
		{`(?<a>\w+) in (x)`, "", ""},
		{"(?<a>\\w+)\nmore in x", "", ""},
		{"in x", "", ""},
		{"x", "", ""},
		{"", "", ""},
	} {
		pattern, field, ok := inField(c.text)
		require.Equal(t, c.field != "", ok, c.text)
		require.Equal(t, c.pattern, pattern, c.text)
		require.Equal(t, c.field, field, c.text)
	}
}

// TestOrigins compares what is read of a stanza without its patterns with
// what its compiled settings say.
func TestOrigins(t *testing.T) {
	c, err := Parse(map[string]string{
		"props": `[made]
EXTRACT-tail = (?<_1file>[^/]+)$ in Image
EXTRACT-escaped = (?<rest>\w+)\ in place
EXTRACT-pairs = (?<_KEY_1>\w+)=(?<_VAL_1>\w+) in pairs
REPORT-parts = parts, raw, none
FIELDALIAS-b = Image AS path user ASNEW who
`,
		"transforms": "[parts]\nSOURCE_KEY = field:list\nDELIMS = \",\"\nFIELDS = first, second\n[raw]\nREGEX = (?<third>x)\n",
	})
	require.NoError(t, err)
	names := map[string]bool{"Image": true, "place": true, "list": true, "pairs": true}
	for _, s := range c.stanzas {
		p := &Props{config: c, settings: s.Settings}
		p.compile("")
		require.Equal(t, p.Aliases, s.origins().Aliases, s.Name)
		require.Equal(t, p.TimestampFields, s.origins().TimestampFields, s.Name)
		for _, a := range p.Aliases {
			names[a.To] = true
		}
		for _, r := range p.rules {
			for _, f := range r.fields() {
				names[f] = true
			}
		}
	}
	for _, name := range []string{"file", "rest", "first", "second", "third", "path", "who", "process_name"} {
		require.True(t, names[name], name)
	}
	for _, s := range c.stanzas {
		p := &Props{config: c, settings: s.Settings}
		p.compile("")
		for name := range names {
			require.Equal(t, Close([]string{name}, &p.Origins), Close([]string{name}, c.originsOf(s.Settings)), "%s: %s", s.Name, name)
		}
	}
	made := c.originsOf(c.props.Stanza("made").Settings)
	require.Equal(t, map[string]bool{"file": true, "Image": true, "pairs": true, "path": true}, Close([]string{"file", "path"}, made))
}
