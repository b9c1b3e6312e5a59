package geoip

import (
	"bytes"
	"fmt"
	"os"

	"github.com/goshawk-lang/goshawk/functions"
)

// mark begins the metadata of a file in MaxMind's format.
var mark = []byte("\xab\xcd\xefMaxMind.com")

// Open reads a database: MaxMind's format, told by its content, or else CSV.
// The whole file is held in memory.
func Open(path string) (functions.Locator, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(content, mark) {
		return newMMDB(path, content)
	}
	l, err := newRanges(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return l, nil
}
