package readers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// bound leaves out records by the value that they have in one field: what a
// search asks of it decides of most records (see [table.ScanFilter.Bounds]), so
// that they need not be taken apart behind it.
type bound struct {
	field  string
	schema *table.Schema
	keeps  []table.KeepRows
	known  map[string]bool // whether records with a value may be kept
	off    bool            // it does not pay
	// more are keys behind which the field may have another value, or be made
	// of something else.
	more *keySearch
	met  int // the last record with a value
	// looks is how many values were looked at, left how many records were left
	// out.
	looks, left int
}

const (
	// maxBoundValues is how many values of a field are asked about: each costs
	// what taking some records apart does.
	maxBoundValues = 64
	// Of fewBoundValues no more than three in four looks may be at a new one.
	fewBoundValues = 16
	// After boundTrial looks a bound must have left out one record in
	// boundShare: looking at a value apart from the others costs, too.
	boundTrial = 128
	boundShare = 4
)

// boundsFrom records of a chunk are read to their ends before one is left out: a
// mistake in a short file, such as a sample that was written by hand, is told
// wherever it stands.
var boundsFrom = 64

// bind takes over the bounds on fields that are what a record says:
// neither metadata, nor other names of fields, nor in arrays, nor spelled in
// more ways than one.
func (p *eventPlan) bind(bounds []table.ScanStep, possible []*splunk.Origins) {
	if p.plain || !passesRuns {
		return
	}
	p.bounds = map[string][]table.ScanStep{}
	for _, step := range bounds {
		name := step.Columns[0]
		renamed := func(o *splunk.Origins) bool {
			return slices.ContainsFunc(o.Aliases, func(a splunk.Alias) bool { return a.To == name })
		}
		if slices.Contains(standardFields, name) || slices.ContainsFunc(possible, renamed) || !isPlainName(name) {
			continue
		}
		p.bounds[name] = append(p.bounds[name], step)
		p.addPrefixes(name)
	}
}

// isPlainName reports whether JSON spells a name as it is, but for the numbers
// of characters.
func isPlainName(name string) bool {
	for _, c := range []byte(name) {
		if c <= ' ' || c >= utf8.RuneSelf || strings.IndexByte(`"\/{}`, c) >= 0 {
			return false
		}
	}
	return name != "" && !strings.HasSuffix(name, ".")
}

// bound is the bound on a field, nil when there is none.
func (d *eventDecoder) bound(field string) *bound {
	steps := d.plan.bounds[field]
	if len(steps) == 0 {
		return nil
	}
	for _, b := range d.bounds { // its path may be spelled in several ways
		if b.field == field {
			return b
		}
	}
	b := &bound{field: field, known: map[string]bool{}}
	b.schema = table.NewSchema(table.Field{Name: field, Type: table.TypeDynamic})
	for _, s := range steps {
		b.keeps = append(b.keeps, s.New())
	}
	last := field[strings.LastIndexByte(field, '.')+1:]
	keys := []string{`"` + last + `"`}
	if last != field { // a key may have several parts of a path
		keys = append(keys, "."+last+`"`)
	}
	for _, name := range slices.Concat(slowKeys, []string{fieldIndex}) {
		keys = append(keys, `"`+name+`"`)
	}
	b.more = newKeySearch(keys...)
	d.bounds = append(d.bounds, b)
	return b
}

// leavesOut reports whether the record is left out for the leaf that was noted
// last: for its value, whatever stands behind it, from text[end] on.
func (d *eventDecoder) leavesOut(text []byte, end int) bool {
	l := &d.leaves[len(d.leaves)-1]
	b := l.target.bound
	if l.kind == kNull {
		return false
	}
	again := b.met == d.looked
	b.met = d.looked
	if b.off || !d.asks || d.looked <= boundsFrom || again || l.kind == kEscaped || l.kind == kNested {
		return false
	}
	if b.looks++; b.looks == boundTrial && b.left*boundShare < b.looks {
		d.giveUp(b)
		return false
	}
	keep, known := b.known[string(text[l.start:l.end])]
	if !known {
		keep = d.ask(b, text[l.start:l.end])
	}
	if keep || text[len(text)-1] != '}' || b.more.in(text[end:]) {
		return false
	}
	b.left++
	return true
}

// giveUp has no more values asked about, and runs go on behind them. Other
// decoders find that out for themselves, so that what is reported of a chunk
// does not depend on the others.
func (d *eventDecoder) giveUp(b *bound) {
	b.off = true
	for _, t := range d.targets {
		if t.bound == b {
			t.among.turns++
		}
	}
}

// ask finds out whether a record with this value may be kept.
func (d *eventDecoder) ask(b *bound, value []byte) (keep bool) {
	n := len(b.known)
	if n == maxBoundValues || n >= fewBoundValues && 4*n > 3*b.looks || !utf8.Valid(value) {
		d.giveUp(b)
		return true
	}
	text := string(value)
	row := table.NewBatch(b.schema, 1, table.NewConst(table.StringValue(text), table.TypeString, 1))
	rows, all, err := table.KeepAll(b.keeps, row)
	keep = err != nil || all || len(rows) > 0
	b.known[text] = keep
	return keep
}
