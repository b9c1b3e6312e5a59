package readers

import (
	"bytes"
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// jsonPlan decodes the wanted columns of JSON records.
type jsonPlan struct {
	columns
	lines  bool // one record a line; otherwise values with commas or blanks between
	unwrap bool // the record is the value of the key "result"
	plain  bool // never use the learned path
	// listed, unless nil, is the whole schema: fields beyond it are reported.
	listed *table.Schema
}

func (p *jsonPlan) decoder(probs *problems, hint int, _ bool) decoder {
	d := &jsonDecoder{plan: p, rows: p.newRows(hint), problems: probs}
	d.refs = make([]ref, len(p.fields))
	if !p.unwrap && !p.plain {
		wanted := len(p.fields)
		if p.listed != nil {
			wanted = math.MaxInt // look at all keys
		}
		d.shapes = newShapes(wanted, d.column)
		d.narrow = p.narrowers()
		d.shapes.apart = func(column int) bool { return d.narrow[column] != nil }
	}
	return d
}

// narrowers are, per wanted column, what leaves out of its values the parts
// that are not wanted.
func (p *jsonPlan) narrowers() []*narrower {
	out := make([]*narrower, len(p.fields))
	for k, f := range p.fields {
		if p.parts[k] != nil && !p.later[k] && (f.Type == table.TypeDynamic || f.Type == table.TypeString) {
			out[k] = newNarrower(p.parts[k], f.Type == table.TypeString)
		}
	}
	return out
}

// column is the wanted column that a key stands for, or -1.
func (d *jsonDecoder) column(key []byte) int {
	if k, wanted := d.plan.index[string(key)]; wanted {
		return k
	}
	if d.plan.listed != nil && d.plan.listed.Index(string(key)) < 0 {
		d.problems.unlist(key)
	}
	return -1
}

// ref is a wanted value of the current record. It counts only when row is the
// current one, so that nothing has to be cleared between records.
type ref struct {
	start, end int
	row        int32
	kind       kind
}

type jsonDecoder struct {
	plan     *jsonPlan
	rows     *rows
	problems *problems
	refs     []ref
	row      int32 // number of the current record, from 1
	line     int64
	shapes   *shapes     // nil when the plain path is to be used
	narrow   []*narrower // per wanted column; nil for those that are wanted whole
	tracer
}

func (d *jsonDecoder) block(b []byte) error {
	d.rows.hold(b)
	if !d.plan.lines {
		return d.values(b)
	}
	for len(b) > 0 {
		line := b
		if n := bytes.IndexByte(b, '\n'); n >= 0 {
			line, b = b[:n], b[n+1:]
		} else {
			b = nil
		}
		if err := d.record(line, d.line); err != nil {
			return err
		}
		d.line++
	}
	return nil
}

// values decodes records that stand in an array or behind one another.
func (d *jsonDecoder) values(b []byte) error {
	lines, counted := d.line, 0
	for i := 0; ; {
		i = skipSeparators(b, i)
		if i == len(b) {
			break
		}
		end := roughEnd(b, i)
		if end < 0 {
			end = len(b)
		}
		lines += int64(bytes.Count(b[counted:i], []byte{'\n'}))
		counted = i
		if err := d.record(b[i:end], lines); err != nil {
			return err
		}
		i = end
	}
	d.line = lines + int64(bytes.Count(b[counted:], []byte{'\n'}))
	return nil
}

// record decodes one record's text. Blank text is no record.
func (d *jsonDecoder) record(b []byte, line int64) error {
	d.row++
	if d.shapes != nil && d.shapes.record(d, b) {
		return d.commit(b, line)
	}
	i := skipBlanks(b, 0)
	if i == len(b) {
		return nil
	}
	if b[i] != '{' {
		return d.problems.skip(line, reasonObject)
	}
	d.row++ // forget what the learned path has found
	if !d.object(b, i) {
		return d.problems.skip(line, reasonJSON)
	}
	return d.commit(b, line)
}

// object is the plain path: it checks all of the record.
func (d *jsonDecoder) object(b []byte, i int) bool {
	inner := -1
	end := walkObject(b, i, func(m member) {
		if d.plan.unwrap && m.kind == kNested && b[m.start] == '{' && string(m.key) == "result" {
			inner = m.start
		}
		if !d.plan.unwrap {
			d.take(m)
		} else if k, wanted := d.plan.index[string(m.key)]; wanted { // of a line that is no envelope
			d.put(k, m)
		}
	})
	if end < 0 || skipBlanks(b, end) != len(b) {
		return false
	}
	if inner >= 0 {
		d.row++
		walkObject(b, inner, d.take)
	}
	return true
}

// take notes a member when it is wanted and the first of its name.
func (d *jsonDecoder) take(m member) {
	if k := d.column(m.key); k >= 0 {
		d.put(k, m)
	}
}

// put notes the first member that stands for column k.
func (d *jsonDecoder) put(k int, m member) {
	if d.refs[k].row != d.row {
		d.refs[k] = ref{m.start, m.end, d.row, m.kind}
	}
}

// narrowed notes the value at b[i] of a column less what is not wanted of it,
// and returns its end; 0 when the value is to be taken whole.
func (d *jsonDecoder) narrowed(column int, b []byte, i int) (end int) {
	n := d.narrow[column]
	if n == nil {
		return 0
	}
	if n.escaped {
		if b[i] != '"' {
			return 0
		}
		i++
	}
	if end = n.find(b, i); end < 0 {
		return 0
	}
	d.refs[column] = ref{i, end, d.row, kNarrowed}
	return end
}

// widen teaches a column's narrower a value that it did not know.
func (d *jsonDecoder) widen(column int, b []byte, r *ref) {
	if n := d.narrow[column]; n != nil && (r.kind == kNested && !n.escaped || r.kind == kEscaped && n.escaped) {
		n.learn(b[r.start:r.end])
	}
}

// commit appends the current record's row.
func (d *jsonDecoder) commit(b []byte, line int64) error {
	for k := range d.refs {
		r := &d.refs[k]
		if r.row != d.row {
			d.rows.absent(k)
			continue
		}
		raw := b[r.start:r.end]
		if l := d.rows.later[k]; l != nil {
			l.put(d.rows.n, raw, r.kind)
			continue
		}
		if r.kind == kNarrowed {
			n := d.narrow[k]
			if n.lists {
				d.rows.sinks[k].(*listSink).addElements(n.out, n.ends)
				continue
			}
			if raw, r.kind = n.out, kNested; n.escaped {
				r.kind = kString
			}
		}
		if !d.rows.sinks[k].add(raw, r.kind) {
			if err := d.problems.misfit(line, &d.plan.columns, k, raw); err != nil {
				return err
			}
		}
	}
	d.rows.end(b)
	d.note(b, line, d.problems)
	return nil
}

func (d *jsonDecoder) finish() (*table.Batch, error) { return d.rows.batch(), nil }

func (d *jsonDecoder) drain() *table.Batch { return d.rows.drain() }

func (d *jsonDecoder) again(s span) error {
	d.rows.hold(s.text)
	return d.record(s.text, s.line)
}

func (d *jsonDecoder) count() int { return d.rows.n }

func (d *jsonDecoder) at() int64 { return d.line }

func (d *jsonDecoder) seek(line int64) { d.line = line }
