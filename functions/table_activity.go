package functions

import "github.com/goshawk-lang/goshawk/table"

// Activities are the table functions over timelines, by their names in KQL.
func Activities() map[string]*Activity {
	window := []string{"@id", "@time", "start", "end", "step"}
	rates := []table.Field{{Name: "retention_rate", Type: table.TypeReal}, {Name: "churn_rate", Type: table.TypeReal}}
	all := []*Activity{
		{
			TableFunc: TableFunc{Name: "activity_counts_metrics",
				Doc: "Events, distinct ids, ids never seen before, and ids seen so far, of each period between start and end."},
			Params: [][]string{window}, Times: []string{""},
			Measures: longFields("count", "dcount", "new_dcount", "aggregated_dcount"),
		}, {
			TableFunc: TableFunc{Name: "activity_metrics",
				Doc: "Distinct ids of each period, those not in the period before, and how many of that one's ids came back or not."},
			Params: [][]string{{"@id", "@time", "step"}, window}, Times: []string{""},
			Measures: append(longFields("dcount_values", "dcount_newvalues"), rates...), DimensionsLast: true,
		}, {
			TableFunc: TableFunc{Name: "new_activity_metrics",
				Doc: "For the ids first seen in one period, how many of them are seen in that and each later period. Ids of a second input are never new."},
			Params: [][]string{window}, Times: []string{"from_", "to_"},
			Measures: append(longFields("dcount_new_values", "dcount_retained_values", "dcount_churn_values"), rates...), DimensionsLast: true,
		}, {
			TableFunc: TableFunc{Name: "activity_engagement",
				Doc: "Distinct ids of each inner window, of the outer window that ends with it, and their ratio."},
			Params: [][]string{{"@id", "@time", "step", "outer"}, {"@id", "@time", "start", "end", "step", "outer"}}, Times: []string{""},
			Measures: append(longFields("dcount_activities_inner", "dcount_activities_outer"), table.Field{Name: "activity_ratio", Type: table.TypeReal}), DimensionsLast: true,
		}, {
			TableFunc: TableFunc{Name: "active_users_count",
				Doc: "Distinct ids that were seen in at least so many periods of the lookback window that ends with their event."},
			Params: [][]string{{"@id", "@time", "start", "end", "lookback", "period", "active", "step"}}, Times: []string{""},
			Measures: longFields("dcount"),
		}, {
			TableFunc: TableFunc{Name: "session_count", Doc: "Sessions that begin in each period: events of an id not seen for the lookback window."},
			Params:    [][]string{{"@id", "@time", "start", "end", "step", "lookback"}}, Times: []string{""},
			Measures: longFields("count_sessions"),
		}, {
			TableFunc: TableFunc{Name: "sliding_window_counts", Doc: "Events and distinct ids of the lookback window that ends with each period."},
			Params:    [][]string{{"@id", "@time", "start", "end", "lookback", "step"}}, Times: []string{""},
			Measures: longFields("Count", "Dcount"),
		},
	}
	runs := map[string]func(a *Activity, t *timeline, in []*table.Table, args TableArgs) ([]timelineRow, error){
		"activity_counts_metrics": activityCounts, "activity_metrics": activityMetrics, "new_activity_metrics": newActivity,
		"activity_engagement": engagement, "active_users_count": activeUsers, "session_count": sessions, "sliding_window_counts": slidingCounts,
	}
	out := map[string]*Activity{}
	for _, a := range all {
		compute := runs[a.Name]
		a.Run = func(_ *Context, in []*table.Table, args TableArgs) (*table.Table, error) {
			t, err := newTimeline(a.Name, in[0], args)
			if err != nil {
				return nil, err
			}
			rows, err := compute(a, t, in, args)
			if err != nil {
				return nil, err
			}
			return t.result(a, rows), nil
		}
		out[a.Name] = a
	}
	return out
}

