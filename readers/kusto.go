package readers

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// looksKusto recognizes query results as Kusto's REST interface (v1: an object
// with Tables; v2: an array of frames) and Log Analytics' (tables) hand them out.
func looksKusto(head []byte) bool {
	i := skipBlanks(head, 0)
	if i == len(head) {
		return false
	}
	switch head[i] {
	case '[':
		i = skipBlanks(head, i+1)
		return i < len(head) && head[i] == '{' && bytes.Contains(head[i:min(len(head), i+200)], []byte(`"FrameType"`))
	case '{':
		i = skipBlanks(head, i+1)
		if i < len(head) && head[i] == '"' && strings.EqualFold(keyStart(head, i), "tables") {
			rest := bytes.ToLower(head[i:min(len(head), i+400)])
			return bytes.Contains(rest, []byte(`"columns"`)) || bytes.Contains(rest, []byte(`"tablename"`))
		}
	}
	return false
}

// kustoResult is the primary table of a result, with the types it tells.
func (s *source) kustoResult(in input) (*input, error) {
	h, err := in.open()
	if err != nil {
		return nil, err
	}
	defer h.close()
	r := h.stream
	if r == nil {
		r = io.NewSectionReader(h.at, 0, h.size)
	}
	k := kustoReader{dec: json.NewDecoder(skipMark(r))}
	if err := k.result(); err != nil && err != errColumns {
		return nil, errUnreadable(in.name, err)
	}
	s.declare(k.fields)
	return transcoded(in, func(r io.Reader, w *bufio.Writer) error {
		k := kustoReader{dec: json.NewDecoder(r), out: w}
		return k.result()
	}), nil
}

// errColumns ends the reading of who only wants the columns.
var errColumns = errors.New("the columns are known")

// kustoReader reads a result token by token, so that its rows never are in
// memory together.
type kustoReader struct {
	dec    *json.Decoder
	out    *bufio.Writer // nil: stop at the first table's columns
	fields []table.Field
	keys   [][]byte // the columns' names as JSON
	frame  struct{ kind, table string }
	found  bool // the primary table has been met
}

// result reads all of the input.
func (k *kustoReader) result() error {
	t, err := k.dec.Token()
	if err != nil {
		return err
	}
	if t == json.Delim('[') { // v2: frames
		for k.dec.More() {
			k.frame.kind, k.frame.table = "", ""
			if err := k.object(); err != nil {
				return err
			}
		}
		return nil
	}
	return k.members()
}

// object reads an object whose opening brace comes next.
func (k *kustoReader) object() error {
	t, err := k.dec.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return fmt.Errorf("a table or frame is expected, not %v", t)
	}
	return k.members()
}

func (k *kustoReader) members() error {
	for k.dec.More() {
		t, err := k.dec.Token()
		if err != nil {
			return err
		}
		if err := k.member(strings.ToLower(fmt.Sprint(t))); err != nil {
			return err
		}
	}
	_, err := k.dec.Token()
	return err
}

func (k *kustoReader) member(key string) error {
	switch key {
	case "tables":
		if _, err := k.dec.Token(); err != nil { // [
			return err
		}
		for k.dec.More() {
			k.frame.kind = "table"
			if err := k.object(); err != nil {
				return err
			}
		}
		_, err := k.dec.Token()
		return err
	case "frametype":
		return k.dec.Decode(&k.frame.kind)
	case "tablekind":
		return k.dec.Decode(&k.frame.table)
	case "columns":
		return k.columns()
	case "rows":
		return k.rows()
	}
	var skip json.RawMessage
	return k.dec.Decode(&skip)
}

// primary says whether the frame at hand is, or belongs to, the result proper.
func (k *kustoReader) primary() bool {
	return k.frame.kind == "table" || k.frame.table == "PrimaryResult" || k.frame.kind == "TableFragment"
}

func (k *kustoReader) columns() error {
	var cols []struct {
		Name, Type, ColumnName, ColumnType, DataType string
	}
	if err := k.dec.Decode(&cols); err != nil {
		return err
	}
	if k.found || !k.primary() {
		return nil
	}
	k.found = true
	for _, c := range cols {
		name, typeName := c.Name+c.ColumnName, c.Type+c.ColumnType
		if typeName == "" {
			typeName = c.DataType
		}
		t, known := table.ParseType(kustoType(typeName))
		if !known {
			t = table.TypeDynamic
		}
		k.fields = append(k.fields, table.Field{Name: name, Type: t})
		k.keys = append(k.keys, table.AppendJSONString(nil, name))
	}
	if k.out == nil {
		return errColumns
	}
	return nil
}

// kustoType is Kusto's name of a type, for the .NET name that v1 gives.
func kustoType(name string) string {
	switch name = strings.TrimPrefix(strings.ToLower(name), "system."); name {
	case "sbyte":
		return "bool"
	case "sqldecimal", "data.sqltypes.sqldecimal":
		return "decimal"
	}
	return name
}

func (k *kustoReader) rows() error {
	if _, err := k.dec.Token(); err != nil { // [
		return err
	}
	wanted := k.primary() && k.found && k.out != nil
	for k.dec.More() {
		if err := k.row(wanted); err != nil {
			return err
		}
	}
	_, err := k.dec.Token()
	if wanted && k.frame.kind != "TableFragment" {
		k.keys = nil // what follows is another table
	}
	return err
}

func (k *kustoReader) row(wanted bool) error {
	var raw json.RawMessage
	if err := k.dec.Decode(&raw); err != nil {
		return err
	}
	if !wanted || k.keys == nil {
		return nil
	}
	var row []json.RawMessage
	if err := json.Unmarshal(raw, &row); err != nil {
		return fmt.Errorf("the result tells an error instead of a row: %.200s", raw)
	}
	k.out.WriteByte('{')
	for i, v := range row[:min(len(row), len(k.keys))] {
		if i > 0 {
			k.out.WriteByte(',')
		}
		k.out.Write(k.keys[i])
		k.out.WriteByte(':')
		k.out.Write(bytes.ReplaceAll(v, []byte{'\n'}, []byte{' '}))
	}
	_, err := k.out.WriteString("}\n")
	return err
}
