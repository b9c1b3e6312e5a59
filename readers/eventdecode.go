package readers

import (
	"bytes"
	"time"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// eventDecoder turns records into events. Keys of the record's outermost object
// and of the object inside _raw are found on the learned path (see [shapes]);
// what is deeper, by the text of its path.
type eventDecoder struct {
	plan     *eventPlan
	problems *problems
	hint     int
	fields   []*eventField
	byName   map[string]int
	raw      *eventField
	time     *timeField
	meta     []metaField
	n        int32 // events so far; the current one's row
	line     int64
	header   bool // the next CSV record is the header
	outer    *shapes
	inner    *shapes

	// Of the current record.
	members []member
	total   int // members in all, also those that do not matter
	kind    *eventKind
	phase   splunk.Phase
	within  []member // of the object inside _raw, when learned
	learned bool
	path    []byte
	rawText []byte // its _raw, resolved
	scratch []byte
	times   []timeValue
	cells   []cell
	clock   time.Time // the time in its text
	clocked bool

	extractor splunk.Extractor
	bare      [3]string // the metadata of an event, without what its text says
	bareKind  *eventKind
	recent    [3]string // the same with the source that the text says
	sourced   *eventKind
	channels  map[string]string // the sources that stand for them
	kinds     []*eventKind
	kindOf    []uint16 // per event, when there are several

	tracer
	current []byte // the text of the current record

	// Of the quick path.
	plainly   *shapes
	targets   []*target
	leaves    []leaf
	quickKind *eventKind
	patience  int
	own       ownFields // of the records so far
	batches   int       // handed out so far, from 1
	bounds    []*bound
	looked    int  // records so far
	asks      bool // bounds: not of records that another decoder has kept
}

// metaField is host, source, sourcetype or index.
type metaField struct {
	name     string
	constant string // given for all events
	fallback []byte // when the event has none
	// field collects it where there is a fallback; nil when it is not wanted.
	field *eventField
}

// timeValue is what a field that may hold the event's time has.
type timeValue struct {
	raw  []byte
	kind kind
}

func (p *eventPlan) decoder(probs *problems, hint int, first bool) decoder {
	d := &eventDecoder{plan: p, problems: probs, hint: hint, header: first && p.format.kind == formatCSV}
	if !p.plain {
		d.outer, d.inner = newShapes(0, p.outerColumn), newShapes(0, p.innerColumn)
	}
	if p.wants(fieldTime) {
		d.times = make([]timeValue, len(p.times))
	}
	o := p.shape.opts
	d.meta = []metaField{
		{name: fieldHost, constant: o.Host},
		{name: fieldSource, constant: o.Source, fallback: []byte(p.shape.name)},
		{name: fieldSourcetype, constant: o.Sourcetype, fallback: []byte(p.assumed)},
		{name: fieldIndex, constant: o.Index, fallback: []byte(p.shape.name)},
	}
	d.phase = splunk.PhaseIndexed
	d.collect()
	if !p.plain {
		d.plainly, d.patience = d.quickShapes(""), patience
	}
	if p.plain || p.format.kind != formatNDJSON {
		d.own = ownUnknown
	}
	return d
}

// field is the collector of a field, made on first use; nil when the scan
// does not want it or something else stands for it.
func (d *eventDecoder) field(name []byte) *eventField {
	if k, known := d.byName[string(name)]; known {
		if k < 0 {
			return nil
		}
		return d.fields[k]
	}
	if !d.plan.all && !d.plan.wanted[string(name)] {
		return nil
	}
	k := len(d.fields)
	special := string(name) == fieldTime || string(name) == fieldRaw
	for _, m := range d.meta {
		special = special || m.constant != "" && m.name == string(name)
	}
	if special {
		k = -1
	}
	f := &eventField{name: string(validUTF8(name)), texts: newTexts(0)}
	if !d.plan.all { // of which many may be rare
		f.usual = int(d.plan.usual.Load())
	}
	d.byName[string(name)] = k
	if special {
		return nil
	}
	d.fields = append(d.fields, f)
	return f
}

func (d *eventDecoder) block(b []byte) error {
	d.asks = true
	switch d.plan.format.kind {
	case formatCSV:
		return d.csvBlock(b)
	case formatJSON:
		return d.values(b)
	case formatEvents:
		return d.broken(b)
	case formatZeek:
		return d.zeekBlock(b)
	}
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte{'\n'})
		b = rest
		if err := d.record(line, d.line); err != nil {
			return err
		}
		d.line++
	}
	return nil
}

