package functions

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// anyValue is the code of a column that a pattern does not restrict, and that
// of values too rare to be in one.
const anyValue = -1

// patternRows are the rows of a table as weighted combinations of numbered
// values, for the functions that look for patterns: values that many rows
// share in several columns.
type patternRows struct {
	in *table.Table
	// dims are the columns that take part.
	dims []int
	// samples holds for each of them a row with each of its values.
	samples [][]int32
	// combos are the distinct rows, a code for each of dims; weights and counts
	// are theirs in each of the sets that the rows are divided into.
	combos  [][]int32
	weights [][2]float64
	total   [2]float64
}

// valuePattern is a value or anyValue for each of the columns that take part, and
// the weight of its rows in each set.
type valuePattern struct {
	codes  []int32
	size   int
	weight [2]float64
}

// patternInput says how rows are read.
type patternInput struct {
	// weight is the column of weights, split one that takes no part; -1 for none.
	weight, split int
	// set gives the set, 0 or 1, that a row is in, or -1 for none.
	set func(row int) int
	// least is the share of a set that a value must have to be in a pattern.
	least float64
}

// newPatternRows reads a table.
func newPatternRows(c *Context, in *table.Table, o patternInput) (*patternRows, error) {
	p := &patternRows{in: in}
	n := in.Len()
	weights, sets := make([]float64, n), make([]int, n)
	for i := range n {
		weights[i], sets[i] = 1, o.set(i)
		if o.weight >= 0 {
			// A row without a weight, or with one that is no number, has none.
			if weights[i] = realOf(in.Batch().Col(o.weight).Value(i)); !(weights[i] > 0) {
				weights[i] = 0
			}
		}
		if sets[i] >= 0 {
			p.total[sets[i]] += weights[i]
		}
	}
	codes := make([][]int32, 0, in.Schema().Len())
	if err := c.Memory.Reserve(int64(n) * int64(4*in.Schema().Len()+16)); err != nil {
		return nil, err
	}
	for k := range in.Schema().Len() {
		if k == o.weight || k == o.split {
			continue
		}
		if err := c.Err(); err != nil {
			return nil, err
		}
		column, firsts := p.frequent(k, weights, sets, o.least)
		p.dims, p.samples, codes = append(p.dims, k), append(p.samples, firsts), append(codes, column)
	}
	p.combine(codes, weights, sets)
	return p, nil
}

// frequent numbers the values of a column that have the least share of a set;
// the others are anyValue.
func (p *patternRows) frequent(k int, weights []float64, sets []int, least float64) (codes, firsts []int32) {
	groups, all := groupRows(len(weights), p.in.Batch().Cols()[k:k+1])
	sums := make([][2]float64, len(all))
	for i, g := range groups {
		if sets[i] >= 0 {
			sums[g][sets[i]] += weights[i]
		}
	}
	renumbered := make([]int32, len(all))
	for g, s := range sums {
		renumbered[g] = anyValue
		if p.often(s, least) {
			renumbered[g] = int32(len(firsts))
			firsts = append(firsts, all[g])
		}
	}
	codes = make([]int32, len(groups))
	for i, g := range groups {
		codes[i] = renumbered[g]
	}
	return codes, firsts
}

// often says whether a weight is the least share of one of the sets.
func (p *patternRows) often(w [2]float64, least float64) bool {
	for s, total := range p.total {
		if total > 0 && w[s] >= least*total {
			return true
		}
	}
	return false
}

// combine finds the distinct rows.
func (p *patternRows) combine(codes [][]int32, weights []float64, sets []int) {
	found := map[string]int{}
	key := make([]byte, 4*len(codes))
	for i, set := range sets {
		if set < 0 || weights[i] == 0 {
			continue
		}
		for d, column := range codes {
			binary.LittleEndian.PutUint32(key[4*d:], uint32(column[i]))
		}
		at, ok := found[string(key)]
		if !ok {
			at = len(p.combos)
			found[string(key)] = at
			combo := make([]int32, len(codes))
			for d, column := range codes {
				combo[d] = column[i]
			}
			p.combos, p.weights = append(p.combos, combo), append(p.weights, [2]float64{})
		}
		p.weights[at][set] += weights[i]
	}
}

// byCount orders patterns by count and number of values, the greatest product
// first, as the examples of the manual are; ties by count, then by place.
func byCount(a, b valuePattern) int {
	return cmp.Or(cmp.Compare(b.weight[0]*float64(b.size), a.weight[0]*float64(a.size)),
		cmp.Compare(b.weight[0], a.weight[0]), slices.Compare(b.codes, a.codes))
}

// table lays patterns out: what head gives for each, then the input's columns
// with the pattern's value or the column's wildcard.
func (p *patternRows) table(head []table.Field, patterns []valuePattern, args TableArgs, of func(valuePattern) []table.Value) *table.Table {
	wildcards := args["wildcards"].Array()
	rows := make([][]table.Value, len(patterns))
	for i, pat := range patterns {
		row := append([]table.Value{table.LongValue(int64(i))}, of(pat)...)
		values := slices.Clone(wildcards)
		for d, code := range pat.codes {
			if code != anyValue {
				values[p.dims[d]] = p.in.Batch().Col(p.dims[d]).Value(int(p.samples[d][code]))
			}
		}
		rows[i] = append(row, values...)
	}
	return table.FromRows(table.NewSchema(PatternFields(head, args.Strings("names"), p.in.Schema().Fields())...), rows)
}

// PatternFields are the columns of a table of patterns: those of head, then
// the input's under the names they get.
func PatternFields(head []table.Field, names []string, in []table.Field) []table.Field {
	out := slices.Clone(head)
	for i, f := range in {
		out = append(out, table.Field{Name: names[i], Type: f.Type})
	}
	return out
}

// percent is part of total in percent.
func percent(part, total float64) table.Value { return table.RealValue(100 * part / total) }
