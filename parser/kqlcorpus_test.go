package parser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/source"
)

// kqlCase is what the collections have in common.
type kqlCase struct {
	ID         string `json:"id"`
	KQL        string `json:"kql"`
	SyntaxOK   *bool  `json:"official_syntax_ok"`
	OfficialOK *bool  `json:"official_ok"`
	Error      bool   `json:"error"`
}

func TestKQLCorpus(t *testing.T) {
	for _, file := range []string{"corpus/kql/queries.jsonl", "corpus/kql/docs.jsonl", "conformance/kql/emulator.jsonl",
		"conformance/kql/recorded.jsonl", "conformance/kql/reported.jsonl"} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			parsed, refused := 0, 0
			for _, c := range conformance.Lines[kqlCase](t, file) {
				query, err := KQL(source.New("", c.KQL))
				valid := !c.Error
				if c.SyntaxOK != nil {
					valid = *c.SyntaxOK
				} else if c.OfficialOK != nil {
					valid = *c.OfficialOK
				}
				switch {
				case valid && err != nil:
					t.Errorf("%s does not parse: %v\n%s", c.ID, err, source.Errors(err)[0].Caret())
				case !valid && err == nil && c.SyntaxOK != nil:
					t.Errorf("%s should not parse:\n%s", c.ID, c.KQL)
				}
				if err != nil {
					refused++
					continue
				}
				parsed++
				checkFixpoint(t, c.ID, query)
			}
			t.Logf("%d parsed, %d refused", parsed, refused)
		})
	}
}

// checkFixpoint says whether printing, parsing and printing again changes nothing.
func checkFixpoint(t testing.TB, id string, query *kql.Query) {
	once := kql.String(query)
	again, err := KQL(source.New("", once))
	if err != nil {
		t.Errorf("%s does not parse when printed: %v\n%s", id, err, once)
		return
	}
	if twice := kql.String(again); twice != once {
		t.Errorf("%s prints in two ways:\n%s\n%s", id, once, twice)
	}
}

// TestKQLKnowsEveryOperator parses the analyser's example of each operator.
func TestKQLKnowsEveryOperator(t *testing.T) {
	body, err := os.ReadFile(conformance.File(t, "conformance/kql/facts.json"))
	require.NoError(t, err)
	var facts struct {
		Operators []struct {
			Keyword, Example string
			Piped, Leading   bool
		} `json:"tabular_operators"`
	}
	require.NoError(t, json.Unmarshal(body, &facts))
	for _, o := range facts.Operators {
		text := o.Example
		if !o.Piped {
			_, text, _ = strings.Cut(text, "| ")
		}
		if o.Keyword == "macro-expand" {
			// The example lacks the clauses that the manual's syntax asks for.
			text += " as X (X.T)"
		}
		query, err := KQL(source.New("", text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		checkFixpoint(t, text, query)
	}
	require.Greater(t, len(facts.Operators), 50)
}
