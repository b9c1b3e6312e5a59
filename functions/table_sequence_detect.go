package functions

import (
	"slices"
	"sort"

	"github.com/goshawk-lang/goshawk/table"
)

// SequenceDetect finds rows that follow one another in time.
//
// https://learn.microsoft.com/kusto/query/sequence-detect-plugin
var SequenceDetect = &TableFunc{
	Name: "sequence_detect",
	Doc: `One row for each way to take times of the steps, one after the other.
The input has a column of times, one of truth for each step, and those that must be equal in a sequence.
Arguments:
  steps: how many
  window: the longest time from a step to the next
  span: the longest time from the first to the last
  names: the output's columns: those that must be equal, the times, the time from the first to the last (array)
A row is one step of a sequence only; the next may have the same time. Sequences with the same times are one. They come by time.`,
	Run: sequenceDetect,
}

// SequenceFields are the columns of SequenceDetect for an input.
func SequenceFields(in []table.Field, steps int, names []string) []table.Field {
	out := slices.Clone(in[1+steps:])
	for range steps {
		out = append(out, in[0])
	}
	duration := in[0].Type
	if duration == table.TypeDateTime {
		duration = table.TypeTimeSpan
	}
	out = append(out, table.Field{Type: duration})
	for i := range out {
		out[i].Name = names[i]
	}
	return out
}

// sequences are the rows of one group that may be steps.
type sequences struct {
	c            *Context
	window, span int64
	// times are the times of each step, ascending; rows those at a time.
	times [][]int64
	rows  []map[int64][]int32
	found func(times []int64) error
	work  int
}

func sequenceDetect(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in, steps := inputs[0], int(args.Int("steps", 1))
	cols := in.Batch().Cols()
	s := sequences{c: c}
	var okWindow, okSpan bool
	s.window, okWindow = instantOf(args["window"])
	s.span, okSpan = instantOf(args["span"])
	if !okWindow || !okSpan {
		return nil, errArgument("sequence_detect", "the windows", "spans of time, or whole numbers where the times are")
	}
	fields := SequenceFields(in.Schema().Fields(), steps, args.Strings("names"))
	groups, firsts := groupRows(in.Len(), cols[1+steps:])
	members := make([][]int32, len(firsts))
	for i, g := range groups {
		members[g] = append(members[g], int32(i))
	}
	type sequence struct {
		group int
		times []int64
	}
	var found []sequence
	for g, rows := range members {
		s.found = func(times []int64) error {
			found = append(found, sequence{g, slices.Clone(times)})
			return c.Memory.Reserve(int64(48 + 8*len(times)))
		}
		s.read(cols, rows, steps)
		if err := s.from(nil); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(found, func(a, b sequence) int { return slices.Compare(a.times, b.times) })
	out := make([][]table.Value, len(found))
	for i, f := range found {
		for _, col := range cols[1+steps:] {
			out[i] = append(out[i], col.Value(int(firsts[f.group])))
		}
		for _, at := range f.times {
			out[i] = append(out[i], instantValue(cols[0].Type(), at))
		}
		out[i] = append(out[i], instantValue(fields[len(fields)-1].Type, f.times[steps-1]-f.times[0]))
	}
	return table.FromRows(table.NewSchema(fields...), out), nil
}

// read sorts a group's rows by step and time.
func (s *sequences) read(cols []table.Column, rows []int32, steps int) {
	s.times, s.rows = make([][]int64, steps), make([]map[int64][]int32, steps)
	for k := range steps {
		truth := NewArg[bool](cols[1+k])
		s.rows[k] = map[int64][]int32{}
		for _, row := range rows {
			at, ok := instantOf(cols[0].Value(int(row)))
			if !ok || truth.Null(int(row)) || !truth.At(int(row)) {
				continue
			}
			if s.rows[k][at] == nil {
				s.times[k] = append(s.times[k], at)
			}
			s.rows[k][at] = append(s.rows[k][at], row)
		}
		slices.Sort(s.times[k])
	}
}

// from goes through the times of the steps after those taken.
func (s *sequences) from(taken []int64) error {
	k := len(taken)
	if k == len(s.times) {
		return s.found(taken)
	}
	times := s.times[k]
	if k > 0 {
		times = times[sort.Search(len(times), func(i int) bool { return times[i] >= taken[k-1] }):]
	}
	for _, at := range times {
		if k > 0 && (at-taken[k-1] > s.window || at-taken[0] > s.span) {
			break
		}
		if s.work++; s.work%4096 == 0 {
			if err := s.c.Err(); err != nil {
				return err
			}
		}
		next := append(taken[:k:k], at)
		if !s.apart(next) {
			continue
		}
		if err := s.from(next); err != nil {
			return err
		}
	}
	return nil
}

// apart says whether the steps at the last time can be rows of their own.
func (s *sequences) apart(taken []int64) bool {
	last := len(taken) - 1
	first := last
	for first > 0 && taken[first-1] == taken[last] {
		first--
	}
	return first == last || s.choose(first, last, taken[last], nil)
}

func (s *sequences) choose(k, last int, at int64, used []int32) bool {
	if k > last {
		return true
	}
	for _, row := range s.rows[k][at] {
		if !slices.Contains(used, row) && s.choose(k+1, last, at, append(used, row)) {
			return true
		}
	}
	return false
}
