package readers

import "github.com/goshawk-lang/goshawk/table"

// again makes an event of a record that another decoder has read.
func (d *eventDecoder) again(s span) error {
	d.asks = false
	switch d.plan.format.kind {
	case formatCSV:
		_, d.cells = csvRecord(s.text, 0, d.plan.format.comma, d.cells[:0])
		return d.csvRecord(s.text, s.text, s.line)
	case formatEvents:
		return d.text(s.text, s.line)
	}
	return d.record(s.text, s.line)
}

// drain hands out the events so far and goes on with none.
func (d *eventDecoder) drain() *table.Batch {
	b := d.batch()
	d.n = 0
	d.kinds, d.kindOf = nil, nil
	d.collect()
	return b
}

func (d *eventDecoder) count() int { return int(d.n) }

func (d *eventDecoder) at() int64 { return d.line }

func (d *eventDecoder) seek(line int64) { d.line = line }

// collect makes the collectors of the fields that the scan wants.
func (d *eventDecoder) collect() {
	p := d.plan
	d.batches++
	d.fields, d.byName = nil, map[string]int{}
	d.raw, d.time = nil, nil
	if p.wants(fieldRaw) {
		d.raw = &eventField{name: fieldRaw, texts: newTexts(d.hint)}
	}
	if p.wants(fieldTime) {
		d.time = &timeField{}
	}
	for _, name := range p.names {
		d.field([]byte(name))
	}
	if p.all {
		for _, name := range standardFields[2:] {
			d.field([]byte(name))
		}
	}
	for i := range d.meta {
		m := &d.meta[i]
		if m.field = nil; m.constant == "" && len(m.fallback) > 0 {
			m.field = d.field([]byte(m.name))
		}
	}
}
