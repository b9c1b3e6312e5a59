package readers

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goshawk-lang/goshawk/readers/splunk"
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
	config *splunk.Config
}

// kvModes are the values of EventOptions.KVMode.
var kvModes = []string{"", "json", "none", "auto", "xml", "wineventlog", "auditd", "syslog"}

func newEventShape(opts Options) (*eventShape, error) {
	e := &eventShape{opts: *opts.Events, name: opts.Name, config: opts.Events.Config}
	if e.config == nil {
		e.config = splunk.Default()
	}
	if !slices.Contains(kvModes, e.opts.KVMode) {
		return nil, errFormat(opts.Name, "unknown KV mode "+e.opts.KVMode+"; known are "+strings.Join(kvModes[1:], ", "))
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
	p.assumed, p.base = f.assumed, e.base(f)
	if !req.All {
		p.names = req.Columns
	}
	possible := e.config.Possible(given(e.opts.Sourcetype), given(e.opts.Source), given(e.opts.Host))
	p.wanted = splunk.Close(p.names, possible...)
	for name := range p.wanted {
		p.addPrefixes(name)
	}
	if req.Filter != nil {
		p.bind(req.Filter.Bounds, possible)
	}
	p.times = e.times(possible)
	if p.wants(fieldTime) {
		for _, name := range p.times {
			p.addPrefixes(name)
		}
	}
	return p
}

// given is nil for metadata that each event brings itself.
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// times are the fields that _time may be in. Those of one source type come
// first when it is given for all events.
func (e *eventShape) times(possible []*splunk.Origins) []string {
	if e.opts.TimeField != "" {
		return []string{e.opts.TimeField}
	}
	var own []string
	for _, p := range possible {
		own = append(own, p.TimestampFields...)
	}
	if e.opts.Sourcetype != "" {
		return unique(timeFields[:1], own, timeFields[1:])
	}
	return unique(timeFields, own)
}

func unique(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		for _, s := range l {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// base is the time that stands in for what a time lacks.
func (e *eventShape) base(f sourceFile) time.Time {
	switch {
	case e.opts.Year > 0:
		return time.Date(e.opts.Year, 12, 31, 23, 59, 59, 0, time.UTC)
	case !f.modified.IsZero():
		return f.modified
	}
	return time.Now()
}

// eventPlan says what a scan wants of a file's events.
type eventPlan struct {
	shape    *eventShape
	format   format
	header   []string
	plain    bool // never use the learned path
	all      bool
	names    []string        // wanted fields, unless all
	wanted   map[string]bool // the same, and what they are made of
	prefixes map[string]bool // paths of objects and arrays with wanted fields inside
	times    []string        // fields that _time may be in
	assumed  string          // the source type that the file looks like
	base     time.Time
	bounds   map[string][]table.ScanStep // by field
	last     schemaCache
	usual    atomic.Int32 // events of the latest batch

	mu    sync.Mutex
	kinds map[*splunk.Props]*eventKind
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
	if p.wanted[fieldTime] && slices.Contains(p.times, string(key)) {
		return 0
	}
	return -1
}
