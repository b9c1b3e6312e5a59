package readers

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// looksDiagnostic recognizes the records that Azure's diagnostic settings and
// Defender's streaming write to storage and event hubs: a time, a category and
// properties, one record a line or in records. Text says that the properties
// are a text of JSON.
func looksDiagnostic(head []byte) (_, text bool) {
	i := skipBlanks(head, 0)
	if i == len(head) || head[i] != '{' {
		return false, false
	}
	if at := envelopeAt(head, i); at > 0 {
		if i = skipBlanks(head, at); i == len(head) || head[i] != '{' {
			return false, false
		}
	}
	var hasTime, category, properties bool
	walkObject(head, i, func(m member) {
		switch strings.ToLower(string(m.key)) {
		case "time":
			hasTime = m.kind == kString
		case "category":
			category = true
		case "properties":
			text = m.kind == kEscaped || m.kind == kString
			properties = text || m.kind == kNested
		}
	})
	return hasTime && category && properties, text
}

// diagnostic rewrites diagnostic records as rows of the table they belong to.
type diagnostic struct {
	// columns are the table's by their names in lower case; empty when the
	// table is not known: then the record stays as it is, but for properties
	// that are a text of JSON.
	columns map[string]string
}

func (s *source) diagnostics() *diagnostic {
	d := &diagnostic{columns: map[string]string{}}
	for _, known := range []*table.Schema{s.extra, s.opts.Schema} {
		if known == nil {
			continue
		}
		for _, name := range known.Names() {
			d.columns[strings.ToLower(name)] = name
		}
	}
	return d
}

// rewrite goes by lines where the first line is a whole value, as it is in
// blobs: a line that is none is passed on, for the reader to tell. Otherwise
// the input is a sequence of values.
func (d *diagnostic) rewrite(r io.Reader, w *bufio.Writer) error {
	lines := bufio.NewReaderSize(r, blockBytes)
	first, err := lines.ReadBytes('\n')
	if err != nil && err != io.EOF {
		return err
	}
	if !json.Valid(bytes.TrimSpace(first)) {
		return d.values(io.MultiReader(bytes.NewReader(first), lines), w)
	}
	for line := first; ; {
		if text := bytes.TrimSpace(line); len(text) > 0 {
			if !json.Valid(text) {
				_, _ = w.Write(append(text, '\n'))
			} else if err := d.value(text, w); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		line, err = lines.ReadBytes('\n')
	}
}

func (d *diagnostic) values(r io.Reader, w *bufio.Writer) error {
	dec := json.NewDecoder(r)
	for {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := d.value(raw, w); err != nil {
			return err
		}
	}
}

// value writes a record, or those of an array or of an object with records.
func (d *diagnostic) value(raw json.RawMessage, w *bufio.Writer) error {
	if raw[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return err
		}
		for _, one := range list {
			if err := d.value(one, w); err != nil {
				return err
			}
		}
		return nil
	}
	if raw[0] != '{' {
		return nil
	}
	var wrapped struct{ Records json.RawMessage }
	if bytes.Contains(raw[:min(len(raw), 64)], []byte(`ecords"`)) && json.Unmarshal(raw, &wrapped) == nil && len(wrapped.Records) > 0 {
		return d.value(wrapped.Records, w)
	}
	return d.record(raw, w)
}

func (d *diagnostic) record(raw json.RawMessage, w *bufio.Writer) error {
	top, err := membersOf(raw)
	if err != nil {
		return err
	}
	row := rowWriter{w: w, seen: map[string]bool{}}
	row.w.WriteByte('{')
	var inner []jsonMember
	for _, m := range top {
		if !strings.EqualFold(m.key, "properties") {
			row.add(d.name(m.key, true), m.value)
			continue
		}
		text := m.value
		if len(text) > 0 && text[0] == '"' {
			var s string
			if json.Unmarshal(text, &s) == nil && json.Valid([]byte(s)) {
				text = json.RawMessage(s)
			}
		}
		if inner, err = membersOf(text); err != nil || len(d.columns) == 0 {
			inner = nil
			row.add(d.name(m.key, true), text)
		}
	}
	for _, m := range inner {
		name := d.name(m.key, false)
		// A workspace keeps the place of a sign-in as its country, and the rest
		// of it beside.
		if row.seen[name] && m.value[0] == '{' && d.columns[strings.ToLower(m.key)+"details"] != "" {
			name = d.columns[strings.ToLower(m.key)+"details"]
		}
		row.add(name, m.value)
	}
	_, err = w.WriteString("}\n")
	return err
}

// name is the column that a member goes to.
func (d *diagnostic) name(key string, top bool) string {
	if len(d.columns) == 0 {
		return key
	}
	if top && strings.EqualFold(key, "time") {
		if name := d.columns["timegenerated"]; name != "" {
			return name
		}
	}
	if name := d.columns[strings.ToLower(key)]; name != "" {
		return name
	}
	return key
}

// rowWriter writes an object's members, the first of each name.
type rowWriter struct {
	w    *bufio.Writer
	seen map[string]bool
}

func (r *rowWriter) add(name string, value json.RawMessage) {
	if r.seen[name] {
		return
	}
	if len(r.seen) > 0 {
		r.w.WriteByte(',')
	}
	r.seen[name] = true
	r.w.Write(table.AppendJSONString(nil, name))
	r.w.WriteByte(':')
	r.w.Write(bytes.ReplaceAll(value, []byte{'\n'}, []byte{' '}))
}

// errNoObject says that a record is something else.
var errNoObject = errors.New("not an object")

type jsonMember struct {
	key   string
	value json.RawMessage
}

// membersOf are an object's members in order.
func membersOf(raw json.RawMessage) ([]jsonMember, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errNoObject
	}
	var out []jsonMember
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return nil, err
		}
		out = append(out, jsonMember{key, v})
	}
	return out, nil
}
