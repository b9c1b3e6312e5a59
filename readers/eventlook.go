package readers

import (
	"bytes"
	"strings"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// isText reports whether the content is text, whatever divides its events.
func (f format) isText() bool {
	return f.kind == formatText || f.kind == formatEvents || f.kind == formatZeek
}

// look tells the kinds of text apart that only the events view knows, by the
// source type that is given or else by the content. It reports false for
// JSON, for formats that are named and known to all, and when nothing is
// known of the text.
func (e *eventShape) look(f *sourceFile, head []byte, named string) bool {
	if named == "" && looksJSON(head) {
		return false
	}
	seems := seemingType(head)
	switch strings.ToLower(named) {
	case "zeek":
		seems = "bro:conn"
	case "xml":
		seems = "XmlWinEventLog"
	case "wineventlog":
		seems = "WinEventLog"
	case "psv":
		f.format = format{kind: formatCSV, comma: '|'}
		return true
	case "text", "txt", "log", "events", "raw", "":
	default:
		return false
	}
	known := e.config.Known(e.opts.Sourcetype)
	if seems == "" && !known {
		return false
	}
	sourcetype := e.opts.Sourcetype
	if e.opts.Sourcetype == "" {
		f.assumed, sourcetype = seems, seems
	}
	return e.chooseText(f, head, seems, e.config.Props(sourcetype, e.opts.Source, e.opts.Host), named != "")
}

// chooseText finds the format of text from what its source type says, and
// from what it looks like where that divides it in another way.
func (e *eventShape) chooseText(f *sourceFile, head []byte, seems string, props *splunk.Props, named bool) bool {
	comma := map[string]byte{"CSV": ',', "TSV": '\t', "PSV": '|'}[props.Indexed]
	breaks := &props.Break
	switch {
	case seems == "bro:conn" && zeekHeader(f, head):
		return true
	case comma != 0 && !named:
		f.format = format{kind: formatCSV, comma: comma}
		return true
	case seems == "XmlWinEventLog":
		breaks = &splunk.XMLEvents
	case seems == "WinEventLog":
		breaks = &splunk.DatedLines
	}
	f.format = format{kind: formatText}
	if !breaks.Lines() {
		f.format = format{kind: formatEvents, breaks: breaks}
	}
	return true
}

// seemingType is the source type that text looks like, empty when like none.
func seemingType(head []byte) string {
	text := bytes.TrimLeft(head, " \t\r\n")
	line, rest, _ := bytes.Cut(text, []byte{'\n'})
	switch {
	case bytes.HasPrefix(line, []byte("#separator")), bytes.HasPrefix(line, []byte("#fields\t")):
		return "bro:conn"
	case bytes.HasPrefix(line, []byte("<Event")), bytes.HasPrefix(line, []byte("<?xml")) && bytes.Contains(text, []byte("<Event")):
		return "XmlWinEventLog"
	case bytes.Contains(line, []byte("type=")) && bytes.Contains(line, []byte("msg=audit(")):
		return "linux_audit"
	case bytes.HasPrefix(bytes.TrimSpace(rest), []byte("LogName=")) && splunk.StartsWithTime(line):
		return "WinEventLog"
	case bytes.Contains(line, []byte("<Event><System><Provider Name=")):
		return "sysmon:linux"
	case splunk.LooksSyslog(line):
		return "syslog"
	}
	return ""
}

// Knowledge implements table.Knowing.
func (s *source) Knowledge() *table.Knowledge {
	if s.events == nil {
		return nil
	}
	given := func(value string) *string {
		if value == "" {
			return nil // It may be the event's own.
		}
		return &value
	}
	o := s.events.opts
	return s.events.config.KnowledgeOf(given(o.Sourcetype), given(o.Source), given(o.Host))
}
