package editor

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/ast/kql"
	bindkql "github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/lexer"
)

func completeKQL(db *goshawk.Engine, text string) *completer {
	c := &completer{db: db, lang: goshawk.KQL, text: text, from: len(text)}
	all := kqlTokens(text, true)
	if n := len(all); n > 0 {
		switch last := all[n-1]; last.kind {
		case int(lexer.KQLOpen):
			return c // in a string
		case int(lexer.KQLComment):
			return c
		case int(lexer.KQLWord):
			c.from = last.from
		}
	}
	var before []token
	for _, t := range all {
		if t.kind != int(lexer.KQLBlank) && t.kind != int(lexer.KQLComment) && t.to <= c.from {
			before = append(before, t)
		}
	}
	c.kql(walkKQL(text[:c.from], before))
	return c
}

// kql decides by the place what is offered.
func (c *completer) kql(w *kqlWalk) {
	s := w.top()
	switch {
	case s.wantOp || s.fresh && s.sub:
		c.offer(Operator, visibleOperators()...)
	case s.fresh && w.startsRows():
		c.sources(w)
		if len(w.scopes) == 1 {
			c.offer(Operator, "let", "print", "range", "union", "search", "find", "datatable", "externaldata")
		} else if s.call == "in" || s.call == "in~" {
			c.expression(w)
		}
	case s.op == "let" || s.op == "datatable":
	case s.op == "join" || s.op == "lookup":
		c.join(w, s)
	case s.op == "union":
		c.union(w)
	case s.op == "render":
		c.render(w, s)
	case s.call == "with" && len(w.scopes) > 1 && w.scopes[len(w.scopes)-2].op == "render":
		c.renderProperty(w)
	case s.op == "evaluate" && s.args == 0:
		for _, p := range bindkql.KnownPlugins() {
			c.offers = append(c.offers, Candidate{Text: p + "(", Kind: Function})
		}
	case !s.piped && len(w.scopes) == 1 && s.op == "":
		// After the name of a table only a pipe can stand.
	default:
		c.expression(w)
	}
}

// startsRows tells brackets in which a query may begin from those of calls.
func (w *kqlWalk) startsRows() bool {
	s := w.top()
	if s.opened.text == "[" {
		return false
	}
	if len(w.scopes) == 1 || s.opened.text == "{" {
		return true
	}
	outer := w.scopes[len(w.scopes)-2]
	switch s.call {
	case "join", "union", "lookup", "materialize", "toscalar", "view", "in", "in~", "as", "graph", "partition", "invoke":
		return true
	case "":
		return outer.fresh || outer.op == "" || outer.op == "union" || outer.op == "join" || outer.op == "lookup"
	}
	return (outer.op == "join" || outer.op == "union" || outer.op == "lookup") && outer.clause == ""
}

// sources offers what rows may come from.
func (c *completer) sources(w *kqlWalk) {
	for _, n := range sortedKeys(c.db.Tables()) {
		if !isName(n) || kql.Reserved(n) {
			n = "['" + n + "']"
		}
		c.offers = append(c.offers, Candidate{Text: n, Kind: Table})
	}
	c.offer(Table, w.lets...)
}

// visibleOperators are the operators that people write.
func visibleOperators() []string {
	return slices.DeleteFunc(slices.Clone(kql.OperatorKeywords), func(s string) bool {
		return strings.HasPrefix(s, "_") || s == "mvapply" || s == "mvexpand" || s == "filter"
	})
}

var joinKinds = []string{"inner", "innerunique", "leftouter", "rightouter", "fullouter", "leftanti", "leftantisemi", "anti", "rightanti", "rightantisemi", "leftsemi", "rightsemi"}

