package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// engine is the command line's engine with what the request itself brings.
func (r *request) engine(base *goshawk.Engine, lang goshawk.Language) (*goshawk.Engine, error) {
	if r.Tables == nil && r.Events == nil && r.Lookups == nil && r.Macros == nil {
		return base, nil
	}
	db := base.Clone()
	for name, t := range r.Tables {
		tab, err := t.table(name)
		if err != nil {
			return nil, err
		}
		db.AddTable(name, tab)
	}
	for name, rows := range r.Lookups {
		tab, err := recordTable(rows)
		if err != nil {
			return nil, badInput("lookup %s: %v", name, err)
		}
		db.AddLookup(name, &goshawk.Lookup{Source: tab})
	}
	for name, m := range r.Macros {
		db.AddMacro(name, goshawk.Macro{Args: m.Args, Definition: m.Definition})
	}
	if r.Events == nil || lang != goshawk.SPL {
		return db, nil
	}
	src, err := r.events()
	if err != nil {
		return nil, err
	}
	db.AddInput(src)
	return db, nil
}

func badInput(format string, args ...any) error {
	return &source.Error{Code: "GH504", Kind: source.Syntax, Message: fmt.Sprintf(format, args...)}
}

// events are the request's events: as they are, or with the fields of their
// JSON extracted.
func (r *request) events() (table.Source, error) {
	if r.KVMode != "json" {
		t, err := recordTable(r.Events)
		if err != nil {
			return nil, badInput("events: %v", err)
		}
		return t, nil
	}
	lines := bytes.Join(rawLines(r.Events), []byte("\n"))
	return readers.FromBytes(context.Background(), "events", lines, readers.Options{
		Format: "ndjson", Strict: true, Events: &readers.EventOptions{KVMode: "json"},
	})
}

func rawLines(events []json.RawMessage) [][]byte {
	out := make([][]byte, len(events))
	for i, e := range events {
		var b bytes.Buffer
		if json.Compact(&b, e) == nil {
			out[i] = b.Bytes()
		}
	}
	return out
}

// recordTable makes a table of JSON objects: the columns in the order first
// seen, a missing key null, a list as several values.
func recordTable(records []json.RawMessage) (*table.Table, error) {
	var fields []table.Field
	at := map[string]int{}
	rows := make([]*table.Bag, len(records))
	for i, r := range records {
		v, err := table.ParseJSON(string(r))
		if err != nil || v.Kind() != table.KindBag {
			return nil, fmt.Errorf("record %d is not a JSON object", i+1)
		}
		rows[i] = v.Bag()
		for k := range rows[i].Len() {
			name, _ := rows[i].At(k)
			if _, ok := at[name]; !ok {
				at[name] = len(fields)
				fields = append(fields, table.Field{Name: name, Type: table.TypeDynamic})
			}
		}
	}
	cols := make([]table.Column, len(fields))
	for k, f := range fields {
		vals := make([]table.Value, len(rows))
		for i, row := range rows {
			vals[i], _ = row.Get(f.Name)
			if b := vals[i]; b.Kind() == table.KindBool {
				vals[i] = table.StringValue(map[bool]string{true: "true", false: "false"}[b.Bool()])
			}
		}
		cols[k] = table.Narrow(table.NewVec(vals, nil))
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(rows), cols...)), nil
}

// table makes a typed table of JSON cells.
func (t *batchTable) table(name string) (*table.Table, error) {
	fields := make([]table.Field, len(t.Columns))
	for i, c := range t.Columns {
		typ, ok := table.ParseType(c.Type)
		if !ok {
			return nil, badInput("table %s: column %s has the unknown type %q", name, c.Name, c.Type)
		}
		fields[i] = table.Field{Name: c.Name, Type: typ}
	}
	rows := make([][]table.Value, len(t.Rows))
	for i, cells := range t.Rows {
		if len(cells) != len(fields) {
			return nil, badInput("table %s: row %d has %d cells for %d columns", name, i+1, len(cells), len(fields))
		}
		rows[i] = make([]table.Value, len(fields))
		for k, cell := range cells {
			v, err := table.ParseJSON(string(cell))
			if err != nil {
				return nil, badInput("table %s: row %d: %v", name, i+1, err)
			}
			rows[i][k] = goshawk.Convert(v, fields[k].Type)
			if rows[i][k].IsNull() && fields[k].Type == table.TypeString {
				rows[i][k] = table.StringValue("")
			}
		}
	}
	return table.FromRows(table.NewSchema(fields...), rows), nil
}
