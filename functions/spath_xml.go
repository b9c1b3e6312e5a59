package functions

import (
	"html"
	"strconv"
	"strings"
)

// SpathXML gives the values at a path of XML text, in order: "a.b" for the
// elements b in a, "a.b{2}" for the second of each a, "a.b{@c}" for their
// attribute c; "{}" changes nothing. The value of an element is its text,
// unescaped, or what it holds as written when there are elements in it. Text is
// read as far as it goes: attributes may lack quotes, elements their end.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/search-commands/spath
func SpathXML(text, path string) []string {
	within := []xmlNode{{inner: text}}
	attribute := ""
	for _, step := range xmlSteps(path) {
		if attribute != "" {
			return nil // there is nothing below an attribute
		}
		var found []xmlNode
		for i := range within {
			n := 0
			within[i].children(func(e xmlNode) {
				if e.name != step.name {
					return
				}
				if n++; step.index == 0 || step.index == n {
					found = append(found, e)
				}
			})
		}
		within, attribute = found, step.attribute
	}
	var out []string
	for i := range within {
		if attribute == "" {
			out = append(out, within[i].value())
		} else if v, ok := within[i].attribute(attribute); ok {
			out = append(out, v)
		}
	}
	return out
}

// xmlStep is a step of a path: elements of a name, one of them by its place
// from 1 on (0: all), and perhaps an attribute.
type xmlStep struct {
	name, attribute string
	index           int
}

func xmlSteps(path string) []xmlStep {
	var out []xmlStep
	for path != "" {
		end := strings.IndexAny(path, ".{")
		if end < 0 {
			end = len(path)
		}
		s := xmlStep{name: path[:end]}
		path = path[end:]
		for strings.HasPrefix(path, "{") {
			inside, rest, ok := strings.Cut(path[1:], "}")
			if !ok {
				return append(out, s)
			}
			if name, is := strings.CutPrefix(inside, "@"); is {
				s.attribute = name
			} else if n, err := strconv.Atoi(inside); err == nil && inside != "" {
				s.index = max(n, -1)
			}
			path = rest
		}
		out, path = append(out, s), strings.TrimPrefix(path, ".")
	}
	return out
}

// xmlNode is an element: its name, what stands after that in its tag, and
// what it holds.
type xmlNode struct {
	name, attributes, inner string
}

// children yields the elements in an element, not those inside them.
func (e *xmlNode) children(yield func(xmlNode)) {
	text, depth := e.inner, 0
	var child xmlNode
	from := 0
	for at := 0; ; {
		start, end := xmlTag(text, at)
		if start < 0 {
			break
		}
		tag := text[start:end]
		at = end
		switch {
		case tag[1] == '?' || tag[1] == '!':
		case tag[1] == '/':
			if depth == 1 {
				child.inner = text[from:start]
				yield(child)
			}
			depth = max(depth-1, 0)
		default:
			body := strings.TrimSuffix(strings.TrimSuffix(tag[1:], ">"), "/")
			if depth == 0 {
				name := strings.IndexAny(body, " \t\r\n")
				if name < 0 {
					name = len(body)
				}
				child, from = xmlNode{name: body[:name], attributes: body[name:]}, end
			}
			if strings.HasSuffix(tag, "/>") {
				if depth == 0 {
					yield(child)
				}
				continue
			}
			depth++
		}
	}
	if depth > 0 {
		child.inner = text[from:]
		yield(child)
	}
}

// xmlTag is the next tag, declaration, comment or CDATA section; start is
// negative when there is none.
func xmlTag(text string, at int) (start, end int) {
	for {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 || at+open+1 >= len(text) {
			return -1, 0
		}
		start = at + open
		rest := text[start:]
		for _, section := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}} {
			if strings.HasPrefix(rest, section[0]) {
				if n := strings.Index(rest, section[1]); n >= 0 {
					return start, start + n + len(section[1])
				}
				return start, len(text)
			}
		}
		if c := rest[1]; c == '/' || c == '?' || c == '!' || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 {
			if n := xmlTagEnd(rest); n > 0 {
				return start, start + n
			}
			return -1, 0
		}
		at = start + 1 // a lone <
	}
}

// xmlTagEnd is the place after the > of a tag, which may stand in quotes before.
func xmlTagEnd(tag string) int {
	quote := byte(0)
	for i := range len(tag) {
		switch c := tag[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && tag[i-1] == '=':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return 0
}

// value is the text of an element, or what it holds when that has elements.
func (e *xmlNode) value() string {
	text, ok := e.text()
	if !ok {
		return strings.TrimSpace(e.inner)
	}
	return text
}

// text is that of an element without elements in it.
func (e *xmlNode) text() (string, bool) {
	var b strings.Builder
	last := 0
	for at := 0; ; {
		start, end := xmlTag(e.inner, at)
		if start < 0 {
			break
		}
		tag := e.inner[start:end]
		if tag[1] != '!' && tag[1] != '?' {
			return "", false
		}
		b.WriteString(html.UnescapeString(e.inner[last:start]))
		if section, ok := strings.CutPrefix(tag, "<![CDATA["); ok {
			b.WriteString(strings.TrimSuffix(section, "]]>"))
		}
		at, last = end, end
	}
	if last == 0 {
		return html.UnescapeString(e.inner), true
	}
	b.WriteString(html.UnescapeString(e.inner[last:]))
	return b.String(), true
}

// attribute is the value of an attribute.
func (e *xmlNode) attribute(name string) (value string, ok bool) {
	e.eachAttribute(func(key, v string) {
		if key == name && !ok {
			value, ok = v, true
		}
	})
	return value, ok
}

// eachAttribute yields the attributes, whose values may stand in quotes.
func (e *xmlNode) eachAttribute(yield func(key, value string)) {
	for rest := e.attributes; ; {
		key, after, ok := strings.Cut(rest, "=")
		if !ok {
			return
		}
		after = strings.TrimLeft(after, " \t\r\n")
		value := ""
		if after != "" && (after[0] == '"' || after[0] == '\'') {
			value, rest, _ = strings.Cut(after[1:], after[:1])
		} else {
			end := strings.IndexAny(after, " \t\r\n")
			if end < 0 {
				end = len(after)
			}
			value, rest = after[:end], after[end:]
		}
		yield(strings.TrimSpace(key), html.UnescapeString(value))
	}
}

// SpathXMLEach calls yield for the text and the attributes of every element of
// XML text, with the path that automatic extraction names its field by
// ("a.b", "a.b{@c}"). An element without text, or with elements in it, has no
// value of its own.
func SpathXMLEach(text string, yield func(path, value string)) {
	root := xmlNode{inner: text}
	root.each("", yield, 0)
}

func (e *xmlNode) each(prefix string, yield func(path, value string), depth int) {
	if depth >= maxXMLDepth {
		return
	}
	e.children(func(child xmlNode) {
		path := prefix + child.name
		child.eachAttribute(func(key, value string) { yield(path+"{@"+key+"}", value) })
		if value, ok := child.text(); !ok {
			child.each(path+".", yield, depth+1)
		} else if value != "" {
			yield(path, value)
		}
	})
}
