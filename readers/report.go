package readers

import "github.com/goshawk-lang/goshawk/table"

// problems collects what a chunk leaves out. Lines are relative to the chunk
// until the end, when base is asked for once.
type problems struct {
	file   string
	strict bool
	base   func() int64 // lines before the chunk
	report table.Report
}

// skip notes a record that is left out; line counts from 0 in the chunk. In
// strict mode it is the error that ends the read.
func (p *problems) skip(line int64, reason string) error {
	p.report.Skipped++
	return p.note(line, reason)
}

// coerce notes a value that became null.
func (p *problems) coerce(line int64, reason string) error {
	p.report.Coerced++
	return p.note(line, reason)
}

func (p *problems) note(line int64, reason string) error {
	if p.strict {
		return &Error{Kind: KindMalformed, File: p.file, Line: p.base() + line + 1, Reason: reason}
	}
	if len(p.report.Problems) < table.MaxProblems {
		p.report.Problems = append(p.report.Problems, table.Problem{File: p.file, Line: line, Reason: reason})
	}
	return nil
}

// finish is the report with absolute lines.
func (p *problems) finish() table.Report {
	if len(p.report.Problems) > 0 {
		base := p.base()
		for i := range p.report.Problems {
			p.report.Problems[i].Line += base + 1
		}
	}
	return p.report
}
