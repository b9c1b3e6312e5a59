package splunk

import (
	"fmt"
	"io"
	"strings"
)

// Setting is one line "key = value" of a .conf file.
type Setting struct{ Key, Value string }

// Stanza is a section of a .conf file with its settings in the order of the
// file; a key occurs once.
type Stanza struct {
	Name     string
	Settings []Setting
}

// Get is the value of a key, empty when it is not set.
func (s *Stanza) Get(key string) string {
	for _, x := range s.Settings {
		if x.Key == key {
			return x.Value
		}
	}
	return ""
}

func (s *Stanza) set(key, value string) {
	for i := range s.Settings {
		if s.Settings[i].Key == key {
			s.Settings[i].Value = value
			return
		}
	}
	s.Settings = append(s.Settings, Setting{key, value})
}

// Conf is a .conf file, or several laid over one another.
type Conf struct {
	Stanzas []*Stanza
	byName  map[string]*Stanza
}

// Stanza is the section of that name, nil when there is none.
func (c *Conf) Stanza(name string) *Stanza { return c.byName[name] }

func (c *Conf) stanza(name string) *Stanza {
	if s := c.byName[name]; s != nil {
		return s
	}
	if c.byName == nil {
		c.byName = map[string]*Stanza{}
	}
	s := &Stanza{Name: name, Settings: make([]Setting, 0, 8)}
	c.byName[name] = s
	c.Stanzas = append(c.Stanzas, s)
	return s
}

// maxConfLine bounds one line of a .conf file.
const maxConfLine = 1 << 20

// ParseConf reads a .conf file: stanzas in brackets, settings, comments that
// start a line with #, and lines that a backslash at the end continues.
// Settings before the first stanza belong to [default]. The error names the
// line.
func ParseConf(file string, r io.Reader) (*Conf, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	c := &Conf{}
	if err := c.parse(file, string(data)); err != nil {
		return nil, err
	}
	return c, nil
}

// parse lays a file's text over what c has.
func (c *Conf) parse(file, text string) error {
	rest := strings.TrimPrefix(text, "\ufeff")
	var into *Stanza
	for n := 0; rest != ""; {
		start := n + 1
		var text string
		var ok bool
		if text, rest, n, ok = logicalLine(rest, n); !ok {
			return confError(file, start, "the last line is continued by nothing")
		}
		if len(text) > maxConfLine {
			return confError(file, start, "the line is too long")
		}
		if text == "" || text[0] == '#' {
			continue
		}
		if text[0] == '[' && !strings.Contains(text, "\n") {
			end := strings.LastIndexByte(text, ']')
			if end < 0 {
				return confError(file, start, "a stanza's name is not closed with ]")
			}
			into = c.stanza(text[1:end])
			continue
		}
		key, value, ok := strings.Cut(text, "=")
		if !ok {
			return confError(file, start, "neither a stanza nor key = value")
		}
		if into == nil {
			into = c.stanza("default")
		}
		into.set(strings.TrimSpace(key), strings.TrimSpace(value))
	}
	return nil
}

// logicalLine cuts off the first line of a text, with those that continue it,
// and trims it; n counts the lines of the file. It fails when the last line is
// to be continued.
func logicalLine(text string, n int) (line, rest string, _ int, ok bool) {
	var joined strings.Builder
	for {
		line, rest, _ = strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		n++
		if joined.Len() == 0 {
			if trimmed := strings.TrimSpace(line); trimmed == "" || trimmed[0] == '#' {
				return trimmed, rest, n, true
			}
		}
		part, more := strings.CutSuffix(line, `\`)
		switch {
		case more && !strings.HasSuffix(part, `\`):
			joined.WriteString(part)
			joined.WriteByte('\n')
			if rest == "" {
				return "", "", n, false
			}
		case joined.Len() == 0:
			return strings.TrimSpace(line), rest, n, true
		default:
			joined.WriteString(line)
			return strings.TrimSpace(joined.String()), rest, n, true
		}
		text = rest
	}
}

func confError(file string, line int, reason string) error {
	return fmt.Errorf("%s:%d: %s", file, line, reason)
}

// isTrue reads a setting that is true or false.
func isTrue(s string) bool {
	switch strings.ToLower(s) {
	case "1", "t", "true", "y", "yes", "enabled":
		return true
	}
	return false
}
