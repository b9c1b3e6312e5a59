package functions

import (
	"math"
	"regexp/syntax"
	"strings"
)

// quickPattern runs the regular expressions that logs are mostly searched
// with: characters, classes and repetitions of one, groups, alternatives, and
// anchors, on ASCII text. It tries alternatives in the order that Go's and
// PCRE's engines prefer them, and gives up, for one of these to decide, where
// a text has other characters or takes too many steps.
type quickPattern struct {
	start *quickNode
	caps  int // places: two a group, the whole match first
	// prefix begins every match; else first holds the bytes that one can begin
	// with, unless a match can be empty.
	prefix   string
	first    *byteSet
	anchored bool
	// line says that matches begin with anything up to the end of a line: where
	// one does not begin, none begins further on in the line.
	line bool
}

type byteSet [256]bool

// quickNode is a step of a match, which goes on at next.
type quickNode struct {
	op   quickOp
	next *quickNode
	text string   // quickText
	set  *byteSet // quickRepeat
	// A repetition's bounds; sure says that what follows cannot begin with a
	// byte of set, so that only the longest run can be right.
	min, max   int
	lazy, sure bool
	// then, unless nil, holds the bytes that what follows can begin with.
	then     *byteSet
	cap      int          // quickMark
	branches []*quickNode // quickEither
	empty    syntax.EmptyOp
}

type quickOp uint8

const (
	quickDone quickOp = iota
	quickText
	quickRepeat // of a byte in set
	quickMark   // the place is that of a group
	quickEither
	quickEmpty // a condition on the place
)

// newQuickPattern gives nil for a regular expression that it cannot run.
func newQuickPattern(text string) *quickPattern {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil
	}
	q := &quickPattern{caps: 2 * (re.MaxCap() + 1)}
	room := 400 // nodes: counted repetitions of groups are written out
	var ok bool
	q.start, ok = quickCompile(re, &quickNode{}, &room)
	if !ok {
		return nil
	}
	q.prefix = q.start.leading()
	if q.prefix == "" {
		var set byteSet
		if q.start.firstBytes(&set) {
			q.first = &set
		}
	}
	begin := q.start
	for begin.op == quickMark {
		begin = begin.next
	}
	if begin.op == quickRepeat && begin.max == math.MaxInt {
		var any byteSet
		for c := range 128 {
			any[c] = c != '\n'
		}
		q.line = *begin.set == any
	}
	q.anchored = re.Op == syntax.OpBeginText || re.Op == syntax.OpConcat && re.Sub[0].Op == syntax.OpBeginText
	return q
}

// quickCompile puts re before next.
func quickCompile(re *syntax.Regexp, next *quickNode, room *int) (*quickNode, bool) {
	if *room--; *room < 0 {
		return nil, false
	}
	switch re.Op {
	case syntax.OpEmptyMatch:
		return next, true
	case syntax.OpLiteral:
		return quickLiteral(re, next)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return &quickNode{op: quickRepeat, set: bytesOf(re), min: 1, max: 1, next: next, sure: true}, true
	case syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return &quickNode{op: quickEmpty, empty: emptyOps[re.Op], next: next}, true
	case syntax.OpCapture:
		end := &quickNode{op: quickMark, cap: 2*re.Cap + 1, next: next}
		inner, ok := quickCompile(re.Sub[0], end, room)
		return &quickNode{op: quickMark, cap: 2 * re.Cap, next: inner}, ok
	case syntax.OpConcat:
		ok := true
		for i := len(re.Sub) - 1; i >= 0 && ok; i-- {
			next, ok = quickCompile(re.Sub[i], next, room)
		}
		return next, ok
	case syntax.OpAlternate:
		n := &quickNode{op: quickEither}
		for _, sub := range re.Sub {
			b, ok := quickCompile(sub, next, room)
			if !ok {
				return nil, false
			}
			n.branches = append(n.branches, b)
		}
		return n, true
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		return quickRepetition(re, next, room)
	}
	return nil, false
}

var emptyOps = map[syntax.Op]syntax.EmptyOp{
	syntax.OpBeginText: syntax.EmptyBeginText, syntax.OpEndText: syntax.EmptyEndText,
	syntax.OpBeginLine: syntax.EmptyBeginLine, syntax.OpEndLine: syntax.EmptyEndLine,
	syntax.OpWordBoundary: syntax.EmptyWordBoundary, syntax.OpNoWordBoundary: syntax.EmptyNoWordBoundary,
}

