// Package readers turns files into tables: NDJSON, JSON arrays and envelopes,
// Splunk export lines, CSV, TSV and plain text, compressed with gzip or zstd
// or not, from the file system, an [io/fs.FS], standard input or memory.
//
// It may import packages table and schemas, and readers/splunk of its own. Every file can be seen in two ways:
//
//   - the typed view (KQL): columns with one type each, declared by a schema or
//     inferred from the first [DefaultSampleBytes] of the input;
//   - the events view (SPL, when [Options.Events] is set): an open schema with
//     _time, _raw, host, source, sourcetype, index and the fields that Splunk
//     extracts from such events. The source type, given or told by the content,
//     says how ([EventOptions.Config]): JSON, Windows events in XML or text,
//     syslog, audit records, Zeek logs, key=value, or an add-on's own patterns.
//
// Reading is cut into chunks that decode independently of one another, and a
// chunk decodes only the columns that a scan names. What lies behind the last
// named field of a line is not looked at, except that the line must end in a
// brace; of duplicate keys the first counts, in every view.
//
//	src, err := readers.Open(ctx, "logs/*.ndjson.gz", readers.Options{Name: "EmailEvents"})
//	scan, err := src.Scan(ctx, table.ScanRequest{Columns: []string{"Timestamp", "Subject"}})
package readers
