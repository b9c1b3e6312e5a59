package source

import "strings"

// Nearest returns the candidate closest to name by edit distance, ignoring
// case, the first in alphabetical order of several; "" when none is near enough
// to be a plausible misspelling.
func Nearest(name string, candidates []string) string {
	best, bestDistance := "", max(1, len(name)/3)+1
	low := strings.ToLower(name)
	for _, c := range candidates {
		if abs(len(c)-len(name)) > bestDistance {
			continue
		}
		if d := distance(low, strings.ToLower(c)); d < bestDistance || d == bestDistance && best > c {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is the Damerau-Levenshtein distance (adjacent swaps count one).
func distance(a, b string) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

func abs(n int) int { return max(n, -n) }
