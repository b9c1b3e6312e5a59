package readers

import (
	"context"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// twinned is a source that lacks one of two columns which its table has, in
// different services, for the same thing: an export of Defender has Timestamp
// only, its copy in a workspace TimeGenerated too. Either name reads the
// column that is there.
type twinned struct {
	table.Source
	there, lacking string
	schema         *table.Schema
}

// twins are the columns of the source's table that stand for each other.
func (s *source) twins() [][2]string {
	t, known := s.opts.Schemas.Lookup(s.opts.Name)
	if !known || s.events != nil || s.opts.Closed {
		return nil
	}
	return t.Twins
}

func isTwin(twins [][2]string, name []byte) bool {
	for _, t := range twins {
		if t[0] == string(name) || t[1] == string(name) {
			return true
		}
	}
	return false
}

// withTwins adds the names that the input lacks; occurs has those in it.
func (s *source) withTwins(occurs map[string]int) table.Source {
	for _, twin := range s.twins() {
		there, lacking := twin[0], twin[1]
		_, first := occurs[there]
		_, second := occurs[lacking]
		if second {
			there, lacking = lacking, there
		}
		at := s.schema.Index(there)
		if first == second || at < 0 {
			continue
		}
		w := &twinned{Source: s, there: there, lacking: lacking, schema: s.schema}
		if w.schema.Index(lacking) < 0 {
			fields := append([]table.Field(nil), w.schema.Fields()...)
			w.schema = table.NewSchema(append(fields, table.Field{Name: lacking, Type: w.schema.Field(at).Type})...)
		}
		return w // tables have one such pair
	}
	return s
}

// Schema implements table.Source.
func (w *twinned) Schema() *table.Schema { return w.schema }

// Scan implements table.Source.
func (w *twinned) Scan(ctx context.Context, req table.ScanRequest) (table.Scanner, error) {
	below := req
	if !req.All {
		below.Columns = w.read(req.Columns)
	}
	below.Later = slices.DeleteFunc(slices.Clone(req.Later), func(name string) bool { return name == w.there || name == w.lacking })
	if req.Filter != nil {
		f := &table.ScanFilter{}
		for _, step := range req.Filter.Steps {
			f.Steps = append(f.Steps, table.ScanStep{Columns: w.read(step.Columns), New: w.keeping(step)})
		}
		below.Filter = f
	}
	sc, err := w.Source.Scan(ctx, below)
	if err != nil {
		return nil, err
	}
	return &twinScanner{sc, w, req}, nil
}

// read are the columns to read for those that are wanted.
func (w *twinned) read(wanted []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, name := range wanted {
		if name == w.lacking {
			name = w.there
		}
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// keeping computes a step over batches that have the other column.
func (w *twinned) keeping(step table.ScanStep) func() table.KeepRows {
	return func() table.KeepRows {
		keep := step.New()
		return func(b *table.Batch) ([]int32, bool, error) { return keep(w.doubled(b, step.Columns)) }
	}
}

// doubled is a batch in the columns wanted, the lacking one being that which is
// there.
func (w *twinned) doubled(b *table.Batch, wanted []string) *table.Batch {
	var fields []table.Field
	var cols []table.Column
	for _, name := range wanted {
		from := name
		if name == w.lacking {
			from = w.there
		}
		if i := b.Schema().Index(from); i >= 0 {
			fields, cols = append(fields, table.Field{Name: name, Type: b.Schema().Field(i).Type}), append(cols, b.Col(i))
		}
	}
	if i := b.Schema().Index(table.RecordColumn); i >= 0 && !slices.Contains(wanted, table.RecordColumn) {
		fields, cols = append(fields, b.Schema().Field(i)), append(cols, b.Col(i))
	}
	return table.NewBatch(table.NewSchema(fields...), b.Len(), cols...)
}

type twinScanner struct {
	table.Scanner
	twins *twinned
	req   table.ScanRequest
}

// Next implements table.Scanner.
func (s *twinScanner) Next(ctx context.Context) (table.Chunk, error) {
	c, err := s.Scanner.Next(ctx)
	if err != nil {
		return nil, err
	}
	return twinChunk{c, s}, nil
}

// Ended implements table.EndingScanner.
func (s *twinScanner) Ended() bool {
	e, ok := s.Scanner.(table.EndingScanner)
	return ok && e.Ended()
}

// Filters implements table.FilteringScanner.
func (s *twinScanner) Filters() bool {
	f, ok := s.Scanner.(table.FilteringScanner)
	return ok && f.Filters()
}

type twinChunk struct {
	table.Chunk
	scan *twinScanner
}

// Read implements table.Chunk.
func (c twinChunk) Read(ctx context.Context) ([]*table.Batch, table.Report, error) {
	batches, report, err := c.Chunk.Read(ctx)
	wanted := c.scan.req.Columns
	if c.scan.req.All {
		wanted = c.scan.twins.schema.Names()
	}
	for i, b := range batches {
		batches[i] = c.scan.twins.doubled(b, wanted)
	}
	return batches, report, err
}
