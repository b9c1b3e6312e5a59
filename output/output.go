package output

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Formats are the names of the formats that Write knows.
var Formats = []string{"table", "json", "ndjson", "csv", "markdown"}

// Write writes the batches in a format. known are the columns known before
// the first row; it returns the number of rows written.
func Write(w io.Writer, format string, known *table.Schema, batches iter.Seq2[*table.Batch, error]) (rows int64, err error) {
	if format == "table" {
		return WriteTable(w, Layout{}, known, batches)
	}
	buf := bufio.NewWriterSize(w, 1<<16)
	switch format {
	case "json":
		rows, err = writeJSON(buf, batches, jsonFrame{"[\n", ",\n", "\n]\n", "[]\n"})
	case "ndjson":
		rows, err = writeJSON(buf, batches, jsonFrame{"", "\n", "\n", ""})
	case "csv", "markdown":
		rows, err = writeWhole(buf, format, known, batches)
	default:
		return 0, fmt.Errorf("unknown output format %q: use %s", format, strings.Join(Formats, ", "))
	}
	if e := buf.Flush(); err == nil {
		err = e
	}
	return rows, err
}

// AppendRow appends row i of b as a JSON object.
func AppendRow(dst []byte, b *table.Batch, i int) []byte {
	dst = append(dst, '{')
	for k, f := range b.Schema().Fields() {
		if k > 0 {
			dst = append(dst, ',')
		}
		dst = append(table.AppendJSONString(dst, f.Name), ':')
		dst = AppendCell(dst, b.Col(k), i)
	}
	return append(dst, '}')
}

// AppendCell appends row i of a column as JSON.
func AppendCell(dst []byte, c table.Column, i int) []byte {
	switch c := c.(type) {
	case *table.JSON:
		if c.Null(i) {
			return append(dst, "null"...)
		}
	case *table.View, *table.Deferred:
		return AppendCell(dst, table.Resolve(c), i)
	}
	v := c.Value(i)
	if v.Kind() == table.KindDateTime {
		return append(v.DateTime().AppendShort(append(dst, '"')), '"')
	}
	return table.AppendJSON(dst, v)
}

// Text is a cell as people read it: strings as they are, null as nothing.
func Text(v table.Value) string {
	switch v.Kind() {
	case table.KindNull:
		return ""
	case table.KindString:
		return v.Str()
	case table.KindDateTime:
		return string(v.DateTime().AppendShort(nil))
	case table.KindTimeSpan:
		return v.TimeSpan().String()
	case table.KindGUID:
		return v.GUID().String()
	case table.KindDecimal:
		return v.Decimal().String()
	case table.KindReal:
		return table.FormatReal(v.Real())
	}
	return string(table.AppendJSON(nil, v))
}

// writeWhole serves the formats that need the columns before the first row.
func writeWhole(w *bufio.Writer, format string, known *table.Schema, batches iter.Seq2[*table.Batch, error]) (int64, error) {
	var all []*table.Batch
	for b, err := range batches {
		if err != nil {
			return 0, err
		}
		all = append(all, b)
	}
	b := table.ConcatBatches(known, all)
	header := b.Schema().Names()
	if format == "csv" {
		return int64(b.Len()), writeCSV(w, header, b)
	}
	cells := make([][]string, 0, b.Len()+1)
	cells = append(cells, header)
	for i := range b.Len() {
		row := make([]string, len(header))
		for k, v := range b.Row(i) {
			row[k] = oneLine(Text(v))
		}
		cells = append(cells, row)
	}
	return int64(b.Len()), writeMarkdown(w, cells)
}

func writeCSV(w io.Writer, header []string, b *table.Batch) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	row := make([]string, len(header))
	for i := range b.Len() {
		for k, v := range b.Row(i) {
			row[k] = Text(v)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func oneLine(s string) string {
	return strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s)
}

func writeMarkdown(w *bufio.Writer, cells [][]string) error {
	for i, row := range cells {
		for _, c := range row {
			w.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		w.WriteString("|\n")
		if i == 0 {
			w.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return nil
}
