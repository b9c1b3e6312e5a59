package geo

import (
	"math"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/stretchr/testify/require"
)

// cellsOf are all cells of a resolution.
func cellsOf(res int) []h3 {
	var out []h3
	for base := range 122 {
		cells := []h3{h3Empty.withBase(base)}
		_, pentagon := pentagons[base]
		for r := 1; r <= res; r++ {
			var next []h3
			for _, c := range cells {
				for d := range 7 {
					if !pentagon || d != 1 || c.leading() != 0 {
						next = append(next, c.withLevel(r).with(r, d))
					}
				}
			}
			cells = next
		}
		out = append(out, cells...)
	}
	return out
}

func TestH3CentersAreInTheirCells(t *testing.T) {
	for res := range 3 {
		for _, c := range cellsOf(res) {
			require.Equal(t, c.text(), h3Of(c.center(), res).text(), "resolution %d", res)
		}
	}
}

func TestH3NeighborsAreMutual(t *testing.T) {
	for res := range 3 {
		for _, c := range cellsOf(res) {
			around := c.neighbors(aroundCell)
			want := 6
			if c.isPentagon() {
				want = 5
			}
			require.Len(t, around, want, c.text())
			for _, d := range around {
				require.Contains(t, d.neighbors(aroundCell), c, "%s is a neighbour of %s", d.text(), c.text())
			}
		}
	}
}

// Boundaries go round their centre and together cover the Earth once.
func TestH3BoundariesCoverTheEarth(t *testing.T) {
	for res := range 3 {
		area := 0.0
		for _, c := range cellsOf(res) {
			b := c.boundary()
			loop := s2.LoopFromPoints(b)
			require.NoError(t, loop.Validate(), c.text())
			require.True(t, loop.ContainsPoint(c.center()), c.text())
			area += loop.Area()
		}
		require.InEpsilon(t, 4*math.Pi, area, 1e-9, "resolution %d", res)
	}
}