func quickLiteral(re *syntax.Regexp, next *quickNode) (*quickNode, bool) {
	text := string(re.Rune)
	if !isASCII(text) {
		return nil, false
	}
	if re.Flags&syntax.FoldCase == 0 {
		return &quickNode{op: quickText, text: text, next: next}, true
	}
	for i := len(text) - 1; i >= 0; i-- {
		var set byteSet
		c := asciiLower[text[i]]
		set[c] = true
		if c >= 'a' && c <= 'z' {
			set[c-'a'+'A'] = true
		}
		next = &quickNode{op: quickRepeat, set: &set, min: 1, max: 1, next: next, sure: true}
	}
	return next, true
}

func quickRepetition(re *syntax.Regexp, next *quickNode, room *int) (*quickNode, bool) {
	least, most := 0, math.MaxInt
	switch re.Op {
	case syntax.OpPlus:
		least = 1
	case syntax.OpQuest:
		most = 1
	case syntax.OpRepeat:
		if least = re.Min; re.Max >= 0 {
			most = re.Max
		}
	}
	lazy := re.Flags&syntax.NonGreedy != 0
	if set := bytesOf(re.Sub[0]); set != nil {
		n := &quickNode{op: quickRepeat, set: set, min: least, max: most, lazy: lazy, next: next}
		n.sure = !lazy && next.excludes(set)
		var then byteSet
		if !n.sure && next.firstBytes(&then) {
			n.then = &then
		}
		return n, true
	}
	if most == math.MaxInt {
		return nil, false
	}
	// x{1,3} is x(x(x)?)?
	all, ok := next, true
	for k := most; k > 0 && ok; k-- {
		if all, ok = quickCompile(re.Sub[0], all, room); ok && k > least {
			branches := []*quickNode{all, next}
			if lazy {
				branches = []*quickNode{next, all}
			}
			all = &quickNode{op: quickEither, branches: branches}
		}
	}
	return all, ok
}

// bytesOf are the ASCII characters of a class, nil when re is none.
func bytesOf(re *syntax.Regexp) *byteSet {
	var set byteSet
	switch re.Op {
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		for c := range 128 {
			set[c] = c != '\n' || re.Op == syntax.OpAnyChar
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1] && c < 128; c++ {
				set[c] = true
			}
		}
	case syntax.OpLiteral:
		if len(re.Rune) != 1 || re.Rune[0] >= 128 {
			return nil
		}
		c := byte(re.Rune[0])
		set[c] = true
		if re.Flags&syntax.FoldCase != 0 {
			if l := asciiLower[c]; l >= 'a' && l <= 'z' {
				set[l], set[l-'a'+'A'] = true, true
			}
		}
	default:
		return nil
	}
	return &set
}

// excludes reports whether no match from n on can begin with a byte of set or,
// being empty, stand before one.
func (n *quickNode) excludes(set *byteSet) bool {
	for n.op == quickMark {
		n = n.next
	}
	if n.op == quickEmpty && n.empty == syntax.EmptyEndText {
		return true
	}
	var after byteSet
	if !n.firstBytes(&after) {
		return false
	}
	for c := range set {
		if set[c] && after[c] {
			return false
		}
	}
	return true
}

// leading is the text that every match from n on begins with.
func (n *quickNode) leading() string {
	var b strings.Builder
	for ; ; n = n.next {
		switch n.op {
		case quickText:
			b.WriteString(n.text)
		case quickMark:
		default:
			return b.String()
		}
	}
}

// firstBytes adds the bytes that a match from n on can begin with; false when
// it can be empty.
func (n *quickNode) firstBytes(set *byteSet) bool {
	for ; ; n = n.next {
		switch n.op {
		case quickDone:
			return false
		case quickText:
			set[n.text[0]] = true
			return true
		case quickRepeat:
			for c, in := range n.set {
				set[c] = set[c] || in
			}
			if n.min > 0 {
				return true
			}
		case quickEither:
			all := true
			for _, b := range n.branches {
				all = b.firstBytes(set) && all
			}
			return all
		}
	}
}
