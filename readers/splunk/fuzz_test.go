package splunk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// collector is a sink that keeps everything.
type collector struct {
	phase  Phase
	since  map[string]Phase
	values map[string][]string
}

func newCollector() *collector {
	return &collector{since: map[string]Phase{}, values: map[string][]string{}}
}

func (c *collector) Enter(p Phase)           { c.phase = p }
func (c *collector) Since(name []byte) Phase { return c.since[string(name)] }
func (c *collector) Add(name, value []byte) {
	if len(c.values[string(name)]) == 0 {
		c.since[string(name)] = c.phase
	}
	c.values[string(name)] = append(c.values[string(name)], string(value))
}

func (c *collector) Value(name []byte) ([]byte, bool) {
	v := c.values[string(name)]
	if len(v) == 0 {
		return nil, false
	}
	return []byte(v[len(v)-1]), true
}

// checkExtraction compares what a plan of one field finds with what a plan of
// all finds.
func checkExtraction(t *testing.T, sourcetype, kvMode, text string) {
	props := Default().Props(sourcetype, "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational", "")
	var e Extractor
	all := newCollector()
	wellFormed := e.Text(props.PlanAll(), []byte(text), kvMode, all)
	checked := 0
	for name, want := range all.values {
		require.NotEmpty(t, name)
		if checked++; checked > 8 {
			break
		}
		one := newCollector()
		require.Equal(t, wellFormed, e.Text(props.Plan([]string{name}), []byte(text), kvMode, one))
		require.Equal(t, want, one.values[name], "field %q", name)
	}
}

func fuzzFormat(f *testing.F, sourcetype, kvMode string, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkExtraction(t, sourcetype, kvMode, text) })
}

func FuzzWinXML(f *testing.F) {
	fuzzFormat(f, "XmlWinEventLog", "", `<Event xmlns='x'><System><Provider Name='P' Guid="{1}"/><EventID Qualifiers='0'>1</EventID></System><EventData><Data Name='Image'>C:\a &amp; &#65;.exe</Data><Data>x</Data></EventData><UserData><A><B>c</B></A></UserData></Event>`, "<Event><System>< ='0'><")
}

func FuzzGenericXML(f *testing.F) {
	fuzzFormat(f, "other", "xml", `<?xml version="1.0"?><a x="1"><b>t</b><b>u</b><c y='2'/></a>`, "< >0<0")
}

func FuzzWinText(f *testing.F) {
	fuzzFormat(f, "WinEventLog", "", "03/01/2026 10:11:12 AM\nLogName=Security\nMessage=A.\n\nSubject:\n\tAccount Name:\t\ta\n\tAccount Name:\t\tb\n")
}

func FuzzAuditd(f *testing.F) {
	fuzzFormat(f, "linux_audit", "", `type=A msg=audit(1.5:7): a0="x" proctitle=6375726C002D73 msg='op=login acct="r"' key=(null)`)
}

func FuzzSyslog(f *testing.F) {
	fuzzFormat(f, "syslog", "", "<34>Mar  1 10:11:12 h sshd[9]: k=v", `<165>1 2026-03-01T10:11:12Z h a 1 M [e@1 k="v\"\]"][f x="y"] text`)
}

func FuzzPairs(f *testing.F) {
	fuzzFormat(f, "other", "auto", `a=1 b="c d", e='f';g==h i="`)
}

func FuzzTime(f *testing.F) {
	f.Add("%d.%m.%y %I:%M:%S.%3N %p %z", "at 01.03.26 01:02:03.250 PM +0100")
	f.Add("", "[01/Mar/2026:10:11:12 +0000] Mar  1 10:11:12 2026 1772359872.5")
	f.Fuzz(func(t *testing.T, format, text string) {
		rule := TimeRule{lookahead: 128}
		if checked, err := checkTimeFormat(format); err == nil {
			rule.format = checked
		}
		base := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		a, okA := rule.Find([]byte(text), base)
		b, okB := rule.Find([]byte(text), base)
		require.Equal(t, okA, okB)
		require.Equal(t, a, b)
	})
}

func FuzzBreak(f *testing.F) {
	before := Break{merge: true}
	require.NoError(f, before.setting(Setting{"BREAK_ONLY_BEFORE", `^BEGIN`}))
	before.finish(&Props{})
	breaker := Break{}
	require.NoError(f, breaker.setting(Setting{"LINE_BREAKER", `([\r\n]+)(?=B)`}))
	breaker.finish(&Props{})
	f.Add("<Event>a</Event>\n<Event >b<Event>c</Event>\n03/01/2026 10:11:12 AM\nx\nBEGIN\ny\nB")
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range []Break{XMLEvents, DatedLines, before, breaker} {
			whole := cutAll(&k, []byte(text))
			if n := k.Last([]byte(text)); n > 0 {
				require.LessOrEqual(t, n, len(text))
				parts := append(cutAll(&k, []byte(text[:n])), cutAll(&k, []byte(text[n:]))...)
				require.Equal(t, whole, parts, "kind %d", k.kind)
			}
		}
	})
}

// cutAll are the events of b that are not empty.
func cutAll(k *Break, b []byte) []string {
	var out []string
	for len(b) > 0 {
		event, taken := k.Next(b)
		if taken == 0 {
			break
		}
		out = append(out, strings.TrimSpace(string(event)))
		b = b[taken:]
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// FuzzConf reads configurations alone: laying each over the shipped files and
// compiling those would leave a few executions a second.
func FuzzConf(f *testing.F) {
	f.Add("[a]\nEXTRACT-x = (?<y>a++)b in z\nREPORT-q = t\nFIELDALIAS-f = a AS b\nLOOKUP-l = t a AS b OUTPUT c\nTIME_FORMAT=%s\nLINE_BREAKER=(a)(?=b)\n", "[t]\nREGEX = (\\w+)=(.)\nFORMAT = $1::$2\nMV_ADD = 1\n", "a=b text")
	f.Fuzz(func(t *testing.T, props, transforms, text string) {
		c, err := new(Config).lay(map[string]string{"props": props, "transforms": transforms})
		if err != nil {
			return
		}
		var e Extractor
		e.Text(c.Props("a", "", "").PlanAll(), []byte(text), "", newCollector())
	})
}
