package functions

import (
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// A quantile sketch is an array of [value, weight] pairs in order of value. Up
// to digestSize distinct values it is exact; beyond, neighbours are merged
// pairwise under the greater's value. It is not the engine's format: digests
// stored elsewhere cannot be read.
const digestSize = 1 << 13

// tdigestAggregates: aggregates that make and merge quantile sketches.
func tdigestAggregates() []Aggregate {
	return []Aggregate{
		{
			KQL: "tdigest", Args: "expr [, weight]",
			Doc:        "Makes a sketch of the values' distribution for percentile_tdigest and its like.",
			ResultName: "tdigest_$1",
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown, table.TypeLong}, Optional: 1, Result: table.TypeDynamic,
				New: func(*Context, []table.Type, []table.Value) (Accumulator, error) { return &digests{}, nil },
			}},
			Cases: Cases{`toscalar(range x from 1 to 1000 step 1 | summarize t = tdigest(x) | project rank_tdigest(t, 685))`: `685.0`},
		},
		{
			KQL: "tdigest_merge merge_tdigest", Args: "tdigest",
			Doc:        "Merges sketches made by tdigest.",
			ResultName: "merge_tdigests_$1",
			Impl: []AggregateOverload{Fold1(func(s *digest, v table.Value) { s.merge(v) },
				func(s *digest) (table.Value, bool) { return s.value(), true })},
			Cases: Cases{`toscalar(range x from 1 to 9 step 1 | summarize t = tdigest(x) by x % 2 | summarize m = tdigest_merge(t) | project rank_tdigest(m, 4))`: `4.0`},
		},
	}
}

// tdigestScalars: functions of quantile sketches.
func tdigestScalars() []Func {
	dyn, num := table.TypeDynamic, table.TypeReal
	return []Func{
		{
			KQL: "percentile_tdigest", Args: "tdigest, percentage", ResultName: "percentile_tdigest_$1",
			Doc: "Gives a percentile (nearest rank) of the values in a sketch made by tdigest.",
			Impl: Overloads{mapSeries([]table.Type{num}, 0, dyn, func(a, rest []table.Value) (table.Value, bool) {
				return digestOf(a).percentile(realOf(rest[0])), true
			})},
			Cases: Cases{`toscalar(range x from 1 to 10 step 1 | summarize t = tdigest(x) | project tolong(percentile_tdigest(t, 90)))`: `9`},
		},
		{
			KQL: "percentiles_array_tdigest", Args: "tdigest, percentages...", ResultName: "percentile_tdigest_$1",
			Doc: "Gives percentiles (nearest rank) of the values in a sketch made by tdigest.",
			Impl: Overloads{mapSeriesN(func(a, rest []table.Value) (table.Value, bool) {
				d := digestOf(a)
				var out []table.Value
				for _, p := range percentages(rest) {
					out = append(out, d.percentile(p))
				}
				return table.ArrayValue(out), true
			})},
			Cases: Cases{`toscalar(range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentiles_array_tdigest(t, 10, 90))`: `dynamic([1,9])`,
				`toscalar(range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentiles_array_tdigest(t, range(0, 100, 50), typeof(string)))`: `dynamic(["1", "5", "10"])`},
		},
		{
			KQL: "rank_tdigest", Args: "tdigest, value",
			Doc: "Counts the values in a sketch made by tdigest that are not greater than value.",
			Impl: Overloads{mapSeries([]table.Type{table.TypeUnknown}, 0, num, func(a, rest []table.Value) (table.Value, bool) {
				rank, _ := digestOf(a).rank(rest[0])
				return table.RealValue(rank), true
			})},
			Cases: Cases{`toscalar(range x from 1 to 10 step 1 | summarize t = tdigest(x) | project rank_tdigest(t, 4))`: `4.0`},
		},
		{
			KQL: "percentrank_tdigest", Args: "tdigest, value",
			Doc: "Gives the percentage of the values in a sketch made by tdigest that are not greater than value.",
			Impl: Overloads{mapSeries([]table.Type{table.TypeUnknown}, 0, num, func(a, rest []table.Value) (table.Value, bool) {
				rank, total := digestOf(a).rank(rest[0])
				return table.RealValue(100 * rank / total), total > 0
			})},
			Cases: Cases{`toscalar(range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentrank_tdigest(t, 4))`: `40.0`},
		},
		{
			KQL: "tdigest_merge merge_tdigest", Args: "tdigest...", ResultName: "tdigests_merge_result",
			Doc: "Merges sketches made by tdigest.",
			Impl: Overloads{MapN(2, func(_ *Context, all []table.Value) (table.Value, bool) {
				var d digest
				for _, v := range all {
					d.merge(v)
				}
				return d.value(), true
			})},
			Cases: Cases{`toscalar(range x from 1 to 10 step 1 | summarize a = tdigest(x), b = tdigest(x + 10) | project m = merge_tdigest(a, b) | project rank_tdigest(m, 12))`: `12.0`},
		},
	}
}

