package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// schemaFlag is the flag of commands that use known schemas.
type schemaFlag struct {
	Schema []string `name:"schema" placeholder:"FILE|DIR" help:"Schemas of further tables (*.txt, *.json), laid over the shipped ones."`
}

// schemas are the shipped tables with those of the flag.
func (f *schemaFlag) schemas() (*schemas.Set, error) {
	if len(f.Schema) == 0 {
		return nil, nil
	}
	known, err := schemas.Load(f.Schema...)
	if err != nil {
		return nil, usageError{err}
	}
	return known, nil
}

type schemaCommand struct {
	schemaFlag
	Output string   `short:"o" enum:"table,json,ndjson,csv,markdown" default:"table" help:"Output format."`
	Tables []string `arg:"" optional:"" name:"table" help:"The tables to show the columns of; without one, all known tables are listed."`
}

// Run prints what is known.
func (c *schemaCommand) Run(ctx context.Context, std streams) error {
	known, err := c.schemas()
	if err != nil {
		return err
	}
	if len(c.Tables) == 0 {
		return printRows(std, c.Output, []string{"Table", "Columns", "Reference"}, tableRows(known))
	}
	var rows [][]table.Value
	for _, name := range c.Tables {
		t, ok := known.Lookup(name)
		if !ok {
			if t, ok = known.Fold(name); !ok {
				return unknownTable(known, name)
			}
		}
		rows = append(rows, columnRows(t)...)
	}
	return printRows(std, c.Output, []string{"Table", "Column", "Type", "Everywhere"}, rows)
}

func unknownTable(known *schemas.Set, name string) error {
	hint := ""
	if near := source.Nearest(name, known.Names()); near != "" {
		hint = fmt.Sprintf(" (did you mean %q?)", near)
	}
	return fmt.Errorf("no schema of a table %q is known%s: --schema adds one", name, hint)
}

func tableRows(known *schemas.Set) [][]table.Value {
	var rows [][]table.Value
	for _, name := range known.Names() {
		t, _ := known.Lookup(name)
		rows = append(rows, []table.Value{
			table.StringValue(name), table.LongValue(int64(len(t.Columns))), table.StringValue(t.Reference),
		})
	}
	return rows
}

// columnRows are a table's columns; those that only some copies have are last.
func columnRows(t *schemas.Table) [][]table.Value {
	var rows [][]table.Value
	for _, f := range t.All().Fields() {
		rows = append(rows, []table.Value{
			table.StringValue(t.Name), table.StringValue(f.Name), table.StringValue(f.Type.String()),
			table.BoolValue(slices.Contains(t.Columns, f)),
		})
	}
	return rows
}

// printRows writes rows made by a command in an output format.
func printRows(std streams, format string, names []string, rows [][]table.Value) error {
	fields := make([]table.Field, len(names))
	for i, name := range names {
		fields[i] = table.Field{Name: name, Type: table.TypeDynamic}
		if len(rows) > 0 {
			fields[i].Type = rows[0][i].Type()
		}
	}
	t := table.FromRows(table.NewSchema(fields...), rows)
	_, err := output.Write(std.out, format, t.Schema(), func(yield func(*table.Batch, error) bool) { yield(t.Batch(), nil) })
	return err
}
