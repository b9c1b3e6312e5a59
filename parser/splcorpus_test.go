package parser_test

import (
	"strings"
	"testing"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

type macroRecord struct {
	Name       string   `json:"name"`
	Args       []string `json:"args"`
	Arguments  []string `json:"arguments"`
	Definition string   `json:"definition"`
}

func corpusMacros(t testing.TB) parser.Macros {
	set := parser.MacroSet{}
	for _, m := range conformance.Lines[macroRecord](t, "corpus/spl/macros.jsonl") {
		set[m.key()] = m.def()
	}
	return parser.FilterFallback(set)
}

func (m macroRecord) names() []string {
	if len(m.Args) > 0 {
		return m.Args
	}
	return m.Arguments
}

func (m macroRecord) key() string {
	name, _, _ := strings.Cut(m.Name, "(")
	if n := len(m.names()); n > 0 {
		return name + "(" + string(rune('0'+n)) + ")"
	}
	return name
}

func (m macroRecord) def() parser.MacroDef {
	return parser.MacroDef{Args: m.names(), Definition: source.New(m.Name, m.Definition)}
}

// unparsable lists published detections that are wrong as published.
var unparsable = map[string]string{
	"Abnormally High AWS Instances Launched by User":   "a function call in search",
	"Abnormally High AWS Instances Terminated by User": "a function call in search",
	"Excessive DNS Failures":                           "get_asset(1) is defined nowhere",
}

func TestSPLDetections(t *testing.T) {
	macros := corpusMacros(t)
	total, parsed := 0, 0
	type record struct{ Name, Search string }
	for _, d := range conformance.Lines[record](t, "corpus/spl/detections.jsonl") {
		total++
		search, err := parser.SPL(source.New("", d.Search), macros)
		reason, listed := unparsable[d.Name]
		if err != nil {
			if !listed {
				t.Errorf("%s: %v", d.Name, err)
			}
			continue
		}
		parsed++
		if listed {
			t.Errorf("%s parses; remove it from the list (%s)", d.Name, reason)
		}
		requireFixpoint(t, d.Name, search)
	}
	t.Logf("%d of %d detections parse", parsed, total)
}

func TestSPLConformanceCasesParse(t *testing.T) {
	type record struct {
		ID, SPL string
		Macros  map[string]macroRecord
	}
	total := 0
	for _, c := range conformance.Lines[record](t, "conformance/spl/cases.jsonl") {
		total++
		set := parser.MacroSet{}
		for name, m := range c.Macros {
			m.Name = name
			set[name] = m.def()
		}
		search, err := parser.SPL(source.New("", c.SPL), set)
		if err != nil {
			t.Errorf("%s: %s: %v", c.ID, c.SPL, err)
			continue
		}
		requireFixpoint(t, c.ID, search)
	}
	t.Logf("%d cases", total)
}

// requireFixpoint prints, parses and prints again.
func requireFixpoint(t testing.TB, name string, search *spl.Search) {
	t.Helper()
	printed := search.String()
	again, err := parser.SPL(source.New("", printed), parser.FilterFallback(nil))
	if err != nil {
		t.Errorf("%s: printed form does not parse: %v\n%s", name, err, printed)
		return
	}
	if second := again.String(); second != printed {
		t.Errorf("%s: not a fixpoint:\n%s\n%s", name, printed, second)
	}
}
