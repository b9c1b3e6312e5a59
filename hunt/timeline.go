package hunt

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// Entry is one result row of a rule on the timeline.
type Entry struct {
	// Time is when what the row tells happened; zero when it does not say.
	Time time.Time
	Hit  *Hit
	Row  goshawk.Row
}

// timeColumns are where a row's time is looked for, in this order.
var timeColumns = []string{"Timestamp", "TimeGenerated", "_time", "firstTime", "FirstSeen", "StartTime", "EndTime", "lastTime", "LastSeen"}

// Timeline lists the kept result rows of all rules by time; rows without one
// come last. Rows of one time are in the order of the rules.
func (r *Result) Timeline() []Entry {
	var all []Entry
	for _, h := range r.Rules {
		for _, row := range h.Rows {
			all = append(all, Entry{timeOf(row), h, row})
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		if a.Time.IsZero() != b.Time.IsZero() {
			if a.Time.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.Time.UnixNano(), b.Time.UnixNano())
	})
	return all
}

// timeOf is the time in a row: of the columns that are called so, or else the
// first time in it.
func timeOf(row goshawk.Row) time.Time {
	return newClock(row.Schema()).read(func(i int) table.Value { return row.Values()[i] })
}

// clock reads the times of rows of one schema.
type clock struct {
	schema *table.Schema
	named  []int // timeColumns that there are
}

func newClock(s *table.Schema) *clock {
	c := &clock{schema: s}
	for _, name := range timeColumns {
		if i := s.Index(name); i >= 0 {
			c.named = append(c.named, i)
		}
	}
	return c
}

// read gives the time of a row with these values; zero without one.
func (c *clock) read(value func(column int) table.Value) time.Time {
	for _, i := range c.named {
		if t, ok := asTime(value(i), c.schema.Field(i).Name == "_time"); ok {
			return t
		}
	}
	for i := range c.schema.Len() {
		if v := value(i); v.Kind() == table.KindDateTime {
			return v.DateTime().Time()
		}
	}
	return time.Time{}
}

// asTime reads a time, a text that spells one, or seconds since 1970.
func asTime(v table.Value, epoch bool) (time.Time, bool) {
	switch v.Kind() {
	case table.KindDateTime:
		return v.DateTime().Time(), true
	case table.KindString:
		if t, ok := table.ParseISO(v.Str()); ok {
			return t.Time(), true
		}
		if f, err := strconv.ParseFloat(v.Str(), 64); err == nil && epoch {
			return time.UnixMicro(int64(f * 1e6)).UTC(), true
		}
	case table.KindLong, table.KindInt:
		return time.Unix(v.Int(), 0).UTC(), epoch
	case table.KindReal:
		return time.UnixMicro(int64(v.Real() * 1e6)).UTC(), epoch
	}
	return time.Time{}, false
}

// span takes the times of a batch's rows into a rule's span.
func (c *clock) span(h *Hit, b *table.Batch) {
	if len(c.named) > 0 {
		if v, ok := table.Resolve(b.Col(c.named[0])).(*table.Vec[table.DateTime]); ok && v.Nulls() == nil && v.Len() > 0 {
			h.span(slices.Min(v.Vals()).Time())
			h.span(slices.Max(v.Vals()).Time())
			return
		}
	}
	for i := range b.Len() {
		h.span(c.read(func(column int) table.Value { return b.Col(column).Value(i) }))
	}
}

// Span is the first and the last time of all result rows of a rule; zero
// without any.
func (h *Hit) Span() (first, last time.Time) { return h.first, h.last }

// span takes a time into the span.
func (h *Hit) span(t time.Time) {
	switch {
	case t.IsZero():
		return
	case h.first.IsZero() || t.Before(h.first):
		h.first = t
	}
	if t.After(h.last) {
		h.last = t
	}
}

// Name is what the rule is called: its name, or its file.
func (h *Hit) Name() string {
	if h.Rule != nil && h.Rule.Name != "" {
		return h.Rule.Name
	}
	return h.File
}
