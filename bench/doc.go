// Package bench measures Goshawk on ten detections over data that it makes
// itself, from files and from memory:
//
//	go test ./bench -bench . -count 6 | tee new.txt
//	benchstat old.txt new.txt
//
// BENCH_ROWS sets the rows of each table (20,000 when absent). The data
// depends on the number of rows only. The queries stand in queries/, one file
// each; Cold runs one from an NDJSON file to rows, Warm from tables in memory.
//
// Kernel measures one kind of work at a time (scan, has, in, group, join, sort,
// regex, JSON path, list expand and so on) over a table made in memory:
//
//	go test ./bench -run '^$' -bench Kernel
//
// TestGrowth shows that what a row costs does not rise with the rows
// (BENCH_GROWTH=100000,1000000,5000000), TestLongRecord the same of a record on
// one line (BENCH_RECORD=100, in megabytes).
//
// RawEvents is an SPL search over raw events in a file; BENCH_EVENTS sets how many.
package bench
