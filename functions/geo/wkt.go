package geo

import (
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// wellKnownText: shapes written as WKT.
// https://learn.microsoft.com/kusto/query/geo-from-wkt-function
func wellKnownText() []functions.Func {
	return []functions.Func{{
		KQL: "geo_from_wkt", Args: "wkt",
		Doc:  "Reads a shape in well-known text as GeoJSON; null where the text is not one, or has more than two dimensions.",
		Impl: functions.Overloads{each("s", func(a *args) (table.Value, bool) { return parseWKT(a.text(0)) })},
		Cases: functions.Cases{
			`geo_from_wkt("POINT (1 2)")`:                                                  `dynamic({"type":"Point","coordinates":[1,2]})`,
			`geo_from_wkt("linestring(1 2, 3.5 -4)")`:                                      `dynamic({"type":"LineString","coordinates":[[1,2],[3.5,-4]]})`,
			`geo_from_wkt("POLYGON ((0 0, 2 0, 2 2, 0 0))")`:                               `dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]})`,
			`geo_from_wkt("MULTIPOINT (1 1, (2 2))")`:                                      `dynamic({"type":"MultiPoint","coordinates":[[1,1],[2,2]]})`,
			`geo_from_wkt("MULTILINESTRING ((1 1, 2 2), (4 4, 5 5))")`:                     `dynamic({"type":"MultiLineString","coordinates":[[[1,1],[2,2]],[[4,4],[5,5]]]})`,
			`geo_from_wkt("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 0)),((1 1, 3 1, 3 3, 1 1)))")`: `dynamic({"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,0]]],[[[1,1],[3,1],[3,3],[1,1]]]]})`,
			`geo_from_wkt("GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (2 2, 3 3))")`:      `dynamic({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,1]},{"type":"LineString","coordinates":[[2,2],[3,3]]}]})`,
			`isnull(geo_from_wkt("LINESTRING"))`:                                           `true`,
			`isnull(geo_from_wkt("LINESTRING (1 1)"))`:                                     `true`,
			`isnull(geo_from_wkt("POLYGON ((0 0, 2 0, 2 2))"))`:                            `true`,
			`isnull(geo_from_wkt("POINT (1 2 3)"))`:                                        `true`,
			`isnull(geo_from_wkt("POINT (1 2) x"))`:                                        `true`,
			`isnull(geo_from_wkt("POINT (1 91)"))`:                                         `true`,
			`isnull(geo_from_wkt(""))`:                                                     `true`,
		},
	}}
}

// wktShapes are the names of shapes in GeoJSON and how deep their positions lie.
var wktShapes = map[string]struct {
	name  string
	depth int
}{
	"POINT": {"Point", 0}, "LINESTRING": {"LineString", 1}, "POLYGON": {"Polygon", 2},
	"MULTIPOINT": {"MultiPoint", 1}, "MULTILINESTRING": {"MultiLineString", 2}, "MULTIPOLYGON": {"MultiPolygon", 3},
}

// wktText is what is left to read of a text.
type wktText struct{ rest string }

func parseWKT(text string) (table.Value, bool) {
	t := &wktText{text}
	shape, ok := t.shape(0)
	t.blanks()
	return shape, ok && t.rest == ""
}

func (t *wktText) blanks() { t.rest = strings.TrimLeft(t.rest, " \t\r\n") }

// take reads one of the marks that stand between numbers and names.
func (t *wktText) take(mark byte) bool {
	t.blanks()
	if t.rest == "" || t.rest[0] != mark {
		return false
	}
	t.rest = t.rest[1:]
	return true
}

func (t *wktText) word() string {
	t.blanks()
	end := strings.IndexFunc(t.rest, func(r rune) bool { return strings.ContainsRune(" \t\r\n(),", r) })
	if end < 0 {
		end = len(t.rest)
	}
	w := t.rest[:end]
	t.rest = t.rest[end:]
	return w
}

// maxWKTDepth bounds how deep collections may lie in one another.
const maxWKTDepth = 32

func (t *wktText) shape(depth int) (table.Value, bool) {
	name := strings.ToUpper(t.word())
	if name == "GEOMETRYCOLLECTION" && depth < maxWKTDepth {
		shapes, ok := t.list(func() (table.Value, bool) { return t.shape(depth + 1) })
		return wktBag("GeometryCollection", "geometries", shapes), ok
	}
	s, known := wktShapes[name]
	if !known {
		return table.Value{}, false
	}
	if s.depth == 0 {
		if !t.take('(') {
			return table.Value{}, false
		}
		p, ok := t.position()
		return wktBag(s.name, "coordinates", p), ok && t.take(')')
	}
	coordinates, ok := t.positions(s.depth, name == "MULTIPOINT")
	return wktBag(s.name, "coordinates", coordinates), ok && complete(name, coordinates)
}

// complete reports whether lines have two points and rings are closed.
func complete(name string, v table.Value) bool {
	switch name {
	case "LINESTRING":
		return len(v.Array()) >= 2
	case "RING":
		ring := v.Array()
		return len(ring) >= 4 && samePosition(ring[0], ring[len(ring)-1])
	}
	part, ok := map[string]string{"MULTILINESTRING": "LINESTRING", "POLYGON": "RING", "MULTIPOLYGON": "POLYGON"}[name]
	for _, p := range v.Array() {
		ok = ok && complete(part, p)
	}
	return ok || name == "MULTIPOINT"
}

func samePosition(v, w table.Value) bool {
	p, _ := position(v)
	q, _ := position(w)
	return p == q
}

func wktBag(name, key string, v table.Value) table.Value {
	bag := table.NewBag(2)
	bag.Set("type", table.StringValue(name))
	bag.Set(key, v)
	return table.BagValue(bag)
}

// list reads items in parentheses.
func (t *wktText) list(item func() (table.Value, bool)) (table.Value, bool) {
	if !t.take('(') {
		return table.Value{}, false
	}
	var out []table.Value
	for {
		v, ok := item()
		if !ok {
			return table.Value{}, false
		}
		out = append(out, v)
		if !t.take(',') {
			return table.ArrayValue(out), t.take(')')
		}
	}
}

// positions reads lists of positions, so deep; those of a MULTIPOINT may have
// parentheses of their own.
func (t *wktText) positions(depth int, boxed bool) (table.Value, bool) {
	return t.list(func() (table.Value, bool) {
		if depth > 1 {
			return t.positions(depth-1, false)
		}
		if boxed && t.take('(') {
			p, ok := t.position()
			return p, ok && t.take(')')
		}
		return t.position()
	})
}

func (t *wktText) position() (table.Value, bool) {
	lng, ok := t.number(180)
	lat, also := t.number(90)
	return table.ArrayValue([]table.Value{lng, lat}), ok && also
}

func (t *wktText) number(limit float64) (table.Value, bool) {
	w := t.word()
	f, err := strconv.ParseFloat(w, 64)
	if err != nil || !(f >= -limit && f <= limit) {
		return table.Value{}, false
	}
	if n, err := strconv.ParseInt(w, 10, 64); err == nil {
		return table.LongValue(n), true
	}
	return table.RealValue(f), true
}
