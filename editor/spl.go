package editor

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	bindspl "github.com/goshawk-lang/goshawk/bind/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/lexer"
)

// search is a search or a subsearch up to the cursor.
type search struct {
	start, at int      // where it begins, and where its last command does
	stages    []string // the commands before that, without their pipes
	command   string   // of the command that is being written
	tokens    []token  // of that command, without its name
	depth     int      // parentheses open in it
	implied   bool     // the word search is not written
}

func completeSPL(db *goshawk.Engine, text string) *completer {
	c := &completer{db: db, lang: goshawk.SPL, text: text, from: len(text)}
	if i := strings.LastIndexByte(text, '`'); strings.Count(text, "`")%2 == 1 {
		c.macros(i + 1)
		return c
	}
	tokens := splTokens(text)
	if n := len(tokens); n > 0 && tokens[n-1].to == len(text) && wordBefore(text) {
		switch last := tokens[n-1]; last.kind {
		case int(lexer.SPLString), int(lexer.SPLQuoted):
			return c
		case int(lexer.SPLImplied), int(lexer.SPLPipe), int(lexer.SPLOpen), int(lexer.SPLOp), int(lexer.SPLEq):
		default:
			c.from = last.from
			tokens = tokens[:n-1]
		}
	}
	c.spl(walkSPL(text[:c.from], tokens))
	return c
}

// wordBefore tells whether the text ends within a word.
func wordBefore(text string) bool {
	return text != "" && !strings.ContainsRune(" \t\n|[](),=<>", rune(text[len(text)-1]))
}

func walkSPL(text string, tokens []token) *search {
	stack := []*search{{}}
	for _, t := range tokens {
		s := stack[len(stack)-1]
		switch t.kind {
		case int(lexer.SPLOpen):
			stack = append(stack, &search{start: t.to, at: t.to})
		case int(lexer.SPLClose):
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case int(lexer.SPLPipe):
			s.stages = append(s.stages, text[s.at:t.from])
			s.at, s.command, s.tokens, s.depth = t.to, "", nil, 0
		case int(lexer.SPLCommand):
			s.command = strings.ToLower(t.text)
		case int(lexer.SPLImplied):
			s.command, s.implied = "search", true
		default:
			switch t.text {
			case "(":
				s.depth++
			case ")":
				s.depth--
			}
			s.tokens = append(s.tokens, t)
		}
	}
	return stack[len(stack)-1]
}

func (s *search) last() token {
	if n := len(s.tokens); n > 0 {
		return s.tokens[n-1]
	}
	return token{}
}

// after tells whether a word of the command stands before the cursor.
func (s *search) after(words ...string) bool {
	return slices.ContainsFunc(s.tokens, func(t token) bool { return slices.Contains(words, strings.ToLower(t.text)) })
}

// Groups of commands whose arguments are alike.
var (
	statsCommands  = []string{"stats", "eventstats", "streamstats", "chart", "timechart", "sistats", "tstats", "mstats", "geostats"}
	exprCommands   = []string{"eval", "where", "fieldformat"}
	lookupCommands = []string{"lookup", "inputlookup", "outputlookup"}
	silent         = []string{"head", "tail", "makeresults", "gentimes", "macro", "rest", "reverse"}
)

func (c *completer) spl(s *search) {
	fields := func(quote func(string) string) {
		c.offerFields(columnsOf(c.db, c.lang, "", s.stages), quote)
	}
	last := s.last()
	switch {
	case s.command == "":
		c.commands()
		if len(s.stages) == 0 && strings.TrimSpace(c.text[s.at:c.from]) == "" {
			c.searchTerms(s)
		}
	case s.command == "search":
		if last.text == "=" && len(s.tokens) > 1 {
			c.searchValues(s.tokens[len(s.tokens)-2].text)
			return
		}
		if len(s.tokens) == 0 && s.implied {
			c.commands()
		}
		c.searchTerms(s)
	case slices.Contains(statsCommands, s.command):
		if s.depth == 0 && !s.after("by", "over") {
			c.aggregates()
			c.offer(Keyword, "by", "as", "span=", "limit=")
			if s.command == "tstats" {
				c.offer(Keyword, "from datamodel=", "where", "summariesonly=")
			}
		}
		fields(quoteWord)
	case slices.Contains(exprCommands, s.command):
		fields(quoteEval)
		catalog := functions.SPL()
		c.functions(Function, catalogued(catalog, bindspl.KnownFunctions(), boundSPL), func(n string) string { return docOf(catalog, n) })
		c.offer(Keyword, "AND", "OR", "NOT", "LIKE", "IN")
	case slices.Contains(lookupCommands, s.command) && (s.command != "lookup" || len(s.tokens) == 0):
		c.offer(Lookup, c.db.LookupNames()...)
	case s.command == "from" || s.command == "datamodel":
		for _, n := range sortedKeys(c.db.Tables()) {
			c.offers = append(c.offers, Candidate{Text: n, Kind: Table})
		}
	case slices.Contains(silent, s.command):
	default:
		fields(quoteWord)
		if s.command == "lookup" {
			c.offer(Keyword, "AS", "OUTPUT", "OUTPUTNEW")
		}
	}
}

func (c *completer) commands() {
	for _, n := range lexer.SPLCommands() {
		if _, grammar := lexer.SPLKnownCommand(n); grammar {
			c.offers = append(c.offers, Candidate{Text: n, Kind: Operator})
		}
	}
}

func (c *completer) aggregates() {
	catalog := functions.SPL()
	c.functions(Aggregate, catalog.Aggregates(), func(n string) string { return catalog.Aggregate(n).Doc })
}

// searchTerms offers what a search is about: where from, and which fields.
func (c *completer) searchTerms(s *search) {
	c.offer(Keyword, "index=", "source=", "sourcetype=", "host=")
	var fields []Candidate
	if len(s.stages) > 0 {
		fields = columnsOf(c.db, c.lang, "", s.stages)
	} else {
		fields = eventFields(c.db, map[string]bool{"index": true, "source": true, "sourcetype": true, "host": true})
	}
	c.offerFields(fields, quoteWord)
	c.offer(Keyword, "AND", "OR", "NOT")
}

// searchValues offers the names that events are found by.
func (c *completer) searchValues(field string) {
	if field != "index" && field != "source" {
		return
	}
	for _, n := range sortedKeys(c.db.Tables()) {
		if !strings.Contains(n, ".") {
			c.offers = append(c.offers, Candidate{Text: n, Kind: Table})
		}
	}
}

// macros offers the macros; from is after the backquote.
func (c *completer) macros(from int) {
	c.from = from
	for _, n := range c.db.MacroNames() {
		name, args, ok := strings.Cut(n, "(")
		doc := ""
		if ok {
			name, doc = name+"(", strings.TrimSuffix(args, ")")+" arguments"
		} else {
			name += "`"
		}
		c.offers = append(c.offers, Candidate{Text: name, Kind: Macro, Doc: doc})
	}
}

// quoteEval is a field in an expression, quoteWord anywhere else.
func quoteEval(name string) string {
	if isName(name) {
		return name
	}
	return "'" + name + "'"
}

func quoteWord(name string) string {
	if strings.ContainsAny(name, " ,|[]()\"=") {
		return `"` + strings.ReplaceAll(name, `"`, `\"`) + `"`
	}
	return name
}
