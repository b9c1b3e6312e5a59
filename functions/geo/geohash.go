package geo

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// geohashes: cells of the geohash grid.
func geohashes() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_point_to_geohash", Args: "longitude latitude [accuracy]",
			Doc:   "Gets the geohash of a point, of 5 characters unless accuracy (1 to 18) says otherwise.",
			Impl:  functions.Overloads{each("rr?i", toGeohash)},
			Cases: functions.Cases{`geo_point_to_geohash(139.806115, 35.554128, 12)`: `"xn76m27ty9g4"`, `geo_point_to_geohash(-80.195829, 25.802215, 8)`: `"dhwfz15h"`, `geo_point_to_geohash(200, 1, 8)`: `""`, `geo_point_to_geohash(1, 1, 19)`: `""`},
		},
		{
			KQL: "geo_geohash_to_central_point", Args: "geohash",
			Doc:   "Gets the centre of a geohash cell as a GeoJSON point.",
			Impl:  functions.Overloads{each("s", geohashCenter)},
			Cases: functions.Cases{`geo_geohash_to_central_point("sunny").coordinates`: `dynamic([42.47314453125, 23.70849609375])`, `isnull(geo_geohash_to_central_point("a"))`: `true`},
		},
		{
			KQL: "geo_geohash_to_polygon", Args: "geohash",
			Doc:   "Gets a geohash cell as a GeoJSON polygon.",
			Impl:  functions.Overloads{each("s", geohashPolygon)},
			Cases: functions.Cases{`geo_geohash_to_polygon("sunny").coordinates[0]`: `dynamic([[42.451171875,23.6865234375],[42.4951171875,23.6865234375],[42.4951171875,23.73046875],[42.451171875,23.73046875],[42.451171875,23.6865234375]])`},
		},
		{
			KQL: "geo_geohash_neighbors", Args: "geohash",
			Doc:   "Gets the geohash cells around one.",
			Impl:  functions.Overloads{each("s", geohashNeighbors)},
			Cases: functions.Cases{`geo_geohash_neighbors("sunny")`: `dynamic(["sunnx","sunnw","sunnt","sunnv","sunpp","sunnz","sunpn","sunpj"])`, `isnull(geo_geohash_neighbors(""))`: `true`},
		},
	}
}

const (
	geohashDigits  = "0123456789bcdefghjkmnpqrstuvwxyz"
	geohashLongest = 18
)

func toGeohash(a *args) (string, bool) {
	n := a.longOr(2, 5)
	if _, ok := point(a.real(0), a.real(1)); !ok || n < 1 || n > geohashLongest {
		return "", false
	}
	return geohashOf(a.real(0), a.real(1), int(n)), true
}

func geohashOf(lng, lat float64, n int) string {
	out := make([]byte, n)
	west, east, south, north := -180.0, 180.0, -90.0, 90.0
	even := true
	for i := range out {
		digit := 0
		for range 5 {
			low, high, x := &west, &east, lng
			if !even {
				low, high, x = &south, &north, lat
			}
			digit <<= 1
			if mid := (*low + *high) / 2; x >= mid {
				digit |= 1
				*low = mid
			} else {
				*high = mid
			}
			even = !even
		}
		out[i] = geohashDigits[digit]
	}
	return string(out)
}

// box is a geohash cell in degrees.
type box struct{ west, south, east, north float64 }

func geohashBox(s string) (box, bool) {
	b := box{-180, -90, 180, 90}
	if len(s) < 1 || len(s) > geohashLongest {
		return b, false
	}
	even := true
	for i := range len(s) {
		digit := strings.IndexByte(geohashDigits, s[i])
		if digit < 0 {
			return b, false
		}
		for bit := 4; bit >= 0; bit-- {
			low, high := &b.west, &b.east
			if !even {
				low, high = &b.south, &b.north
			}
			mid := (*low + *high) / 2
			if digit>>bit&1 == 1 {
				*low = mid
			} else {
				*high = mid
			}
			even = !even
		}
	}
	return b, true
}

func (b box) center() (lng, lat float64) { return (b.west + b.east) / 2, (b.south + b.north) / 2 }

func geohashCenter(a *args) (table.Value, bool) {
	b, ok := geohashBox(a.text(0))
	return geoJSON("Point", pair(b.center())), ok
}

func geohashPolygon(a *args) (table.Value, bool) {
	b, ok := geohashBox(a.text(0))
	ring := table.ArrayValue([]table.Value{pair(b.west, b.south), pair(b.east, b.south), pair(b.east, b.north), pair(b.west, b.north), pair(b.west, b.south)})
	return geoJSON("Polygon", table.ArrayValue([]table.Value{ring})), ok
}

// around are the steps to neighbours, row by row from the north-west.
var around = [8][2]float64{{-1, 1}, {0, 1}, {1, 1}, {-1, 0}, {1, 0}, {-1, -1}, {0, -1}, {1, -1}}

func geohashNeighbors(a *args) (table.Value, bool) {
	b, ok := geohashBox(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	lng, lat := b.center()
	var out []string
	for _, step := range around {
		y := lat + step[1]*(b.north-b.south)
		if y > 90 || y < -90 {
			continue
		}
		x := lng + step[0]*(b.east-b.west)
		if x > 180 {
			x -= 360
		} else if x < -180 {
			x += 360
		}
		if name := geohashOf(x, y, len(a.text(0))); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return hashOrder(out, true), true
}
