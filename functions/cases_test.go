package functions_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast"
	tree "github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

const casesNow = table.DateTime(637500000000000000)

// ask runs a query and gives the first column's type and values.
func ask(query string) (table.Type, []table.Value, error) {
	text := source.New("", query)
	q, err := parser.KQL(text)
	if err != nil {
		return 0, nil, err
	}
	b, err := kql.Bind(q, &bind.Env{Text: text, Now: casesNow})
	if err != nil {
		return 0, nil, err
	}
	res, err := eval.Run(context.Background(), b.Plan, eval.Options{Now: casesNow, Workers: 1})
	if err != nil {
		return 0, nil, err
	}
	defer res.Close()
	out, err := res.Table()
	if err != nil {
		return 0, nil, err
	}
	var all []table.Value
	for i := range out.Len() {
		all = append(all, out.Batch().Col(0).Value(i))
	}
	return out.Schema().Field(0).Type, all, nil
}

func spell(t table.Type, v table.Value) string {
	return t.String() + " " + string(table.AppendJSON(nil, v))
}

// asColumns rewrites an expression so that its literals (all, or only the
// first) come out of a table of three equal rows.
func asColumns(expr string, most int) (string, bool) {
	text := source.New("", "print "+expr)
	q, err := parser.KQL(text)
	if err != nil {
		return "", false
	}
	var fields, values []string
	var b strings.Builder
	at := len("print ")
	ast.Inspect(q, func(n ast.Node) bool {
		kind := ""
		switch n := n.(type) {
		case *tree.Dynamic:
			kind = "dynamic"
		case *tree.Literal:
			kind = string(n.Kind)
		}
		if kind == "" {
			return true
		}
		span := n.Span()
		if len(fields) < most && span.Start >= at {
			name := fmt.Sprintf("c%d", len(fields))
			fields, values = append(fields, name+":"+kind), append(values, text.Body[span.Start:span.End])
			b.WriteString(text.Body[at:span.Start] + name)
			at = span.End
		}
		return false
	})
	if len(fields) == 0 || strings.Contains(expr, "|") {
		return "", false
	}
	b.WriteString(text.Body[at:])
	row := strings.Join(values, ", ")
	return fmt.Sprintf("datatable(%s)[%s, %s, %s] | project r = %s", strings.Join(fields, ", "), row, row, row, b.String()), true
}

// TestKQLCases runs the cases of every KQL function and aggregate, on
// constants and, where its parameters need not be constant, on columns.
func TestKQLCases(t *testing.T) {
	cases := map[string]string{}
	volatile := map[string]bool{}
	catalog := functions.KQL()
	for _, name := range catalog.Scalars() {
		f := catalog.Scalar(name)
		for expr, want := range f.Cases {
			cases[expr], volatile[expr] = want, f.Volatile
		}
	}
	for _, name := range catalog.Aggregates() {
		for expr, want := range catalog.Aggregate(name).Cases {
			cases[expr] = want
		}
	}
	var exprs []string
	for expr := range cases {
		exprs = append(exprs, expr)
	}
	sort.Strings(exprs)
	columns := 0
	for _, expr := range exprs {
		wantType, want, err := ask("print x = " + cases[expr])
		if err != nil {
			t.Errorf("%s: the value %s: %v", expr, cases[expr], err)
			continue
		}
		gotType, got, err := ask("print x = " + expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if w, g := spell(wantType, want[0]), spell(gotType, got[0]); w != g {
			t.Errorf("%s: got %s, want %s", expr, g, w)
			continue
		}
		if !volatile[expr] && inColumns(t, expr, spell(wantType, want[0])) {
			columns++
		}
	}
	t.Logf("%d cases, %d of them on columns too", len(exprs), columns)
	require.Greater(t, columns, len(exprs)/2)
}

// inColumns checks an expression on columns, and reports whether it could.
func inColumns(t *testing.T, expr, want string) bool {
	for _, most := range []int{100, 1} {
		query, ok := asColumns(expr, most)
		if !ok {
			return false
		}
		gotType, got, err := ask(query)
		if err != nil {
			if len(source.Errors(err)) > 0 {
				continue // a parameter that must be constant
			}
			t.Errorf("%s: %v", query, err)
			return true
		}
		require.Len(t, got, 3, query)
		for _, v := range got {
			if g := spell(gotType, v); g != want {
				t.Errorf("%s: got %s, want %s", query, g, want)
				break
			}
		}
		return true
	}
	return false
}
