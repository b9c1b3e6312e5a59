package functions

import (
	"cmp"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// FunnelSequence counts which states come before and after a sequence.
//
// https://learn.microsoft.com/kusto/query/funnel-sequence-plugin
var FunnelSequence = &TableFunc{
	Name: "funnel_sequence",
	Doc: `For each period of the step: which state led to a sequence of states, which one followed it, for how many ids, and some of these.
The input has columns of ids, times and states.
Arguments:
  start, end: the times looked at
  window: the longest time between a state and the next
  step: the length of the periods, which are looked at separately
  sequence: the texts of the states (array)
Equal states that follow one another are one state. Between two states of the sequence others may stand; a way through it that holds a
shorter one does not count. Where no other state is within the window before or after, the text is empty.`,
	Run: funnelSequence,
}

// FunnelSequenceFields are the columns of FunnelSequence for an input.
func FunnelSequenceFields(in []table.Field) []table.Field {
	return []table.Field{in[1], {Name: "prev", Type: table.TypeString}, {Name: "next", Type: table.TypeString},
		{Name: "dcount", Type: table.TypeLong}, {Name: "samples", Type: table.TypeDynamic}}
}

// maxFunnelSamples is how many ids a row shows.
const maxFunnelSamples = 128

// stateRun is a state that an id is in, from the first of equal events within
// the window of one another to the last.
type stateRun struct {
	state       string
	first, last int64
}

// funnelWay is what came before and after a sequence, in a period.
type funnelWay struct {
	period     int64
	prev, next string
}

// funnelIDs are the ids that went a way, in the order of their events.
type funnelIDs struct {
	seen    idSet
	samples []table.Value
}

func funnelSequence(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	line, err := newTimeline("funnel_sequence", table.FromBatch(table.NewBatch(table.NewSchema(in.Schema().Fields()[:2]...), in.Len(), in.Batch().Cols()[:2]...)), args)
	if err != nil {
		return nil, err
	}
	window, ok := instantOf(args["window"])
	if !ok {
		return nil, errArgument("funnel_sequence", "the longest time between two states", "a span of time")
	}
	sequence := textsOfArray(args["sequence"])
	runs, order, rows := line.stateRuns(textsOf(in.Batch().Col(2)), window)
	found := map[funnelWay]*funnelIDs{}
	var ways []funnelWay
	for _, k := range order {
		if err := c.Err(); err != nil {
			return nil, err
		}
		list := runs[k]
		for _, way := range shortestWays(list, sequence, window) {
			w := funnelWay{period: k.period}
			if i := way[0] - 1; i >= 0 && list[way[0]].first-list[i].last <= window {
				w.prev = list[i].state
			}
			if i := way[1] + 1; i < len(list) && list[i].first-list[way[1]].last <= window {
				w.next = list[i].state
			}
			ids := found[w]
			if ids == nil {
				ids = &funnelIDs{seen: idSet{}}
				found[w], ways = ids, append(ways, w)
			}
			if !ids.seen[k.id] && len(ids.samples) < maxFunnelSamples {
				ids.samples = append(ids.samples, in.Batch().Col(0).Value(int(rows[k.id])))
			}
			ids.seen[k.id] = true
		}
	}
	slices.SortStableFunc(ways, func(a, b funnelWay) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(len(found[b].seen), len(found[a].seen)))
	})
	fields := FunnelSequenceFields(in.Schema().Fields())
	out := make([][]table.Value, len(ways))
	for i, w := range ways {
		out[i] = []table.Value{instantValue(fields[0].Type, w.period), table.StringValue(w.prev), table.StringValue(w.next),
			count(len(found[w].seen)), table.ArrayValue(found[w].samples)}
	}
	return table.FromRows(table.NewSchema(fields...), out), nil
}

// stateRuns are the states of each id in each period within the bounds, in
// order; the ids and periods in the order of their first events; and a row of
// each id.
func (t *timeline) stateRuns(states []string, window int64) (runs map[funnelKey][]stateRun, order []funnelKey, rows map[uint32]int32) {
	runs, rows = map[funnelKey][]stateRun{}, map[uint32]int32{}
	for _, e := range t.events {
		if e.at < t.start || e.at > t.end {
			continue
		}
		k, state := funnelKey{e.id, t.step.of(e.at)}, states[e.row]
		list := runs[k]
		if len(list) == 0 {
			order = append(order, k)
		}
		if _, known := rows[e.id]; !known {
			rows[e.id] = e.row
		}
		if last := len(list) - 1; last >= 0 && list[last].state == state && e.at-list[last].last <= window {
			list[last].last = e.at
			continue
		}
		runs[k] = append(list, stateRun{state, e.at, e.at})
	}
	return runs, order, rows
}

// shortestWays are the first and the last run of each way through a sequence,
// each step within the window of the one before, that holds no shorter way.
func shortestWays(runs []stateRun, sequence []string, window int64) [][2]int {
	if len(sequence) == 0 {
		return nil
	}
	// reached holds for each number of steps the way of so many that begins
	// last: which one that is changes only for the later as runs go by.
	type partial struct {
		begin, end int
		found      bool
	}
	reached := make([]partial, len(sequence))
	var out [][2]int
	for i, r := range runs {
		// A run is one step only: the last step comes first.
		for k := len(sequence) - 1; k >= 0; k-- {
			if r.state != sequence[k] {
				continue
			}
			if k == 0 {
				reached[0] = partial{i, i, true}
			} else if p := reached[k-1]; p.found && r.first-runs[p.end].last <= window {
				reached[k] = partial{p.begin, i, true}
			} else {
				continue
			}
			if k == len(sequence)-1 && (len(out) == 0 || out[len(out)-1][0] != reached[k].begin) {
				out = append(out, [2]int{reached[k].begin, i})
			}
		}
	}
	return out
}
