package splunk

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// rule is one EXTRACT setting or one transform that a REPORT setting names.
type rule struct {
	source  string // the field that is searched; "_raw" or another
	regex   *Regex
	outputs []output
	pairs   [][2]int // groups named _KEY_n and _VAL_n
	delims  *delims
	once    bool // the first match only
	mvAdd   bool
	clean   bool // names are made of letters, digits and _
	keep    bool // empty values count
}

// output is a field that a match fills: text with groups in it.
type output struct{ name, value template }

// template is literal texts with a group's text behind each, -1 for none.
type template []piece

type piece struct {
	text  string
	group int
}

func (t template) fixed() (string, bool) {
	if len(t) == 1 && t[0].group < 0 {
		return t[0].text, true
	}
	return "", len(t) == 0
}

// append adds the template's text; ok is false when none of its groups took
// part in the match.
func (t template) append(dst, b []byte, m []int) (_ []byte, ok bool) {
	groups := 0
	for _, p := range t {
		dst = append(dst, p.text...)
		if p.group < 0 {
			continue
		}
		groups++
		if 2*p.group+1 < len(m) && m[2*p.group] >= 0 {
			dst = append(dst, b[m[2*p.group]:m[2*p.group+1]]...)
			ok = true
		}
	}
	return dst, ok || groups == 0
}

// dynamic reports whether the rule's field names come from the text.
func (r *rule) dynamic() bool {
	if len(r.pairs) > 0 || r.delims != nil && r.delims.fields == nil {
		return true
	}
	for _, o := range r.outputs {
		if _, fixed := o.name.fixed(); !fixed {
			return true
		}
	}
	return false
}

// fields are the names of a rule that is not dynamic.
func (r *rule) fields() []string {
	var out []string
	for _, o := range r.outputs {
		if name, fixed := o.name.fixed(); fixed {
			out = append(out, name)
		}
	}
	if r.delims != nil {
		out = append(out, r.delims.fields...)
	}
	if r.clean {
		for i, name := range out {
			out[i] = string(cleanKey([]byte(name)))
		}
	}
	return out
}

// inField divides the value of an EXTRACT setting that ends in "in FIELD".
func inField(text string) (pattern, field string, ok bool) {
	const blank = " \t\r\n\f"
	text = strings.TrimRight(text, blank)
	at := strings.LastIndexAny(text, blank)
	if at < 0 || !isFieldName(text[at+1:]) {
		return "", "", false
	}
	head, ok := strings.CutSuffix(strings.TrimRight(text[:at], blank), "in")
	pattern = strings.TrimRight(head, blank)
	if !ok || pattern == head || strings.Contains(pattern, "\n") {
		return "", "", false
	}
	return pattern, text[at+1:], true
}

// isFieldName reports whether s may stand behind "in".
func isFieldName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && c != '_' && (i == 0 || !isAlnum(c) && c != '.' && c != '{' && c != '}' && c != '-') {
			return false
		}
	}
	return s != ""
}

// extractRule reads the value of an EXTRACT setting: a pattern with named
// groups, and "in FIELD" when it is not the raw text that is searched.
func extractRule(text string) (*rule, error) {
	r := &rule{source: "_raw", once: true, clean: true}
	var err error
	if pattern, field, ok := inField(text); ok {
		if r.regex, err = CompileRegex(pattern); err == nil {
			r.source = field
		}
	}
	if r.regex == nil {
		if r.regex, err = CompileRegex(text); err != nil {
			return nil, err
		}
	}
	r.namedGroups()
	if len(r.outputs) == 0 && len(r.pairs) == 0 {
		return nil, fmt.Errorf("the pattern has no named group")
	}
	return r, nil
}

// namedGroups makes a field of each group with a name.
func (r *rule) namedGroups() {
	vals := map[string]int{}
	for n, name := range r.regex.names {
		if rest, isVal := strings.CutPrefix(name, "_VAL_"); isVal {
			vals[rest] = n
		}
	}
	for n, name := range r.regex.names {
		if rest, isKey := strings.CutPrefix(name, "_KEY_"); isKey {
			if v, both := vals[rest]; both {
				r.pairs = append(r.pairs, [2]int{n, v})
			}
			continue
		}
		if name != "" && !strings.HasPrefix(name, "_VAL_") {
			r.outputs = append(r.outputs, output{template{{name, -1}}, template{{"", n}}})
		}
	}
}

// transform makes the rule of a stanza of transforms.conf.
func (c *Config) transform(name string) (*rule, error) {
	s := c.transforms.Stanza(name)
	if s == nil {
		return nil, fmt.Errorf("no transform [%s]", name)
	}
	return newTransform(s)
}

// sourceOf is the field that a stanza of transforms.conf searches.
func sourceOf(s *Stanza) string {
	if v := s.Get("SOURCE_KEY"); v != "" {
		return strings.TrimPrefix(v, "field:")
	}
	return "_raw"
}

