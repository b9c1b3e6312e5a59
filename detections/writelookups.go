package detections

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

// LookupFolder keeps what outputlookup writes as CSV files in a folder that is
// there. A file is replaced as a whole, also when rows are appended to it:
// columns that it did not have are added behind its own.
func LookupFolder(dir string) goshawk.LookupSink {
	return func(_ context.Context, w goshawk.LookupWrite) error {
		name := w.Name
		if name != filepath.Base(name) || strings.HasPrefix(name, ".") {
			return fmt.Errorf("outputlookup: %q is not the name of a file", name)
		}
		path := filepath.Join(dir, strings.TrimSuffix(name, ".csv")+".csv")
		if w.Rows == nil {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		}
		var records [][]string
		if w.Append || w.Key != "" {
			var err error
			if records, err = readRecords(path); err != nil {
				return err
			}
		}
		return replaceFile(path, addRows(withoutKeys(records, w), w.Rows))
	}
}

// readRecords are the header and the lines of a lookup; nil when it is not there.
func readRecords(path string) ([][]string, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	return r.ReadAll()
}

// withoutKeys leaves out the lines that rows with the same key replace.
func withoutKeys(records [][]string, w goshawk.LookupWrite) [][]string {
	if w.Key == "" || len(records) == 0 {
		return records
	}
	at, c := slices.Index(records[0], w.Key), w.Rows.Batch().Column(w.Key)
	if at < 0 || c == nil {
		return records
	}
	fresh := map[string]bool{}
	for i := range w.Rows.Len() {
		if !c.Null(i) {
			fresh[output.Text(c.Value(i))] = true
		}
	}
	return append(records[:1], slices.DeleteFunc(records[1:], func(r []string) bool { return at < len(r) && fresh[r[at]] })...)
}

// addRows appends a table's rows below a header, which grows as needed.
func addRows(records [][]string, rows *table.Table) [][]string {
	if len(records) == 0 {
		records = [][]string{nil}
	}
	header := records[0]
	at := make([]int, rows.Schema().Len())
	for k, name := range rows.Schema().Names() {
		if at[k] = slices.Index(header, name); at[k] < 0 {
			at[k] = len(header)
			header = append(header, name)
		}
	}
	records[0] = header
	for i := range rows.Len() {
		record := make([]string, len(header))
		for k, v := range rows.Batch().Row(i) {
			record[at[k]] = output.Text(v)
		}
		records = append(records, record)
	}
	for i := range records {
		for len(records[i]) < len(header) {
			records[i] = append(records[i], "")
		}
	}
	return records
}

func replaceFile(path string, records [][]string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".lookup-*")
	if err != nil {
		return err
	}
	err = csv.NewWriter(f).WriteAll(records)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
