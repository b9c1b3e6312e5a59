package splunk

import "slices"

// Phase is a step of the extraction; a field belongs to the first one that
// gave it a value.
type Phase uint8

// The phases. None stands for a field without a value.
const (
	PhaseNone    Phase = iota
	PhaseIndexed       // metadata, INDEXED_EXTRACTIONS
	PhaseRules         // EXTRACT and REPORT
	PhaseKV            // KV_MODE
)

// Sink receives the fields of one event.
type Sink interface {
	// Enter says which phase the fields that follow belong to.
	Enter(Phase)
	// Since is the phase in which the field got its first value for this
	// event, PhaseNone when it has none.
	Since(name []byte) Phase
	// Add gives the field one more value. Neither slice is kept.
	Add(name, value []byte)
	// Value is the field's only or last value.
	Value(name []byte) (value []byte, ok bool)
}

// Plan is what a scan wants of events with certain settings. It is safe for
// concurrent use.
type Plan struct {
	props *Props
	all   bool
	wants map[string]bool
	rules []*rule
	kv    bool
}

// Plan prepares the extraction of the named fields only.
func (p *Props) Plan(names []string) *Plan {
	plan := &Plan{props: p, wants: Close(names, &p.Origins)}
	for _, r := range p.rules {
		if r.dynamic() && plan.wantsFields() || slices.ContainsFunc(r.fields(), plan.wantsName) {
			plan.rules = append(plan.rules, r)
		}
	}
	plan.kv = plan.wantsFields()
	return plan
}

// PlanAll prepares the extraction of every field.
func (p *Props) PlanAll() *Plan {
	return &Plan{props: p, all: true, rules: p.rules, kv: true}
}

// metadata are the fields that no extractor finds.
var metadata = map[string]bool{"_time": true, "_raw": true, "index": true, "sourcetype": true}

// wantsFields reports whether some wanted field may come from the text.
func (p *Plan) wantsFields() bool {
	for n := range p.wants {
		if !metadata[n] {
			return true
		}
	}
	return false
}

// Wants reports whether a field is worth extracting.
func (p *Plan) Wants(name []byte) bool { return p.all || p.wants[string(name)] }

func (p *Plan) wantsName(name string) bool { return p.all || p.wants[name] }

// Idle reports whether nothing is to be extracted.
func (p *Plan) Idle() bool { return !p.kv && len(p.rules) == 0 }

// HasRules reports whether EXTRACT or REPORT settings are to be run.
func (p *Plan) HasRules() bool { return len(p.rules) > 0 }

// Props are the settings that the plan is for.
func (p *Plan) Props() *Props { return p.props }

// extraction is the state of taking one event apart.
type extraction struct {
	plan        *Plan
	sink        Sink
	name, value []byte
	damaged     bool
}

// Extractor takes events apart, one at a time; it is for one goroutine.
type Extractor struct{ x extraction }

// Text extracts the fields of an event of plain text; kvMode, when not empty,
// overrules the settings'. It reports whether the text was well formed; when
// not, what could be read was extracted.
func (e *Extractor) Text(plan *Plan, b []byte, kvMode string, sink Sink) bool {
	x := &e.x
	x.plan, x.sink, x.damaged = plan, sink, false
	if kvMode == "" {
		kvMode = plan.props.KVMode
	}
	if plan.kv && plan.props.Indexed == "XMLKV-WINEVT" {
		sink.Enter(PhaseIndexed)
		x.winXML(b)
	}
	e.rules(b)
	if !plan.kv {
		return !x.damaged
	}
	sink.Enter(PhaseKV)
	switch kvMode {
	case "", "auto", "auto_escaped":
		if plan.props.Indexed == "" {
			x.autoPairs(b)
		}
	case "xml":
		x.genericXML(b)
	case "wineventlog":
		x.winText(b)
	case "auditd":
		x.auditd(b)
	case "syslog":
		x.autoPairs(x.syslog(b))
	}
	return !x.damaged
}

// Rules runs only the EXTRACT and REPORT settings.
func (e *Extractor) Rules(plan *Plan, b []byte, sink Sink) {
	e.x.plan, e.x.sink = plan, sink
	e.rules(b)
}

func (e *Extractor) rules(b []byte) {
	x := &e.x
	if len(x.plan.rules) == 0 {
		return
	}
	x.sink.Enter(PhaseRules)
	for _, r := range x.plan.rules {
		text := b
		if r.source != "_raw" {
			value, ok := x.sink.Value([]byte(r.source))
			if !ok {
				continue
			}
			text = value
		}
		r.run(x, text)
	}
}

// add hands on a field that has one value; a second one is left out.
func (x *extraction) add(name, value []byte) {
	if len(name) > 0 && len(value) > 0 && x.plan.Wants(name) && x.sink.Since(name) == PhaseNone {
		x.sink.Add(name, value)
	}
}

// addNamed is add for a name of this package.
func (x *extraction) addNamed(name string, value []byte) {
	x.name = append(x.name[:0], name...)
	x.add(x.name, value)
}

// append hands on one more value of a field of the current phase.
func (x *extraction) append(name, value []byte, phase Phase) {
	if len(name) == 0 || len(value) == 0 || !x.plan.Wants(name) {
		return
	}
	if since := x.sink.Since(name); since == PhaseNone || since == phase {
		x.sink.Add(name, value)
	}
}
