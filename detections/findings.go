package detections

import (
	"errors"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections/report"
	"github.com/goshawk-lang/goshawk/source"
)

// Findings are the errors inside err as a report has them, at their places in
// the rule's file; file is where an error without a place belongs.
func Findings(err error, file string) []report.Finding {
	var out []report.Finding
	for _, e := range source.Errors(err) {
		p := place(goshawk.PlaceOf(e.Text, e.Span))
		if p.File == "" {
			p.File = file
		}
		message := e.Message
		if e.Text != nil {
			if _, _, trace := e.Text.Written(e.Span); len(trace) > 0 {
				message += " (in macro `" + trace[0].Macro + "`)"
			}
		}
		out = append(out, report.Finding{Level: report.Error, Code: e.Code, Kind: string(e.Kind), Message: message, Place: p})
	}
	if out != nil || err == nil {
		return out
	}
	var f *FileError
	if errors.As(err, &f) {
		return []report.Finding{{Level: report.Error, Code: "file", Message: f.Message, Place: report.Place{File: f.File, Line: f.Line, Column: f.Column}}}
	}
	return []report.Finding{{Level: report.Error, Code: "file", Message: strings.TrimPrefix(err.Error(), file+": "), Place: report.Place{File: file}}}
}

func place(p goshawk.Place) report.Place {
	return report.Place{File: p.File, Line: p.Line, Column: p.Column, EndLine: p.EndLine, EndColumn: p.EndColumn}
}

// Place is where the rule's query starts in its file.
func (r *Rule) Place() report.Place {
	return report.Place{File: r.File, Line: max(1, r.Text.Line), Column: max(1, r.Text.Column)}
}
