package readers

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// The fields that every event has room for.
const (
	fieldTime       = "_time"
	fieldRaw        = "_raw"
	fieldHost       = "host"
	fieldSource     = "source"
	fieldSourcetype = "sourcetype"
	fieldIndex      = "index"
)

var standardFields = []string{fieldTime, fieldRaw, fieldHost, fieldSource, fieldSourcetype, fieldIndex}

// timeFields are where _time is looked for, in this order.
var timeFields = []string{fieldTime, "Timestamp", "TimeGenerated", "@timestamp", "CreationTime"}

// eventShape is what all files of an events source share.
type eventShape struct {
	opts   EventOptions
	name   string
	schema *table.Schema
	times  []string
}

func newEventShape(opts Options) (*eventShape, error) {
	e := &eventShape{opts: *opts.Events, name: opts.Name, times: timeFields}
	if e.opts.TimeField != "" {
		e.times = []string{e.opts.TimeField}
	}
	if !slices.Contains([]string{"", "json", "none", "auto"}, e.opts.KVMode) {
		return nil, errFormat(opts.Name, "unknown KV mode "+e.opts.KVMode+"; known are json, auto, none")
	}
	fields := make([]table.Field, len(standardFields))
	for i, name := range standardFields {
		fields[i] = table.Field{Name: name, Type: table.TypeDynamic}
	}
	e.schema = table.NewSchema(fields...)
	return e, nil
}

// plan prepares decoding a file's events.
func (e *eventShape) plan(f sourceFile, req table.ScanRequest, opts Options) plan {
	p := &eventPlan{shape: e, format: f.format, header: f.header, plain: opts.plain, all: req.All, prefixes: map[string]bool{}}
	if !req.All {
		p.names = req.Columns
	}
	p.wanted = make(map[string]bool, len(p.names))
	for _, name := range p.names {
		p.wanted[name] = true
	}
	for _, name := range p.names {
		p.addPrefixes(name)
	}
	if p.wants(fieldTime) {
		for _, name := range e.times {
			p.addPrefixes(name)
		}
	}
	return p
}

// eventPlan says what a scan wants of a file's events.
type eventPlan struct {
	shape    *eventShape
	format   format
	header   []string
	plain    bool // never use the learned path
	all      bool
	names    []string        // wanted fields, unless all
	wanted   map[string]bool // the same
	prefixes map[string]bool // paths of objects and arrays with wanted fields inside
	last     schemaCache
}

func (p *eventPlan) wants(name string) bool { return p.all || p.wanted[name] }

// addPrefixes notes the objects and arrays that lead to a field.
func (p *eventPlan) addPrefixes(name string) {
	for i := range len(name) {
		if name[i] == '.' || name[i] == '{' {
			p.prefixes[name[:i]] = true
		}
	}
}

// descend reports whether the object or array at path holds wanted fields.
func (p *eventPlan) descend(path []byte) bool { return p.all || p.prefixes[string(path)] }

// outerColumn tells whether a key of a record's outermost object matters: 0
// when it does, -1 when not.
func (p *eventPlan) outerColumn(key []byte) int {
	switch string(key) {
	case "result", "preview", "offset", "lastrow":
		return 0
	}
	if isMetadata(key) {
		return 0
	}
	return p.innerColumn(key)
}

// innerColumn is the same for the object inside _raw.
func (p *eventPlan) innerColumn(key []byte) int {
	if p.all || p.wanted[string(key)] || p.prefixes[string(key)] {
		return 0
	}
	if p.wanted[fieldTime] && slices.Contains(p.shape.times, string(key)) {
		return 0
	}
	return -1
}
