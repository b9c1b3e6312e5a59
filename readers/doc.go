// Package readers turns files into tables: NDJSON, JSON arrays and envelopes,
// Splunk export lines, CSV, TSV and plain text, compressed with gzip or zstd
// or not, from the file system, an [io/fs.FS], standard input or memory.
//
// It may import packages table and schemas, and readers/splunk of its own. Every file can be seen in two ways:
//
//   - the typed view (KQL): columns with one type each, declared by a schema or
//     inferred from [DefaultSampleBytes] of the input;
//   - the events view (SPL, when [Options.Events] is set): an open schema with
//     _time, _raw, host, source, sourcetype, index and the fields that Splunk
//     extracts from such events. The source type, given or told by the content,
//     says how ([EventOptions.Config]): JSON, Windows events in XML or text,
//     syslog, audit records, Zeek logs, key=value, or an add-on's own patterns.
//
// Reading is cut into chunks that decode independently of one another, and a
// chunk decodes only the columns that a scan names. What lies behind the last
// named field of a line is not looked at, except that the line must end in a
// brace. Keys that have followed one another so far are compared, and their
// short values stepped over, by vector instructions where the processor has
// them (AVX2); without them the same lines are read key by key. A scan with a
// filter decodes the filter's columns of all records, the others only of those
// that it keeps; it reports what is wrong with what it looked at. An event is
// left at the first value by which no step keeps it, unless a key behind it could
// give the field another value or say that the event is something else; the
// first of a chunk are read to their ends, so that what is wrong with a short
// file is told. Strict reading looks at all that is wanted.
//
// Of a JSON column a scan may want parts only. Values whose shape is known are
// then checked and put together from the wanted parts in one pass, and kept as
// codes where these repeat; arrays whose elements are wanted become lists.
// Other values are handed on whole.
//
// A record that has a key twice: in the typed view the first one is the
// column's value, on every path, so that a line can be left once its columns
// are found. (Inside a value, an object of a dynamic column, the last one
// counts, as in Kusto.) In the events view both are values of the field, as in
// Splunk, but for the metadata of an event, of which the first counts.
//
//	src, err := readers.Open(ctx, "logs/*.ndjson.gz", readers.Options{Name: "EmailEvents"})
//	scan, err := src.Scan(ctx, table.ScanRequest{Columns: []string{"Timestamp", "Subject"}})
package readers