// values makes events of records that stand in an array or behind one another.
func (d *eventDecoder) values(b []byte) error {
	for i, counted := 0, 0; ; {
		i = skipSeparators(b, i)
		if i == len(b) {
			return nil
		}
		d.line += int64(bytes.Count(b[counted:i], []byte{'\n'}))
		counted = i
		end := roughEnd(b, i)
		if end < 0 {
			end = len(b)
		}
		if err := d.record(b[i:end], d.line); err != nil {
			return err
		}
		i = end
	}
}

// record makes an event of one record: JSON, or plain text.
func (d *eventDecoder) record(b []byte, line int64) error {
	d.current = b
	b = bytes.TrimSuffix(b, []byte{'\r'})
	i := skipBlanks(b, 0)
	if i == len(b) {
		return nil
	}
	if d.outer != nil {
		learned := false
		text := trimRight(b)
		if done, err := d.quick(text, line); done || err != nil {
			return err
		}
		d.own |= ownUnknown
		if d.members, d.total, learned = d.outer.members(text, d.members[:0]); learned {
			return d.object(text, text, line, false)
		}
	}
	if b[i] != '{' {
		return d.text(b, line)
	}
	d.members = d.members[:0]
	end := walkObject(b, i, func(m member) { d.members = append(d.members, m) })
	if end < 0 || skipBlanks(b, end) != len(b) {
		if d.plan.format.kind == formatText {
			return d.text(b, line)
		}
		return d.problems.skip(line, reasonJSON)
	}
	d.total = len(d.members)
	return d.object(b[:end], b[i:end], line, false)
}

// object makes an event of a JSON object, whose members have been collected.
// extracted says that its fields are final (Splunk's export).
func (d *eventDecoder) object(b, text []byte, line int64, extracted bool) error {
	raw := -1
	for k, m := range d.members {
		if string(m.key) == fieldRaw && (m.kind == kString || m.kind == kEscaped) {
			raw = k
		}
		if !extracted && m.kind == kNested && string(m.key) == "result" && b[m.start] == '{' && d.isExport() {
			d.members = d.members[:0]
			walkObject(b, m.start, func(m member) { d.members = append(d.members, m) })
			d.total = len(d.members)
			return d.object(b, b[m.start:m.end], line, true)
		}
	}
	if raw < 0 {
		d.choose(b, nil)
		d.all(b, extracted)
		d.rules(text, extracted)
		return d.end(text, line)
	}
	d.rawText = appendValue(d.rawText[:0], b, d.members[raw])
	d.choose(b, d.rawText)
	if d.plan.shape.opts.KVMode != "none" && !(extracted && d.hasFields()) && d.openRaw() {
		for _, m := range d.members {
			if isMetadata(m.key) {
				d.value(b, m, append(d.path[:0], m.key...))
			}
		}
		if d.learned {
			for _, m := range d.within {
				d.path = append(d.path[:0], m.key...)
				d.value(d.rawText, m, d.path)
			}
		} else {
			d.extract(d.rawText)
		}
		d.rules(d.rawText, extracted)
		return d.end(d.rawText, line)
	}
	d.all(b, extracted)
	if extracted && d.hasFields() {
		return d.end(d.rawText, line)
	}
	return d.wrapped(d.rawText, line)
}

// openRaw reports whether _raw holds a JSON object or array, and keeps what the
// learned path finds in it.
func (d *eventDecoder) openRaw() bool {
	d.learned = false
	if d.inner != nil {
		d.within, _, d.learned = d.inner.members(d.rawText, d.within[:0])
	}
	return d.learned || isNestedJSON(d.rawText)
}

// isExport reports whether the members are those of an export line.
func (d *eventDecoder) isExport() bool {
	for _, m := range d.members {
		switch string(m.key) {
		case "result", "preview", "offset", "lastrow":
		default:
			return false
		}
	}
	return d.total == len(d.members)
}

// hasFields reports whether some member is more than metadata.
func (d *eventDecoder) hasFields() bool {
	for _, m := range d.members {
		if !isMetadata(m.key) {
			return true
		}
	}
	return false
}

// all makes fields of all members. Final fields are not flattened: an array
// is a field with several values, and an object stays JSON text.
func (d *eventDecoder) all(b []byte, final bool) {
	for _, m := range d.members {
		d.path = append(d.path[:0], m.key...)
		switch {
		case !final || m.kind != kNested:
			d.value(b, m, d.path)
		case b[m.start] == '[':
			walkArray(b, m.start, func(e member) { d.emit(d.path, b[e.start:e.end], e.kind) })
		default:
			d.emit(d.path, b[m.start:m.end], m.kind)
		}
	}
}

// extract makes fields of the JSON text inside _raw.
func (d *eventDecoder) extract(b []byte) {
	i := skipBlanks(b, 0)
	d.root(b, member{start: i, end: len(b), kind: kNested})
}

