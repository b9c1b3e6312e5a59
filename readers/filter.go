package readers

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// recordDecoder is a decoder that can also take records one by one, and tell
// which ones became rows.
type recordDecoder interface {
	decoder
	// again decodes one record's text, as another decoder traced it.
	again(s span) error
	// trace makes the decoder note the record of every row that it adds.
	// The records noted since the last call are returned.
	trace() []span
	// drain hands out the rows since the last call.
	drain() *table.Batch
	// count is the number of rows since the last drain.
	count() int
	// at is the chunk's line that the next block begins with; seek sets it.
	at() int64
	seek(line int64)
}

// span is the text of a record that became a row, its line in the chunk, and
// whether something that is wrong with it has been reported.
type span struct {
	text []byte
	line int64
	told bool
}

// tracer keeps the spans of a decoder that is asked for them.
type tracer struct {
	on    bool
	spans []span
}

func (t *tracer) note(b []byte, line int64, p *problems) {
	if t.on {
		t.spans = append(t.spans, span{})
		s := &t.spans[len(t.spans)-1] // in place: a copy of what was just written waits for it
		s.text, s.line, s.told = b, line, p.toldOf(line)
	}
}

func (t *tracer) trace() []span {
	done := t.spans
	t.on, t.spans = true, t.spans[:0]
	return done
}

// filterPlan makes decoders that compute a scan's filter step by step, and
// decode all columns only of the records that it keeps.
type filterPlan struct {
	// decoding prepares decoding the file without a filter.
	decoding func(table.ScanRequest) plan
	req      table.ScanRequest
	// separable says that records can be decoded one by one; cut finds where
	// the last whole record of a text ends, 0 when none does.
	separable bool
	cut       func(b []byte) int
	// texts, unless nil, are looked for in the undecoded lines: what a record
	// is kept for if it has one of the fields own.
	texts prefilter
	own   ownFields

	mu    sync.Mutex
	plans map[string]plan // by columns
}

