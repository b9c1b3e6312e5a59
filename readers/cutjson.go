package readers

import (
	"bytes"
	"context"
	"io"
)

// jsonCutter cuts a JSON array of records, the array inside an envelope, or a
// sequence of JSON values, into pieces of whole values.
type jsonCutter struct {
	stream
	state    jsonState
	envelope bool // the records are inside an object
}

type jsonState uint8

const (
	jsonStart  jsonState = iota // nothing read yet
	jsonValues                  // between values of a sequence
	jsonArray                   // between elements of an array
	jsonEnd                     // behind the array
)

func (c *jsonCutter) next(ctx context.Context) ([]byte, int64, error) {
	b := c.rest
	c.rest = nil
	for {
		if c.state == jsonEnd {
			return nil, 0, io.EOF
		}
		if !c.eof && len(b) < c.size {
			var err error
			if b, err = c.fill(ctx, b); err != nil {
				return nil, 0, err
			}
		}
		if c.state == jsonStart {
			i := c.begin(b)
			if c.state == jsonStart && !c.eof {
				var err error
				if b, err = c.fill(ctx, b); err != nil {
					return nil, 0, err
				}
				c.rest = nil
				continue
			}
			if i > 0 {
				c.line += int64(bytes.Count(b[:i], []byte{'\n'}))
				b = b[i:]
			}
		}
		end := c.values(b)
		if c.state == jsonEnd && end == 0 {
			return nil, 0, io.EOF
		}
		switch {
		case end == 0 && c.eof:
			// What is left is blank, or a cut off value for the decoder to report.
			c.state = jsonEnd
			if skipBlanks(b, 0) == len(b) {
				return nil, 0, io.EOF
			}
			return b, c.line, nil
		case end == 0:
			var err error
			if b, err = c.fill(ctx, b); err != nil {
				return nil, 0, err
			}
			continue
		}
		line := c.line
		c.line += int64(bytes.Count(b[:end], []byte{'\n'}))
		if c.state != jsonEnd {
			c.rest = append([]byte(nil), b[end:]...)
		}
		if skipSeparators(b[:end], 0) == end {
			if b = c.rest; c.state == jsonEnd {
				return nil, 0, io.EOF
			}
			continue
		}
		return b[:end:end], line, nil
	}
}

// begin looks what the input is and returns where its records start. The
// state stays jsonStart when b is too short to tell.
func (c *jsonCutter) begin(b []byte) int {
	i := skipBlanks(b, 0)
	switch {
	case i == len(b):
		return 0
	case b[i] == '[':
		c.state = jsonArray
		return i + 1
	case b[i] == '{' && c.envelope:
		if at := envelopeAt(b, i); at > 0 {
			c.state = jsonArray
			return at
		}
		return 0
	}
	c.state = jsonValues
	return 0
}

// values is the end of the last whole value in b. At the closing bracket of
// the array the state becomes jsonEnd and the end is before the bracket.
func (c *jsonCutter) values(b []byte) int {
	end := 0
	for {
		i := skipSeparators(b, end)
		if i == len(b) {
			return i
		}
		if b[i] == ']' && c.state == jsonArray {
			c.state = jsonEnd
			return i
		}
		n := roughEnd(b, i)
		if n < 0 || n == len(b) && !c.eof && b[n-1] != '}' && b[n-1] != ']' {
			return end
		}
		end = n
	}
}

// skipSeparators goes over white space and commas.
func skipSeparators(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' || b[i] == ',') {
		i++
	}
	return i
}

// roughEnd is the end of the value at b[i] by braces and quotes alone, so that
// a malformed record does not swallow the ones behind it; -1 when b ends first.
func roughEnd(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			n := roughString(b, i)
			if n < 0 {
				return -1
			}
			i = n
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		case ',', ' ', '\n', '\r', '\t':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	if depth == 0 {
		return i
	}
	return -1
}

// roughString is the end of the string whose opening quote is b[i], or -1.
func roughString(b []byte, i int) int {
	for i++; i < len(b); {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return -1
		}
		i += n + 1
		slashes := 0
		for j := i - 2; b[j] == '\\'; j-- {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
	return -1
}
