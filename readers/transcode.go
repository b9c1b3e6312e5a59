package readers

import (
	"bufio"
	"errors"
	"io"

	"github.com/goshawk-lang/goshawk/table"
)

// transcoder rewrites a form of JSON that is not one object a row as lines
// that are. It writes whole lines to w; its error ends the input.
type transcoder func(r io.Reader, w *bufio.Writer) error

// reshape recognizes, from the beginning of an input, the forms that are
// rewritten: results of Kusto and its kin, and the records of diagnostic
// settings. It gives the input to read in its place, or nil.
func (s *source) reshape(in input, head []byte) (*input, error) {
	switch s.opts.Format {
	case "", "json", "ndjson", "jsonl":
	default:
		return nil, nil
	}
	if looksKusto(head) {
		return s.kustoResult(in)
	}
	if diagnostic, text := looksDiagnostic(head); s.events == nil && diagnostic {
		if d := s.diagnostics(); text || len(d.columns) > 0 {
			return transcoded(in, d.rewrite), nil
		}
	}
	return nil, nil
}

// declare adds columns whose types the input itself tells.
func (s *source) declare(fields []table.Field) {
	if s.events != nil {
		return
	}
	if s.opts.Schema == nil {
		s.opts.Schema = table.NewSchema(fields...)
		return
	}
	if s.extra != nil {
		fields = append(fields, s.extra.Fields()...)
	}
	s.extra = table.NewSchema(fields...)
}

// transcoded is the input as a transcoder rewrites it, each time it is opened.
func transcoded(in input, t transcoder) *input {
	out := in
	out.open = func() (*handle, error) {
		h, err := in.open()
		if err != nil {
			return nil, err
		}
		r := h.stream
		if r == nil {
			r = io.NewSectionReader(h.at, 0, h.size)
		}
		piped, pipe := io.Pipe()
		done := make(chan struct{})
		go func() {
			defer close(done)
			w := bufio.NewWriterSize(pipe, blockBytes)
			err := t(skipMark(r), w)
			if err == nil {
				err = w.Flush()
			}
			pipe.CloseWithError(err) // nil is the end of the input
		}()
		return &handle{name: in.name, stream: piped, close: func() error {
			piped.CloseWithError(errClosed)
			<-done
			return h.close()
		}}, nil
	}
	return &out
}

// errClosed stops a transcoder whose reader has gone.
var errClosed = errors.New("closed")

// skipMark is r without a byte order mark.
func skipMark(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, blockBytes)
	if mark, _ := b.Peek(len(bom)); string(mark) == bom {
		_, _ = b.Discard(len(bom))
	}
	return b
}
