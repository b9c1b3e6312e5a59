package readers

import "bytes"

// csvBlock makes an event of each CSV record: columns are fields, empty cells
// are none, and _raw is the record's text unless there is such a column.
func (d *eventDecoder) csvBlock(b []byte) error {
	if d.header {
		b = bytes.TrimPrefix(b, []byte(bom))
	}
	for i := 0; i < len(b); {
		next, cells := csvRecord(b, i, d.plan.format.comma, d.cells[:0])
		d.cells = cells
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
		if len(cells) == 1 && cells[0].start == cells[0].end {
			continue
		}
		if err := d.csvRecord(b, text, line); err != nil {
			return err
		}
	}
	return nil
}

func (d *eventDecoder) csvRecord(b, text []byte, line int64) error {
	d.current = text
	header := d.plan.header
	if len(d.cells) != len(header) {
		if err := d.problems.uneven(line, reasonRagged); err != nil {
			return err
		}
	}
	d.members = d.members[:0]
	for at, c := range d.cells {
		if at < len(header) && c.start < c.end && isChoosing(header[at]) {
			d.members = append(d.members, member{[]byte(header[at]), c.start, c.end, kString})
		}
	}
	d.choose(b, nil)
	onlyMeta := true
	for at, c := range d.cells {
		if at >= len(header) || c.start == c.end {
			continue
		}
		value := b[c.start:c.end]
		if c.doubled {
			value = appendCell(nil, value)
		}
		if header[at] == fieldRaw {
			text = value
			continue
		}
		name := append(d.path[:0], header[at]...)
		d.path = name
		onlyMeta = onlyMeta && isMetadata(name)
		d.emit(name, value, kCell)
	}
	if onlyMeta && d.plan.shape.opts.KVMode != "none" && isNestedJSON(text) {
		d.extract(text)
	}
	d.rules(text, false)
	return d.end(text, line)
}

// isChoosing reports whether the configuration looks at this metadata.
func isChoosing(name string) bool {
	return name == fieldSourcetype || name == fieldSource || name == fieldHost
}
