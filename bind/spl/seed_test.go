package spl_test

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/source"
)

// TestSeed runs the published detection of mail that is sent and then deleted
// for good, verbatim, on events from a file.
func TestSeed(t *testing.T) {
	body, err := os.ReadFile(conformance.File(t, "seeds/o365-email-send-and-hard-delete-exfiltration-behavior.yml"))
	require.NoError(t, err)
	var rule struct {
		Search string `yaml:"search"`
	}
	require.NoError(t, yaml.Unmarshal(body, &rule))
	var want []event
	body, err = os.ReadFile(conformance.File(t, "data/o365/expected_v4.json"))
	require.NoError(t, err)
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	require.NoError(t, d.Decode(&want))
	macros := corpusMacros(t)
	for _, o := range []eval.Options{{}, {BatchRows: 1, Workers: 1}, {BatchRows: 3, Workers: 4}, {BatchRows: 7, Workers: 2, NoRewrites: true}} {
		src, err := readers.Open(context.Background(), conformance.File(t, "data/o365/send_hard_delete.ndjson"), readers.Options{Name: "o365", Events: &readers.EventOptions{KVMode: "json"}})
		require.NoError(t, err)
		env := &bind.Env{Events: []bind.EventSource{{Name: "o365", Source: src}}}
		got, err := run(rule.Search, macros, env, o)
		require.NoError(t, err)
		rows := map[string]bool{}
		for i := range got.Len() {
			var parts []string
			for k, f := range got.Schema().Fields() {
				parts = append(parts, f.Name+"="+joined(texts(got.Batch().Row(i)[k])))
			}
			rows[strings.Join(parts, "|")] = true
		}
		for _, w := range want {
			var parts []string
			for _, f := range got.Schema().Fields() {
				parts = append(parts, f.Name+"="+joined(jsonTexts(w[f.Name])))
			}
			row := strings.Join(parts, "|")
			require.True(t, rows[row], "%+v: missing %s in %v", o, row, rows)
			delete(rows, row)
		}
		for row := range rows {
			// The bulk delete of two items has no pinned answer.
			require.Contains(t, row, "sender=", row)
			require.LessOrEqual(t, len(rows), 1, "%v", rows)
		}
	}
}

// TestSeedPruned checks that only the fields that the detection names are
// read.
func TestSeedPruned(t *testing.T) {
	env := &bind.Env{Events: []bind.EventSource{{Name: "o365", Source: openTable{tableOf(nil)}}}}
	b, err := bound(`sourcetype=a Status=Delivered | eval user=lower(Sender) | join user [search sourcetype=b | stats count by user] | stats count by user`, nil, env)
	require.NoError(t, err)
	text := plan.Explain(plan.Optimize(b.Plan))
	require.Contains(t, text, "Scan o365 [Sender, Status, sourcetype]")
	require.Contains(t, text, "Scan o365 [sourcetype, user]")
}

func corpusMacros(t testing.TB) parser.Macros {
	set := parser.MacroSet{}
	for _, m := range conformance.Lines[corpusMacro](t, "corpus/spl/macros.jsonl") {
		name := m.Name
		if len(m.Arguments) > 0 {
			name += "(" + strconv.Itoa(len(m.Arguments)) + ")"
		}
		set[name] = parser.MacroDef{Args: m.Arguments, Definition: source.New("macro "+m.Name, m.Definition)}
	}
	return parser.FilterFallback(set)
}
