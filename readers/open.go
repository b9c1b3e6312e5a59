package readers

import (
	"bytes"
	"context"
	"io/fs"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// Open makes a source of a file, of all files that match a glob (as one table,
// in the order of their names), or of standard input ("-"). It reads the
// beginning of the input to find its format and, in the typed view, its types.
// The error is an [*Error] or the context's.
func Open(ctx context.Context, pattern string, opts Options) (table.Source, error) {
	return OpenFiles(ctx, []string{pattern}, opts)
}

// OpenFiles makes one source of several files or globs, in the order given.
func OpenFiles(ctx context.Context, patterns []string, opts Options) (table.Source, error) {
	var inputs []input
	for _, p := range patterns {
		more, err := expand(ctx, p, opts)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, more...)
	}
	return newSource(ctx, inputs, opts)
}

// OpenFS is Open inside a file system.
func OpenFS(ctx context.Context, fsys fs.FS, pattern string, opts Options) (table.Source, error) {
	inputs, err := fsInputs(fsys, pattern)
	if err != nil {
		return nil, err
	}
	return newSource(ctx, inputs, opts)
}

// OpenFilesFS makes one source of several files of a file system, in the order
// given.
func OpenFilesFS(ctx context.Context, fsys fs.FS, names []string, opts Options) (table.Source, error) {
	var inputs []input
	for _, name := range names {
		more, err := fsInputs(fsys, name)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, more...)
	}
	return newSource(ctx, inputs, opts)
}

// FromBytes makes a source of text in memory; name stands for it in reports
// and tells the format as a file's name does. Data must not be changed.
func FromBytes(ctx context.Context, name string, data []byte, opts Options) (table.Source, error) {
	return newSource(ctx, []input{memoryInput(name, data)}, opts)
}

// source is a list of files seen as one table.
type source struct {
	opts     Options
	files    []sourceFile
	schema   *table.Schema
	declared int           // leading fields of schema that were declared
	extra    *table.Schema // columns that are declared where they occur; or nil
	rowBytes int           // an average record of the sample
	events   *eventShape
}

type sourceFile struct {
	input
	format format
	header []string      // of CSV
	marks  []string      // per column of CSV: the zone that its name told, or empty
	times  []*localTimes // per column of CSV that spells times locally; or nil
	// assumed is the source type of events that the content looks like.
	assumed string
	unwrap  bool // Splunk export lines
	own     *ownRanges
}

// smallestSample is looked at in each file of a list, however many there are.
const smallestSample = 64 << 10

func newSource(ctx context.Context, inputs []input, opts Options) (table.Source, error) {
	opts = opts.withDefaults()
	s := &source{opts: opts}
	if opts.Events != nil {
		var err error
		if s.events, err = newEventShape(opts); err != nil {
			return nil, err
		}
	} else {
		s.know()
	}
	sample := max(opts.SampleBytes/max(len(inputs), 1), min(smallestSample, opts.SampleBytes))
	if opts.Events != nil || opts.Closed {
		sample = min(sample, smallestSample)
	}
	infer := newInference(s.opts.Schema, s.twins())
	infer.trim = s.opts.Text
	sampled := 0
	for _, in := range inputs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, n, err := s.look(in, sample, infer)
		if err != nil {
			return nil, err
		}
		sampled += n
		f.own = &ownRanges{}
		s.files = append(s.files, f)
	}
	if infer.records > 0 {
		s.rowBytes = sampled/infer.records + 1
	}
	s.schema = s.makeSchema(infer)
	return s.withTwins(infer.index), nil
}

// look finds a file's format and adds what its sample shows to infer.
func (s *source) look(in input, sample int, infer *inference) (sourceFile, int, error) {
	f := sourceFile{input: in}
	head, whole, err := in.head(sample)
	if err != nil {
		return f, 0, err
	}
	if re, err := s.reshape(in, head); re != nil || err != nil {
		if err != nil {
			return f, 0, err
		}
		return s.lookLines(*re, sample, infer)
	}
	if s.events != nil && s.events.look(&f, head, s.opts.Format) {
		// What text it is has been told apart.
	} else if s.opts.Format != "" {
		known := false
		if f.format, known = parseFormat(s.opts.Format); !known {
			return f, 0, errFormat(in.name, "unknown format "+s.opts.Format+"; known are "+formatNames)
		}
	} else {
		f.format = detect(in.name, head)
	}
	if i := skipBlanks(head, 0); f.format.kind == formatJSON && i < len(head) && head[i] == '{' {
		f.format.envelope = envelopeAt(head, i) > 0
	}
	if !whole && !f.endsRecord(head) && !f.format.isText() {
		if head, whole, err = longerHead(in, head, s.opts.MaxRecordBytes, f); err != nil {
			return f, 0, err
		}
	}
	switch f.format.kind {
	case formatCSV:
		f.header, f.marks = infer.csvRecords(head, f.format.comma, whole)
		if s.events == nil {
			if err := s.learnTimes(&f, head, infer); err != nil {
				return f, 0, err
			}
		}
	case formatText, formatEvents, formatZeek:
		if s.events == nil {
			infer.column([]byte(TextColumn))
			infer.saw[infer.index[TextColumn]] |= sawText
		}
	default:
		records := head
		if f.format.kind == formatJSON {
			records = records[(&jsonCutter{envelope: f.format.envelope}).begin(records):]
		} else if !whole {
			records = records[:bytes.LastIndexByte(records, '\n')+1]
		}
		spread := !whole && f.format.kind == formatNDJSON && s.events == nil && !s.opts.Closed
		if spread && len(records) > sample/2 {
			if n := bytes.LastIndexByte(records[:sample/2], '\n'); n > 0 {
				records = records[:n+1]
			}
		}
		f.unwrap = infer.jsonRecords(records, f.format.byLine())
		if spread {
			if err := infer.spread(in, len(head), sample/2, f.unwrap); err != nil {
				return f, 0, err
			}
		}
	}
	return f, len(head), nil
}

