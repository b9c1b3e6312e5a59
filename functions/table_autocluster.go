package functions

import (
	"cmp"
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// clusterShare is the share of rows that a cluster must hold beside those of
// the clusters before it.
const clusterShare = 0.05

// Autocluster finds a few patterns that tell much of the rows.
//
// The manual names the score, a weighted geometric mean of how many rows a
// pattern has and how many columns it restricts, and the search, Seed-Expand,
// but not their details. Here each seed is a row whose values are given up one
// by one, always the one whose lack brings the most rows; the best pattern of
// all seeds is kept, its rows are put aside, and so on. Patterns are diverse, as
// the manual wants them: one shares less than half of its values with each
// before it.
//
// https://learn.microsoft.com/kusto/query/autocluster-plugin
var Autocluster = &TableFunc{
	Name: "autocluster",
	Doc: `Few combinations of values that many rows have.
Arguments:
  size: how much rows count against columns, from 0 to 1
  seeds: how many rows the search starts from
  weight, wildcards, names: as for basket
Combinations come as they are found; each has a twentieth of all rows that none before it has.`,
	Run: func(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		p, err := newPatternRows(c, inputs[0], patternInput{weight: int(args.Int("weight", -1)), split: -1, least: clusterShare, set: func(int) int { return 0 }})
		if err != nil {
			return nil, err
		}
		s := &seedExpand{p: p, size: args["size"].Real(), seeds: int(args.Int("seeds", 25)), told: make([]bool, len(p.combos))}
		patterns, err := s.clusters(c)
		if err != nil {
			return nil, err
		}
		return p.counted(patterns, args), nil
	},
}

// seedExpand is one search for clusters.
type seedExpand struct {
	p     *patternRows
	size  float64
	seeds int
	// found are the clusters, told the combinations that they have.
	found []valuePattern
	told  []bool
}

func (s *seedExpand) clusters(c *Context) ([]valuePattern, error) {
	order := make([]int, len(s.p.combos))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.p.weights[b][0], s.p.weights[a][0]) })
	for {
		best, score := valuePattern{}, 0.0
		seeds := 0
		for _, row := range order {
			if s.told[row] {
				continue
			}
			if seeds++; seeds > s.seeds {
				break
			}
			if err := c.Err(); err != nil {
				return nil, err
			}
			if found, at := s.expand(s.p.combos[row]); at > score {
				best, score = found, at
			}
		}
		if score == 0 {
			return s.found, nil
		}
		for i, combo := range s.p.combos {
			if best.has(combo) {
				s.told[i] = true
				best.weight[0] += s.p.weights[i][0]
			}
		}
		s.found = append(s.found, best)
	}
}

// has says whether a combination is one of the pattern's.
func (p valuePattern) has(combo []int32) bool {
	for d, code := range p.codes {
		if code != anyValue && combo[d] != code {
			return false
		}
	}
	return true
}

// expand gives the best pattern on the way from a row to a single value, and
// its score: 0 when none has enough rows.
func (s *seedExpand) expand(row []int32) (best valuePattern, score float64) {
	now := valuePattern{codes: slices.Clone(row)}
	for _, code := range row {
		if code != anyValue {
			now.size++
		}
	}
	for ; now.size > 0; now.size-- {
		held, without := s.near(now)
		if share := held / s.p.total[0]; share >= clusterShare && s.diverse(now) {
			columns := float64(now.size) / float64(len(now.codes))
			if at := math.Pow(share, s.size) * math.Pow(columns, 1-s.size); at > score {
				best, score = valuePattern{codes: slices.Clone(now.codes), size: now.size}, at
			}
		}
		give := -1
		for d, code := range now.codes {
			if code != anyValue && (give < 0 || without[d] > without[give]) {
				give = d
			}
		}
		now.codes[give] = anyValue
	}
	return best, score
}

// diverse says whether a pattern is unlike those found.
func (s *seedExpand) diverse(p valuePattern) bool {
	for _, q := range s.found {
		same := 0
		for d, code := range p.codes {
			if code != anyValue && q.codes[d] == code {
				same++
			}
		}
		if 2*same >= p.size {
			return false
		}
	}
	return true
}

// near weighs the rows not told yet that have a pattern, and those that lack
// only its value in a column.
func (s *seedExpand) near(p valuePattern) (held float64, without []float64) {
	without = make([]float64, len(p.codes))
	for i, combo := range s.p.combos {
		if s.told[i] {
			continue
		}
		lacks, many := -1, false
		for d, code := range p.codes {
			if code == anyValue || combo[d] == code {
				continue
			}
			if many = lacks >= 0; many {
				break
			}
			lacks = d
		}
		switch {
		case many:
		case lacks < 0:
			held += s.p.weights[i][0]
		default:
			without[lacks] += s.p.weights[i][0]
		}
	}
	return held, without
}