// of is the plan for the given columns; nil means those of the request.
func (p *filterPlan) of(columns []string) plan {
	req := p.req
	req.Filter = &table.ScanFilter{Bounds: req.Filter.Bounds}
	key := "*"
	if columns != nil {
		req.Columns, req.All = columns, false
		key = strings.Join(columns, "\x00") + "."
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.plans == nil {
		p.plans = map[string]plan{}
	}
	if p.plans[key] == nil {
		p.plans[key] = p.decoding(req)
	}
	return p.plans[key]
}

// holds reports whether a decoder of the plan keeps the text that it decodes.
func (p *filterPlan) holds() bool {
	return held(p.of(nil)) || slices.ContainsFunc(p.req.Filter.Steps, func(s table.ScanStep) bool { return held(p.of(s.Columns)) })
}

func (p *filterPlan) decoder(probs *problems, hint int, first bool) decoder {
	d := &filterDecoder{plan: p, problems: probs, held: p.holds()}
	for _, s := range p.req.Filter.Steps {
		d.stages = append(d.stages, &stage{columns: s.Columns, keeps: []table.KeepRows{s.New()}})
	}
	if !p.separable {
		for _, s := range d.stages {
			d.after = append(d.after, s.keeps...)
		}
		d.stages = nil
	}
	for i, s := range d.stages {
		d.open(s, s.columns, 0, first && i == 0)
	}
	d.full = &stage{}
	d.open(d.full, nil, hint, first && len(d.stages) == 0)
	d.reportOnce()
	return d
}

// stage decodes some columns of the records that the stages before it keep.
type stage struct {
	columns    []string
	keeps      []table.KeepRows
	decoder    decoder
	problems   *problems
	seen, kept int
}

// filterDecoder looks at records in stages: the first one reads the blocks,
// and each passes on the records that it keeps, the last of them to full.
type filterDecoder struct {
	plan     *filterPlan
	problems *problems
	stages   []*stage
	full     *stage
	// after are steps that are computed over the rows of full, from the row
	// from on.
	after  []table.KeepRows
	from   int
	closed []*problems // of all decoders so far
	opened []decoder
	// held says that the text is kept, so that nothing is gained by looking at
	// little of it at a time once it is known whether stages pay.
	held bool
}

// open makes the decoder of a stage.
func (d *filterDecoder) open(s *stage, columns []string, hint int, first bool) {
	s.problems = &problems{file: d.problems.file, base: d.problems.base}
	d.closed = append(d.closed, s.problems)
	s.decoder = d.plan.of(columns).decoder(s.problems, hint, first)
	d.opened = append(d.opened, s.decoder)
	if s != d.full {
		s.decoder.(recordDecoder).trace()
	}
}

// reportOnce lets each stage report of no column that an earlier one reads.
func (d *filterDecoder) reportOnce() {
	var probed []string
	for _, s := range d.stages {
		s.problems.probed = probed
		probed = slices.Concat(probed, s.columns)
	}
	d.full.problems.probed = probed
}

func (d *filterDecoder) block(b []byte) error {
	for len(b) > blockBytes && len(d.stages) > 0 && !(d.held && d.stages[0].seen >= dearTrial) {
		n := d.plan.cut(b[:blockBytes])
		if n <= 0 {
			break
		}
		if err := d.look(b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return d.look(b)
}

// look takes the records of b through the stages.
func (d *filterDecoder) look(b []byte) error {
	if len(d.stages) == 0 {
		return d.read(d.full.decoder, b)
	}
	var spans []span
	for i, s := range d.stages {
		dec := s.decoder.(recordDecoder)
		if i == 0 {
			if err := d.read(dec, b); err != nil {
				return err
			}
		} else if err := s.take(spans); err != nil {
			return err
		}
		spans = dec.trace()
		rows, all, err := table.KeepAll(s.keeps, dec.drain())
		if err != nil {
			return err
		}
		s.seen += len(spans)
		if !all {
			for k, r := range rows {
				spans[k] = spans[r]
			}
			spans = spans[:len(rows)]
		}
		s.kept += len(spans)
	}
	if err := d.full.take(spans); err != nil {
		return err
	}
	for d.fuse() {
	}
	return nil
}

// read decodes a block, or the lines of it that can be kept.
func (d *filterDecoder) read(dec decoder, b []byte) error {
	if d.plan.texts == nil {
		return dec.block(b)
	}
	records := dec.(recordDecoder)
	line, err := d.plan.texts.lines(b, records.at(), func(text []byte, line int64) error {
		return records.again(span{text: text, line: line})
	})
	records.seek(line)
	return err
}

// take decodes records that an earlier stage has kept.
func (s *stage) take(spans []span) error {
	dec := s.decoder.(recordDecoder)
	for _, sp := range spans {
		s.problems.told = sp.told
		if err := dec.again(sp); err != nil {
			return err
		}
	}
	s.problems.told = false
	return nil
}

// Where more than one row in dearShare is kept of the first dearTrial rows or
// more, looking at records twice costs more than it saves.
const (
	dearShare = 3
	dearTrial = 128
)

// keepsNearlyAll says that computing a stage early saves nothing, as with the
// lower bound of time that most detections begin with.
func (s *stage) keepsNearlyAll() bool { return s.kept*5 > s.seen*4 }

// fuse makes a stage that keeps too much one with the next, or puts it behind
// all others, and reports whether there was one. What is learned in a chunk
// serves that chunk only, so that reports do not depend on which worker is first.
func (d *filterDecoder) fuse() bool {
	for i, s := range d.stages {
		if s.seen < dearTrial || s.kept*dearShare <= s.seen {
			continue
		}
		line := d.stages[0].decoder.(recordDecoder).at()
		defer d.reportOnce()
		if i+1 < len(d.stages) && !s.keepsNearlyAll() {
			next := d.stages[i+1]
			next.keeps = append(s.keeps, next.keeps...)
			for _, c := range s.columns {
				if !slices.Contains(next.columns, c) {
					next.columns = append(next.columns[:len(next.columns):len(next.columns)], c)
				}
			}
			next.seen, next.kept = 0, 0
			d.stages = slices.Delete(d.stages, i, i+1)
			d.open(next, next.columns, 0, false)
			next.decoder.(recordDecoder).seek(line)
			return true
		}
		d.stages = slices.Delete(d.stages, i, i+1)
		if len(d.stages) > 0 {
			d.stages[0].decoder.(recordDecoder).seek(line)
		}
		if len(d.after) == 0 {
			d.from = d.full.decoder.(recordDecoder).count()
		}
		d.after = append(s.keeps, d.after...)
		d.full.decoder.(recordDecoder).seek(line)
		return true
	}
	return false
}

func (d *filterDecoder) finish() (*table.Batch, error) {
	b, err := d.full.decoder.finish()
	if err != nil {
		return nil, err
	}
	for _, p := range d.closed {
		d.problems.merge(p)
	}
	if len(d.after) == 0 || d.from == b.Len() {
		return b, nil
	}
	rows, all, err := table.KeepAll(d.after, b.Slice(d.from, b.Len()))
	if err != nil || all {
		return b, err
	}
	kept := make([]int32, d.from, d.from+len(rows))
	for i := range kept {
		kept[i] = int32(i)
	}
	for _, r := range rows {
		kept = append(kept, r+int32(d.from))
	}
	return b.View(kept), nil
}

// wholeRecords finds where the last whole record of a text ends, 0 when none
// does.
func wholeRecords(f format) func(b []byte) int {
	switch f.kind {
	case formatCSV:
		find := csvBoundary(f.comma)
		return func(b []byte) int {
			end, _ := find(b, 0, false)
			return end
		}
	case formatJSON:
		return wholeValues
	case formatEvents:
		return f.breaks.Last
	}
	return func(b []byte) int { return bytes.LastIndexByte(b, '\n') + 1 }
}

// wholeValues is the end of the last object in b that does not end b.
func wholeValues(b []byte) int {
	for end := 0; ; {
		i := skipSeparators(b, end)
		if i == len(b) {
			return end
		}
		n := roughEnd(b, i)
		if n < 0 || n == len(b) {
			return end
		}
		end = n
	}
}
