package readers

import (
	"bytes"
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

// csvHeader names the columns of a file: empty names become Column1, Column2
// and so on, repeated ones get a number.
func csvHeader(b []byte, comma byte, trim bool) []string {
	b = bytes.TrimPrefix(b, []byte(bom))
	end, cells := csvRecord(b, 0, comma, nil)
	if end < 0 {
		return nil
	}
	names := make([]string, len(cells))
	seen := map[string]int{}
	for i, c := range cells {
		if trim {
			c = c.trimmed(b)
		}
		name := string(cellText(b, c, nil))
		if name == "" {
			name = "Column" + strconv.Itoa(i+1)
		}
		seen[name]++
		if n := seen[name]; n > 1 {
			name += "_" + strconv.Itoa(n)
		}
		names[i] = name
	}
	return names
}

func cellText(b []byte, c cell, scratch []byte) []byte {
	if c.doubled {
		return appendCell(scratch, b[c.start:c.end])
	}
	return b[c.start:c.end]
}

// csvPlan decodes the wanted columns of one CSV file.
type csvPlan struct {
	columns
	comma  byte
	trim   bool          // blanks around bare cells do not count
	width  int           // cells of the header
	target []int         // per cell: the column it goes to, or -1
	absent []int         // wanted columns that the file does not have
	times  []*localTimes // per cell: how it spells times, where not as others do; or nil
}

func newCSVPlan(cols columns, comma byte, trim bool, header []string, times []*localTimes) *csvPlan {
	p := &csvPlan{columns: cols, comma: comma, trim: trim, times: times, width: len(header), target: make([]int, len(header))}
	has := make([]bool, len(cols.fields))
	for i, name := range header {
		p.target[i] = -1
		if k, wanted := cols.index[name]; wanted {
			p.target[i], has[k] = k, true
			if times != nil && times[i] != nil {
				p.later[k] = false
			}
		}
	}
	for k, there := range has {
		if !there {
			p.absent = append(p.absent, k)
		}
	}
	return p
}

func (p *csvPlan) decoder(probs *problems, rows int, first bool) decoder {
	return &csvDecoder{plan: p, rows: p.newRows(rows), problems: probs, header: first}
}

type csvDecoder struct {
	plan     *csvPlan
	rows     *rows
	problems *problems
	header   bool // the next record is the header
	line     int64
	cells    []cell
	scratch  []byte
	tracer
}

func (d *csvDecoder) block(b []byte) error {
	d.rows.hold(b)
	if d.header {
		b = bytes.TrimPrefix(b, []byte(bom))
	}
	for i := 0; i < len(b); {
		var next int
		next, d.cells = csvRecord(b, i, d.plan.comma, d.cells[:0])
		if next < 0 {
			return d.problems.skip(d.line, reasonQuote)
		}
		line, text := d.line, b[i:next]
		d.line += int64(bytes.Count(text, []byte{'\n'}))
		i = next
		if d.header {
			d.header = false
			continue
		}
		if len(d.cells) == 1 && d.cells[0].start == d.cells[0].end && d.plan.width != 1 {
			continue // an empty line
		}
		if err := d.record(b, text, line); err != nil {
			return err
		}
	}
	return nil
}

// record adds the row of the cells, which are in b; text is all of it.
func (d *csvDecoder) record(b, text []byte, line int64) error {
	p := d.plan
	if len(d.cells) != p.width {
		if err := d.problems.uneven(line, reasonRagged); err != nil {
			return err
		}
	}
	for at, k := range p.target {
		if k < 0 {
			continue
		}
		if at >= len(d.cells) {
			d.rows.absent(k)
			continue
		}
		d.scratch = d.scratch[:0]
		c := d.cells[at]
		if p.trim {
			c = c.trimmed(b)
		}
		if l := d.rows.later[k]; l != nil {
			l.put(d.rows.n, b[c.start:c.end], c.kind())
			continue
		}
		text := cellText(b, c, d.scratch)
		if p.times != nil && p.times[at] != nil {
			text = p.times[at].iso(text, d.scratch)
		}
		if !d.rows.sinks[k].add(text, kCell) {
			if err := d.problems.misfit(line, &p.columns, k, text); err != nil {
				return err
			}
		}
	}
	for _, k := range p.absent {
		d.rows.absent(k)
	}
	d.rows.end(text)
	d.note(text, line, d.problems)
	return nil
}

func (d *csvDecoder) finish() (*table.Batch, error) { return d.rows.batch(), nil }

func (d *csvDecoder) drain() *table.Batch { return d.rows.drain() }

func (d *csvDecoder) again(s span) error {
	d.rows.hold(s.text)
	_, d.cells = csvRecord(s.text, 0, d.plan.comma, d.cells[:0])
	return d.record(s.text, s.text, s.line)
}

func (d *csvDecoder) count() int { return d.rows.n }

func (d *csvDecoder) at() int64 { return d.line }

func (d *csvDecoder) seek(line int64) { d.line = line }