func (c *completer) join(w *kqlWalk, s *scope) {
	switch {
	case s.clause == "on":
		c.columns(w)
		if before, right := w.right(); right != "" {
			c.offerFields(columnsOf(c.db, c.lang, before, []string{right}), quoteKQL)
		}
		c.offer(Keyword, "$left.", "$right.", "and")
		slices.SortStableFunc(c.offers, func(a, b Candidate) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
	case w.last.text == "=":
		c.offer(Value, joinKinds...)
	case w.last.text == ")" || w.last.kind == int(lexer.KQLWord) && w.last.text != s.op && !slices.Contains(joinKinds, w.last.text):
		c.offer(Keyword, "on")
	default:
		c.offer(Keyword, "kind=", "(")
		c.sources(w)
	}
}

func (c *completer) union(w *kqlWalk) {
	if w.last.text == "=" {
		c.offer(Value, "inner", "outer", "true", "false")
		return
	}
	c.sources(w)
	c.offer(Keyword, "kind=", "withsource=", "isfuzzy=", "(")
}

var (
	chartKinds       = []string{"timechart", "linechart", "areachart", "stackedareachart", "columnchart", "barchart", "piechart", "scatterchart", "anomalychart", "card", "table"}
	chartProperties  = []string{"title=", "xcolumn=", "ycolumns=", "series=", "legend=", "xtitle=", "ytitle=", "ymin=", "ymax=", "kind=", "xaxis=", "yaxis=", "accumulate=", "anomalycolumns="}
	chartValues      = map[string][]string{"kind": {"default", "unstacked", "stacked", "stacked100"}, "legend": {"visible", "hidden"}, "xaxis": {"linear", "log"}, "yaxis": {"linear", "log"}, "accumulate": {"true", "false"}}
	columnProperties = []string{"xcolumn", "ycolumns", "series", "anomalycolumns"}
)

func (c *completer) render(w *kqlWalk, s *scope) {
	if s.args == 0 {
		c.offer(Value, chartKinds...)
	} else if s.clause == "" {
		c.offer(Keyword, "with (")
	}
}

func (c *completer) renderProperty(w *kqlWalk) {
	tokens := kqlTokens(w.text[w.top().start:], false)
	n := len(tokens)
	if n < 2 || w.last.text != "=" {
		c.offer(Keyword, chartProperties...)
		return
	}
	if p := tokens[n-2].text; slices.Contains(columnProperties, p) {
		c.columns(w)
	} else {
		c.offer(Value, chartValues[p]...)
	}
}

// columns offers the columns of the rows at the cursor.
func (c *completer) columns(w *kqlWalk) {
	before, stages := w.rows()
	c.offerFields(columnsOf(c.db, c.lang, before, stages), quoteKQL)
}

func quoteKQL(name string) string {
	if isName(name) && !kql.Reserved(name) {
		return name
	}
	return "['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(name) + "']"
}

var binary = []string{"and", "or", "has", "!has", "has_cs", "has_any", "has_all", "hasprefix", "hassuffix", "contains", "!contains", "contains_cs", "startswith", "!startswith",
	"endswith", "!endswith", "in", "!in", "in~", "!in~", "between", "!between", "matches regex"}

// ends are the words that may follow an operand of an operator.
var ends = map[string][]string{
	"summarize": {"by"}, "top": {"by", "asc", "desc"}, "sort": {"asc", "desc", "nulls first", "nulls last"}, "order": {"asc", "desc", "nulls first", "nulls last"},
	"mv-expand": {"to typeof("}, "mv-apply": {"on ("}, "make-series": {"on", "from", "to", "step", "by", "default="}, "parse": {"with"}, "partition": {"by"},
	"top-hitters": {"of", "by"}, "top-nested": {"of", "by"},
}

// onlyColumns are operators that take columns and no expressions.
var onlyColumns = []string{"project-away", "project-keep", "project-rename", "project-reorder", "distinct", "mv-expand", "parse", "parse-where", "parse-kv", "facet"}

// expression offers what an expression may go on with: after an operand words
// between operands, otherwise columns and functions.
func (c *completer) expression(w *kqlWalk) {
	s := w.top()
	op, clause := s.op, s.clause
	for i := len(w.scopes) - 1; i >= 0 && op == ""; i-- {
		op, clause = w.scopes[i].op, w.scopes[i].clause
	}
	if op == "as" || op == "take" || op == "limit" || op == "consume" || op == "getschema" || op == "count" {
		return
	}
	if w.afterOperand() {
		if s.op != "" {
			c.offer(Keyword, ends[op]...)
		}
		if !slices.Contains(onlyColumns, op) {
			c.offer(Keyword, binary...)
		}
		return
	}
	if (op == "sort" || op == "order" || op == "sample-distinct" || op == "partition") && clause == "" && s.op != "" {
		c.offer(Keyword, "by", "of")
		return
	}
	c.columns(w)
	if slices.Contains(onlyColumns, op) {
		return
	}
	catalog := functions.KQL()
	if (op == "summarize" || op == "make-series") && clause == "" && s.op == op {
		c.functions(Aggregate, catalog.Aggregates(), func(n string) string { return catalog.Aggregate(n).Doc })
	}
	c.functions(Function, catalogued(catalog, bindkql.KnownScalars(), boundKQL), func(n string) string { return docOf(catalog, n) })
	c.offer(Function, w.lets...)
}

// Functions that the binders work out themselves, and are in no catalog.
var (
	boundKQL = []string{"bag_pack_columns", "column_ifexists", "materialize", "pack_all", "toscalar"}
	boundSPL = []string{"lookup", "mvfilter", "mvmap", "searchmatch"}
)

// catalogued are the functions of the manual that run.
func catalogued(catalog *functions.Catalog, manual, bound []string) (out []string) {
	for _, n := range manual {
		if catalog.Scalar(n) != nil {
			out = append(out, n)
		}
	}
	return append(out, bound...)
}

func docOf(catalog *functions.Catalog, name string) string {
	if f := catalog.Scalar(name); f != nil {
		return f.Doc
	}
	return ""
}

// functions offers functions with their opening bracket.
func (c *completer) functions(kind Kind, names []string, doc func(string) string) {
	names = slices.Clone(names)
	slices.Sort(names)
	for _, n := range slices.Compact(names) {
		if isName(n) {
			c.offers = append(c.offers, Candidate{Text: n + "(", Kind: kind, Doc: doc(n)})
		}
	}
}

// afterOperand tells whether the text ends with a whole operand.
func (w *kqlWalk) afterOperand() bool {
	s := w.top()
	switch w.last.kind {
	case int(lexer.KQLWord):
		t := w.last.text
		if s.args == 0 || t == s.op && s.args == 0 {
			return false
		}
		return !slices.Contains(binary, t) && t != "regex" && t != s.clause && !kql.Reserved(t) || t == "true" || t == "false"
	case int(lexer.KQLLong), int(lexer.KQLReal), int(lexer.KQLTimespan), int(lexer.KQLString), int(lexer.KQLTyped):
		return true
	}
	return w.last.text == ")" || w.last.text == "]"
}
