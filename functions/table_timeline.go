package functions

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Activity is a table function over a timeline. Its first input has a column
// of ids, one of times (datetime, timespan or whole numbers), and then the
// dimensions by which everything is computed separately.
type Activity struct {
	TableFunc
	// Params are the ways to call it, as names of arguments in order, longest
	// last; @id and @time are columns. Dimensions follow the longest.
	Params [][]string
	// Times are put before the time column's name, one for each time column of
	// the output.
	Times []string
	// Measures are the output's computed columns. The dimensions stand before
	// them, or after with DimensionsLast.
	Measures       []table.Field
	DimensionsLast bool
}

// Fields are the output's columns for an input of these columns.
func (a *Activity) Fields(in []table.Field) []table.Field {
	var out []table.Field
	for _, prefix := range a.Times {
		out = append(out, table.Field{Name: prefix + in[1].Name, Type: in[1].Type})
	}
	if !a.DimensionsLast {
		out = append(out, in[2:]...)
	}
	out = append(out, a.Measures...)
	if a.DimensionsLast {
		out = append(out, in[2:]...)
	}
	return out
}

// longFields are fields of type long.
func longFields(names ...string) []table.Field {
	out := make([]table.Field, len(names))
	for i, n := range names {
		out[i] = table.Field{Name: n, Type: table.TypeLong}
	}
	return out
}

// timeline is an activity's input, sorted by time.
type timeline struct {
	in     *table.Table
	events []event
	// firsts are the first rows of the groups that dimensions make.
	firsts     []int32
	start, end int64
	step       steps
}

// event is one row: whose, when, and in which group of dimensions.
type event struct {
	id, group uint32
	row       int32
	at        int64
}

// newTimeline reads an input and the arguments start, end and step. Events
// without a time are left out; those out of bounds are not.
func newTimeline(name string, in *table.Table, args TableArgs) (*timeline, error) {
	cols := in.Batch().Cols()
	t := &timeline{in: in}
	ids, _ := groupRows(in.Len(), cols[:1])
	groups, firsts := groupRows(in.Len(), cols[2:])
	t.firsts = firsts
	for i := range in.Len() {
		v := cols[1].Value(i)
		if v.IsNull() {
			continue
		}
		at, ok := instantOf(v)
		if !ok {
			return nil, errArgument(name, "the time column", "datetime, timespan or whole numbers")
		}
		t.events = append(t.events, event{ids[i], groups[i], int32(i), at})
	}
	slices.SortStableFunc(t.events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	if len(t.events) > 0 {
		t.start, t.end = t.events[0].at, t.events[len(t.events)-1].at
	}
	for _, bound := range []struct {
		name string
		to   *int64
	}{{"start", &t.start}, {"end", &t.end}} {
		v, given := args[bound.name]
		if !given {
			continue
		}
		n, ok := instantOf(v)
		if !ok {
			return nil, errArgument(name, bound.name, "a time like those of the time column")
		}
		*bound.to = n
	}
	if v, given := args["step"]; given {
		var ok bool
		if t.step, ok = stepsOf(v, t.start); !ok {
			return nil, errArgument(name, "the step", "a positive span of time, week, month or year")
		}
	}
	return t, nil
}

// instantOf is a point or span of time as a number.
func instantOf(v table.Value) (int64, bool) {
	switch v.Kind() {
	case table.KindDateTime:
		return int64(v.DateTime()), true
	case table.KindTimeSpan:
		return int64(v.TimeSpan()), true
	case table.KindInt, table.KindLong:
		return v.Int(), true
	}
	return 0, false
}

// steps cut time into periods: of one size from an origin, or of the calendar.
type steps struct {
	origin, size int64
	calendar     string
}

func stepsOf(v table.Value, origin int64) (steps, bool) {
	if v.Kind() == table.KindString {
		word := strings.ToLower(v.Str())
		return steps{calendar: word}, word == "week" || word == "month" || word == "year"
	}
	size, ok := instantOf(v)
	return steps{origin: origin, size: size}, ok && size > 0
}

const ticksPerDay = 24 * 60 * 60 * 1e7

// of is the begin of the period that a time is in.
func (s steps) of(at int64) int64 {
	if s.calendar == "" {
		d := (at - s.origin) % s.size
		if d < 0 {
			d += s.size
		}
		return at - d
	}
	year, month, _ := table.DateTime(at).Date()
	switch s.calendar {
	case "month":
		return int64(table.FromDate(year, month, 1))
	case "year":
		return int64(table.FromDate(year, 1, 1))
	}
	// Weeks begin on Sundays; day 0 of the calendar is a Monday.
	day := at / ticksPerDay
	return (day - (day+1)%7) * ticksPerDay
}

// next is the begin of the period after the one that begins at from.
func (s steps) next(from int64) int64 {
	switch s.calendar {
	case "":
		return from + s.size
	case "week":
		return from + 7*ticksPerDay
	case "month":
		return s.of(from + 31*ticksPerDay)
	}
	return s.of(from + 366*ticksPerDay)
}

// timelineRow is a row of an activity's output.
type timelineRow struct {
	group uint32
	times []int64
	vals  []table.Value
}

// result lays rows out in the columns of Fields, ordered by group and time.
func (t *timeline) result(a *Activity, rows []timelineRow) *table.Table {
	slices.SortStableFunc(rows, func(x, y timelineRow) int {
		return cmp.Or(cmp.Compare(x.group, y.group), slices.Compare(x.times, y.times))
	})
	in := t.in.Schema().Fields()
	out := make([][]table.Value, len(rows))
	for i, r := range rows {
		var row, dims []table.Value
		for _, n := range r.times {
			row = append(row, instantValue(in[1].Type, n))
		}
		for _, c := range t.in.Batch().Cols()[2:] {
			dims = append(dims, c.Value(int(t.firsts[r.group])))
		}
		if a.DimensionsLast {
			out[i] = append(append(row, r.vals...), dims...)
		} else {
			out[i] = append(append(row, dims...), r.vals...)
		}
	}
	return table.FromRows(table.NewSchema(a.Fields(in)...), out)
}

func instantValue(t table.Type, n int64) table.Value {
	switch t {
	case table.TypeDateTime:
		return table.DateTimeValue(table.DateTime(n))
	case table.TypeTimeSpan:
		return table.TimeSpanValue(table.TimeSpan(n))
	case table.TypeInt:
		return table.IntValue(int32(n))
	}
	return table.LongValue(n)
}

// groupPeriod is one group's events in one period.
type groupPeriod struct {
	group uint32
	at    int64
}

// idSet is a set of ids.
type idSet map[uint32]bool

// byPeriod are the ids of each group in each period within the bounds.
func (t *timeline) byPeriod() map[groupPeriod]idSet {
	out := map[groupPeriod]idSet{}
	for _, e := range t.events {
		if e.at < t.start || e.at > t.end {
			continue
		}
		p := groupPeriod{e.group, t.step.of(e.at)}
		if out[p] == nil {
			out[p] = idSet{}
		}
		out[p][e.id] = true
	}
	return out
}

// inOrder are the periods of a map by group and time.
func inOrder[V any](m map[groupPeriod]V) []groupPeriod {
	all := make([]groupPeriod, 0, len(m))
	for p := range m {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b groupPeriod) int { return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.at, b.at)) })
	return all
}

func count(n int) table.Value { return table.LongValue(int64(n)) }
