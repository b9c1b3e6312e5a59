package splunk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestShippedConfig(t *testing.T) {
	checked, err := Parse(nil)
	require.NoError(t, err)
	require.Empty(t, checked.Warnings())
	require.Equal(t, len(checked.stanzas), len(Default().stanzas))
	for _, sourcetype := range []string{
		"o365:management:activity", "o365:reporting:messagetrace", "XmlWinEventLog", "XmlWinEventLog:Security", "xmlwineventlog",
		"WinEventLog", "WinEventLog:Security", "aws:cloudtrail", "azure:monitor:aad", "syslog", "linux_audit", "sysmon_linux",
		"sysmon:linux", "bro:conn", "zeek:dns", "zeek:ssl:json", "csv", "access_combined",
	} {
		require.True(t, Default().Known(sourcetype), sourcetype)
	}
	require.False(t, Default().Known("nothing:like:it"))
	require.False(t, Default().Known(""))
}

func TestParseConf(t *testing.T) {
	c, err := ParseConf("x.conf", strings.NewReader("\ufeff# note\na = 1\n[s [x]]\nlong = one \\\n  two\nb=c=d\r\n[s [x]]\nlong = 3\n"))
	require.NoError(t, err)
	require.Equal(t, []Setting{{"a", "1"}}, c.Stanza("default").Settings)
	require.Equal(t, []Setting{{"long", "3"}, {"b", "c=d"}}, c.Stanza("s [x]").Settings)
	for text, want := range map[string]string{
		"[s\n":          "x.conf:1: a stanza's name is not closed with ]",
		"\n[s]\nword\n": "x.conf:3: neither a stanza nor key = value",
		"[s]\na = b \\": "x.conf:2: the last line is continued by nothing",
		"\\\n":          "x.conf:1: the last line is continued by nothing",
		"\\\n\nword":    "x.conf:3: neither a stanza nor key = value",
	} {
		_, err := ParseConf("x.conf", strings.NewReader(text))
		require.EqualError(t, err, want)
	}
}

func TestStanzaPrecedence(t *testing.T) {
	c, err := Parse(map[string]string{"props": `
[default]
TIMESTAMP_FIELDS = default
[st]
TIMESTAMP_FIELDS = sourcetype
[host::web*]
TIMESTAMP_FIELDS = host
[source::/var/log/*.log]
TIMESTAMP_FIELDS = pattern
[source::.../b.log]
TIMESTAMP_FIELDS = deep
priority = 5
[source::/var/log/a.log]
TIMESTAMP_FIELDS = exact
[(?::){0}st:*]
TIMESTAMP_FIELDS = wild
`})
	require.NoError(t, err)
	for _, tt := range []struct{ sourcetype, source, host, want string }{
		{"", "", "", "default"},
		{"st", "", "", "sourcetype"},
		{"st:x", "", "", "wild"},
		{"st", "", "WEB1", "host"},
		{"st", "/var/log/x.log", "web1", "pattern"},
		{"st", "/var/log/y/x.log", "web1", "host"},
		{"st", "/var/log/b.log", "", "deep"},
		{"st", "/var/log/a.log", "", "exact"},
	} {
		require.Equal(t, []string{tt.want}, c.Props(tt.sourcetype, tt.source, tt.host).TimestampFields, "%v", tt)
	}
	require.Same(t, c.Props("st", "/var/log/x.log", ""), c.Props("st", "/var/log/z.log", ""))
}

func TestKnowledge(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write("default/props.conf", "[my]\nEVAL-user = lower(\"x\" . u)\nLOOKUP-v = vendor code AS c, k OUTPUTNEW name AS vendor kind\nFIELDALIAS-x = a\n")
	write("local/props.conf", "[my]\nEVAL-user = upper(u)\n")
	write("default/eventtypes.conf", "[mine]\nsearch = sourcetype=my action=*\npriority = 3\n[off]\nsearch = x\ndisabled = 1\n")
	write("default/tags.conf", "[eventtype=mine]\nweb = enabled\nold = disabled\n[host=a%20b]\nlab = enabled\n")
	c, err := Load(dir)
	require.NoError(t, err)
	require.Equal(t, []string{`props.conf [my] FIELDALIAS-x: want FIELD AS NAME, not "a"`}, c.Warnings())
	k := c.Knowledge()
	scope := table.EventScope{Kind: table.ScopeSourcetype, Pattern: "my"}
	own := slices.DeleteFunc(slices.Clone(k.Calculated), func(f table.CalculatedField) bool { return f.Scope != scope })
	require.Equal(t, []table.CalculatedField{{Scope: scope, Field: "user", Expression: "upper(u)"}}, own)
	require.Equal(t, []table.AutoLookup{{
		Scope: scope, Class: "v", Table: "vendor", KeepExisting: true,
		Inputs:  []table.LookupField{{Lookup: "code", Event: "c"}, {Lookup: "k", Event: "k"}},
		Outputs: []table.LookupField{{Lookup: "name", Event: "vendor"}, {Lookup: "kind", Event: "kind"}},
	}}, k.Lookups)
	require.Contains(t, k.EventTypes, table.EventType{Name: "mine", Search: "sourcetype=my action=*", Priority: 3})
	require.Contains(t, k.Tags, table.FieldTag{Field: "eventtype", Value: "mine", Tag: "web"})
	require.Contains(t, k.Tags, table.FieldTag{Field: "host", Value: "a b", Tag: "lab"})
	require.NotContains(t, k.Tags, table.FieldTag{Field: "eventtype", Value: "mine", Tag: "old"})

	_, err = Load(filepath.Join(dir, "missing"))
	require.ErrorIs(t, err, os.ErrNotExist)
	write("other.conf", "")
	_, err = Load(filepath.Join(dir, "other.conf"))
	require.ErrorContains(t, err, "not a props.conf")
}

