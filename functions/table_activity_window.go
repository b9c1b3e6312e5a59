package functions

import "github.com/goshawk-lang/goshawk/table"

// spanArg is a positive span among the arguments.
func spanArg(a *Activity, args TableArgs, name string) (int64, error) {
	n, ok := instantOf(args[name])
	if !ok || n <= 0 {
		return 0, errArgument(a.Name, "the argument "+name, "positive, and like the time column")
	}
	return n, nil
}

// sized is the size of the periods, which must not be the calendar's.
func sized(a *Activity, t *timeline) error {
	if t.step.calendar != "" {
		return errArgument(a.Name, "the step", "a positive span of time")
	}
	return nil
}

// sessions takes plain bins: the engine does not count them from start.
func sessions(a *Activity, t *timeline, _ []*table.Table, args TableArgs) ([]timelineRow, error) {
	lookback, err := spanArg(a, args, "lookback")
	if err != nil {
		return nil, err
	}
	bins := t.step
	bins.origin = 0
	type who struct{ group, id uint32 }
	last := map[who]int64{}
	begun := map[groupPeriod]int{}
	for _, e := range t.events {
		w := who{e.group, e.id}
		before, seen := last[w]
		last[w] = e.at
		if e.at >= t.start && e.at <= t.end && (!seen || e.at-before >= lookback) {
			begun[groupPeriod{e.group, bins.of(e.at)}]++
		}
	}
	var rows []timelineRow
	for _, p := range inOrder(begun) {
		rows = append(rows, timelineRow{p.group, []int64{p.at}, []table.Value{count(begun[p])}})
	}
	return rows, nil
}

func activeUsers(a *Activity, t *timeline, _ []*table.Table, args TableArgs) ([]timelineRow, error) {
	lookback, err := spanArg(a, args, "lookback")
	if err != nil {
		return nil, err
	}
	size, err := spanArg(a, args, "period")
	if err != nil {
		return nil, err
	}
	periods := steps{origin: t.start, size: size}
	least := int(args.Int("active", 1))
	type who struct{ group, id uint32 }
	recent := map[who][]int64{}
	active := map[groupPeriod]idSet{}
	for _, e := range t.events {
		w := who{e.group, e.id}
		seen := append(recent[w], e.at)
		for seen[0] <= e.at-lookback {
			seen = seen[1:]
		}
		recent[w] = seen
		if e.at < t.start || e.at > t.end {
			continue
		}
		distinct := 0
		for i, at := range seen {
			if i == 0 || periods.of(at) != periods.of(seen[i-1]) {
				distinct++
			}
		}
		if distinct < least {
			continue
		}
		p := groupPeriod{e.group, t.step.of(e.at)}
		if active[p] == nil {
			active[p] = idSet{}
		}
		active[p][e.id] = true
	}
	var rows []timelineRow
	for _, p := range inOrder(active) {
		rows = append(rows, timelineRow{p.group, []int64{p.at}, []table.Value{count(len(active[p]))}})
	}
	return rows, nil
}

// windowed counts, for each period, the events and ids of the window of that
// size which ends with the period.
type windowed struct {
	events int
	ids    idSet
}

func (t *timeline) windows(size int64) map[groupPeriod]*windowed {
	out := map[groupPeriod]*windowed{}
	for _, e := range t.events {
		own := t.step.of(e.at)
		for at := own; at < own+max(size, t.step.size) && at <= t.end; at = t.step.next(at) {
			if at < t.start {
				continue
			}
			p := groupPeriod{e.group, at}
			w := out[p]
			if w == nil {
				w = &windowed{ids: idSet{}}
				out[p] = w
			}
			w.events++
			w.ids[e.id] = true
		}
	}
	return out
}

func slidingCounts(a *Activity, t *timeline, _ []*table.Table, args TableArgs) ([]timelineRow, error) {
	lookback, err := spanArg(a, args, "lookback")
	if err != nil {
		return nil, err
	}
	windows := t.windows(lookback)
	var rows []timelineRow
	for _, p := range inOrder(windows) {
		w := windows[p]
		rows = append(rows, timelineRow{p.group, []int64{p.at}, []table.Value{count(w.events), count(len(w.ids))}})
	}
	return rows, nil
}

func engagement(a *Activity, t *timeline, _ []*table.Table, args TableArgs) ([]timelineRow, error) {
	if err := sized(a, t); err != nil {
		return nil, err
	}
	outer, err := spanArg(a, args, "outer")
	if err != nil {
		return nil, err
	}
	windows, inner := t.windows(outer), t.byPeriod()
	var rows []timelineRow
	for _, p := range inOrder(inner) {
		w := windows[p]
		if w == nil {
			continue
		}
		ratio := float64(len(inner[p])) / float64(len(w.ids))
		rows = append(rows, timelineRow{p.group, []int64{p.at}, []table.Value{count(len(inner[p])), count(len(w.ids)), table.RealValue(ratio)}})
	}
	return rows, nil
}
