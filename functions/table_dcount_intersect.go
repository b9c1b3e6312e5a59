package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// DcountIntersect counts what sketches made by hll have in common.
var DcountIntersect = &TableFunc{
	Name: "dcount_intersect",
	Doc:  `For each row of sketches, columns s0, s1, ...: the distinct values in the first, in the first two, and so on.`,
	Run: func(_ *Context, inputs []*table.Table, _ TableArgs) (*table.Table, error) {
		in := inputs[0]
		n := in.Schema().Len()
		rows := make([][]table.Value, in.Len())
		for i := range rows {
			rows[i] = intersections(in.Batch().Row(i))
		}
		return table.FromRows(table.NewSchema(DcountIntersectFields(n)...), rows), nil
	},
}

// DcountIntersectFields are the columns of DcountIntersect for n sketches.
func DcountIntersectFields(n int) []table.Field {
	out := make([]table.Field, n)
	for i := range out {
		out[i] = table.Field{Name: "s" + string(appendText(nil, table.LongValue(int64(i)))), Type: table.TypeLong}
	}
	return out
}

// intersections counts the hashes that sketches share. A full sketch holds its
// smallest hashes only, so beyond the largest of them nothing is known.
func intersections(sketches []table.Value) []table.Value {
	out := make([]table.Value, len(sketches))
	limit := uint64(math.MaxUint64)
	var common map[uint64]bool
	for k, s := range sketches {
		if s.Kind() != table.KindArray {
			break
		}
		hashes := s.Array()
		if len(hashes) >= sketchHashes {
			limit = min(limit, uint64(hashes[len(hashes)-1].Int()))
		}
		now := map[uint64]bool{}
		for _, h := range hashes {
			if x := uint64(h.Int()); k == 0 || common[x] {
				now[x] = true
			}
		}
		common = now
		known := 0
		for x := range common {
			if x <= limit {
				known++
			}
		}
		share := float64(limit) / math.MaxUint64
		out[k] = table.LongValue(int64(math.Round(float64(known) / share)))
	}
	return out
}