// lookLines is look at an input that is rewritten as one object a line.
func (s *source) lookLines(in input, sample int, infer *inference) (sourceFile, int, error) {
	f := sourceFile{input: in, format: format{kind: formatNDJSON}}
	head, whole, err := in.head(sample)
	if err != nil {
		return f, 0, err
	}
	if !whole && !f.endsRecord(head) {
		if head, whole, err = longerHead(in, head, s.opts.MaxRecordBytes, f); err != nil {
			return f, 0, err
		}
	}
	if !whole {
		head = head[:bytes.LastIndexByte(head, '\n')+1]
	}
	f.unwrap = infer.jsonRecords(head, true)
	return f, len(head), nil
}

// endsRecord reports whether at least one record ends in the sample.
func (f *sourceFile) endsRecord(head []byte) bool {
	switch f.format.kind {
	case formatJSON:
		i := (&jsonCutter{envelope: f.format.envelope}).begin(head)
		i = skipSeparators(head, i)
		return i < len(head) && (head[i] == ']' || roughEnd(head, i) >= 0)
	case formatCSV:
		end, _ := csvRecord(head, 0, f.format.comma, nil)
		return end >= 0 && end < len(head)
	}
	return bytes.IndexByte(head, '\n') >= 0
}

// longerHead reads on until a record ends.
func longerHead(in input, head []byte, limit int, f sourceFile) ([]byte, bool, error) {
	for n := max(4*len(head), 1<<20); ; n *= 4 {
		over := n > limit
		if over {
			n = limit + 1
		}
		head, whole, err := in.head(n)
		if err != nil {
			return nil, false, err
		}
		if whole || f.endsRecord(head) {
			return head, whole, nil
		}
		if over {
			return nil, false, errTooLong(in.name, limit)
		}
	}
}

// TextColumn is the one column of plain text in the typed view.
const TextColumn = "RawData"

// makeSchema puts the declared columns first and the inferred ones behind.
func (s *source) makeSchema(infer *inference) *table.Schema {
	if s.events != nil {
		return s.events.schema
	}
	var fields []table.Field
	if s.opts.Schema != nil {
		fields = append(fields, s.opts.Schema.Fields()...)
		s.declared = len(fields)
	}
	if s.opts.Closed && s.opts.Schema != nil {
		return table.NewSchema(fields...)
	}
	var inferred []table.Field
	for _, f := range infer.fields() {
		switch at := s.extraIndex(f.Name); {
		case s.opts.Schema != nil && s.opts.Schema.Index(f.Name) >= 0:
		case at >= 0:
			fields = append(fields, s.extra.Field(at))
			s.declared++
		default:
			if s.opts.Text {
				f.Type = table.TypeString
			}
			inferred = append(inferred, f)
		}
	}
	return table.NewSchema(append(fields, inferred...)...)
}

// Schema implements table.Source.
func (s *source) Schema() *table.Schema { return s.schema }

// Open implements table.Source: events have an open schema.
func (s *source) Open() bool { return s.events != nil }

// Scan implements table.Source.
func (s *source) Scan(ctx context.Context, req table.ScanRequest) (table.Scanner, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sc := &scanner{src: s, req: req, batchRows: req.BatchRows}
	if sc.batchRows <= 0 {
		sc.batchRows = table.DefaultBatchRows
	}
	if len(s.files) > 0 { // tell now that a file has gone
		if err := sc.openNext(); err != nil {
			return nil, err
		}
	}
	return sc, nil
}

// plan prepares decoding file i for a request; nil when the request's filter
// keeps nothing of it.
func (s *source) plan(i int, req table.ScanRequest) plan {
	f := s.files[i]
	if !s.filters(req) {
		return s.decoding(f, req)
	}
	decoding := func(req table.ScanRequest) plan { return s.decoding(f, req) }
	nothing, texts, own := s.prune(f, req.Filter)
	if nothing {
		return nil
	}
	separable := f.format.kind != formatZeek && (s.events != nil || f.format.kind != formatText)
	return &filterPlan{decoding: decoding, req: req, separable: separable, cut: wholeRecords(f.format), texts: texts, own: own}
}

// filters reports whether a scan leaves out rows that the request's filter
// does not keep. A strict one reads all, to find what is wrong. Events of all
// fields have those that occur before the filter.
func (s *source) filters(req table.ScanRequest) bool {
	return req.Filter != nil && !s.opts.Strict && !(req.All && s.events != nil)
}

// decoding is how file f is decoded, without a filter.
func (s *source) decoding(f sourceFile, req table.ScanRequest) plan {
	if s.events != nil {
		return s.events.plan(f, req, s.opts)
	}
	if f.format.kind == formatText || max(s.opts.ChunkBytes, maxChunkBytes)+s.opts.MaxRecordBytes > mostHeld {
		req.Later, req.Records = nil, false
		req.Columns = slices.DeleteFunc(slices.Clone(req.Columns), func(name string) bool { return name == table.RecordColumn })
	}
	cols := selectColumns(s.schema, s.declared, req)
	switch f.format.kind {
	case formatCSV:
		return newCSVPlan(cols, f.format.comma, s.opts.Text, f.header, f.times)
	case formatText:
		return &textPlan{columns: cols}
	}
	p := &jsonPlan{columns: cols, lines: f.format.byLine(), unwrap: f.unwrap, plain: s.opts.plain}
	if req.All && !s.opts.Closed {
		p.listed = s.schema
	}
	return p
}
