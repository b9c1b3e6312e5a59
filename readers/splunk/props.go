package splunk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Alias makes a field's value readable under another name.
type Alias struct {
	From, To string
	// New leaves To as it is where the event has it (ASNEW). Otherwise From's
	// value takes its place; where From is missing To keeps its own.
	New bool
}

// Props are the settings for one kind of event, ready for use.
type Props struct {
	// Indexed is INDEXED_EXTRACTIONS in upper case, such as "CSV", "TSV",
	// "PSV", "JSON", "W3C" or "XMLKV-WINEVT"; empty when not set.
	Indexed string
	// KVMode is KV_MODE in lower case; empty when not set.
	KVMode string
	// Time says where a text has its time, Break where an event ends.
	Time  TimeRule
	Break Break
	Origins

	config   *Config
	settings []Setting
	rules    []*rule
	warnings []string
}

// compile reads the settings. What cannot be read is left out and told in
// warnings, each starting with where.
func (p *Props) compile(where string) {
	p.Time.lookahead = 128
	type classed struct {
		class string
		rules []*rule
	}
	var extracts, reports []classed
	var aliases []Setting
	failed := func(s Setting, err error) {
		p.warnings = append(p.warnings, fmt.Sprintf("%s %s: %v", where, s.Key, err))
	}
	for _, s := range p.settings {
		fail := func(err error) { failed(s, err) }
		head, class, _ := strings.Cut(s.Key, "-")
		switch head {
		case "EXTRACT":
			r, err := extractRule(s.Value)
			if err != nil {
				fail(err)
				continue
			}
			extracts = append(extracts, classed{class, []*rule{r}})
		case "REPORT":
			x := classed{class: class}
			for _, name := range splitList(s.Value) {
				r, err := p.config.transform(name)
				if err != nil {
					fail(err)
					continue
				}
				x.rules = append(x.rules, r)
			}
			reports = append(reports, x)
		case "FIELDALIAS":
			aliases = append(aliases, s)
		default:
			if err := p.setting(s); err != nil {
				fail(err)
			}
		}
	}
	for _, list := range [][]classed{extracts, reports} {
		slices.SortStableFunc(list, func(a, b classed) int { return strings.Compare(a.class, b.class) })
		for _, x := range list {
			p.rules = append(p.rules, x.rules...)
		}
	}
	for _, r := range p.rules {
		if r.source != "_raw" {
			p.searches = append(p.searches, fieldSearch{r.source, "", func() *rule { return r }})
		}
	}
	p.alias(aliases, failed)
	p.Break.finish(p)
}

var kvModes = []string{"", "none", "auto", "auto_escaped", "json", "xml", "wineventlog", "auditd", "syslog"}

// setting reads a setting that has no class.
func (p *Props) setting(s Setting) (err error) {
	switch s.Key {
	case "INDEXED_EXTRACTIONS":
		p.Indexed = strings.ToUpper(s.Value)
		if !slices.Contains([]string{"", "NONE", "CSV", "TSV", "PSV", "JSON", "HEC", "W3C", "XMLKV-WINEVT"}, p.Indexed) {
			err, p.Indexed = fmt.Errorf("unsupported value %q", s.Value), ""
		}
	case "KV_MODE":
		p.KVMode = strings.ToLower(s.Value)
		if !slices.Contains(kvModes, p.KVMode) {
			err, p.KVMode = fmt.Errorf("unsupported value %q", s.Value), ""
		}
	case "TIMESTAMP_FIELDS":
		p.TimestampFields = splitList(s.Value)
	case "TIME_PREFIX":
		p.Time.prefix, err = CompileRegex(s.Value)
	case "TIME_FORMAT":
		p.Time.format, err = checkTimeFormat(s.Value)
	case "MAX_TIMESTAMP_LOOKAHEAD":
		p.Time.lookahead, err = strconv.Atoi(s.Value)
	case "TZ":
		if s.Value != "" {
			p.Time.zone, err = time.LoadLocation(s.Value)
		}
	case "DATETIME_CONFIG":
		p.Time.none = s.Value == "NONE" || s.Value == "CURRENT"
	case "LINE_BREAKER", "BREAK_ONLY_BEFORE", "BREAK_ONLY_BEFORE_DATE", "SHOULD_LINEMERGE":
		err = p.Break.setting(s)
	}
	return err
}

// splitList cuts a list at commas and drops blanks.
func splitList(s string) []string {
	var out []string
	for _, x := range strings.Split(s, ",") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

// words cuts a setting at blanks and commas; double quotes keep a word whole.
func words(s string) []string {
	out := make([]string, 0, strings.Count(s, " ")+1)
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == ',' || c == '\n':
			i++
		case c == '"':
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				end = len(s) - i - 1
			}
			out = append(out, s[i+1:i+1+end])
			i = min(i+end+2, len(s))
		default:
			end := strings.IndexAny(s[i:], " \t,\n")
			if end < 0 {
				end = len(s) - i
			}
			out = append(out, s[i:i+end])
			i += end
		}
	}
	return out
}

// parseAliases adds the aliases of a setting to a list.
func parseAliases(list []Alias, s string) ([]Alias, error) {
	w := words(s)
	list = slices.Grow(list, len(w)/3)
	for len(w) >= 3 {
		as := strings.ToUpper(w[1])
		if as != "AS" && as != "ASNEW" {
			break
		}
		list = append(list, Alias{From: w[0], To: w[2], New: as == "ASNEW"})
		w = w[3:]
	}
	if len(w) > 0 {
		return list, fmt.Errorf("want FIELD AS NAME, not %q", strings.Join(w, " "))
	}
	return list, nil
}
