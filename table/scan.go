package table

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Source is a table that is read on demand: a file, a set of files, or rows
// in memory. It is safe for concurrent use and may be scanned many times.
type Source interface {
	// Schema lists the known columns with their types.
	Schema() *Schema
	// Open reports whether rows may hold fields that Schema does not list, as
	// events of unknown shape do. Batches of an open source bring their own
	// schemas.
	Open() bool
	// Scan starts reading. It returns an error when the source cannot be
	// opened.
	Scan(ctx context.Context, req ScanRequest) (Scanner, error)
}

// ScanRequest says what a scan must deliver.
type ScanRequest struct {
	// Columns are the only fields wanted, unless All is set. The batches of a
	// closed source have exactly these columns, in this order; those of an
	// open source hold the ones that occur.
	Columns []string
	All     bool
	// BatchRows is the most rows a batch may have; 0 means the source's choice.
	BatchRows int
	// Records asks for one more column, RecordColumn, which a step of Filter may
	// name as well. A source may have none.
	Records bool
	// Later names columns that few rows will be asked for. A source may hand out
	// those that cannot fail to fit their type as [Deferred] ones, which keep the
	// text that they are decoded from in memory.
	Later []string
	// Parts says of some columns which parts of their JSON are looked at: of a
	// dynamic column, or of the texts of a string column, which are then read
	// as JSON only. A source may leave out the others, of some values or all.
	Parts map[string]*JSONParts
	// Filter, unless nil, says which rows are wanted. A source may ignore it;
	// one that heeds it gives a scanner that implements [FilteringScanner].
	Filter *ScanFilter
}

// RecordColumn is the name of a string column of the records that rows were
// read from, as they are written: in JSON or CSV. It is the last one.
const RecordColumn = "\x00record"

// ScanFilter is a condition that the rows of a scan must meet. A source that
// heeds it decodes the other columns only of rows that are kept.
type ScanFilter struct {
	// Steps must all hold. A later one is only computed for rows that the
	// earlier ones keep; but a step that turns out to keep nearly all rows may
	// be computed last.
	Steps []ScanStep
	// Bounds read one column each, of which records have one value or none, and
	// keep every row that Steps keep: a source that meets a value which a bound
	// does not keep may leave out the record before any step sees it.
	Bounds []ScanStep
}

// ScanStep is one part of a condition.
type ScanStep struct {
	// Columns are the fields that it reads.
	Columns []string
	// New makes a function that computes it over batches that have those
	// columns; it serves one goroutine.
	New func() KeepRows
}

// KeepRows gives the rows of a batch that are kept, in rising order; all is
// set instead when that is every row. An error ends the scan.
type KeepRows func(b *Batch) (rows []int32, all bool, err error)

// KeepAll computes steps one after the other, each for the rows that those
// before it keep. The result is as that of one step.
func KeepAll(keeps []KeepRows, b *Batch) (rows []int32, all bool, err error) {
	all = true
	for _, keep := range keeps {
		left := b
		if !all {
			left = b.View(rows)
		}
		if left.Len() == 0 {
			return nil, b.Len() == 0, nil
		}
		kept, every, err := keep(left)
		if err != nil {
			return nil, false, err
		}
		if every {
			continue
		}
		if !all {
			next := make([]int32, len(kept))
			for k, at := range kept {
				next[k] = rows[at]
			}
			kept = next
		}
		rows, all = kept, false
	}
	return rows, all, nil
}

// Scanner cuts a source into contiguous chunks, in order. How a source is cut
// depends on its content and on the request only, never on the number of
// processors.
type Scanner interface {
	// Next returns the next chunk, or io.EOF. It is cheap next to reading the
	// chunk, and is called from one goroutine at a time.
	Next(ctx context.Context) (Chunk, error)
	// Close releases what the scan holds. Chunks handed out stay valid.
	Close() error
}

// FilteringScanner is a scanner that may apply the request's filter.
type FilteringScanner interface {
	Scanner
	// Filters reports whether it does: its batches then hold only rows that
	// the filter keeps.
	Filters() bool
}

// EndingScanner is a scanner that may know that it is at its end.
type EndingScanner interface {
	Scanner
	// Ended reports whether Next is sure to give no more chunks; it reads
	// nothing to find out.
	Ended() bool
}

