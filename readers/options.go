package readers

import (
	"io"
	"time"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/table"
)

// Defaults of [Options].
const (
	DefaultSampleBytes    = 8 << 20
	DefaultMaxRecordBytes = 256 << 20
)

// The values of [Options.Dates].
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
)

// Options say how to read. The zero value detects everything.
type Options struct {
	// Name is the table's name. It selects a schema of Schemas when Schema is
	// nil, and is the default of an event's index and source.
	Name string
	// Schemas are the known tables; nil means those that ship.
	Schemas *schemas.Set
	// Format is "ndjson" ("jsonl"), "json", "csv", "tsv" or "text" ("log",
	// "events"), or empty: then the file's extension and content decide. The
	// events view also knows "psv", "zeek", "xml" and "wineventlog".
	Format string
	// Schema declares columns and their types. Columns that it does not list
	// are added with inferred types, unless Closed is set.
	Schema *table.Schema
	Closed bool
	// Text makes every column that Schema does not list a string column, its
	// values as they are written: what a lookup table is. Blanks around names
	// and values of CSV count only in quotes: published lookups have headers
	// such as "path, verdict".
	Text bool
	// Dates says how a CSV file's local spellings of dates are to be read where
	// they do not tell themselves: [DayFirst] or [MonthFirst]. Zone is the time
	// zone of times that name none; nil is UTC.
	Dates string
	Zone  *time.Location
	// Strict makes the first bad record or value an error instead of leaving
	// it out and reporting it.
	Strict bool
	// SampleBytes is how much of the input columns and types are inferred from;
	// 0 means DefaultSampleBytes. It is shared between the files of a list. Of
	// longer NDJSON files half of it is the beginning, the rest stretches up to
	// the end; of other files it is the beginning. Fields that occur in none of
	// it are no columns; scans of all columns report them.
	SampleBytes int
	// MaxRecordBytes bounds one record (line); 0 means DefaultMaxRecordBytes.
	MaxRecordBytes int
	// ChunkBytes is how much of the input is decoded at a time; 0 means 4 MiB
	// where it can only be read in order, and else 1 to 16 MiB, by the size of
	// the file and how many columns are read.
	ChunkBytes int
	// Events asks for the events view; nil is the typed view.
	Events *EventOptions
	// Stdin is what "-" reads; nil means the process's standard input.
	Stdin io.Reader

	// plain switches the learned fast path off; tests compare the two.
	plain bool
}

// EventOptions say how records become Splunk events.
type EventOptions struct {
	// Index, Source, Sourcetype and Host are the event's metadata. An empty
	// one is taken from the event's own field; index and source then default
	// to Options.Name.
	Index, Source, Sourcetype, Host string
	// TimeField names the field that _time is taken from. Empty: the first of
	// _time, what Config says of the source type, Timestamp, TimeGenerated,
	// @timestamp and CreationTime; of text, the time in it.
	TimeField string
	// KVMode is how fields are extracted from _raw: "json", "none", "auto"
	// (JSON, and key=value pairs of other text), or one of the other values of
	// KV_MODE that package splunk knows. Empty: as Config says, else "auto".
	KVMode string
	// Config says how fields are extracted by source type; nil is
	// [splunk.Default].
	Config *splunk.Config
	// Year is that of times that are written without one, as syslog's are; 0
	// means that they are not later than the file.
	Year int
}

const (
	defaultChunkBytes = 4 << 20
	minChunkBytes     = 1 << 20
	maxChunkBytes     = 16 << 20
	fewColumns        = 32 // of more, maxChunkBytes are too much at a time
	blockBytes        = 256 << 10
)

func (o Options) withDefaults() Options {
	if o.SampleBytes <= 0 {
		o.SampleBytes = DefaultSampleBytes
	}
	if o.MaxRecordBytes <= 0 {
		o.MaxRecordBytes = DefaultMaxRecordBytes
	}
	if o.ChunkBytes < 0 {
		o.ChunkBytes = 0
	}
	return o
}
