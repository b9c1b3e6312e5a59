package geo

import (
	"math"
	"sort"
	"sync"

	"github.com/golang/geo/s2"
)

// The H3 grid: hexagons on the faces of an icosahedron, each resolution seven
// times finer and turned by asin(sqrt(3/28)). A position on a face is kept as
// axial coordinates along the axes i and j, 120 degrees apart (k = -i-j).

// axial is a hexagon's place on a face.
type axial struct{ i, j int }

// ijk are the coordinates of H3, none negative and one at least zero.
func (a axial) ijk() (i, j, k int) {
	m := min(a.i, a.j, 0)
	return a.i - m, a.j - m, -m
}

func (a axial) add(b axial) axial { return axial{a.i + b.i, a.j + b.j} }
func (a axial) turn() axial       { return axial{a.i - a.j, a.i} }

func fromIJK(i, j, k int) axial { return axial{i - k, j - k} }

// faceCenters are latitudes, longitudes and the azimuth of the axis i of each
// face, in radians, as the H3 grid defines them.
var faceCenters = [20][3]float64{
	{0.803582649718989942, 1.248397419617396099, 5.619958268523939882},
	{1.307747883455638156, 2.536945009877921159, 5.760339081714187279},
	{1.054751253523952054, -1.347517358900396623, 0.780213654393430055},
	{0.600191595538186799, -0.450603909469755746, 0.430469363979999913},
	{0.491715428198773866, 0.401988202911306943, 6.130269123335111400},
	{0.172745327415618701, 1.678146885280433686, 2.692877706530642877},
	{0.605929321571350690, 2.953923329812411617, 2.982963003477243874},
	{0.427370518328979641, -1.888876200336285401, 3.532912002790141181},
	{-0.079066118549212831, -0.733429513380867741, 3.494305004259568154},
	{-0.230961644455383637, 0.506495587332349035, 3.003214169499538391},
	{0.079066118549212831, 2.408163140208925497, 5.930472956509811562},
	{0.230961644455383637, -2.635097066257444203, 0.138378484090254847},
	{-0.172745327415618701, -1.463445768309359553, 0.448714947059150361},
	{-0.605929321571350690, -0.187669323777381622, 0.158629650112549365},
	{-0.427370518328979641, 1.252716453253507838, 5.891865957979238535},
	{-0.600191595538186799, 2.690988744120037492, 2.711123289609793325},
	{-0.491715428198773866, -2.739604450678486295, 3.294508837434268316},
	{-0.803582649718989942, -1.893195233972397139, 3.804819692245439833},
	{-1.307747883455638156, -0.604647643711872080, 3.664438879055192436},
	{-1.054751253523952054, 1.794075294689396615, 2.361378999196363184},
}

const (
	turnAngle = 0.333473172251832115 // asin(sqrt(3/28)), between resolutions
	unitEdge  = 0.381966011250105    // the unit of resolution 0 on the tangent plane
)

func faceCenter(f int) s2.LatLng {
	return s2.LatLngFromDegrees(faceCenters[f][0]*180/math.Pi, faceCenters[f][1]*180/math.Pi)
}

// neighbor is the face across an edge, and how its coordinates come from ours.
type neighbor struct {
	face, turns int
	move        axial
}

// across is the neighbour beyond the edge between two axes: ij, ki or jk.
func across(f int, quadrant string) neighbor {
	ring, n := f/5, f%5
	if quadrant == "jk" {
		return neighbor{[]int{f + 5, f - 5, f + 5, f - 5}[ring], 3, fromIJK(0, 2, 2)}
	}
	ij := quadrant == "ij"
	step := func(by int) int { return (n + by) % 5 }
	switch {
	case ring == 0 && ij:
		return neighbor{step(4), 1, fromIJK(2, 0, 2)}
	case ring == 0:
		return neighbor{step(1), 5, fromIJK(2, 2, 0)}
	case ring == 1 && ij:
		return neighbor{f + 5, 3, fromIJK(2, 2, 0)}
	case ring == 1:
		return neighbor{10 + step(4), 3, fromIJK(2, 0, 2)}
	case ring == 2 && ij:
		return neighbor{f - 5, 3, fromIJK(2, 2, 0)}
	case ring == 2:
		return neighbor{5 + step(1), 3, fromIJK(2, 0, 2)}
	case ij:
		return neighbor{15 + step(1), 1, fromIJK(2, 0, 2)}
	}
	return neighbor{15 + step(4), 5, fromIJK(2, 2, 0)}
}

