package readers

import (
	"fmt"
	"strings"
)

// Kind classes what went wrong.
type Kind string

// The kinds of error. They are stable.
const (
	KindNotFound    Kind = "not-found"   // no such file, or no file matches
	KindDirectory   Kind = "directory"   // a directory where a file should be
	KindUnreadable  Kind = "unreadable"  // the system or the decompressor failed
	KindFormat      Kind = "format"      // an unknown or wrong format was named
	KindMalformed   Kind = "malformed"   // a bad record, in strict mode
	KindLineTooLong Kind = "line-length" // a record longer than Options.MaxRecordBytes
)

// Error says which file could not be read, and where and why.
type Error struct {
	Kind   Kind
	File   string
	Line   int64 // from 1; 0 when it is not about a line
	Reason string
	Err    error // the cause, may be nil
}

// Error is "file:line: reason".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(e.Reason)
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

func errNotFound(file string, cause error) error {
	return &Error{Kind: KindNotFound, File: file, Reason: "no such file", Err: cause}
}

func errNoMatch(pattern string) error {
	return &Error{Kind: KindNotFound, File: pattern, Reason: "no file matches"}
}

func errDirectory(file string) error {
	return &Error{Kind: KindDirectory, File: file, Reason: "is a directory, not a file; name the files in it, for example with *.ndjson"}
}

func errUnreadable(file string, cause error) error {
	return &Error{Kind: KindUnreadable, File: file, Reason: "cannot be read", Err: cause}
}

func errFormat(file, reason string) error {
	return &Error{Kind: KindFormat, File: file, Reason: reason}
}

func errTooLong(file string, limit int) error {
	return &Error{Kind: KindLineTooLong, File: file, Reason: fmt.Sprintf("a record is longer than %d bytes", limit)}
}

// Reasons of records that are left out and of values that become null.
const (
	reasonObject   = "not a JSON object"
	reasonJSON     = "malformed JSON object"
	reasonRagged   = "wrong number of fields"
	reasonQuote    = "quoted field is not closed"
	reasonEnvelope = "malformed JSON around the records"
	reasonNoTime   = "not a time"
	reasonText     = "not the text that the source type has"
	reasonHeader   = "the fields change in the middle of the file"
)
