package functions

import (
	"fmt"
	"strconv"
	"strings"

	lazy "github.com/goshawk-lang/goshawk/internal/pattern"
)

// XPath is a path into XML, as far as Python's ElementTree knows them, whose
// last step may be an attribute: //book[@id='1']/title, /data/book/@name.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/search-commands/xpath
type XPath struct {
	rooted    bool // begins with /data, which all text is wrapped in
	steps     []xpathStep
	attribute string
}

// xpathStep goes to the elements of a name: * for any, . for the same and ..
// for the one around it; deep also to those further in.
type xpathStep struct {
	deep       bool
	name       string
	conditions []xpathCondition
}

// xpathCondition stands in brackets: an attribute or an element that is there,
// perhaps with a value, or a place among elements of the same name.
type xpathCondition struct {
	attribute, element string
	value              string
	valued             bool
	place              int // from 1, or from the end when negative
}

var (
	xpathStepPattern = lazy.Lazy(`^(//|/|)(@?[^/\[\]]+)((?:\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*)`)
	xpathBracket     = lazy.Lazy(`\[((?:[^\]'"]|'[^']*'|"[^"]*")*)\]`)
	xpathEquals      = lazy.Lazy(`^(@?)([^='"\[\]@]+?)\s*=\s*(?:'([^']*)'|"([^"]*)")$`)
	xpathLast        = lazy.Lazy(`^last\(\)\s*(?:-\s*(\d+))?$`)
	xpathPrefixed    = lazy.Lazy(`^[\w.-]+:[\w.*-]+$`)
	xpathTest        = lazy.Lazy(`^(@?[\w:.-]+|\.)$`)
)

// ParseXPath reads a path; the error says what it has that is not known.
func ParseXPath(path string) (*XPath, error) {
	p := &XPath{}
	rest := strings.TrimSpace(path)
	for first := true; rest != ""; first = false {
		m := xpathStepPattern().FindStringSubmatch(rest)
		if m == nil || !first && m[1] == "" || p.attribute != "" {
			return nil, fmt.Errorf("xpath %q: cannot read %q", path, rest)
		}
		rest = rest[len(m[0]):]
		if name, ok := strings.CutPrefix(m[2], "@"); ok {
			if p.attribute = name; m[3] != "" || name == "" {
				return nil, fmt.Errorf("xpath %q: nothing can follow an attribute", path)
			}
			if m[1] == "//" {
				p.steps = append(p.steps, xpathStep{deep: true, name: "*"})
			}
			continue
		}
		if strings.ContainsAny(m[2], "()|:=") && !xpathPrefixed().MatchString(m[2]) {
			return nil, fmt.Errorf("xpath %q: %q is not supported", path, m[2])
		}
		s := xpathStep{deep: m[1] == "//", name: m[2]}
		for _, in := range xpathBracket().FindAllStringSubmatch(m[3], -1) {
			c, ok := xpathConditionOf(strings.TrimSpace(in[1]))
			if !ok {
				return nil, fmt.Errorf("xpath %q: [%s] is not supported", path, in[1])
			}
			s.conditions = append(s.conditions, c)
		}
		if first && m[1] == "/" {
			p.rooted = true
		}
		p.steps = append(p.steps, s)
	}
	if len(p.steps) == 0 && p.attribute == "" {
		return nil, fmt.Errorf("xpath %q: there is no path", path)
	}
	return p, nil
}

func xpathConditionOf(s string) (xpathCondition, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return xpathCondition{place: n}, n > 0
	}
	if m := xpathLast().FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi("0" + m[1])
		return xpathCondition{place: -1 - n}, true
	}
	c := xpathCondition{}
	if m := xpathEquals().FindStringSubmatch(s); m != nil {
		c.value, c.valued = m[3]+m[4], true
		s = m[1] + strings.TrimSpace(m[2])
	}
	if !xpathTest().MatchString(s) {
		return c, false
	}
	if name, ok := strings.CutPrefix(s, "@"); ok {
		c.attribute = name
	} else {
		c.element = s
	}
	return c, c.element != "." || c.valued
}

// Values are the values at the path in XML text, in order: the text of the
// elements, or what they hold as written when there are elements in it, or the
// attribute. Text that begins with a declaration has none, as in Splunk.
func (p *XPath) Values(text string) []string {
	trimmed := strings.TrimLeft(text, " \t\r\n")
	if strings.HasPrefix(trimmed, "<?") || strings.HasPrefix(trimmed, "<!DOCTYPE") {
		return nil
	}
	data := &xpathElement{xmlNode: xmlNode{name: "data", inner: text}}
	found := []*xpathElement{data}
	if p.rooted {
		found = []*xpathElement{{kids: []*xpathElement{data}, read: true}}
	}
	for _, s := range p.steps {
		found = s.from(found)
	}
	var out []string
	for _, e := range found {
		if p.attribute == "" {
			out = append(out, e.value())
		} else if v, ok := e.attribute(p.attribute); ok {
			out = append(out, v)
		}
	}
	return out
}

// xpathElement is an element that knows where it is.
type xpathElement struct {
	xmlNode
	around *xpathElement
	kids   []*xpathElement
	read   bool
	depth  int
}

func (e *xpathElement) inside() []*xpathElement {
	if !e.read && e.depth < maxXMLDepth {
		e.children(func(child xmlNode) {
			e.kids = append(e.kids, &xpathElement{xmlNode: child, around: e, depth: e.depth + 1})
		})
	}
	e.read = true
	return e.kids
}

// walk yields an element and all in it.
func (e *xpathElement) walk(yield func(*xpathElement)) {
	yield(e)
	for _, k := range e.inside() {
		k.walk(yield)
	}
}

func (s *xpathStep) from(list []*xpathElement) []*xpathElement {
	var out []*xpathElement
	seen := map[*xpathElement]bool{}
	add := func(e *xpathElement) {
		if e != nil && !seen[e] && s.holds(e) {
			seen[e] = true
			out = append(out, e)
		}
	}
	for _, e := range list {
		starts := []*xpathElement{e}
		if s.deep {
			starts = nil
			e.walk(func(k *xpathElement) { starts = append(starts, k) })
		}
		for _, from := range starts {
			switch s.name {
			case ".":
				add(from)
			case "..":
				add(from.around)
			default:
				for _, k := range from.inside() {
					if s.name == "*" || s.name == k.name {
						add(k)
					}
				}
			}
		}
	}
	return out
}

// holds reports whether all conditions do.
func (s *xpathStep) holds(e *xpathElement) bool {
	for _, c := range s.conditions {
		if !c.holds(e) {
			return false
		}
	}
	return true
}

func (c *xpathCondition) holds(e *xpathElement) bool {
	switch {
	case c.attribute != "":
		v, ok := e.attribute(c.attribute)
		return ok && (!c.valued || v == c.value)
	case c.element == ".":
		return e.value() == c.value
	case c.element != "":
		for _, k := range e.inside() {
			if k.name == c.element && (!c.valued || k.value() == c.value) {
				return true
			}
		}
		return false
	}
	return e.around != nil && e.place(c.place < 0) == max(c.place, -c.place)
}

// place is an element's among those of its name around it, from 1 at the begin
// or at the end.
func (e *xpathElement) place(fromEnd bool) int {
	at, all := 0, 0
	for _, k := range e.around.inside() {
		if k.name == e.name {
			all++
		}
		if k == e {
			at = all
		}
	}
	if fromEnd {
		return all - at + 1
	}
	return at
}