func (n neighbor) enter(a axial) axial {
	for range n.turns {
		a = a.turn()
	}
	return a.add(n.move)
}

func quadrantOf(a axial) string {
	_, j, k := a.ijk()
	switch {
	case k == 0:
		return "ij"
	case j > 0:
		return "jk"
	}
	return "ki"
}

// place is a hexagon of resolution 0 on a face.
type place struct {
	face int
	at   axial
}

// isHome reports whether a place is the one by which its base cell goes: cells
// on edges and at vertices of the icosahedron belong to one of their faces.
func (p place) isHome() bool {
	i, j, k := p.at.ijk()
	switch ring := p.face / 5; {
	case i+j+k < 2:
		return true
	case i == 2:
		return p.face == 0 || ring == 1 || ring == 2 || p.face == 19
	case j == 2 || k == 2:
		return false
	case k == 0:
		return ring == 0 || ring == 2
	case i == 0:
		return ring == 0 || ring == 3
	default:
		return ring == 1 || ring == 3
	}
}

// baseCells numbers the places of base cells, from north to south.
var baseCells = sync.OnceValue(func() map[place]int {
	var homes []place
	for f := range 20 {
		for _, c := range [][3]int{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {0, 1, 1}, {1, 0, 1}, {2, 0, 0}} {
			if p := (place{f, fromIJK(c[0], c[1], c[2])}); p.isHome() {
				homes = append(homes, p)
			}
		}
	}
	sort.Slice(homes, func(a, b int) bool {
		return latLng(homes[a].center()).Lat > latLng(homes[b].center()).Lat
	})
	all := make(map[place]int, len(homes))
	for n, p := range homes {
		all[p] = n
	}
	return all
})

// center is the middle of a place, by the gnomonic projection of its face.
func (p place) center() s2.Point {
	x, y := float64(p.at.i)-float64(p.at.j)/2, float64(p.at.j)*math.Sqrt(3)/2
	r, theta := math.Atan(math.Hypot(x, y)*unitEdge), math.Atan2(y, x)
	return travel(faceCenter(p.face), faceCenters[p.face][2]-theta, r)
}

// travel goes a distance in a direction clockwise from north.
func travel(from s2.LatLng, azimuth, distance float64) s2.Point {
	p := onEarth(from)
	lat, lng := from.Lat.Radians(), from.Lng.Radians()
	north := s2.Point{}.Vector
	north.X, north.Y, north.Z = -math.Sin(lat)*math.Cos(lng), -math.Sin(lat)*math.Sin(lng), math.Cos(lat)
	east := north.Cross(p.Vector)
	dir := north.Mul(math.Cos(azimuth)).Add(east.Mul(math.Sin(azimuth)))
	return s2.Point{Vector: p.Mul(math.Cos(distance)).Add(dir.Mul(math.Sin(distance))).Normalize()}
}

// baseCell is the base cell at a place and the turns into its orientation.
func (p place) baseCell() (cell, turns int) {
	i, j, k := p.at.ijk()
	if p.isHome() && i+j+k <= 2 {
		return baseCells()[p], 0
	}
	if i+j+k <= 2 && (i == 2 || j == 2 || k == 2) {
		return p.vertexCell()
	}
	n := across(p.face, quadrantOf(p.at))
	return baseCells()[place{n.face, n.enter(p.at)}], n.turns
}

// vertexCell is the pentagon at a vertex of a face that is not its home.
func (p place) vertexCell() (cell, turns int) {
	at := p.center()
	for home, n := range baseCells() {
		if home.at == (axial{2, 0}) && home.center().Distance(at) < 1e-6 {
			cell = n
		}
	}
	i, j, _ := p.at.ijk()
	ring := p.face / 5
	switch {
	case i == 2 && ring == 0:
		turns = p.face
	case i == 2:
		turns = 19 - p.face
	case ring == 1 || ring == 2:
		turns = 3
	case j == 2:
		turns = 1
	}
	return cell, turns
}
