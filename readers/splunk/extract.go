package splunk

import (
	"fmt"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// Extraction is what a stanza of transforms.conf takes out of the text of _raw,
// with some of its settings replaced. The error tells why there is none.
func (c *Config) Extraction(name string, over map[string]string) (table.Extraction, error) {
	s := c.transforms.Stanza(name)
	if s == nil {
		return nil, fmt.Errorf("no transform [%s]", name)
	}
	s = &Stanza{Name: name, Settings: slices.Clone(s.Settings)}
	for key, value := range over {
		s.set(key, value)
	}
	r, err := newTransform(s)
	if err != nil {
		return nil, err
	}
	if r.source != "_raw" {
		return nil, fmt.Errorf("transform [%s] searches the field %s, not _raw", name, r.source)
	}
	plan := &Plan{props: &Props{config: c}, all: true, rules: []*rule{r}}
	return func(text string, found func(name, value string)) {
		var e Extractor
		e.Rules(plan, []byte(text), &foundSink{found: found, since: map[string]Phase{}})
	}, nil
}

// foundSink hands on what is found in one text.
type foundSink struct {
	found func(name, value string)
	since map[string]Phase
	phase Phase
}

func (s *foundSink) Enter(p Phase)               { s.phase = p }
func (s *foundSink) Since(name []byte) Phase     { return s.since[string(name)] }
func (s *foundSink) Value([]byte) ([]byte, bool) { return nil, false }
func (s *foundSink) Add(name, value []byte) {
	s.since[string(name)] = s.phase
	s.found(string(name), string(value))
}
