package functions

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// ParseKind says how a parse pattern reads its literals and what it asks of
// typed captures.
// https://learn.microsoft.com/kusto/query/parse-operator
type ParseKind uint8

// The kinds of parse pattern.
const (
	// ParseSimple takes literals as they are; a typed capture that does not
	// convert makes the whole row not match.
	ParseSimple ParseKind = iota
	// ParseRelaxed is ParseSimple, but a capture that does not convert is null
	// by itself.
	ParseRelaxed
	// ParseRegex takes literals as regular expressions.
	ParseRegex
)

// ParseElement is a part of a parse pattern: a literal, a capture, or * (Skip).
type ParseElement struct {
	Literal string
	Capture bool
	// Type is the capture's type.
	Type table.Type
	Skip bool
}

// ParsePattern is a compiled pattern of the operators parse and parse-where.
// It is safe for concurrent use.
type ParsePattern struct {
	kind     ParseKind
	elements []ParseElement
	types    []table.Type // of the captures
	re       *pattern     // ParseRegex only
	groups   []int
}

// NewParsePattern compiles a pattern. flags are regular expression flags
// ("i", "U", ...), for ParseRegex only.
func NewParsePattern(kind ParseKind, flags string, elements []ParseElement) (*ParsePattern, error) {
	p := &ParsePattern{kind: kind, elements: elements}
	for _, e := range elements {
		if e.Capture {
			p.types = append(p.types, e.Type)
		}
	}
	if kind != ParseRegex {
		return p, nil
	}
	if strings.Trim(flags, "imsU") != "" {
		return nil, fmt.Errorf("unsupported regular expression flags %q", flags)
	}
	return p, p.compile(flags)
}

// Types are the captures' types, in order.
func (p *ParsePattern) Types() []table.Type { return p.types }

func (p *ParsePattern) compile(flags string) error {
	var b strings.Builder
	if flags != "" {
		b.WriteString("(?" + flags + ")")
	}
	b.WriteString(`\A`)
	n := 0
	for i, e := range p.elements {
		switch {
		case e.Skip:
			b.WriteString(`.*?`)
		case e.Capture:
			fmt.Fprintf(&b, "(?P<%s%d>%s)", captureName, n, capturePattern(e.Type))
			if i == len(p.elements)-1 {
				b.WriteString(`\z`)
			}
			n++
		default:
			b.WriteString("(?:" + e.Literal + ")")
		}
	}
	re, err := compilePattern(b.String())
	if err != nil {
		return err
	}
	p.re = re
	for i := range n {
		p.groups = append(p.groups, re.plain.SubexpIndex(fmt.Sprint(captureName, i)))
	}
	return nil
}

// captureName starts the names of the pattern's own groups, next to which the
// literals may have groups of theirs.
const captureName = "parse_capture_"

func capturePattern(t table.Type) string {
	switch t {
	case table.TypeInt, table.TypeLong:
		return `[-+]?\d+`
	case table.TypeReal, table.TypeDecimal:
		return `[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`
	case table.TypeBool:
		return `(?i:true|false)|[01]`
	}
	return `.*`
}

// Apply matches the pattern against each row of text. It gives a column for
// each capture, null (the empty string) in rows that do not match, and which
// rows match. Captures share memory with the text.
func (p *ParsePattern) Apply(c *Call, text table.Column) (captures []table.Column, matched []bool, err error) {
	in := NewArg[string](text)
	matched = make([]bool, c.N)
	found := make([][]string, len(p.types))
	for j := range found {
		found[j] = make([]string, c.N)
	}
	row := make([]string, len(p.types))
	for i := range c.N {
		if matched[i] = p.match(in.At(i), row); matched[i] {
			for j, s := range row {
				found[j][i] = s
			}
		}
	}
	captures = make([]table.Column, len(found))
	for j, strs := range found {
		if captures[j], err = castTexts(c, strs, p.types[j]); err != nil {
			return nil, nil, err
		}
	}
	if p.kind == ParseRelaxed {
		return captures, matched, nil
	}
	return p.allOrNothing(captures, matched), matched, nil
}

