package kql_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	ast "github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// docExample is an example of the manual with what Microsoft's analyser says
// of it: whether it is right, and which columns it gives.
type docExample struct {
	ID         string     `json:"id"`
	KQL        string     `json:"kql"`
	OK         bool       `json:"official_ok"`
	SemanticOK bool       `json:"official_semantic_ok"`
	Schema     [][]string `json:"official_schema"`
}

// docGaps lists the examples whose columns are not the predicted ones, each
// with the reason: id, tab, reason.
const docGaps = "../../testdata/conformance/kql_docs_gaps.txt"

// TestDocs parses the manual's examples that come without an answer, and binds
// those that the analyser finds right as check does: the columns must be those it
// predicts.
func TestDocs(t *testing.T) {
	examples := conformance.Lines[docExample](t, "corpus/kql/docs.jsonl")
	tables, order := sampleTables(t)
	host := hostFunctions()
	gaps := gapList(t, docGaps)
	predicted, agree := 0, 0
	for _, c := range examples {
		text := source.New(c.ID, c.KQL)
		tree, err := parser.KQL(text)
		if !c.OK {
			require.Error(t, err, c.ID)
			continue
		}
		require.NoError(t, err, c.ID)
		if !c.SemanticOK || c.Schema == nil {
			continue
		}
		predicted++
		reason, listed := gaps[c.ID]
		delete(gaps, c.ID)
		why := disagreement(tree, &bind.Env{Text: text, Tables: tables, TableOrder: order, Functions: host, Now: testNow, Check: true}, c.Schema)
		switch {
		case why == "" && listed:
			t.Errorf("%s agrees now: remove it from the list of gaps (%s)", c.ID, reason)
		case why != "" && !listed:
			t.Errorf("%s: %s\n%s", c.ID, why, c.KQL)
		}
		if why == "" {
			agree++
		}
	}
	require.Empty(t, gaps, "the list of gaps names examples that are not there")
	t.Logf("%d of %d predicted schemas agree; %d examples parse", agree, predicted, len(examples))
}

// disagreement is empty when the columns are the predicted ones.
func disagreement(tree *ast.Query, env *bind.Env, want [][]string) string {
	bound, err := kql.Bind(tree, env)
	if err != nil {
		return firstLine(err)
	}
	var expected []table.Field
	for _, c := range want {
		typ, ok := table.ParseType(c[1])
		if !ok {
			return "the prediction has the unknown type " + c[1]
		}
		expected = append(expected, table.Field{Name: c[0], Type: typ})
	}
	got := bound.Plan.Shape().Schema.String()
	if w := table.NewSchema(expected...).String(); got != w {
		return fmt.Sprintf("got %s, predicted %s", got, w)
	}
	return ""
}

// hostFunctions are what a host declares of the examples: plugins that read a
// service, and functions of other clusters.
func hostFunctions() map[string]*bind.HostFunction {
	out := map[string]*bind.HostFunction{}
	declare := func(name string, params int, columns ...table.Field) {
		f := &bind.TableFunction{Name: name, Shape: func(*table.Schema, []table.Value) (*table.Schema, error) {
			return table.NewSchema(columns...), nil
		}}
		for range params {
			f.Params = append(f.Params, bind.Parameter{Name: "p", Type: table.TypeDynamic, Default: &table.Value{}})
		}
		out[name] = &bind.HostFunction{Table: f}
	}
	for _, name := range []string{"sql_request", "postgresql_request", "cosmosdb_sql_request"} {
		declare(name, 4) // the query declares the columns
	}
	declare("ai_chat_completion_prompt", 2, table.Field{Name: "prompt_completion", Type: table.TypeString})
	declare("http_request_post", 2, table.Field{Name: "ResponseHeaders", Type: table.TypeDynamic}, table.Field{Name: "ResponseBody", Type: table.TypeDynamic})
	declare("infer_storage_schema_with_suggestions", 1, table.Field{Name: "SuggestedTableSchema", Type: table.TypeString})
	declare("MyView", 1)
	declare("EventView", 1)
	return out
}

// sampleTables are empty tables with the columns of the sample database, and
// their order there.
func sampleTables(t *testing.T) (tables map[string]table.Source, order []string) {
	data, err := os.ReadFile(conformance.File(t, "conformance/kql/tables/schema.json"))
	require.NoError(t, err)
	var file struct {
		Tables map[string]json.RawMessage `json:"tables"`
	}
	require.NoError(t, json.Unmarshal(data, &file))
	tables = map[string]table.Source{}
	for name, columns := range file.Tables {
		var fields []table.Field
		d := json.NewDecoder(strings.NewReader(string(columns)))
		_, err := d.Token()
		require.NoError(t, err)
		for d.More() {
			column, err := d.Token()
			require.NoError(t, err)
			var typ string
			require.NoError(t, d.Decode(&typ))
			parsed, ok := table.ParseType(typ)
			require.True(t, ok, typ)
			fields = append(fields, table.Field{Name: column.(string), Type: parsed})
		}
		tables[name] = table.FromRows(table.NewSchema(fields...), nil)
		order = append(order, name)
	}
	slices.SortFunc(order, func(a, b string) int {
		return strings.Index(string(data), strconv.Quote(a)) - strings.Index(string(data), strconv.Quote(b))
	})
	return tables, order
}
