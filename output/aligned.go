package output

import (
	"bufio"
	"io"
	"iter"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// WriteTable draws the batches for people, as columns beside or below each
// other. Nothing is lost silently: the footer tells rows that were not drawn,
// and the names of columns that were cut or had no room. It returns the number
// of rows there were. Cells are made Visible.
func WriteTable(w io.Writer, l Layout, known *table.Schema, batches iter.Seq2[*table.Batch, error]) (rows int64, err error) {
	var kept []*table.Batch
	for b, err := range batches {
		if err != nil {
			return rows, err
		}
		room := int64(b.Len())
		if l.MaxRows > 0 {
			room = min(room, int64(l.MaxRows)-min(rows, int64(l.MaxRows)))
		}
		if room > 0 || len(kept) == 0 {
			kept = append(kept, b.Slice(0, int(room)))
		}
		rows += int64(b.Len())
	}
	b := table.ConcatBatches(known, kept)
	buf := bufio.NewWriterSize(w, 1<<16)
	d := drawing{Layout: l, w: buf, b: b, rows: rows}
	if d.Hint == "" {
		d.Hint = "--wide or --vertical shows all"
	}
	if l.Vertical {
		d.vertical()
	} else {
		d.aligned()
	}
	d.footer()
	return rows, buf.Flush()
}

// drawing is one table while it is drawn.
type drawing struct {
	Layout
	w    *bufio.Writer
	b    *table.Batch
	rows int64
	// cut are the names of columns with a shortened cell, dropped those that
	// had no room.
	cut, dropped []string
}

func (d *drawing) aligned() {
	cols := d.measure()
	shown := d.fit(cols)
	for _, c := range cols[shown:] {
		d.dropped = append(d.dropped, c.name)
	}
	cols = cols[:shown]
	wasCut := make([]bool, len(cols))
	cells := make([]string, len(cols))
	line := func(style string, cell func(k int) string) {
		for k := range cols {
			var cut bool
			cells[k], cut = shorten(cell(k), cols[k].width)
			wasCut[k] = wasCut[k] || cut
		}
		d.line(cols, cells, style)
	}
	line(bold, func(k int) string { return cols[k].name })
	for k, c := range cols {
		cells[k] = strings.Repeat("-", c.width)
	}
	d.line(cols, cells, faint)
	for i := range d.b.Len() {
		line("", func(k int) string { return Visible(Text(d.b.Col(k).Value(i))) })
	}
	for k, c := range cols {
		if wasCut[k] {
			d.cut = append(d.cut, c.name)
		}
	}
}

// measure finds how wide the columns would like to be.
func (d *drawing) measure() []column {
	cols := make([]column, d.b.Schema().Len())
	for k, f := range d.b.Schema().Fields() {
		c := column{name: Visible(f.Name)}
		col := d.b.Col(k)
		numbers, solid := 0, true // solid: numbers, times and the like only
		for i := range col.Len() {
			v := col.Value(i)
			if v.IsNull() {
				continue
			}
			c.need = max(c.need, width(Visible(Text(v))))
			switch v.Kind() {
			case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal, table.KindTimeSpan:
				numbers++
			case table.KindDateTime, table.KindBool:
				numbers = -col.Len()
			default:
				solid = false
			}
		}
		c.right = solid && (numbers > 0 || c.need == 0 && f.Type.Numeric())
		c.least = leastText
		if solid {
			c.least = max(c.need, leastHeader)
		}
		c.need = max(c.need, width(c.name), 1)
		c.least = max(min(c.least, c.need), 1)
		cols[k] = c
	}
	return cols
}

// line writes the cells of a row; spaces at its end are left out.
func (d *drawing) line(cols []column, cells []string, style string) {
	pending := 0
	for k, c := range cells {
		pad := cols[k].width - width(c)
		if cols[k].right {
			pending += pad
			pad = 0
		}
		if c != "" {
			d.spaces(pending)
			d.styled(style, c)
			pending = 0
		}
		pending += pad + gap
	}
	d.w.WriteByte('\n')
}

func (d *drawing) spaces(n int) {
	for range n {
		d.w.WriteByte(' ')
	}
}
