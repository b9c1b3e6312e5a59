package readers

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// localTimes is how one column of a CSV file spells its times, as a portal's
// export does in the language of the browser: 3/15/2026, 10:00:00.000 AM, or
// 15.03.2026 10:00:00, with the zone in the column's name or nowhere.
type localTimes struct {
	dayFirst bool
	zone     *time.Location
}

// zoneMark is what a portal puts behind the name of a column of times.
func zoneMark(name string) (plain, mark string) {
	at := strings.LastIndex(name, " [")
	if at <= 0 || !strings.HasSuffix(name, "]") {
		return name, ""
	}
	mark = name[at+2 : len(name)-1]
	if strings.EqualFold(mark, "local time") || strings.HasPrefix(mark, "UTC") {
		return name[:at], mark
	}
	return name, ""
}

// plainNames takes the zones off the names of columns, unless two columns
// would get one name.
func plainNames(header []string) (plain, marks []string) {
	plain, marks = make([]string, len(header)), make([]string, len(header))
	count := map[string]int{}
	for i, name := range header {
		plain[i], marks[i] = zoneMark(name)
		count[plain[i]]++
	}
	for i, name := range header {
		if count[plain[i]] > 1 {
			plain[i], marks[i] = name, ""
		}
	}
	return plain, marks
}

// zoneOf is the zone that a mark names; nil for that of whoever exported.
func zoneOf(mark string) *time.Location {
	offset := strings.TrimPrefix(mark, "UTC")
	if offset == mark {
		return nil
	}
	for _, layout := range []string{"-07:00", "-0700", "-07", "-7"} {
		if t, err := time.Parse(layout, offset); err == nil {
			_, seconds := t.Zone()
			return time.FixedZone(mark, seconds)
		}
	}
	return time.UTC
}

// localParts are the numbers of a local spelling.
type localParts struct {
	first, second, year int
	clock               time.Duration
	yearFirst           bool
	sep                 byte
	half, timed         bool // AM or PM was given; a time of day was
}

// parseLocal reads A/B/YYYY or YYYY-A-B, with / . or - between, and behind it a
// time of day, after a comma or blanks. A date alone counts as midnight.
func parseLocal(s string) (p localParts, ok bool) {
	date, clock, timed := strings.Cut(s, " ")
	date = strings.TrimSuffix(date, ",")
	at := strings.IndexAny(date, "/.-")
	if at <= 0 || at > 4 {
		return p, false
	}
	p.sep = date[at]
	parts := strings.Split(date, string(p.sep))
	if len(parts) != 3 {
		return p, false
	}
	var n [3]int
	for i, part := range parts {
		v, err := strconv.Atoi(part)
		if err != nil || len(part) > 4 || part[0] == '+' || part[0] == '-' {
			return p, false
		}
		n[i] = v
	}
	switch {
	case len(parts[0]) == 4:
		p.yearFirst, p.year, p.first, p.second = true, n[0], n[1], n[2]
	case len(parts[2]) == 4:
		p.first, p.second, p.year = n[0], n[1], n[2]
	default:
		return p, false
	}
	if p.first < 1 || p.second < 1 || p.first > 31 || p.second > 31 || p.first > 12 && p.second > 12 {
		return p, false
	}
	if !timed {
		return p, true
	}
	p.timed = true
	p.clock, p.half, ok = parseClock(strings.TrimSpace(clock))
	return p, ok
}

// parseClock reads h:mm[:ss[.fff or ,fff]] with AM or PM or without.
func parseClock(s string) (d time.Duration, half, ok bool) {
	s = strings.ReplaceAll(s, "\u202f", " ") // what browsers put before AM and PM
	upper := strings.ToUpper(s)
	afternoon := strings.HasSuffix(upper, "PM")
	if half = afternoon || strings.HasSuffix(upper, "AM"); half {
		s = strings.TrimSpace(s[:len(s)-2])
	}
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false, false
	}
	h, err := strconv.Atoi(parts[0])
	m, err2 := strconv.Atoi(parts[1])
	if err != nil || err2 != nil || h < 0 || h > 23 || m < 0 || m > 59 || half && (h < 1 || h > 12) {
		return 0, false, false
	}
	if half {
		h %= 12
		if afternoon {
			h += 12
		}
	}
	d = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if len(parts) == 3 {
		seconds, err := strconv.ParseFloat(strings.Replace(parts[2], ",", ".", 1), 64)
		if err != nil || seconds < 0 || seconds >= 61 {
			return 0, false, false
		}
		d += time.Duration(seconds*1e7+0.5) * 100
	}
	return d, half, true
}

// iso is the time that a cell spells, as ISO 8601; the cell itself where it
// does not spell one so.
func (l *localTimes) iso(cell, scratch []byte) []byte {
	p, ok := parseLocal(string(bytes.TrimSpace(cell)))
	if !ok {
		return cell
	}
	month, day := p.first, p.second
	if l.dayFirst && !p.yearFirst {
		month, day = day, month
	}
	if month > 12 {
		return cell
	}
	t := time.Date(p.year, time.Month(month), day, 0, 0, 0, 0, l.zone)
	if t.Day() != day {
		return cell
	}
	h, m, sec := int(p.clock/time.Hour), int(p.clock/time.Minute)%60, int(p.clock/time.Second)%60
	t = time.Date(p.year, time.Month(month), day, h, m, sec, int(p.clock%time.Second), l.zone)
	return t.UTC().AppendFormat(scratch[:0], "2006-01-02T15:04:05.9999999Z")
}

