package readers

import (
	"bytes"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// prefilter finds the lines of a text that hold one of some texts, without
// looking at the others.
type prefilter [][]byte

// lines calls f with each line of b that holds one of the texts, and its
// number, and returns the number of the line behind b.
func (p prefilter) lines(b []byte, line int64, f func(text []byte, line int64) error) (int64, error) {
	next := make([]int, len(p)) // where each text stands next; len(b) when nowhere
	for i := range next {
		next[i] = -1
	}
	at := 0
	for {
		hit := len(b)
		for i, text := range p {
			if next[i] < at {
				next[i] = len(b)
				if n := bytes.Index(b[at:], text); n >= 0 {
					next[i] = at + n
				}
			}
			hit = min(hit, next[i])
		}
		if hit == len(b) {
			return line + int64(bytes.Count(b[at:], []byte{'\n'})), nil
		}
		start := at + bytes.LastIndexByte(b[at:hit], '\n') + 1
		line += int64(bytes.Count(b[at:start], []byte{'\n'}))
		end := len(b)
		if n := bytes.IndexByte(b[hit:], '\n'); n >= 0 {
			end = hit + n
		}
		if err := f(b[start:end], line); err != nil {
			return line, err
		}
		if end == len(b) {
			return line, nil
		}
		at = end + 1
		line++
	}
}

// givenField is what is known of an event's metadata field before it is decoded.
type givenField struct {
	name string
	// value is that of events that have none of their own; of all events when
	// constant is set.
	value    string
	constant bool
}

// metadata lists the metadata fields of a file's events that have a value of
// their own only when their text names the field, or never.
func (e *eventShape) metadata(f sourceFile) []givenField {
	var out []givenField
	possible := e.config.Possible(given(e.opts.Sourcetype), given(e.opts.Source), given(e.opts.Host))
	for _, m := range []struct{ name, constant, fallback string }{
		{fieldSource, e.opts.Source, e.name},
		{fieldIndex, e.opts.Index, e.name},
	} {
		switch {
		case m.constant != "":
			out = append(out, givenField{m.name, m.constant, true})
		case len(splunk.Close([]string{m.name}, possible...)) > 1: // made of others
		case f.format.kind == formatNDJSON && m.fallback != "":
			out = append(out, givenField{m.name, m.fallback, false})
		}
	}
	return out
}

// prune computes the steps of a filter that read no more than one field that
// is given, before anything is read. It reports whether they keep nothing of
// the file, and otherwise which texts, one of which every record that is kept
// holds, and which fields of its own it has then; nil when that is not known.
func (s *source) prune(f sourceFile, filter *table.ScanFilter) (nothing bool, texts prefilter, own ownFields) {
	var given []givenField
	if s.events != nil {
		given = s.events.metadata(f)
	}
	for _, step := range filter.Steps {
		if len(step.Columns) == 0 && !keeps(step, nil) {
			return true, nil, 0
		}
		for _, g := range given {
			if len(step.Columns) != 1 || step.Columns[0] != g.name || keeps(step, &g) {
				continue
			}
			if g.constant {
				return true, nil, 0
			}
			// A field of that name may stand in the record, in its _raw, be
			// made of that text, or be spelled with escapes.
			texts = prefilter{[]byte(g.name), []byte(fieldRaw), []byte(escapedByNumber)}
			own = ownField(g.name)
		}
	}
	return false, texts, own
}

// keeps reports whether a step keeps a row of one given field, or may.
func keeps(step table.ScanStep, g *givenField) bool {
	schema, cols := table.NewSchema(), []table.Column(nil)
	if g != nil {
		schema = table.NewSchema(table.Field{Name: g.name, Type: table.TypeDynamic})
		cols = append(cols, table.NewConst(table.StringValue(g.value), table.TypeString, 1))
	}
	rows, all, err := step.New()(table.NewBatch(schema, 1, cols...))
	return err != nil || all || len(rows) > 0
}
