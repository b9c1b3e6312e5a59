package spl_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	astspl "github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/spl"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// event is a row as JSON has it.
type event = map[string]any

// openTable is a table whose schema the binder must not rely on, as that of
// events.
type openTable struct{ *table.Table }

func (openTable) Open() bool { return true }

func (t openTable) Schema() *table.Schema { return table.NewSchema() }

func (t openTable) Scan(ctx context.Context, req table.ScanRequest) (table.Scanner, error) {
	known := t.Table.Schema()
	var wanted []string
	for _, name := range req.Columns {
		if known.Index(name) >= 0 {
			wanted = append(wanted, name)
		}
	}
	req.Columns = wanted
	return t.Table.Scan(ctx, req)
}

// tableOf makes a table of events: text stays text, a list is a multivalue
// field, a missing key is null.
func tableOf(events []event) *table.Table {
	var names []string
	for _, e := range events {
		keys := make([]string, 0, len(e))
		for k := range e {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if !slices.Contains(names, k) {
				names = append(names, k)
			}
		}
	}
	fields := make([]table.Field, len(names))
	for i, n := range names {
		fields[i] = table.Field{Name: n, Type: table.TypeDynamic}
	}
	rows := make([][]table.Value, len(events))
	for i, e := range events {
		rows[i] = make([]table.Value, len(names))
		for k, n := range names {
			rows[i][k] = valueOf(e[n])
		}
	}
	return table.FromRows(table.NewSchema(fields...), rows)
}

func valueOf(x any) table.Value {
	switch x := x.(type) {
	case string:
		return table.StringValue(x)
	case json.Number:
		v, _ := functions.LooseNumber(x.String())
		return v
	case bool:
		return table.BoolValue(x)
	case []any:
		out := make([]table.Value, len(x))
		for i, e := range x {
			out[i] = valueOf(e)
		}
		return table.ArrayValue(out)
	}
	return table.Value{}
}

type macro struct {
	Args       []string `json:"args"`
	Definition string   `json:"definition"`
}

func macroSet(defs map[string]macro) parser.Macros {
	set := parser.MacroSet{}
	for name, m := range defs {
		set[name] = parser.MacroDef{Args: m.Args, Definition: source.New("macro "+name, m.Definition)}
	}
	return parser.FilterFallback(set)
}

// bound parses and binds a search.
func bound(search string, macros parser.Macros, env *bind.Env) (*bind.Bound, error) {
	text := source.New("", search)
	tree, err := parser.SPL(text, macros)
	if err != nil {
		return nil, err
	}
	env.Text = text
	env.ParseSPL = func(t *source.Text) (*astspl.Search, error) { return parser.SPL(t, macros) }
	return spl.Bind(tree, env)
}

// run gives a search's rows, and the names of its columns.
func run(search string, macros parser.Macros, env *bind.Env, o eval.Options) (*table.Table, error) {
	b, err := bound(search, macros, env)
	if err != nil {
		return nil, err
	}
	if o.Now == 0 {
		o.Now, _ = table.ParseISO("2024-03-12T12:00:00Z")
	}
	res, err := eval.Run(context.Background(), b.Plan, o)
	if err != nil {
		return nil, err
	}
	defer res.Close()
	var batches []*table.Batch
	for {
		batch, err := res.Next()
		if err != nil {
			return nil, err
		}
		if batch == nil {
			return table.FromBatch(table.ConcatBatches(res.Schema(), batches)), nil
		}
		batches = append(batches, batch)
	}
}

// texts are a value's texts: none for null, several for a list.
func texts(v table.Value) []string {
	switch v.Kind() {
	case table.KindNull:
		return nil
	case table.KindArray:
		var out []string
		for _, e := range v.Array() {
			out = append(out, texts(e)...)
		}
		return out
	}
	return []string{functions.Text(v)}
}

func jsonTexts(x any) []string { return texts(valueOf(x)) }

func joined(list []string) string { return strings.Join(list, "\n") }