func newTransform(s *Stanza) (*rule, error) {
	name := s.Name
	r := &rule{source: sourceOf(s), clean: true}
	r.mvAdd, r.keep = isTrue(s.Get("MV_ADD")), isTrue(s.Get("KEEP_EMPTY_VALS"))
	if v := s.Get("CLEAN_KEYS"); v != "" {
		r.clean = isTrue(v)
	}
	if s.Get("DELIMS") != "" {
		d, err := newDelims(s.Get("DELIMS"), s.Get("FIELDS"))
		r.delims = d
		return r, err
	}
	if s.Get("REGEX") == "" {
		return nil, fmt.Errorf("transform [%s] has neither REGEX nor DELIMS", name)
	}
	var err error
	if r.regex, err = CompileRegex(s.Get("REGEX")); err != nil {
		return nil, fmt.Errorf("transform [%s]: %w", name, err)
	}
	r.namedGroups()
	if f := s.Get("FORMAT"); f != "" {
		if r.outputs, err = parseFormat(f); err != nil {
			return nil, fmt.Errorf("transform [%s]: %w", name, err)
		}
	} else if len(r.outputs) == 0 && len(r.pairs) == 0 {
		r.outputs = []output{{template{{name, -1}}, template{{"", 1}}}}
	}
	return r, nil
}

// parseFormat reads NAME::VALUE pairs with $1, $2, ... in either.
func parseFormat(s string) ([]output, error) {
	var out []output
	for _, w := range formatWords(s) {
		name, value, ok := strings.Cut(w, "::")
		if !ok {
			return nil, fmt.Errorf("FORMAT %q: want NAME::VALUE", w)
		}
		out = append(out, output{parseTemplate(name), parseTemplate(value)})
	}
	return out, nil
}

// formatWords cuts at blanks outside double quotes and drops the quotes.
func formatWords(s string) []string {
	var out []string
	var word strings.Builder
	quoted := false
	for _, c := range s + " " {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ' ' || c == '\t' || c == '\n'):
			if word.Len() > 0 {
				out = append(out, word.String())
				word.Reset()
			}
		default:
			word.WriteRune(c)
		}
	}
	return out
}

func parseTemplate(s string) template {
	var t template
	for s != "" {
		at := strings.IndexByte(s, '$')
		if at < 0 {
			return append(t, piece{s, -1})
		}
		end := at + 1
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		n, err := strconv.Atoi(s[at+1 : end])
		if err != nil {
			n, at = -1, end
		}
		t = append(t, piece{s[:at], n})
		s = s[end:]
	}
	return t
}

// run searches b and hands the fields to the extraction.
func (r *rule) run(x *extraction, b []byte) {
	if r.delims != nil {
		r.delims.run(x, b, r)
		return
	}
	m := r.regex.find(b)
	if m == nil {
		return
	}
	if r.once || !r.mvAdd && !r.dynamic() && len(r.outputs) == 1 {
		r.match(x, b, m)
		return
	}
	r.regex.each(b, func(m []int) bool {
		r.match(x, b, m)
		return true
	})
}

func (r *rule) match(x *extraction, b []byte, m []int) {
	for _, o := range r.outputs {
		var ok bool
		if x.name, ok = o.name.append(x.name[:0], b, m); !ok {
			continue
		}
		if x.value, ok = o.value.append(x.value[:0], b, m); ok {
			r.add(x, x.name, x.value)
		}
	}
	for _, p := range r.pairs {
		if m[2*p[0]] >= 0 && m[2*p[1]] >= 0 {
			r.add(x, append(x.name[:0], b[m[2*p[0]]:m[2*p[0]+1]]...), b[m[2*p[1]]:m[2*p[1]+1]])
		}
	}
}

// add hands one field on.
func (r *rule) add(x *extraction, name, value []byte) {
	if len(value) == 0 && !r.keep {
		return
	}
	if r.clean {
		name = cleanKey(name)
	}
	if len(name) == 0 || !x.plan.Wants(name) {
		return
	}
	if since := x.sink.Since(name); since == 0 || r.mvAdd && since == PhaseRules {
		x.sink.Add(name, value)
	}
}

// cleanKey replaces in place what is not a letter, digit or _ by _, and drops
// leading underscores and digits.
func cleanKey(name []byte) []byte {
	for i, c := range name {
		if !isAlnum(c) && c != '_' && c < 0x80 && c != '.' && c != '{' && c != '}' {
			name[i] = '_'
		}
	}
	trimmed := bytes.TrimLeft(name, "_0123456789")
	if len(trimmed) == 0 || bytes.HasPrefix(name, []byte("_")) && len(trimmed) < len(name) && isInternal(name) {
		return name
	}
	return trimmed
}

// isInternal reports whether a leading underscore belongs to the name.
func isInternal(name []byte) bool { return string(name) == "_time" || string(name) == "_raw" }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
