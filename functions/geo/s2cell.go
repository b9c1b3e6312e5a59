package geo

import (
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// maxCells is how many cells cover a shape at most; more give null.
const maxCells = 65536

// s2Cells: cells of the S2 hierarchy.
func s2Cells() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_point_to_s2cell", Args: "longitude latitude [level]",
			Doc:   "Gets the token of the S2 cell of a point, at level 11 unless level (0 to 30) says otherwise.",
			Impl:  functions.Overloads{each("rr?i", toS2Cell)},
			Cases: functions.Cases{`geo_point_to_s2cell(-80.195829, 25.802215, 8)`: `"88d9b"`, `geo_point_to_s2cell(300, 1, 8)`: `""`, `geo_point_to_s2cell(1, 1, 35)`: `""`},
		},
		{
			KQL: "geo_s2cell_to_central_point", Args: "s2cell",
			Doc:   "Gets the centre of an S2 cell as a GeoJSON point.",
			Impl:  functions.Overloads{each("s", s2Center)},
			Cases: functions.Cases{`round(todouble(geo_s2cell_to_central_point("1234567").coordinates[1]), 9)`: `27.468392926`, `isnull(geo_s2cell_to_central_point("a"))`: `true`},
		},
		{
			KQL: "geo_s2cell_to_polygon", Args: "s2cell",
			Doc:   "Gets an S2 cell as a GeoJSON polygon.",
			Impl:  functions.Overloads{each("s", s2Polygon)},
			Cases: functions.Cases{`array_length(geo_s2cell_to_polygon("89c259").coordinates[0])`: `5`, `isnull(geo_s2cell_to_polygon("a"))`: `true`},
		},
		{
			KQL: "geo_s2cell_neighbors", Args: "s2cell",
			Doc:   "Gets the S2 cells around one.",
			Impl:  functions.Overloads{each("s", s2Neighbors)},
			Cases: functions.Cases{`array_sort_asc(geo_s2cell_neighbors("89c259"))`: `dynamic(["89c251","89c257","89c25b","89c25d","89c25f","89c2f5","89c2f7","89c2f9"])`, `isnull(geo_s2cell_neighbors("xyz"))`: `true`},
		},
		{
			KQL: "geo_polygon_to_s2cells", Args: "polygon [level] [radius]",
			Doc:   "Gets the S2 cells that cover a polygon and what is within a radius, in meters, of it, at level 11 unless level says otherwise.",
			Impl:  functions.Overloads{each("d?ir", polygonCells)},
			Cases: functions.Cases{`isnull(geo_polygon_to_s2cells(dynamic({"type":"Polygon","coordinates":[[[0,0],[1,1]]]})))`: `true`, `array_length(geo_polygon_to_s2cells(dynamic({"type":"Polygon","coordinates":[[[10,10],[10.01,10],[10.01,10.01],[10,10]]]}), 8))`: `1`, `array_length(geo_polygon_to_s2cells(dynamic({"type":"Polygon","coordinates":[[[10,10],[10.01,10],[10.01,10.01],[10,10]]]}), 8, 100000)) > 9`: `true`},
		},
		{
			KQL: "geo_line_to_s2cells", Args: "line [level] [radius]",
			Doc:   "Gets the S2 cells that cover a line and what is within a radius, in meters, of it, at level 11 unless level says otherwise.",
			Impl:  functions.Overloads{each("d?ir", lineCells)},
			Cases: functions.Cases{`isnull(geo_line_to_s2cells(dynamic({"type":"LineString","coordinates":[[0,0]]})))`: `true`, `array_length(geo_line_to_s2cells(dynamic({"type":"LineString","coordinates":[[10,10],[10.01,10]]}), 8))`: `1`, `array_index_of(geo_line_to_s2cells(dynamic({"type":"LineString","coordinates":[[-0.13996,51.5019],[-0.14088,51.50012]]}), 14, 500), geo_point_to_s2cell(-0.13451, 51.49919, 14)) >= 0`: `true`, `isnull(geo_line_to_s2cells(dynamic({"type":"LineString","coordinates":[[0,0],[1,1]]}), 8, -1))`: `true`},
		},
	}
}

func toS2Cell(a *args) (string, bool) {
	level := a.longOr(2, 11)
	p, ok := point(a.real(0), a.real(1))
	if !ok || level < 0 || level > 30 {
		return "", false
	}
	return s2.CellFromPoint(p).ID().Parent(int(level)).ToToken(), true
}

func s2Cell(token string) (s2.CellID, bool) {
	if len(token) == 0 || len(token) > 16 {
		return 0, false
	}
	id := s2.CellIDFromToken(token)
	return id, id.IsValid()
}

func s2Center(a *args) (table.Value, bool) {
	id, ok := s2Cell(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	return pointJSON(id.Point()), true
}

func s2Polygon(a *args) (table.Value, bool) {
	id, ok := s2Cell(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	cell := s2.CellFromCellID(id)
	pts := make([]s2.Point, 4)
	for i := range pts {
		pts[i] = cell.Vertex(i)
	}
	return ringJSON(pts), true
}

func s2Neighbors(a *args) (table.Value, bool) {
	id, ok := s2Cell(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	var out []string
	for _, n := range id.AllNeighbors(id.Level()) {
		if token := n.ToToken(); !slices.Contains(out, token) {
			out = append(out, token)
		}
	}
	return hashOrder(out, true), true
}

func tokens(ids []s2.CellID) table.Value {
	out := make([]table.Value, len(ids))
	for i, id := range ids {
		out[i] = table.StringValue(id.ToToken())
	}
	return table.ArrayValue(out)
}

func polygonCells(a *args) (table.Value, bool) {
	var regions []s2.Region
	area := 0.0
	for _, p := range a.polygon(0) {
		regions = append(regions, p)
		area += p.Area()
	}
	return cover(regions, area, a.longOr(1, 11), a.realOr(2, 0))
}

func lineCells(a *args) (table.Value, bool) {
	var regions []s2.Region
	for _, l := range a.line(0) {
		regions = append(regions, l)
	}
	return cover(regions, 0, a.longOr(1, 11), a.realOr(2, 0))
}

// cover gives the cells of one level that meet some region, or are within a
// radius of one.
func cover(regions []s2.Region, area float64, level int64, radius float64) (table.Value, bool) {
	if len(regions) == 0 || level < 0 || level > 30 || !(radius >= 0 && radius < math.Pi*earthRadius) {
		return table.Value{}, false
	}
	circle := 2 * math.Pi * (1 - math.Cos(radius/earthRadius))
	if max(area, circle)/s2.AvgAreaMetric.Value(int(level)) > maxCells {
		return table.Value{}, false
	}
	regions = widerRegions(regions, radius)
	c := s2.RegionCoverer{MinLevel: int(level), MaxLevel: int(level), LevelMod: 1, MaxCells: maxCells}
	var all s2.CellUnion
	for _, r := range regions {
		all = append(all, c.CellUnion(r)...)
	}
	all.Normalize()
	all.Denormalize(int(level), 1)
	if len(all) > maxCells {
		return table.Value{}, false
	}
	return tokens(all), true
}
