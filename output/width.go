package output

import "github.com/rivo/uniseg"

// ellipsis ends what was shortened; it is one column wide.
const ellipsis = "…"

// Width is how many columns of a terminal s takes, if it is Visible.
func Width(s string) int { return width(s) }

// Shorten cuts s to at most n columns of a terminal, n > 0, with an ellipsis at
// its end when anything was cut.
func Shorten(s string, n int) string {
	short, _ := shorten(s, n)
	return short
}

func width(s string) int {
	for i := 0; i < len(s); i++ {
		if !plain(s[i]) {
			return uniseg.StringWidth(s)
		}
	}
	return len(s)
}

// shorten cuts s to at most n columns, n > 0, with an ellipsis at its end when
// anything was cut. A cluster (a letter with its marks, a joined emoji) stays
// whole or goes.
func shorten(s string, n int) (short string, cut bool) {
	if len(s) <= n || width(s) <= n {
		return s, false
	}
	used, end, state := 0, 0, -1
	for rest := s; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+w > n-1 {
			break
		}
		used += w
		end += len(cluster)
	}
	return s[:end] + ellipsis, true
}
