package parser_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// sharedSPL finds a file of the material that may stand beside the checkout.
func sharedSPL(t testing.TB, path string) string {
	t.Helper()
	if dir := os.Getenv("GOSHAWK_SHARED"); dir != "" {
		return filepath.Join(dir, path)
	}
	dir, err := os.Getwd()
	require.NoError(t, err)
	for dir != filepath.Dir(dir) {
		if file := filepath.Join(dir, "shared", path); exists(file) {
			return file
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("skipped: no conformance data")
	return ""
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

func eachSPLLine[T any](t testing.TB, file string, visit func(T)) {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var v T
		require.NoError(t, json.Unmarshal(lines.Bytes(), &v))
		visit(v)
	}
	require.NoError(t, lines.Err())
}

type macroRecord struct {
	Name       string   `json:"name"`
	Args       []string `json:"args"`
	Arguments  []string `json:"arguments"`
	Definition string   `json:"definition"`
}

func corpusMacros(t testing.TB) parser.Macros {
	set := parser.MacroSet{}
	eachSPLLine(t, sharedSPL(t, "corpus/spl/macros.jsonl"), func(m macroRecord) {
		set[m.key()] = m.def()
	})
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
	eachSPLLine(t, sharedSPL(t, "corpus/spl/detections.jsonl"), func(d record) {
		total++
		search, err := parser.SPL(source.New("", d.Search), macros)
		reason, listed := unparsable[d.Name]
		if err != nil {
			if !listed {
				t.Errorf("%s: %v", d.Name, err)
			}
			return
		}
		parsed++
		if listed {
			t.Errorf("%s parses; remove it from the list (%s)", d.Name, reason)
		}
		requireFixpoint(t, d.Name, search)
	})
	t.Logf("%d of %d detections parse", parsed, total)
}

func TestSPLConformanceCasesParse(t *testing.T) {
	type record struct {
		ID, SPL string
		Macros  map[string]macroRecord
	}
	total := 0
	eachSPLLine(t, sharedSPL(t, "conformance/spl/cases.jsonl"), func(c record) {
		total++
		set := parser.MacroSet{}
		for name, m := range c.Macros {
			m.Name = name
			set[name] = m.def()
		}
		search, err := parser.SPL(source.New("", c.SPL), set)
		if err != nil {
			t.Errorf("%s: %s: %v", c.ID, c.SPL, err)
			return
		}
		requireFixpoint(t, c.ID, search)
	})
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
