package readers

import (
	"bytes"
	"path"
	"strings"

	"github.com/goshawk-lang/goshawk/readers/splunk"
)

type formatKind uint8

const (
	formatNDJSON formatKind = iota
	formatJSON
	formatCSV
	formatText
	formatEvents // text of events of several lines
	formatZeek
)

// format is how a file's records are spelled.
type format struct {
	kind     formatKind
	comma    byte // of CSV
	envelope bool // JSON whose records are an array inside an object
	breaks   *splunk.Break
	zeek     zeekHead
}

// byLine reports whether every line end is the end of a record.
func (f format) byLine() bool {
	return f.kind == formatNDJSON || f.kind == formatText || f.kind == formatZeek
}

// parseFormat maps the names of Options.Format.
func parseFormat(name string) (format, bool) {
	switch strings.ToLower(name) {
	case "ndjson", "jsonl", "jsonlines":
		return format{kind: formatNDJSON}, true
	case "json":
		return format{kind: formatJSON}, true
	case "csv":
		return format{kind: formatCSV, comma: ','}, true
	case "tsv":
		return format{kind: formatCSV, comma: '\t'}, true
	case "text", "txt", "log", "events", "raw":
		return format{kind: formatText}, true
	}
	return format{}, false
}

const formatNames = "ndjson, json, csv, tsv, text"

// detect tells a file's format from its name and the beginning of its content.
func detect(name string, head []byte) format {
	content := detectContent(head)
	switch extension(name) {
	case "ndjson", "jsonl":
		return format{kind: formatNDJSON}
	case "csv":
		if content.kind == formatCSV || !looksJSON(head) {
			return format{kind: formatCSV, comma: separator(head)}
		}
	case "tsv", "tab":
		return format{kind: formatCSV, comma: '\t'}
	case "log", "txt":
		if content.kind == formatCSV {
			return format{kind: formatText}
		}
	case "json":
		if content.kind != formatNDJSON {
			return format{kind: formatJSON}
		}
	}
	return content
}

// separator is what divides the cells of a file that is called CSV: programs
// write semicolons where the comma is the decimal sign.
func separator(head []byte) byte {
	header, _, _ := bytes.Cut(head, []byte{'\n'})
	for _, c := range []byte{',', ';', '\t'} {
		if bytes.IndexByte(header, c) >= 0 {
			return c
		}
	}
	return ','
}

// extension is the last part of a file's name, without a compression's.
func extension(name string) string {
	name = strings.ToLower(name)
	for _, z := range []string{".gz", ".gzip", ".zst", ".zstd"} {
		name = strings.TrimSuffix(name, z)
	}
	return strings.TrimPrefix(path.Ext(strings.ReplaceAll(name, `\`, "/")), ".")
}

func looksJSON(head []byte) bool {
	i := skipBlanks(head, 0)
	return i < len(head) && (head[i] == '{' || head[i] == '[')
}

func detectContent(head []byte) format {
	i := skipBlanks(head, 0)
	if i == len(head) {
		return format{kind: formatNDJSON}
	}
	switch head[i] {
	case '[':
		if j := skipBlanks(head, i+1); j < len(head) && (head[j] == '{' || head[j] == ']') {
			return format{kind: formatJSON}
		}
	case '{':
		return detectObjects(head, i)
	}
	line, _, _ := bytes.Cut(head[i:], []byte{'\n'})
	switch {
	case bytes.IndexByte(line, '\t') >= 0 && bytes.IndexByte(line, ',') < 0:
		return format{kind: formatCSV, comma: '\t'}
	case bytes.IndexByte(line, ',') >= 0:
		return format{kind: formatCSV, comma: ','}
	}
	return format{kind: formatText}
}

// detectObjects tells one object a line from objects spread over lines and
// from an object that wraps an array of records.
func detectObjects(head []byte, i int) format {
	end := scanNested(head, i)
	if end < 0 {
		// A line that is cut off by the end of the sample, or malformed, or an
		// object over several lines.
		line, _, more := bytes.Cut(head[i:], []byte{'\n'})
		if rest := bytes.TrimSpace(line); more && len(rest) > 0 && rest[len(rest)-1] != '}' || envelopeAt(head, i) > 0 {
			return format{kind: formatJSON}
		}
		return format{kind: formatNDJSON}
	}
	rest := skipBlanks(head, end)
	alone := rest == len(head)
	switch {
	case alone && envelopeAt(head, i) > 0:
		return format{kind: formatJSON}
	case bytes.IndexByte(head[i:end], '\n') >= 0:
		return format{kind: formatJSON}
	case !alone && bytes.IndexByte(head[end:rest], '\n') < 0:
		return format{kind: formatJSON} // several objects on a line
	}
	return format{kind: formatNDJSON}
}

// envelopeAt is the offset behind the [ of the array of records inside the
// object at b[i], 0 when the object does not wrap one. Only what comes before
// the array is looked at.
func envelopeAt(b []byte, i int) int {
	i = skipBlanks(b, i+1)
	for i < len(b) && b[i] == '"' {
		key := keyStart(b, i)
		if i = scanKey(b, i); i < 0 || i >= len(b) {
			return 0
		}
		if b[i] == '[' {
			switch strings.ToLower(key) {
			case "value", "records", "results", "events":
				j := skipBlanks(b, i+1)
				if j < len(b) && (b[j] == '{' || b[j] == ']') {
					return i + 1
				}
			}
		}
		end, _ := scanValue(b, i)
		if end < 0 {
			return 0
		}
		i = skipBlanks(b, end)
		if i >= len(b) || b[i] != ',' {
			return 0
		}
		i = skipBlanks(b, i+1)
	}
	return 0
}

func keyStart(b []byte, i int) string {
	if end, _ := scanString(b, i); end > 0 {
		return string(b[i+1 : end-1])
	}
	return ""
}
