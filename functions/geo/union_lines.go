package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// lineUnions: several lines as one.
func lineUnions() []functions.Func {
	const first, second = `dynamic({"type":"LineString","coordinates":[[0,0],[5,1],[9,0]]})`, `dynamic({"type":"LineString","coordinates":[[5,1],[9,0],[9,9]]})`
	return []functions.Func{{
		KQL: "geo_union_lines_array", Args: "lines",
		Doc:  "Makes one line or multiline of an array of them: what several have in common is there once.",
		Impl: functions.Overloads{each("d", unionLines)},
		Cases: functions.Cases{
			`geo_union_lines_array(pack_array(` + first + `, ` + second + `)).type`:                                                                                 `dynamic("LineString")`,
			`array_length(geo_union_lines_array(pack_array(` + first + `, ` + second + `)).coordinates)`:                                                            `4`,
			`array_length(geo_union_lines_array(pack_array(` + first + `, dynamic({"type":"LineString","coordinates":[[5,1],[7,7]]}))).coordinates)`:                `3`,
			`geo_union_lines_array(pack_array(` + first + `, dynamic({"type":"MultiLineString","coordinates":[[[20,1],[27,7]],[[30,1],[37,7]]]}))).type`:            `dynamic("MultiLineString")`,
			`array_length(geo_union_lines_array(pack_array(` + first + `, dynamic({"type":"LineString","coordinates":[[9,0],[5,1],[0,0]]}))).coordinates)`:          `3`,
			`isnull(geo_union_lines_array(pack_array(` + first + `, dynamic({"type":"LineString","coordinates":[[1,1]]}))))`:                                        `true`,
			`round(geo_line_length(dynamic({"type":"MultiLineString","coordinates":[[[0,0],[0,9]],[[0,4],[0,2]]]})) / geo_distance_2points(0.0, 0.0, 0.0, 9.0), 9)`: `1.0`,
		},
	}}
}

func unionLines(a *args) (table.Value, bool) {
	all := shapeOf(a, 0, func(v table.Value) []*s2.Polyline {
		var out []*s2.Polyline
		for _, x := range v.Array() {
			l := multiLine(x)
			if l == nil {
				return nil
			}
			out = append(out, l...)
		}
		return out
	})
	if len(all) == 0 {
		return table.Value{}, false
	}
	var parts []table.Value
	for _, l := range unitedLines(all) {
		parts = append(parts, positions(l))
	}
	return oneOrMany("LineString", parts), true
}

// asOne are lines without what others before them have.
func asOne(all []*s2.Polyline) []*s2.Polyline {
	if len(all) < 2 {
		return all
	}
	var out []*s2.Polyline
	for _, l := range unitedLines(all) {
		p := s2.Polyline(l)
		out = append(out, &p)
	}
	return out
}

// unitedLines goes along the edges of lines, each once: from where lines begin,
// end or meet to the next such point. Loops come last.
func unitedLines(all []*s2.Polyline) [][]s2.Point {
	snap := &snapped{cells: map[[3]int64]int{}}
	next := map[int][]int{}
	entering := map[int]int{}
	var starts []int
	drawn := map[[2]int]bool{}
	for i, l := range all {
		for k := range l.NumEdges() {
			for _, e := range touched(l.Edge(k), all, i) {
				from, to := snap.id(e.V0), snap.id(e.V1)
				if from == to || drawn[[2]int{from, to}] || drawn[[2]int{to, from}] {
					continue
				}
				drawn[[2]int{from, to}] = true
				next[from] = append(next[from], to)
				entering[to]++
				starts = append(starts, from)
			}
		}
	}
	interior := map[int]bool{}
	var ends []int
	for _, v := range starts {
		if interior[v] = entering[v] == 1 && len(next[v]) == 1; !interior[v] {
			ends = append(ends, v)
		}
	}
	var out [][]s2.Point
	for _, v := range append(ends, starts...) {
		if len(next[v]) == 0 {
			continue
		}
		line := []s2.Point{snap.points[v]}
		for first := true; len(next[v]) > 0 && (first || interior[v]); first = false {
			to := next[v][0]
			next[v] = next[v][1:]
			v = to
			line = append(line, snap.points[v])
		}
		out = append(out, line)
	}
	return out
}

// touched are the parts of an edge of line self between the points of other
// lines that lie on it.
func touched(e s2.Edge, all []*s2.Polyline, self int) []s2.Edge {
	normal := e.V0.PointCross(e.V1).Normalize()
	points := []s2.Point{e.V0}
	for i, l := range all {
		if i == self {
			continue
		}
		for _, v := range *l {
			if math.Abs(normal.Dot(v.Vector)) <= 2*snapDistance && s2.DistanceFromSegment(v, e.V0, e.V1) <= snapDistance {
				points = append(points, v)
			}
		}
	}
	slices.SortStableFunc(points, func(p, q s2.Point) int { return cmp.Compare(e.V0.Distance(p), e.V0.Distance(q)) })
	points = append(points, e.V1)
	var out []s2.Edge
	for i, p := range points[1:] {
		out = append(out, s2.Edge{V0: points[i], V1: p})
	}
	return out
}
