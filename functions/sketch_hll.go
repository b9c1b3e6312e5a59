package functions

import (
	"hash/fnv"
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// A distinct-count sketch is a sorted array of the smallest distinct 64-bit
// hashes, at most sketchHashes of them. Up to there counts are exact; beyond,
// the density of the hashes gives an estimate within about 0.4 %. It is not
// the engine's format: sketches stored elsewhere cannot be read.
const sketchHashes = 1 << 16

// hllAggregates: aggregates that make and merge distinct-count sketches.
func hllAggregates() []Aggregate {
	return []Aggregate{
		{
			KQL: "hll", KQLIf: "hll_if", Args: "expr [, accuracy]",
			Doc:        "Makes a sketch of the distinct values for dcount_hll; it is as accurate for any accuracy argument.",
			ResultName: "hll_$1", ResultNameIf: "hll_if_$1",
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown, table.TypeLong}, Optional: 1, Const: 1 << 1, Result: table.TypeDynamic,
				New: func(_ *Context, types []table.Type, _ []table.Value) (Accumulator, error) {
					return &hashSketch{distinctCount{encoder: newEncoder(types[0])}}, nil
				},
			}},
			Cases: Cases{`toscalar(range x from 1 to 9 step 1 | summarize h = hll(x % 3) | project dcount_hll(h))`: `3`},
		},
		{
			KQL: "hll_merge", Args: "hll",
			Doc:        "Merges sketches made by hll.",
			ResultName: "hll_merge_$1",
			Impl: []AggregateOverload{Fold1(func(s *table.Value, v table.Value) { *s = mergeHashes(*s, v) },
				func(s *table.Value) (table.Value, bool) { return *s, !s.IsNull() })},
			Cases: Cases{`toscalar(range x from 1 to 9 step 1 | summarize h = hll(x) by x % 3 | summarize m = hll_merge(h) | project dcount_hll(m))`: `9`},
		},
	}
}

// hllScalars: functions of distinct-count sketches.
func hllScalars() []Func {
	return []Func{
		{
			KQL: "dcount_hll", Args: "hll", ResultName: "dcount_hll_$1",
			Doc:   "Counts the distinct values that went into a sketch made by hll.",
			Impl:  Overloads{Map1OK(countHashes)},
			Cases: Cases{`toscalar(range x from 1 to 5 step 1 | summarize h = hll(x) | project dcount_hll(h))`: `5`},
		},
		{
			KQL: "hll_merge", Args: "hll...", ResultName: "hll_merged_result",
			Doc: "Merges sketches made by hll.",
			Impl: Overloads{MapN(2, func(_ *Context, all []table.Value) (table.Value, bool) {
				merged := all[0]
				for _, v := range all[1:] {
					merged = mergeHashes(merged, v)
				}
				return merged, true
			})},
			Cases: Cases{`toscalar(range x from 1 to 5 step 1 | summarize a = hll(x), b = hll(x + 5) | project m = hll_merge(a, b) | project dcount_hll(m))`: `10`},
		},
	}
}

// hashSketch counts like dcount and hashes the distinct values at the end.
type hashSketch struct{ distinctCount }

func (s *hashSketch) Results(n int) []table.Column {
	order, bounds := s.pairs.distinct(n, s.encoder.len())
	values := s.encoder.values()
	hashes := make([]uint64, s.encoder.len())
	for i := range hashes {
		hashes[i] = hashOf(values.Value(i))
	}
	out := make([]table.Value, n)
	for g := range out {
		var all []uint64
		for _, r := range order[bounds[g]:bounds[g+1]] {
			all = append(all, hashes[s.pairs.codes[r]])
		}
		out[g] = hashesValue(all)
	}
	return []table.Column{table.NewVec(out, nil)}
}

// hashOf spreads FNV's result over all bits (the finalizer of splitmix64).
func hashOf(v table.Value) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(valueKey(v)))
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func hashesValue(all []uint64) table.Value {
	slices.Sort(all)
	all = slices.Compact(all)
	all = all[:min(len(all), sketchHashes)]
	out := make([]table.Value, len(all))
	for i, h := range all {
		out[i] = table.LongValue(int64(h))
	}
	return table.ArrayValue(out)
}

func mergeHashes(a, b table.Value) table.Value {
	var all []uint64
	for _, v := range [...]table.Value{a, b} {
		for _, h := range v.Array() {
			all = append(all, uint64(h.Int()))
		}
	}
	return hashesValue(all)
}

func countHashes(v table.Value) (int64, bool) {
	hashes := v.Array()
	if v.Kind() != table.KindArray {
		return 0, false
	}
	if len(hashes) < sketchHashes {
		return int64(len(hashes)), true
	}
	last := float64(uint64(hashes[len(hashes)-1].Int())) / math.MaxUint64
	return int64(math.Round(float64(len(hashes)-1) / last)), true
}
