package readers

import (
	"bytes"
	"slices"

	"github.com/goshawk-lang/goshawk/readers/splunk"
)

// eventKind is what the configuration says of events with the same metadata,
// pruned to what a scan wants.
type eventKind struct {
	*splunk.Plan
}

// kind finds or makes the kind of events with this metadata.
func (p *eventPlan) kind(meta [3]string) *eventKind {
	props := p.shape.config.Props(meta[0], meta[1], meta[2])
	p.mu.Lock()
	defer p.mu.Unlock()
	if k := p.kinds[props]; k != nil {
		return k
	}
	k := &eventKind{}
	if p.all {
		k.Plan = props.PlanAll()
	} else {
		k.Plan = props.Plan(unique(p.names, p.fieldTimes(props)))
	}
	if p.kinds == nil {
		p.kinds = map[*splunk.Props]*eventKind{}
	}
	p.kinds[props] = k
	return k
}

// maxKinds keeps events of many channels from filling memory.
const maxKinds = 4096

// fieldTimes are the fields of text that hold its time.
func (p *eventPlan) fieldTimes(props *splunk.Props) []string {
	switch {
	case !p.wanted[fieldTime]:
		return nil
	case p.shape.opts.TimeField != "":
		return p.times
	}
	return props.TimestampFields
}

// choose finds the kind of the current event by its metadata, which is given
// for all, among its members in b, or the file's. Text is the event's when it
// is no JSON, else nil.
func (d *eventDecoder) choose(b, text []byte) {
	o := &d.plan.shape.opts
	meta := [3]string{o.Sourcetype, o.Source, o.Host}
	for i, name := range [...]string{fieldSourcetype, fieldSource, fieldHost} {
		if meta[i] != "" {
			continue
		}
		for _, m := range d.members {
			if string(m.key) != name || m.kind != kString && m.kind != kEscaped {
				continue
			}
			if raw := b[m.start:m.end]; m.kind == kString && string(raw) == d.bare[i] {
				meta[i] = d.bare[i]
			} else {
				meta[i] = string(appendValue(nil, b, m))
			}
			break
		}
	}
	if meta[0] == "" {
		meta[0] = d.plan.assumed
	}
	if d.bareKind == nil || meta != d.bare {
		d.bare, d.bareKind = meta, d.plan.kind(meta)
	}
	if text == nil || meta[1] != "" {
		d.use(d.bareKind)
		return
	}
	if meta[1] = d.ownSource(text); meta[1] == "" || !d.plan.shape.config.UsesSource() {
		d.use(d.bareKind)
		return
	}
	if d.kind == nil || meta != d.recent {
		d.recent, d.sourced = meta, d.plan.kind(meta)
	}
	d.use(d.sourced)
}

// use makes the current event one of the kind.
func (d *eventDecoder) use(kind *eventKind) {
	d.kind = kind
	n := len(d.kinds)
	if n == 0 {
		d.kinds = append(d.kinds, kind)
		return
	}
	if n == 1 && d.kinds[0] == kind && d.kindOf == nil {
		return
	}
	at := slices.Index(d.kinds, kind)
	if at < 0 {
		at = n
		d.kinds = append(d.kinds, kind)
	}
	for len(d.kindOf) < int(d.n) {
		d.kindOf = append(d.kindOf, 0)
	}
	d.kindOf = append(d.kindOf[:d.n], uint16(at))
}

// broken makes events of text whose events may have several lines.
func (d *eventDecoder) broken(b []byte) error {
	for len(b) > 0 {
		event, taken := d.plan.format.breaks.Next(b)
		if taken == 0 {
			return nil
		}
		if text := bytes.TrimSpace(event); len(text) > 0 {
			before := bytes.Count(b[:bytes.Index(b, text)], []byte{'\n'})
			if err := d.text(text, d.line+int64(before)); err != nil {
				return err
			}
		}
		d.line += int64(bytes.Count(b[:taken], []byte{'\n'}))
		b = b[taken:]
	}
	return nil
}

// text makes an event of plain text.
func (d *eventDecoder) text(b []byte, line int64) error {
	d.current = b
	d.members = d.members[:0]
	d.choose(nil, b)
	return d.wrapped(b, line)
}

// wrapped extracts the fields of text that is an event or its _raw.
func (d *eventDecoder) wrapped(b []byte, line int64) error {
	opts := &d.plan.shape.opts
	if d.time != nil && (d.times[0].kind == kAbsent || d.plan.times[0] != fieldTime) && opts.TimeField == "" {
		d.clock, d.clocked = d.kind.Props().Time.Find(b, d.plan.base)
	}
	if !d.kind.Idle() && !d.extractor.Text(d.kind.Plan, b, opts.KVMode, d) {
		if err := d.problems.uneven(line, reasonText); err != nil {
			return err
		}
	}
	return d.end(b, line)
}

// ownSource is a Windows event's source made of its channel, as the add-on for
// such events does; empty when it has none.
func (d *eventDecoder) ownSource(b []byte) string {
	props := d.bareKind.Props()
	prefix, open, end := "", "", byte('<')
	switch {
	case props.Indexed == "XMLKV-WINEVT":
		prefix, open = "XmlWinEventLog:", "<Channel>"
	case props.KVMode == "wineventlog":
		prefix, open, end = "WinEventLog:", "LogName=", '\n'
	default:
		return ""
	}
	at := bytes.Index(b, []byte(open))
	if at < 0 {
		return ""
	}
	channel, _, _ := bytes.Cut(b[at+len(open):], []byte{end})
	channel = bytes.TrimSuffix(channel, []byte{'\r'})
	if bytes.HasPrefix(channel, []byte("Linux-Sysmon")) {
		prefix = "Syslog:"
	}
	source, known := d.channels[string(channel)]
	if !known {
		if d.channels == nil || len(d.channels) > maxKinds {
			d.channels = map[string]string{}
		}
		source = prefix + string(validUTF8(channel))
		d.channels[string(channel)] = source
	}
	if f := d.field([]byte(fieldSource)); f != nil && !f.has(d.n) {
		f.add(d.n, viewBytes(source))
	}
	return source
}

// rules runs the patterns of a JSON event's source type over its text, and
// looks for the time there.
func (d *eventDecoder) rules(b []byte, final bool) {
	if final {
		return
	}
	if rule := &d.kind.Props().Time; d.time != nil && rule.Given() {
		d.clock, d.clocked = rule.Find(b, d.plan.base)
	}
	if d.kind.HasRules() {
		d.extractor.Rules(d.kind.Plan, b, d)
	}
}

// Enter implements splunk.Sink.
func (d *eventDecoder) Enter(p splunk.Phase) { d.phase = p }

// Since implements splunk.Sink.
func (d *eventDecoder) Since(name []byte) splunk.Phase {
	k, known := d.byName[string(name)]
	switch {
	case !known:
		return splunk.PhaseNone
	case k < 0:
		return splunk.PhaseIndexed
	case d.fields[k].has(d.n):
		return d.fields[k].phase
	}
	return splunk.PhaseNone
}

// Add implements splunk.Sink. What a text says of its own index, source or
// source type is no field.
func (d *eventDecoder) Add(name, value []byte) {
	switch string(name) {
	case fieldIndex, fieldSource, fieldSourcetype, fieldRaw, fieldTime:
		return
	}
	d.emit(name, value, kCell)
}

// Value implements splunk.Sink.
func (d *eventDecoder) Value(name []byte) ([]byte, bool) {
	k, known := d.byName[string(name)]
	if !known || k < 0 || !d.fields[k].has(d.n) {
		return nil, false
	}
	return viewBytes(d.fields[k].texts.latest()), true
}
