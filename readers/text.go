package readers

import (
	"bytes"

	"github.com/goshawk-lang/goshawk/table"
)

// textPlan makes each line of plain text a row of one column.
type textPlan struct{ columns }

func (p *textPlan) decoder(_ *problems, hint int, _ bool) decoder {
	return &textDecoder{p.newRows(hint)}
}

type textDecoder struct{ rows *rows }

func (d *textDecoder) block(b []byte) error {
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte{'\n'})
		b = rest
		if line = bytes.TrimSuffix(line, []byte{'\r'}); len(line) == 0 {
			continue
		}
		for _, s := range d.rows.sinks {
			s.add(line, kString)
		}
		d.rows.n++
	}
	return nil
}

func (d *textDecoder) finish() (*table.Batch, error) { return d.rows.batch(), nil }
