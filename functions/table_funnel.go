package functions

import (
	"cmp"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// FunnelCompletion counts how many ids get how far in a sequence of states.
//
// https://learn.microsoft.com/kusto/query/funnel-sequence-completion-plugin
var FunnelCompletion = &TableFunc{
	Name: "funnel_sequence_completion",
	Doc: `For each period of the step, each longest time and each state of the sequence: how many ids came to it from the first state.
The input has columns of ids, times and states.
Arguments:
  start, end: the times looked at
  step: the length of the periods, which are looked at separately
  sequence: the texts of the states (array)
  periods: the longest times from the first state (array)
States of the same time may follow one another in any order; a state that no id came to has no row.`,
	Run: funnelCompletion,
}

// FunnelFields are the columns of FunnelCompletion for an input.
func FunnelFields(in []table.Field) []table.Field {
	period := in[1].Type
	if period == table.TypeDateTime {
		period = table.TypeTimeSpan
	}
	return []table.Field{in[1], {Name: in[2].Name, Type: table.TypeString}, {Name: "Period", Type: period}, {Name: "dcount", Type: table.TypeLong}}
}

// funnelEvent is a state of the sequence, by number, and when it was.
type funnelEvent struct {
	state string
	at    int64
}

// funnelKey is whose events in which period of the step.
type funnelKey struct {
	id     uint32
	period int64
}

func funnelCompletion(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	line, err := newTimeline("funnel_sequence_completion", table.FromBatch(table.NewBatch(table.NewSchema(in.Schema().Fields()[:2]...), in.Len(), in.Batch().Cols()[:2]...)), args)
	if err != nil {
		return nil, err
	}
	sequence := textsOfArray(args["sequence"])
	var periods []int64
	for _, v := range args["periods"].Array() {
		n, ok := spanOf(v)
		if !ok {
			return nil, errArgument("funnel_sequence_completion", "the periods", "an array of spans of time")
		}
		periods = append(periods, n)
	}
	events := map[funnelKey][]funnelEvent{}
	states := textsOf(in.Batch().Col(2))
	for _, e := range line.events {
		if e.at >= line.start && e.at <= line.end && slices.Contains(sequence, states[e.row]) {
			k := funnelKey{e.id, line.step.of(e.at)}
			events[k] = append(events[k], funnelEvent{states[e.row], e.at})
		}
	}
	// counts holds for each period of the step and each longest time how many
	// ids came to each state.
	counts := map[int64][][]int64{}
	for k, list := range events {
		if err := c.Err(); err != nil {
			return nil, err
		}
		if counts[k.period] == nil {
			counts[k.period] = make([][]int64, len(periods))
			for i := range periods {
				counts[k.period][i] = make([]int64, len(sequence))
			}
		}
		for i, longest := range periods {
			for reached := range furthest(list, sequence, longest) {
				counts[k.period][i][reached]++
			}
		}
	}
	starts := make([]int64, 0, len(counts))
	for at := range counts {
		starts = append(starts, at)
	}
	slices.SortFunc(starts, cmp.Compare)
	fields := FunnelFields(in.Schema().Fields())
	var rows [][]table.Value
	for _, at := range starts {
		for i, longest := range periods {
			for k, n := range counts[at][i] {
				if n > 0 {
					rows = append(rows, []table.Value{instantValue(fields[0].Type, at), table.StringValue(sequence[k]), instantValue(fields[2].Type, longest), table.LongValue(n)})
				}
			}
		}
	}
	return table.FromRows(table.NewSchema(fields...), rows), nil
}

// textsOfArray are the texts of an array's values.
func textsOfArray(v table.Value) []string {
	var out []string
	for _, x := range v.Array() {
		out = append(out, string(appendText(nil, x)))
	}
	return out
}

// spanOf is a span of time, which may stand as text in an array.
func spanOf(v table.Value) (int64, bool) {
	if v.Kind() == table.KindString {
		t, ok := ParseKustoTimeSpan(v.Str())
		return int64(t), ok
	}
	return instantOf(v)
}

// furthest is the greatest number of states of a sequence that follow one
// another in events, which are in order, within a time of the first.
func furthest(events []funnelEvent, sequence []string, longest int64) int {
	most := 0
	for first, e := range events {
		if len(sequence) == 0 || e.state != sequence[0] || first > 0 && events[first-1] == e {
			continue
		}
		// Events of the same time may stand before this one.
		from := first
		for from > 0 && events[from-1].at == e.at {
			from--
		}
		used, reached := map[int]bool{first: true}, 1
		for i := from; i < len(events) && reached < len(sequence) && events[i].at-e.at <= longest; {
			end := i
			for end < len(events) && events[end].at == events[i].at {
				end++
			}
			for took := true; took; {
				took = false
				for j := i; j < end && reached < len(sequence); j++ {
					if !used[j] && events[j].state == sequence[reached] {
						used[j], took = true, true
						reached++
					}
				}
			}
			i = end
		}
		most = max(most, reached)
	}
	return most
}
