package readers

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/readers/splunk"
)

// zeekHead is what the lines with # at the beginning of a Zeek log say.
type zeekHead struct {
	separator, unset, empty string
}

// zeekHeader reads the head of a Zeek log; false when it names no fields.
func zeekHeader(f *sourceFile, head []byte) bool {
	z := zeekHead{separator: "\t", unset: "-", empty: "(empty)"}
	var fields string
	for len(head) > 0 && fields == "" {
		var line []byte
		line, head, _ = bytes.Cut(head, []byte{'\n'})
		text := strings.TrimSuffix(string(line), "\r")
		if rest, ok := strings.CutPrefix(text, "#separator "); ok {
			if s, err := strconv.Unquote(`"` + rest + `"`); err == nil && s != "" {
				z.separator = s
			}
			continue
		}
		name, value, _ := strings.Cut(text, z.separator)
		switch name {
		case "#unset_field":
			z.unset = value
		case "#empty_field":
			z.empty = value
		case "#fields":
			fields = value
		}
	}
	if fields == "" {
		return false
	}
	f.header = strings.Split(fields, z.separator)
	f.format = format{kind: formatZeek, zeek: z}
	return true
}

// zeekBlock makes an event of each line of a Zeek log. Lines that start with
// # are none; a value that is unset gives no field.
func (d *eventDecoder) zeekBlock(b []byte) error {
	for ; len(b) > 0; d.line++ {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte{'\n'})
		line = bytes.TrimSuffix(line, []byte{'\r'})
		if len(line) == 0 || line[0] == '#' {
			if err := d.zeekDirective(line); err != nil {
				return err
			}
			continue
		}
		if err := d.zeekLine(line); err != nil {
			return err
		}
	}
	return nil
}

// zeekDirective notes a change of fields in the middle of a file, which
// cannot be followed.
func (d *eventDecoder) zeekDirective(line []byte) error {
	rest, isFields := bytes.CutPrefix(line, []byte("#fields"+d.plan.format.zeek.separator))
	if isFields && string(rest) != strings.Join(d.plan.header, d.plan.format.zeek.separator) {
		return d.problems.uneven(d.line, reasonHeader)
	}
	return nil
}

func (d *eventDecoder) zeekLine(line []byte) error {
	z := &d.plan.format.zeek
	d.members = d.members[:0]
	d.choose(nil, nil)
	at := 0
	for rest := line; ; at++ {
		value, after, more := bytes.Cut(rest, []byte(z.separator))
		if at < len(d.plan.header) && len(value) > 0 && string(value) != z.unset && string(value) != z.empty {
			d.path = append(d.path[:0], d.plan.header[at]...)
			d.phase = splunk.PhaseIndexed
			d.emit(d.path, value, kCell)
		}
		if rest = after; !more {
			break
		}
	}
	if at+1 != len(d.plan.header) {
		if err := d.problems.uneven(d.line, reasonRagged); err != nil {
			return err
		}
	}
	d.rules(line, false)
	return d.end(line, d.line)
}