// root makes the fields of a whole JSON text.
func (d *eventDecoder) root(b []byte, m member) {
	if m.start < len(b) && b[m.start] == '{' {
		walkObject(b, m.start, func(e member) { d.value(b, e, append(d.path[:0], e.key...)) })
		return
	}
	d.value(b, m, d.path[:0])
}

// value makes the fields of one JSON value below the root, the way KV_MODE=json names them:
// a dot before an object's key, {} behind an array's name.
func (d *eventDecoder) value(b []byte, m member, path []byte) {
	if m.kind != kNested {
		d.emit(path, b[m.start:m.end], m.kind)
		return
	}
	if !d.plan.descend(path) {
		return
	}
	if b[m.start] == '[' {
		path = append(path, "{}"...)
		walkArray(b, m.start, func(e member) { d.value(b, e, path) })
		d.path = path
		return
	}
	path = append(path, '.')
	at := len(path)
	walkObject(b, m.start, func(e member) {
		path = append(path[:at], e.key...)
		d.value(b, e, path)
	})
	d.path = path
}

// emit adds one value to a field of the current event.
func (d *eventDecoder) emit(name, raw []byte, k kind) {
	if k == kNull {
		return
	}
	for i := range d.times {
		if d.times[i].kind == kAbsent && d.plan.times[i] == string(name) {
			d.times[i] = timeValue{raw, k}
		}
	}
	f := d.field(name)
	if f == nil || f.has(d.n) && isMetadata(name) {
		return
	}
	if k == kEscaped {
		d.scratch = appendUnescaped(d.scratch[:0], raw)
		raw = d.scratch
	}
	if !f.has(d.n) {
		f.phase = d.phase
	}
	f.add(d.n, raw)
}

// end completes the current event.
func (d *eventDecoder) end(raw []byte, line int64) error {
	if d.raw != nil {
		d.raw.add(d.n, bytes.TrimRight(raw, "\r\n"))
	}
	for i := range d.meta {
		if m := &d.meta[i]; m.field != nil && !m.field.has(d.n) {
			m.field.add(d.n, m.fallback)
		}
	}
	var err error
	if d.time != nil {
		err = d.endTime(line)
	}
	d.n++
	d.note(d.current, line, d.problems)
	d.phase, d.clocked = splunk.PhaseIndexed, false
	return err
}

func (d *eventDecoder) endTime(line int64) error {
	defer clear(d.times)
	for i, v := range d.times {
		if v.kind == kAbsent || d.clocked && d.plan.times[i] != fieldTime && d.plan.shape.opts.TimeField == "" {
			continue
		}
		t, st := parseEpoch(v.raw, v.kind)
		if st == empty {
			continue
		}
		d.time.add(t, st != ok)
		if st == bad {
			return d.problems.uneven(line, reasonNoTime)
		}
		return nil
	}
	if d.clocked {
		d.time.add(epochOfTime(d.clock), false)
		return nil
	}
	d.time.add(epochTime{}, true)
	return nil
}

// finish implements decoder.
func (d *eventDecoder) finish() (*table.Batch, error) { return d.batch(), nil }

// batch hands out the events so far.
func (d *eventDecoder) batch() *table.Batch {
	n := int(d.n)
	d.plan.usual.Store(d.n)
	d.aliases()
	var fields []table.Field
	var cols []table.Column
	put := func(name string, c table.Column) {
		if c != nil {
			fields = append(fields, table.Field{Name: name, Type: table.TypeDynamic})
			cols = append(cols, c)
		}
	}
	done := map[string]bool{}
	names := d.plan.names
	if d.plan.all {
		names = standardFields
	}
	for _, name := range names {
		if !done[name] {
			done[name] = true
			put(name, d.named(name, n))
		}
	}
	for _, f := range d.fields {
		if d.plan.all && !done[f.name] && len(f.rows) > 0 {
			put(f.name, f.column(n))
		}
	}
	return table.NewBatch(d.plan.last.schema(fields), n, cols...)
}

// named is the column of a field, nil when no event has it.
func (d *eventDecoder) named(name string, n int) table.Column {
	switch {
	case name == fieldTime && (d.time.whole || d.time.parts):
		return d.time.column()
	case name == fieldRaw:
		return d.raw.column(n)
	}
	for _, m := range d.meta {
		if m.name == name && m.constant != "" {
			return table.NewConst(table.StringValue(m.constant), table.TypeString, n)
		}
	}
	if k, known := d.byName[name]; known && k >= 0 && len(d.fields[k].rows) > 0 {
		return d.fields[k].column(n)
	}
	return nil
}
