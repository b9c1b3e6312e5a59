package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// writers are the formats that Write knows.
var writers = map[string]func(*bufio.Writer, *Report) error{
	"junit":    writeJUnit,
	"sarif":    writeSARIF,
	"markdown": writeMarkdown,
	"json":     writeJSON,
	"github":   writeGitHub,
}

// Formats are the names of the formats, sorted.
func Formats() []string {
	var names []string
	for n := range writers {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Write writes a report in a format: "junit", "sarif", "markdown", "json" or
// "github". The error says that the format is unknown, or is the writer's.
func Write(w io.Writer, format string, r *Report) error {
	write := writers[format]
	if write == nil {
		return fmt.Errorf("unknown report format %q: use %s", format, strings.Join(Formats(), ", "))
	}
	buf := bufio.NewWriter(w)
	if err := write(buf, r); err != nil {
		return err
	}
	return buf.Flush()
}