// allOrNothing unmatches rows in which some typed capture did not convert.
func (p *ParsePattern) allOrNothing(captures []table.Column, matched []bool) []table.Column {
	lost := false
	for j, col := range captures {
		if p.types[j] == table.TypeString {
			continue
		}
		for i := range matched {
			if matched[i] && col.Null(i) {
				matched[i], lost = false, true
			}
		}
	}
	if !lost {
		return captures
	}
	rows := make([]int32, len(matched))
	for i, ok := range matched {
		rows[i] = int32(i)
		if !ok {
			rows[i] = -1
		}
	}
	for j, col := range captures {
		captures[j] = table.WithoutNulls(col.Take(rows))
	}
	return captures
}

// castTexts converts texts by the language's own conversion function.
func castTexts(c *Call, texts []string, t table.Type) (table.Column, error) {
	col := table.NewVec(texts, nil)
	if t == table.TypeString {
		return col, nil
	}
	f := KQL().Scalar("to" + t.String())
	if f == nil {
		return nil, fmt.Errorf("unsupported conversion of text to %s", t)
	}
	o := f.Resolve([]table.Type{table.TypeString}, Strict)
	if o == nil {
		return nil, fmt.Errorf("unsupported conversion of text to %s", t)
	}
	call := *c
	call.Null, call.Result = f.Null, t
	return o.Kernel(&call, []table.Column{col})
}

func (p *ParsePattern) match(s string, row []string) bool {
	if p.kind == ParseRegex {
		return p.matchRegex(s, row)
	}
	m := textMatcher{s: s, row: row, pending: -1}
	n := 0
	for i, e := range p.elements {
		switch {
		case e.Skip:
			m.close(p.types)
			m.gap = true
		case e.Capture:
			m.close(p.types)
			m.pending, m.gap = n, true
			n++
		case !m.literal(e.Literal, i == len(p.elements)-1):
			return false
		}
	}
	if m.pending >= 0 {
		row[m.pending] = s[m.at:]
		return true
	}
	return m.gap || m.at == len(s)
}

// textMatcher walks through a text element by element.
type textMatcher struct {
	s       string
	row     []string
	at      int  // everything before is consumed
	gap     bool // the next literal may stand anywhere after at
	pending int  // the capture that takes the gap, or -1
}

// literal finds the next literal and gives what lies before it to the pending
// capture. The last literal of a pattern ends the text.
func (m *textMatcher) literal(what string, last bool) bool {
	rest := m.s[m.at:]
	i := 0
	switch {
	case last && strings.HasSuffix(rest, what):
		i = len(rest) - len(what)
	case last:
		return false
	case m.gap:
		i = strings.Index(rest, what)
	}
	if i < 0 || !m.gap && (i > 0 || !strings.HasPrefix(rest, what)) {
		return false
	}
	if m.pending >= 0 {
		m.row[m.pending] = rest[:i]
	}
	m.at += i + len(what)
	m.gap, m.pending = false, -1
	return true
}

// close ends a pending capture that is not followed by a literal: a typed one
// takes what looks like its type, a string nothing.
func (m *textMatcher) close(types []table.Type) {
	if m.pending < 0 {
		return
	}
	rest := m.s[m.at:]
	n := lookLength(rest, types[m.pending])
	m.row[m.pending] = rest[:n]
	m.at += n
	m.pending = -1
}

// looks are what values of a type look like at the start of a text.
var looks = sync.OnceValue(func() map[table.Type]*regexp.Regexp {
	all := map[table.Type]*regexp.Regexp{}
	for _, t := range []table.Type{table.TypeInt, table.TypeLong, table.TypeReal, table.TypeDecimal, table.TypeBool} {
		all[t] = regexp.MustCompile(`\A(?:` + capturePattern(t) + `)`)
	}
	moment := regexp.MustCompile(`\A[-+0-9]?[-0-9:./+TZ]*(?: [0-9:][-0-9:./+Z]*)?`)
	all[table.TypeDateTime], all[table.TypeTimeSpan] = moment, moment
	all[table.TypeGUID] = regexp.MustCompile(`\A[0-9A-Fa-f-]*`)
	return all
})

// lookLength is how much of the start of s looks like a value of type t.
func lookLength(s string, t table.Type) int {
	re := looks()[t]
	if re == nil {
		return 0
	}
	return len(re.FindString(s))
}

func (p *ParsePattern) matchRegex(s string, row []string) bool {
	re := p.re.in(s)
	if re == nil {
		return false
	}
	m := re.FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	for j, g := range p.groups {
		row[j] = ""
		if m[2*g] >= 0 {
			row[j] = s[m[2*g]:m[2*g+1]]
		}
	}
	return true
}
