package functions

import (
	"cmp"
	"container/list"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Transaction groups events that belong together into one row: SPL's
// transaction.
var Transaction = &TableFunc{
	Name: "transaction",
	Doc: `One row per transaction, newest first. Input: events with a time; they are taken newest first.
Arguments:
  by: names of the fields that events of a transaction share (array): an event belongs to one that it shares a value with and contradicts in none;
    events without any of them are left out
  time: name of the time column: seconds or datetimes ("_time" when absent)
  maxspan, maxpause: longest transaction and longest gap between events, in seconds; absent or negative: no bound
  maxevents: most events of one transaction (1000 when absent, 0: no bound)
  maxopen, maxopenevents: most transactions that may be open, and events in them; the one that got no event for the longest is given up,
    which a warning tells (0: no bound)
  loose: an event joins any transaction that it does not contradict, also when that has no value of its fields
  orphans: keep events that are in no transaction, with _txn_orphan = 1
  rawlist: _raw is a list of the events' lines
  starts, ends: names of bool columns, true for events that begin and end a transaction
  keepevicted: keep transactions that did not begin or end as asked
  lists: names of the fields of which every event's value is kept, in order (array); * stands for all
  null: what such a list holds for an event without a value
Output: the input's columns without starts and ends, then duration (seconds), eventcount, closed_txn.
The time is the earliest event's; other fields are the distinct values in order, _raw the events' lines.`,
	Run: transaction,
}

type transactionRun struct {
	starts, ends      table.Column
	maxspan, maxpause float64
	maxevents         int
	seconds           []float64
	warn              func(string)
	maxopen           int
	maxopenevents     int
	open              *openTransactions
	openEvents        int
	done              []*transactionState
}

type transactionState struct {
	rows           []int32 // newest first
	newest, oldest float64
	began, ended   bool
	limited        bool
	orphan         bool
	evicted        bool
	codes          []uint32 // of the fields that its events share
	place          *list.Element
}

func transaction(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	name := args.Str("time")
	if name == "" {
		name = "_time"
	}
	at, err := namedColumn("transaction", in, name)
	if err != nil {
		return nil, err
	}
	by, _, err := namedColumns("transaction", in, args.Strings("by"))
	if err != nil {
		return nil, err
	}
	r := &transactionRun{
		warn:    c.Warn,
		maxspan: limitOf(args["maxspan"]), maxpause: limitOf(args["maxpause"]), maxevents: int(args.Int("maxevents", 1000)),
		maxopen: int(args.Int("maxopen", 0)), maxopenevents: int(args.Int("maxopenevents", 0)),
		seconds: secondsOf(at), open: newOpenTransactions(by, in.Len(), !args.Bool("loose")),
	}
	if s := args.Str("starts"); s != "" {
		if r.starts, err = namedColumn("transaction", in, s); err != nil {
			return nil, err
		}
	}
	if s := args.Str("ends"); s != "" {
		if r.ends, err = namedColumn("transaction", in, s); err != nil {
			return nil, err
		}
	}
	var rows []int32
	for i := range in.Len() {
		switch orphan := at.Null(i) || r.open.orphan(int32(i)); {
		case !orphan:
			rows = append(rows, int32(i))
		case args.Bool("orphans"):
			r.done = append(r.done, &transactionState{rows: []int32{int32(i)}, oldest: r.seconds[i], newest: r.seconds[i], orphan: true})
		}
	}
	slices.SortStableFunc(rows, func(a, b int32) int { return cmp.Compare(r.seconds[b], r.seconds[a]) })
	for _, i := range rows {
		r.add(i)
	}
	return r.table(in, name, args), nil
}

// limitOf reads an optional bound; there is none below zero.
func limitOf(v table.Value) float64 {
	if v.IsNull() {
		return -1
	}
	if v.Kind() == table.KindTimeSpan {
		return float64(v.TimeSpan()) / 1e7
	}
	return realOf(v)
}

func secondsOf(c table.Column) []float64 {
	n := numbers(c)
	out := make([]float64, c.Len())
	for i := range out {
		if !n.null(i) {
			out[i] = n.real(i)
		}
	}
	return out
}

// add gives the next older event to its open transaction.
func (r *transactionRun) add(row int32) {
	at := r.seconds[row]
	begins := r.starts != nil && r.starts.Value(int(row)).Bool()
	ends := r.ends != nil && r.ends.Value(int(row)).Bool()
	t := r.open.of(row)
	if t != nil {
		tooLong := r.maxspan >= 0 && t.newest-at > r.maxspan || r.maxpause >= 0 && t.oldest-at > r.maxpause
		if tooLong || ends || r.maxevents > 0 && len(t.rows) >= r.maxevents {
			t.limited = !ends
			r.close(t)
			t = nil
		}
	}
	if t == nil {
		t = &transactionState{newest: at, ended: ends}
		r.open.open(t)
	}
	r.open.add(t, row)
	r.openEvents++
	t.rows, t.oldest = append(t.rows, row), at
	if begins {
		t.began = true
		r.close(t)
	}
	r.evict()
}

func (r *transactionRun) close(t *transactionState) {
	r.done = append(r.done, t)
	r.open.close(t)
	r.openEvents -= len(t.rows)
}

// evict gives up transactions while too many are open.
func (r *transactionRun) evict() {
	for r.maxopen > 0 && r.open.all.Len() > r.maxopen || r.maxopenevents > 0 && r.openEvents > r.maxopenevents {
		t := r.open.all.Front().Value.(*transactionState)
		t.evicted = true
		r.close(t)
		r.warn("transaction: too many transactions or events of them were open (maxopentxn, maxopenevents), so some are given up")
	}
}

// complete tells whether a transaction began and ended as asked.
func (r *transactionRun) complete(t *transactionState) bool {
	return (r.starts == nil || t.began) && (r.ends == nil || t.ended)
}

func (r *transactionRun) table(in *table.Table, timeName string, args TableArgs) *table.Table {
	asked := r.starts != nil || r.ends != nil
	all := r.done
	for e := r.open.all.Front(); e != nil; e = e.Next() {
		all = append(all, e.Value.(*transactionState))
	}
	all = slices.DeleteFunc(all, func(t *transactionState) bool {
		return !t.orphan && (t.evicted || asked && !r.complete(t)) && !args.Bool("keepevicted")
	})
	slices.SortFunc(all, func(a, b *transactionState) int {
		return cmp.Or(cmp.Compare(b.oldest, a.oldest), cmp.Compare(a.rows[0], b.rows[0]))
	})
	var fields []table.Field
	var cols []table.Column
	for k, c := range in.Batch().Cols() {
		f := in.Schema().Field(k)
		switch f.Name {
		case args.Str("starts"), args.Str("ends"), "duration", "eventcount", "closed_txn", "_txn_orphan":
			continue
		case timeName:
			rows := make([]int32, len(all))
			for i, t := range all {
				rows[i] = t.rows[len(t.rows)-1]
			}
			cols = append(cols, c.Take(rows))
		default:
			if lists := args.Strings("lists"); slices.Contains(lists, f.Name) || slices.Contains(lists, "*") && f.Name != "_raw" {
				cols = append(cols, listedField(c, args.Str("null"), all))
			} else {
				cols = append(cols, mergedField(c, f.Name == "_raw", args.Bool("rawlist"), all))
			}
			f.Type = table.TypeDynamic
		}
		fields = append(fields, f)
	}
	more, values := r.measures(all, asked, args.Bool("orphans"))
	return table.New(table.NewSchema(append(fields, more...)...), append(cols, values...)...)
}

// measures are the columns that a transaction has beside its fields.
func (r *transactionRun) measures(all []*transactionState, asked, orphans bool) ([]table.Field, []table.Column) {
	durations, counts, closed := make([]float64, len(all)), make([]int64, len(all)), make([]int64, len(all))
	var none, grouped []bool
	if orphans {
		none, grouped = make([]bool, len(all)), make([]bool, len(all))
	}
	for i, t := range all {
		durations[i], counts[i] = t.newest-t.oldest, int64(len(t.rows))
		if t.limited || asked && r.complete(t) {
			closed[i] = 1
		}
		if orphans {
			none[i], grouped[i] = t.orphan, !t.orphan
		}
	}
	fields := []table.Field{{Name: "duration", Type: table.TypeReal}, {Name: "eventcount", Type: table.TypeLong}, {Name: "closed_txn", Type: table.TypeLong}}
	cols := []table.Column{table.NewVec(durations, none), table.NewVec(counts, none), table.NewVec(closed, none)}
	if orphans {
		fields = append(fields, table.Field{Name: "_txn_orphan", Type: table.TypeLong})
		cols = append(cols, table.NewVec(slices.Repeat([]int64{1}, len(all)), grouped))
	}
	return fields, cols
}

// listedField is each event's value of a field, oldest first.
func listedField(c table.Column, null string, all []*transactionState) table.Column {
	out := make([]table.Value, len(all))
	for i, t := range all {
		var values []table.Value
		for k := len(t.rows) - 1; k >= 0; k-- {
			switch v := c.Value(int(t.rows[k])); v.Kind() {
			case table.KindNull:
				values = append(values, table.StringValue(null))
			case table.KindArray:
				values = append(values, v.Array()...)
			default:
				values = append(values, v)
			}
		}
		out[i] = multivalue(values)
	}
	return table.NewVec(out, nil)
}

// mergedField is a field's distinct values in each transaction; of raw events
// it is their lines, oldest first, in one text or as a list.
func mergedField(c table.Column, raw, list bool, all []*transactionState) table.Column {
	out := make([]table.Value, len(all))
	for i, t := range all {
		var values []table.Value
		for k := len(t.rows) - 1; k >= 0; k-- {
			v := c.Value(int(t.rows[k]))
			if v.Kind() == table.KindArray {
				values = append(values, v.Array()...)
			} else if !v.IsNull() {
				values = append(values, v)
			}
		}
		if raw && list {
			out[i] = multivalue(values)
			continue
		}
		if raw && len(values) > 0 {
			lines := make([]string, len(values))
			for k, v := range values {
				lines[k] = textOf(v)
			}
			out[i] = table.StringValue(strings.Join(lines, "\n"))
			continue
		}
		byText := func(a, b table.Value) int { return strings.Compare(textOf(a), textOf(b)) }
		slices.SortStableFunc(values, byText)
		values = slices.CompactFunc(values, func(a, b table.Value) bool { return byText(a, b) == 0 })
		out[i] = multivalue(values)
	}
	return table.NewVec(out, nil)
}