// Chunk is a stretch of a source that is not yet decoded.
type Chunk interface {
	// Read decodes the chunk into batches. Records that could not be decoded
	// are left out and told in the report. Different chunks may be read at
	// the same time; one chunk is read once.
	Read(ctx context.Context) ([]*Batch, Report, error)
}

// Report tells what reading left out.
type Report struct {
	// Skipped is the number of records left out, Uneven the number of those that
	// are there but lack something, such as a cell or their time, or have too
	// much, and Coerced the number of values that did not fit their column's type
	// and became null.
	Skipped, Uneven, Coerced int64
	// Problems are the first few of them.
	Problems []Problem
	// Unlisted names fields, the first few, that records have and the source's
	// schema does not. Only scans of all columns look for them.
	Unlisted []string
}

// MaxProblems is how many problems, and unlisted fields, a Report keeps.
const MaxProblems = 20

// AddUnlisted is names with one more, unless it is among them or they are many.
func AddUnlisted(names []string, name string) []string {
	if len(names) >= MaxProblems || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// Empty reports whether nothing was left out.
func (r *Report) Empty() bool { return r.Count() == 0 && len(r.Unlisted) == 0 }

// Count is the number of records and values that something is wrong with.
func (r *Report) Count() int64 { return r.Skipped + r.Uneven + r.Coerced }

// String counts what is wrong, as "2 records could not be read and were left
// out, 1 value did not fit its column"; it is empty where nothing is.
func (r *Report) String() string {
	var parts []string
	for _, p := range []struct {
		n         int64
		one, many string
	}{
		{r.Skipped, "record could not be read and was left out", "records could not be read and were left out"},
		{r.Uneven, "record is not quite as it should be and was kept", "records are not quite as they should be and were kept"},
		{r.Coerced, "value did not fit its column's type and is null", "values did not fit their column's type and are null"},
	} {
		switch p.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+p.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.many))
		}
	}
	return strings.Join(parts, ", ")
}

// Problem is one record or value that could not be decoded.
type Problem struct {
	File   string
	Line   int64 // from 1; 0 when the format has no lines
	Reason string
}

// Add merges o, which comes after r in the input, into r.
func (r *Report) Add(o Report) {
	r.Skipped += o.Skipped
	r.Uneven += o.Uneven
	r.Coerced += o.Coerced
	for _, name := range o.Unlisted {
		r.Unlisted = AddUnlisted(r.Unlisted, name)
	}
	for _, p := range o.Problems {
		if len(r.Problems) >= MaxProblems {
			return
		}
		r.Problems = append(r.Problems, p)
	}
}

// DefaultBatchRows is the batch size of sources that are free to choose.
const DefaultBatchRows = 8192

// Open implements Source: a table's schema is complete.
func (t *Table) Open() bool { return false }

// Scan implements Source.
func (t *Table) Scan(_ context.Context, req ScanRequest) (Scanner, error) {
	b := t.batch
	if !req.All {
		b = b.Select(req.Columns)
	}
	rows := req.BatchRows
	if rows <= 0 {
		rows = DefaultBatchRows
	}
	return &tableScanner{batch: b, rows: rows}, nil
}

// Select is the batch with only the named columns, in that order; names that
// it does not have are left out.
func (b *Batch) Select(names []string) *Batch {
	fields, cols := make([]Field, 0, len(names)), make([]Column, 0, len(names))
	for _, name := range names {
		if i := b.schema.Index(name); i >= 0 {
			fields, cols = append(fields, b.schema.fields[i]), append(cols, b.cols[i])
		}
	}
	return &Batch{NewSchema(fields...), cols, b.n}
}

type tableScanner struct {
	batch    *Batch
	at, rows int
}

func (s *tableScanner) Next(context.Context) (Chunk, error) {
	if s.at >= s.batch.n {
		return nil, io.EOF
	}
	end := min(s.at+s.rows, s.batch.n)
	c := batchChunk{s.batch.Slice(s.at, end)}
	s.at = end
	return c, nil
}

func (s *tableScanner) Ended() bool { return s.at >= s.batch.n }

func (s *tableScanner) Close() error { return nil }

type batchChunk struct{ b *Batch }

func (c batchChunk) Read(context.Context) ([]*Batch, Report, error) {
	return []*Batch{c.b}, Report{}, nil
}