func activityCounts(_ *Activity, t *timeline, _ []*table.Table, _ TableArgs) ([]timelineRow, error) {
	events := map[groupPeriod]int{}
	for _, e := range t.events {
		if e.at >= t.start && e.at <= t.end {
			events[groupPeriod{e.group, t.step.of(e.at)}]++
		}
	}
	ids := t.byPeriod()
	var rows []timelineRow
	seen := map[uint32]idSet{}
	for _, p := range inOrder(ids) {
		if seen[p.group] == nil {
			seen[p.group] = idSet{}
		}
		before := len(seen[p.group])
		for id := range ids[p] {
			seen[p.group][id] = true
		}
		now := len(seen[p.group])
		rows = append(rows, timelineRow{p.group, []int64{p.at}, []table.Value{count(events[p]), count(len(ids[p])), count(now - before), count(now)}})
	}
	return rows, nil
}

func activityMetrics(_ *Activity, t *timeline, _ []*table.Table, _ TableArgs) ([]timelineRow, error) {
	ids := t.byPeriod()
	previous := map[groupPeriod]idSet{}
	for p, set := range ids {
		previous[groupPeriod{p.group, t.step.next(p.at)}] = set
	}
	var rows []timelineRow
	for _, p := range inOrder(ids) {
		before := previous[p]
		returned := 0
		for id := range ids[p] {
			if before[id] {
				returned++
			}
		}
		// With nobody before, the engine has everybody stay.
		retention := 1.0
		if len(before) > 0 {
			retention = float64(returned) / float64(len(before))
		}
		rows = append(rows, timelineRow{p.group, []int64{p.at}, []table.Value{count(len(ids[p])), count(len(ids[p]) - returned),
			table.RealValue(retention), table.RealValue(1 - retention)}})
	}
	return rows, nil
}

func newActivity(a *Activity, t *timeline, in []*table.Table, args TableArgs) ([]timelineRow, error) {
	ids := t.byPeriod()
	old := idSet{}
	if len(in) > 1 {
		both := table.Concat([]table.Column{in[0].Batch().Col(0), in[1].Batch().Col(0)})
		codes, _ := groupRows(both.Len(), []table.Column{both})
		mine, _ := groupRows(in[0].Len(), in[0].Batch().Cols()[:1])
		known := idSet{}
		for _, c := range codes[in[0].Len():] {
			known[c] = true
		}
		for i, c := range codes[:in[0].Len()] {
			if known[c] {
				old[mine[i]] = true
			}
		}
	}
	cohort, one := int64(0), false
	if v, ok := args["cohort"]; ok && !v.IsNull() {
		n, ok := instantOf(v)
		if !ok {
			return nil, errArgument(a.Name, "the cohort", "a time like those of the time column")
		}
		cohort, one = t.step.of(n), true
	}
	first := map[uint32]map[uint32]int64{} // by group and id
	order := inOrder(ids)
	for _, p := range order {
		if first[p.group] == nil {
			first[p.group] = map[uint32]int64{}
		}
		for id := range ids[p] {
			if _, seen := first[p.group][id]; !seen && !old[id] {
				first[p.group][id] = p.at
			}
		}
	}
	var rows []timelineRow
	for _, from := range order {
		if one && from.at != cohort {
			continue
		}
		rows = append(rows, cohortRows(t, ids, first[from.group], from)...)
	}
	return rows, nil
}

// cohortRows compares the ids first seen in one period with each later one.
func cohortRows(t *timeline, ids map[groupPeriod]idSet, first map[uint32]int64, from groupPeriod) []timelineRow {
	size := 0
	for id := range ids[from] {
		if at, ok := first[id]; ok && at == from.at {
			size++
		}
	}
	if size == 0 {
		return nil
	}
	var rows []timelineRow
	for to := from.at; to <= t.end; to = t.step.next(to) {
		fresh, retained := 0, 0
		for id := range ids[groupPeriod{from.group, to}] {
			at, ok := first[id]
			switch {
			case !ok:
			case at == from.at:
				retained++
			case at > from.at:
				fresh++
			}
		}
		if to == from.at {
			fresh = size
		}
		rate := float64(retained) / float64(size)
		rows = append(rows, timelineRow{from.group, []int64{from.at, to}, []table.Value{count(fresh), count(retained), count(size - retained),
			table.RealValue(rate), table.RealValue(1 - rate)}})
	}
	return rows
}
