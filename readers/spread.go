package readers

import (
	"bytes"
	"io"

	"github.com/goshawk-lang/goshawk/table"
)

// stretches is how many parts of a long file are looked at behind its
// beginning, the last one at its end.
const stretches = 8

// spread adds what stretches of a file of lines show, n bytes in all, from an
// offset on. Columns that a long log gets in the course of time are so found
// without reading all of it. A file that can only be read in order is left.
func (x *inference) spread(in input, from, n int, unwrap bool) error {
	h, err := in.open()
	if err != nil {
		return err
	}
	defer h.close()
	rest := h.size - int64(from)
	if h.at == nil || rest <= 0 {
		return nil
	}
	b := make([]byte, min(int64(n/stretches), rest/stretches))
	for k := range int64(stretches) {
		at := int64(from) + rest*(k+1)/stretches - int64(len(b))
		got, err := h.at.ReadAt(b, at)
		if err != nil && err != io.EOF {
			return errUnreadable(in.name, err)
		}
		x.lines(b[:got], unwrap)
	}
	return nil
}

// lines adds what the whole lines of a stretch show, which may begin and end
// inside lines.
func (x *inference) lines(b []byte, unwrap bool) {
	b = b[bytes.IndexByte(b, '\n')+1:]
	for {
		n := bytes.IndexByte(b, '\n')
		if n < 0 {
			return
		}
		if i := skipBlanks(b[:n], 0); i < n && b[i] == '{' {
			x.record(b[:n], i, unwrap)
		}
		b = b[n+1:]
	}
}

// unlist notes a field that no column stands for.
func (p *problems) unlist(name []byte) {
	p.report.Unlisted = table.AddUnlisted(p.report.Unlisted, string(validUTF8(name)))
}
