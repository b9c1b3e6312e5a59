// Package geo owns the functions of geography: distances, shapes in GeoJSON,
// and the cells of geohash, S2 and H3. It imports packages functions and table
// and the S2 library, and puts its functions into the catalogs when a program
// imports it:
//
//	import _ "github.com/goshawk-lang/goshawk/functions/geo"
package geo

import "github.com/goshawk-lang/goshawk/functions"

func init() {
	for _, theme := range []func() []functions.Func{points, geohashes, s2Cells, h3Cells, h3Around, h3Shapes, h3Fill, lines, linePoints, polygons, shapes, unions, lineUnions, buffers, wellKnownText, densifying, intersections, polygonIntersections, lineBuffers} {
		functions.Register(theme)
	}
}
