package editor

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/lexer"
)

// scope is a bracket, or the whole text, with the pipeline in it.
type scope struct {
	// start is where the text of the pipeline begins, stages are the texts
	// between its pipes so far, the last one ends at at.
	start, at int
	stages    []string
	// fresh: nothing of the pipeline is written yet. wantOp: an operator is
	// next. sub: rows come from the operator around the bracket.
	fresh, wantOp, sub, piped bool
	op                        string // the operator that is being written
	opened                    token  // the bracket
	call                      string // the word before the bracket
	clause                    string // the last by, on, with, ... of the operator
	args                      int    // tokens of the operator so far
	closed                    [2]int // what the last bracket of the operator held
	statement                 int    // where the statement begins, in the whole text
	let                       bool   // in "let name", before the =
}

// kqlWalk follows the brackets and pipes of a text to its end.
type kqlWalk struct {
	text   string
	scopes []*scope
	last   token
	lets   []string // names given by let so far
}

// subqueries are operators whose brackets hold operators for their own rows.
var subqueries = []string{"mv-apply", "mvapply", "partition", "fork", "facet"}

// starters are operators that need no rows before them.
var starters = []string{"print", "range", "union", "search", "find", "datatable", "externaldata", "evaluate", "graph", "let", "macro-expand"}

func walkKQL(text string, tokens []token) *kqlWalk {
	w := &kqlWalk{text: text, scopes: []*scope{{fresh: true}}}
	for _, t := range tokens {
		w.step(t)
		w.last = t
	}
	return w
}

func (w *kqlWalk) top() *scope { return w.scopes[len(w.scopes)-1] }

func (w *kqlWalk) step(t token) {
	s := w.top()
	switch {
	case t.text == "(" || t.text == "[" || t.text == "{":
		s.args++
		w.open(t)
	case t.text == ")" || t.text == "]" || t.text == "}":
		if len(w.scopes) > 1 {
			w.scopes = w.scopes[:len(w.scopes)-1]
			w.top().closed = [2]int{s.opened.to, t.from}
			w.top().fresh = false
		}
	case t.text == "|":
		s.stages = append(s.stages, w.text[max(s.start, s.at):t.from])
		s.at = t.to
		s.wantOp, s.piped, s.fresh, s.op, s.clause, s.args = true, true, false, "", "", 0
	case t.text == ";" && len(w.scopes) == 1:
		w.scopes[0] = &scope{start: t.to, at: t.to, statement: t.to, fresh: true}
	case t.text == "=" && s.let:
		s.let, s.fresh, s.op, s.start, s.at = false, true, "", t.to, t.to
	case t.kind == int(lexer.KQLWord):
		w.word(s, t)
	default:
		s.args++
		s.fresh = false
	}
}

func (w *kqlWalk) open(t token) {
	s := w.top()
	inner := &scope{start: t.to, at: t.to, opened: t, fresh: true, statement: w.scopes[0].statement}
	if w.last.kind == int(lexer.KQLWord) && w.last.to > 0 {
		inner.call = w.last.text
	}
	inner.sub = slices.Contains(subqueries, s.op) && (inner.call == "on" || s.op != "mv-apply" && s.op != "mvapply")
	s.fresh = false
	w.scopes = append(w.scopes, inner)
}

func (w *kqlWalk) word(s *scope, t token) {
	switch {
	case s.wantOp || s.fresh && (s.sub || slices.Contains(starters, t.text)):
		s.op, s.wantOp = t.text, false
		s.let = t.text == "let" && len(w.scopes) == 1
	case s.op == "let" && w.last.text == "let":
		w.lets = append(w.lets, t.text)
	case slices.Contains(clauseWords[s.op], t.text):
		s.clause = t.text
		s.args++
	default:
		s.args++
	}
	s.fresh = false
}

// clauseWords are the words within operators after which other things stand.
var clauseWords = map[string][]string{
	"summarize": {"by"}, "top": {"by"}, "sort": {"by"}, "order": {"by"}, "top-hitters": {"by", "of"}, "top-nested": {"by", "of"},
	"join": {"on"}, "lookup": {"on"}, "mv-apply": {"on", "to", "limit"}, "mvapply": {"on"}, "mv-expand": {"to", "limit"}, "partition": {"by"},
	"make-series": {"on", "from", "to", "step", "by", "default"}, "render": {"with"}, "parse": {"with"}, "parse-where": {"with"},
	"parse-kv": {"as", "with"}, "sample-distinct": {"of"}, "distinct": {}, "scan": {"with"}, "facet": {"by", "with"}, "search": {"in"}, "find": {"in", "where", "project"},
}

// rows is the pipeline whose rows an expression at the cursor is about: the
// innermost one with a pipe, and the text before its last pipe.
func (w *kqlWalk) rows() (before string, stages []string) {
	for i := len(w.scopes) - 1; i >= 0; i-- {
		s := w.scopes[i]
		if !s.piped && !(s.sub && s.op != "") {
			continue
		}
		stages = append(slices.Clone(s.stages), stages...)
		if !s.sub {
			return w.text[:s.statement], stages
		}
	}
	return "", nil
}

// right is the text of the other side of a join, in brackets or a name.
func (w *kqlWalk) right() (before, text string) {
	s := w.top()
	if s.closed[1] > s.closed[0] && s.closed[0] > s.at {
		return w.text[:s.statement], w.text[s.closed[0]:s.closed[1]]
	}
	rest := w.text[s.at:]
	for _, f := range strings.Fields(rest) {
		if isName(f) && f != s.op && f != "on" {
			return w.text[:s.statement], f
		}
	}
	return "", ""
}
