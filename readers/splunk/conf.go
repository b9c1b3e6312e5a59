package splunk

import (
	"bufio"
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
	s := &Stanza{Name: name}
	c.byName[name] = s
	c.Stanzas = append(c.Stanzas, s)
	return s
}

// Overlay puts the settings of over on top of c's.
func (c *Conf) Overlay(over *Conf) {
	for _, s := range over.Stanzas {
		into := c.stanza(s.Name)
		for _, x := range s.Settings {
			into.set(x.Key, x.Value)
		}
	}
}

// maxConfLine bounds one line of a .conf file.
const maxConfLine = 1 << 20

// ParseConf reads a .conf file: stanzas in brackets, settings, comments that
// start a line with #, and lines that a backslash at the end continues.
// Settings before the first stanza belong to [default]. The error names the
// line.
func ParseConf(file string, r io.Reader) (*Conf, error) {
	c := &Conf{}
	current := "default"
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxConfLine)
	joined, start := "", 0
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if joined == "" {
			start = n
			if trimmed := strings.TrimSpace(text); trimmed == "" || trimmed[0] == '#' {
				continue
			}
		}
		if part, more := strings.CutSuffix(text, `\`); more && !strings.HasSuffix(part, `\`) {
			joined += part + "\n"
			continue
		}
		text, joined = strings.TrimSpace(joined+text), ""
		if text[0] == '[' && !strings.Contains(text, "\n") {
			end := strings.LastIndexByte(text, ']')
			if end < 0 {
				return nil, confError(file, start, "a stanza's name is not closed with ]")
			}
			current = text[1:end]
			c.stanza(current)
			continue
		}
		key, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, confError(file, start, "neither a stanza nor key = value")
		}
		c.stanza(current).set(strings.TrimSpace(key), strings.TrimSpace(value))
	}
	if err := lines.Err(); err != nil {
		return nil, confError(file, start+1, err.Error())
	}
	if joined != "" {
		return nil, confError(file, start, "the last line is continued by nothing")
	}
	return c, nil
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
