package schemas

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// column is a column as one of the JSON forms has it; keys are matched without
// regard to case.
type column struct {
	Name, Type             string
	ColumnName, ColumnType string // of getschema
	DataType               string
}

// jsonTable is one table in any of the JSON forms.
type jsonTable struct {
	Name       string
	Properties json.RawMessage // columns, or an object with a schema
	Columns    []column
}

type restProperties struct {
	Schema struct {
		Name            string
		Columns         []column
		StandardColumns []column
	}
}

// parseJSON reads a table, a list of tables or rows of getschema.
func parseJSON(file, text string) ([]*Table, error) {
	text = strings.TrimPrefix(strings.TrimSpace(text), "\ufeff")
	raw := []json.RawMessage{json.RawMessage(text)}
	if strings.HasPrefix(text, "[") {
		if err := json.Unmarshal([]byte(text), &raw); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	var tables []*Table
	var rows []column
	for _, r := range raw {
		var c column
		if err := json.Unmarshal(r, &c); err == nil && c.ColumnName != "" {
			rows = append(rows, c)
			continue
		}
		t, err := tableOfJSON(file, r)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if len(rows) > 0 {
		t := &Table{Name: strings.TrimSuffix(path.Base(file), path.Ext(file)), Reference: file}
		if err := t.add(file, rows); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func tableOfJSON(file string, raw json.RawMessage) (*Table, error) {
	var j jsonTable
	if err := json.Unmarshal(raw, &j); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	t := &Table{Name: j.Name, Reference: file}
	columns := j.Columns
	if len(j.Properties) > 0 && j.Properties[0] == '[' {
		if err := json.Unmarshal(j.Properties, &columns); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	} else if len(j.Properties) > 0 {
		var p restProperties
		if err := json.Unmarshal(j.Properties, &p); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		columns = append(p.Schema.StandardColumns, p.Schema.Columns...)
		if p.Schema.Name != "" {
			t.Name = p.Schema.Name
		}
	}
	if t.Name == "" || len(columns) == 0 {
		return nil, fmt.Errorf("%s: no schema of a table: it wants a name and columns with their types", file)
	}
	return t, t.add(file, columns)
}

func (t *Table) add(file string, columns []column) error {
	for _, c := range columns {
		name, typeName := c.Name, c.Type
		if name == "" {
			name = c.ColumnName
		}
		if typeName == "" {
			typeName = c.ColumnType
		}
		if typeName == "" {
			typeName = c.DataType
		}
		ct, known := parseType(typeName)
		if !known || name == "" {
			return fmt.Errorf("%s: table %s: column %q has the unknown type %q", file, t.Name, name, typeName)
		}
		t.Columns = append(t.Columns, table.Field{Name: name, Type: ct})
	}
	return nil
}
