package functions

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// quickMatcher runs a quickPattern on texts, one after the other.
type quickMatcher struct {
	s     string
	caps  []int
	steps int
	// tried and unsure count the texts, and those left to another engine.
	tried, unsure int
}

// useless reports whether most texts have to be left to another engine.
func (m *quickMatcher) useless() bool { return m.unsure > 32 && 2*m.unsure > m.tried }

// quickStepsPerByte bounds the steps of a search, with some more for short
// texts.
const quickStepsPerByte = 16

// search is find, for one text after the other: after many that another engine
// had to decide, it does not try any more.
func (q *quickPattern) search(m *quickMatcher, s string, from int) (found, sure bool) {
	if q == nil || m.useless() {
		return false, false
	}
	found, sure = q.find(m, s, from)
	if m.tried++; !sure {
		m.unsure++
	}
	return found, sure
}

// find looks for the leftmost match in s at or after from, and leaves the
// places of its groups in m.caps, -1 for those that took no part. sure is false
// when another engine must decide.
func (q *quickPattern) find(m *quickMatcher, s string, from int) (found, sure bool) {
	if len(m.caps) != q.caps {
		m.caps = make([]int, q.caps)
	}
	for i := range m.caps {
		m.caps[i] = -1
	}
	m.s, m.steps = s, quickStepsPerByte*len(s)+256
	for at := from; ; at++ {
		switch {
		case q.prefix != "":
			skip := strings.Index(s[at:], q.prefix)
			if skip < 0 {
				return false, true
			}
			at += skip
		case q.first != nil:
			for at < len(s) && !q.first[s[at]] && s[at] < utf8.RuneSelf {
				at++
			}
			if at == len(s) {
				return false, true
			}
		}
		if at < len(s) && s[at] >= utf8.RuneSelf {
			return false, false
		}
		end, ok := m.run(q.start, at)
		switch {
		case m.steps < 0:
			return false, false
		case ok:
			m.caps[0], m.caps[1] = at, end
			return true, true
		case q.anchored || at >= len(s):
			return false, true
		case q.line:
			end := strings.IndexByte(s[at:], '\n')
			if end < 0 {
				return false, true
			}
			at += end
		}
	}
}

// all are the first most matches in s, all when most is negative; none stands
// where one before it ends if it is empty.
func (q *quickPattern) all(s string, most int) (out []Match, sure bool) {
	if q == nil {
		return nil, false
	}
	var m quickMatcher
	before := -1
	for at := 0; at <= len(s) && (most < 0 || len(out) < most); {
		found, sure := q.find(&m, s, at)
		if !sure {
			return nil, false
		}
		if !found {
			break
		}
		from, to := m.caps[0], m.caps[1]
		if from != to || from != before {
			out = append(out, m.caps)
			m.caps = nil
		}
		before = to
		if at = to; from == to {
			at++
		}
	}
	return out, true
}

// run matches from n on at a place; steps are negative when it gave up.
func (m *quickMatcher) run(n *quickNode, at int) (end int, ok bool) {
	s := m.s
	for {
		if m.steps--; m.steps < 0 {
			return 0, false
		}
		switch n.op {
		case quickDone:
			return at, true
		case quickText:
			if !strings.HasPrefix(s[at:], n.text) {
				return 0, false
			}
			at += len(n.text)
		case quickEmpty:
			if !m.holds(n.empty, at) {
				return 0, false
			}
		case quickMark:
			old := m.caps[n.cap]
			m.caps[n.cap] = at
			if end, ok = m.run(n.next, at); !ok {
				m.caps[n.cap] = old
			}
			return end, ok
		case quickEither:
			last := len(n.branches) - 1
			for _, b := range n.branches[:last] {
				if end, ok = m.run(b, at); ok || m.steps < 0 {
					return end, ok
				}
			}
			n = n.branches[last]
			continue
		case quickRepeat:
			longest := m.longest(n, at)
			if longest < n.min || m.steps < 0 {
				return 0, false
			}
			if !n.sure && longest > n.min {
				return m.repeat(n, at, longest)
			}
			at += longest
		}
		n = n.next
	}
}

// longest is how many bytes from at on are in the set of n, at most its
// maximum.
func (m *quickMatcher) longest(n *quickNode, at int) int {
	limit := len(m.s) - at
	if n.max < limit {
		limit = n.max
	}
	text := m.s[at : at+limit]
	i := 0
	for i < len(text) && n.set[text[i]] {
		i++
	}
	if i < len(text) && text[i] >= utf8.RuneSelf {
		m.steps = -1
	}
	m.steps -= i >> 3
	return i
}

// repeat tries the lengths of a repetition in their order.
func (m *quickMatcher) repeat(n *quickNode, at, longest int) (end int, ok bool) {
	if n.lazy {
		for k := n.min; k <= longest; k++ {
			if end, ok = m.run(n.next, at+k); ok || m.steps < 0 {
				return end, ok
			}
		}
		return 0, false
	}
	for k := longest; k >= n.min; k-- {
		if n.then != nil && (at+k == len(m.s) || !n.then[m.s[at+k]]) {
			if at+k < len(m.s) && m.s[at+k] >= utf8.RuneSelf {
				m.steps = -1
				return 0, false
			}
			continue
		}
		if end, ok = m.run(n.next, at+k); ok || m.steps < 0 {
			return end, ok
		}
	}
	return 0, false
}

func (m *quickMatcher) holds(op syntax.EmptyOp, at int) bool {
	before, after := rune(-1), rune(-1)
	if at > 0 {
		before = rune(m.s[at-1])
	}
	if at < len(m.s) {
		after = rune(m.s[at])
	}
	if op&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0 && max(before, after) >= utf8.RuneSelf {
		m.steps = -1
		return false
	}
	return syntax.EmptyOpContext(before, after)&op != 0
}