// mapSeriesN is mapSeries for any number of further arguments.
func mapSeriesN(f func(series, rest []table.Value) (table.Value, bool)) Overload {
	o := mapSeries([]table.Type{table.TypeUnknown}, 0, table.TypeDynamic, f)
	o.Variadic = true
	return o
}

type centroid struct {
	value  table.Value
	weight int64
}

// digest collects centroids; sorted says they are in order without repetition.
type digest struct {
	centroids []centroid
	sorted    bool
}

func (d *digest) add(v table.Value, weight int64) {
	d.centroids, d.sorted = append(d.centroids, centroid{v, weight}), false
	if len(d.centroids) >= 4*digestSize {
		d.compress()
	}
}

func (d *digest) merge(v table.Value) {
	for _, pair := range v.Array() {
		if p := pair.Array(); len(p) == 2 {
			d.add(p[0], p[1].Int())
		}
	}
}

func digestOf(a []table.Value) *digest {
	var d digest
	d.merge(table.ArrayValue(a))
	d.compress()
	return &d
}

func (d *digest) compress() {
	if d.sorted {
		return
	}
	slices.SortStableFunc(d.centroids, func(a, b centroid) int { return OrderValues(a.value, b.value) })
	out := d.centroids[:0]
	for _, c := range d.centroids {
		if n := len(out); n > 0 && OrderValues(out[n-1].value, c.value) == 0 {
			out[n-1].weight += c.weight
			continue
		}
		out = append(out, c)
	}
	for len(out) > digestSize {
		half := out[:0]
		for i := 0; i < len(out); i += 2 {
			c := out[min(i+1, len(out)-1)]
			if i+1 < len(out) {
				c.weight += out[i].weight
			}
			half = append(half, c)
		}
		out = half
	}
	d.centroids, d.sorted = out, true
}

func (d *digest) value() table.Value {
	d.compress()
	out := make([]table.Value, len(d.centroids))
	for i, c := range d.centroids {
		out[i] = table.ArrayValue([]table.Value{c.value, table.LongValue(c.weight)})
	}
	return table.ArrayValue(out)
}

// rank is the weight of the values up to v, and of all.
func (d *digest) rank(v table.Value) (rank, total float64) {
	for _, c := range d.centroids {
		total += float64(c.weight)
		if OrderValues(c.value, v) <= 0 {
			rank += float64(c.weight)
		}
	}
	return rank, total
}

func (d *digest) percentile(percent float64) table.Value {
	total := int64(0)
	for _, c := range d.centroids {
		total += c.weight
	}
	if total == 0 || math.IsNaN(percent) {
		return table.Value{}
	}
	rank := max(1, min(total, int64(math.Ceil(percent/100*float64(total)-1e-9))))
	for _, c := range d.centroids {
		if rank -= c.weight; rank <= 0 {
			return c.value
		}
	}
	return table.Value{}
}

type digests struct{ all []digest }

func (s *digests) Add(groups []uint32, n int, args []table.Column) error {
	s.all = grow(s.all, n)
	var weights Arg[int64]
	if len(args) > 1 {
		weights = NewArg[int64](args[1])
	}
	c := table.Resolve(args[0])
	for i, g := range groups {
		weight := int64(1)
		if len(args) > 1 {
			weight = weights.At(i)
		}
		if !c.Null(i) && weight > 0 {
			s.all[g].add(c.Value(i), weight)
		}
	}
	return nil
}

func (s *digests) Results(n int) []table.Column {
	s.all = grow(s.all, n)
	out := make([]table.Value, n)
	for g := range out {
		out[g] = s.all[g].value()
	}
	return []table.Column{table.NewVec(out, nil)}
}