func TestWarnings(t *testing.T) {
	c, err := Parse(map[string]string{
		"props":      "[a]\nKV_MODE = multi\nEXTRACT-a = (\nEXTRACT-b = x\nREPORT-c = none, bad\nTIME_FORMAT = %Y %!\nTZ = Nowhere/Land\nLINE_BREAKER = x\nLOOKUP-x = t\n",
		"transforms": "[bad]\nFORMAT = $1\n",
	})
	require.NoError(t, err)
	require.Len(t, c.Warnings(), 9)
}

func TestTransformsRun(t *testing.T) {
	for _, tt := range []struct {
		name, props, transforms, text string
		want                          map[string][]string
	}{
		{"named groups, once", "EXTRACT-a = (?<a>\\d)", "", "1 2", map[string][]string{"a": {"1"}}},
		{"keys in groups", "REPORT-a = t", "REGEX = (?<_KEY_1>\\w+)-(?<_VAL_1>\\w+)", "a-1 b-2 a-3", map[string][]string{"a": {"1"}, "b": {"2"}}},
		{"several values", "REPORT-a = t", "REGEX = (\\w+)-(\\w+)\nFORMAT = $1::$2\nMV_ADD = 1", "a-1 b-2 a-3", map[string][]string{"a": {"1", "3"}, "b": {"2"}}},
		{"literal in format", "REPORT-a = t", "REGEX = (\\w+)@(\\w+)\nFORMAT = user::$1 full::\"$1 at $2\"", "u@h", map[string][]string{"user": {"u"}, "full": {"u at h"}}},
		{"clean keys", "REPORT-a = t", "REGEX = ([^:]+): (\\S+)\nFORMAT = $1::$2", "2 Acc Name: x", map[string][]string{"Acc_Name": {"x"}}},
		{"raw keys", "REPORT-a = t", "REGEX = ([^:]+): (\\S+)\nFORMAT = $1::$2\nCLEAN_KEYS = 0", "Acc Name: x", map[string][]string{"Acc Name": {"x"}}},
		{"name of the stanza", "REPORT-a = t", "REGEX = x(\\d)", "x7", map[string][]string{"t": {"7"}}},
		{"two delimiters", "REPORT-a = t", `DELIMS = ";", ":"`, `a:1; b:"x;y";c`, map[string][]string{"a": {"1"}, "b": {"x;y"}}},
		{"named places", "REPORT-a = t", "DELIMS = \",\"\nFIELDS = \"a b\", c", "1,2,3", map[string][]string{"a_b": {"1"}, "c": {"2"}}},
		{"look-behind and possessive", "EXTRACT-a = (?<=id: )(?<a>[^ ]++)", "", "é id: x y", map[string][]string{"a": {"x"}}},
		{"in a field", "EXTRACT-0 = p=(?<p>\\S+)\nEXTRACT-1 = (?<base>[^/]+)$ in p", "", "p=/a/b rest", map[string][]string{"p": {"/a/b"}, "base": {"b"}}},
		{"first extraction counts", "EXTRACT-0 = (?<a>x)\nEXTRACT-1 = (?<a>y)", "", "x y", map[string][]string{"a": {"x"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Parse(map[string]string{"props": "[s]\nKV_MODE = none\n" + tt.props + "\n", "transforms": "[t]\n" + tt.transforms + "\n"})
			require.NoError(t, err)
			var e Extractor
			got := newCollector()
			require.True(t, e.Text(c.Props("s", "", "").PlanAll(), []byte(tt.text), "", got))
			require.Equal(t, tt.want, got.values)
			for name, want := range tt.want {
				one := newCollector()
				e.Text(c.Props("s", "", "").Plan([]string{name}), []byte(tt.text), "", one)
				require.Equal(t, want, one.values[name])
			}
		})
	}
}

func TestTransactionTypes(t *testing.T) {
	c, err := Parse(map[string]string{"transactiontypes": "[default]\nmaxspan = 5m\nfields = a\n[x]\nfields = b, c\n[y]\n"})
	require.NoError(t, err)
	require.Equal(t, []table.TransactionType{
		{Name: "x", Options: map[string]string{"maxspan": "5m", "fields": "b, c"}},
		{Name: "y", Options: map[string]string{"maxspan": "5m", "fields": "a"}},
	}, c.Knowledge().Transactions)
	sourcetype := "my:app"
	require.Equal(t, c.Knowledge().Transactions, c.KnowledgeOf(&sourcetype, nil, nil).Transactions)
}

func TestExtraction(t *testing.T) {
	c, err := Parse(map[string]string{"transforms": "[t]\nREGEX = (\\w+)=(\\w+)\nFORMAT = $1::$2\n[bad]\nREGEX = (\n"})
	require.NoError(t, err)
	for _, k := range []struct {
		over map[string]string
		want []string
	}{
		{nil, []string{"a=1", "b=3"}}, {map[string]string{"MV_ADD": "true"}, []string{"a=1", "a=2", "b=3"}},
		{map[string]string{"CLEAN_KEYS": "false"}, []string{"a=1", "_b=3"}},
	} {
		extract, err := c.Extraction("t", k.over)
		require.NoError(t, err)
		var got []string
		extract("a=1 a=2 _b=3", func(name, value string) { got = append(got, name+"="+value) })
		require.Equal(t, k.want, got)
	}
	for _, name := range []string{"none", "bad"} {
		_, err := c.Extraction(name, nil)
		require.ErrorContains(t, err, name)
	}
}