// dateSample is how many records are looked at to tell days from months.
const dateSample = 2000

// learnTimes finds, in a CSV sample, the columns that spell times in a local
// way, and decides each: by its own dates, else by those of the file's other
// columns, else by Options.Dates. A column that stays open is an error, for
// guessing would be wrong half of the time.
func (s *source) learnTimes(f *sourceFile, head []byte, infer *inference) error {
	cols := make([]dateEvidence, len(f.header))
	var cells []cell
	for i, n := 0, 0; i < len(head) && n <= dateSample; n++ {
		var next int
		if next, cells = csvRecord(head, i, f.format.comma, cells[:0]); next < 0 {
			break
		}
		for at, c := range cells {
			if n > 0 && at < len(cols) && c.end > c.start {
				cols[at].see(string(bytes.TrimSpace(head[c.start:c.end])))
			}
		}
		i = next
	}
	var file dateEvidence
	for at := range cols {
		cols[at].wanted = s.wantsTimes(f, at, &cols[at])
		if cols[at].wanted {
			file.dayFirst += cols[at].dayFirst
			file.monthFirst += cols[at].monthFirst
		}
	}
	for at := range cols {
		if !cols[at].wanted {
			continue
		}
		l, err := s.timesOf(f, at, &cols[at], &file)
		if err != nil {
			return err
		}
		if f.times == nil {
			f.times = make([]*localTimes, len(f.header))
		}
		f.times[at] = l
		if k, known := infer.index[f.header[at]]; known {
			infer.saw[k] = sawTime
		}
	}
	return nil
}

// dateEvidence is what a column's cells say of how they are to be read.
type dateEvidence struct {
	local, other         int  // cells of a local spelling, and others
	dayFirst, monthFirst int  // dates that can only be read so
	open                 int  // dates that can be read both ways
	dotted, half, bare   bool // of the cells; bare: a date without a time of day
	example              string
	wanted               bool
}

func (e *dateEvidence) see(text string) {
	if e.other > 0 && e.local == 0 {
		return // it is not one, as most columns are not
	}
	p, ok := parseLocal(text)
	switch {
	case !ok || p.yearFirst && p.sep == '-' && strings.HasSuffix(text, "Z"):
		e.other++
		return
	case p.yearFirst:
	case p.first > 12:
		e.dayFirst++
	case p.second > 12:
		e.monthFirst++
	case p.first != p.second:
		e.open++
		e.example = text
	}
	e.local++
	e.dotted = e.dotted || p.sep == '.'
	e.half = e.half || p.half
	e.bare = e.bare || !p.timed
}

// wantsTimes says whether a column is one of times that are spelled locally:
// it is marked as such, declared so, or has nothing else.
func (s *source) wantsTimes(f *sourceFile, at int, e *dateEvidence) bool {
	if e.local == 0 {
		return false
	}
	if f.marks[at] != "" {
		return true
	}
	if s.opts.Schema != nil {
		if k := s.opts.Schema.Index(f.header[at]); k >= 0 {
			return s.opts.Schema.Field(k).Type == table.TypeDateTime
		}
	}
	// Nobody says that these are times: they stay text unless it is plain.
	plain := e.open == 0 || e.dayFirst+e.monthFirst > 0 || e.dotted || e.half || s.opts.Dates != ""
	return !s.opts.Text && plain && !e.bare && e.other == 0 && (e.dayFirst == 0 || e.monthFirst == 0)
}

func (s *source) timesOf(f *sourceFile, at int, e, file *dateEvidence) (*localTimes, error) {
	l := &localTimes{zone: time.UTC}
	if s.opts.Zone != nil {
		l.zone = s.opts.Zone
	}
	if mark := f.marks[at]; mark != "" {
		if zone := zoneOf(mark); zone != nil {
			l.zone = zone
		} else if s.opts.Zone == nil {
			return nil, errFormat(f.name, fmt.Sprintf("column %s is in the local time of whoever exported it: say which zone that is (zone=Europe/Berlin)", f.header[at]))
		}
	}
	switch {
	case s.opts.Dates != "":
		l.dayFirst = s.opts.Dates == DayFirst
	case e.dayFirst > 0 || e.monthFirst > 0:
		l.dayFirst = e.dayFirst > e.monthFirst
	case e.open == 0:
	case file.dayFirst > 0 || file.monthFirst > 0:
		l.dayFirst = file.dayFirst > file.monthFirst
	case e.dotted:
		l.dayFirst = true // nobody writes the month first with dots
	case !e.half: // AM and PM go with the month first
		return nil, errFormat(f.name, fmt.Sprintf("column %s: dates such as %q can be read with the day or the month first: say which (dates=%s or dates=%s)", f.header[at], e.example, DayFirst, MonthFirst))
	}
	return l, nil
}
