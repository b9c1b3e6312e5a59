package readers

import (
	"cmp"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// problems collects what a chunk leaves out. Lines are relative to the chunk
// until the end, when base is asked for once.
type problems struct {
	file   string
	strict bool
	base   func() int64 // lines before the chunk
	report table.Report

	// Of a decoder that reads records which another one has read before: the
	// columns whose values that one has reported, and whether it has reported
	// something of the record that is being read.
	probed []string
	told   bool

	lastLine int64 // of the record that was reported last, from 1
}

// skip notes a record that is left out; line counts from 0 in the chunk. In
// strict mode it is the error that ends the read.
func (p *problems) skip(line int64, reason string) error {
	p.report.Skipped++
	return p.note(line, reason)
}

// uneven notes that a record is not quite what it should be, or that its time
// is none.
func (p *problems) uneven(line int64, reason string) error {
	if p.told {
		return nil
	}
	p.lastLine = line + 1
	p.report.Uneven++
	return p.note(line, reason)
}

// misfit notes a value of column k that became null.
func (p *problems) misfit(line int64, c *columns, k int, raw []byte) error {
	if slices.Contains(p.probed, c.fields[k].Name) {
		return nil
	}
	p.report.Coerced++
	return p.note(line, c.misfit(k, raw))
}

// toldOf reports whether something was wrong with the record of a line, apart
// from single values of its columns.
func (p *problems) toldOf(line int64) bool { return p.told || p.lastLine == line+1 }

// merge adds what a second decoder of the same chunk has to report.
func (p *problems) merge(o *problems) {
	if len(o.report.Problems) > 0 {
		all := append(p.report.Problems, o.report.Problems...)
		slices.SortStableFunc(all, func(a, b table.Problem) int { return cmp.Compare(a.Line, b.Line) })
		p.report.Problems = all[:min(len(all), table.MaxProblems)]
	}
	for _, name := range o.report.Unlisted {
		p.report.Unlisted = table.AddUnlisted(p.report.Unlisted, name)
	}
	p.report.Skipped += o.report.Skipped
	p.report.Uneven += o.report.Uneven
	p.report.Coerced += o.report.Coerced
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
