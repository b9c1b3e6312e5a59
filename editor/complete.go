package editor

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
)

// Kind says what a candidate is.
type Kind string

// The kinds, as a menu may title them.
const (
	Table     Kind = "tables"
	Column    Kind = "columns"
	Operator  Kind = "operators"
	Function  Kind = "functions"
	Aggregate Kind = "aggregates"
	Keyword   Kind = "keywords"
	Macro     Kind = "macros"
	Lookup    Kind = "lookups"
	Value     Kind = "values"
)

// Candidate is one text that may stand at the cursor.
type Candidate struct {
	// Text is what to write, quoted where it has to be.
	Text string
	Kind Kind
	// Doc says what it is in a few words: a type, a sentence.
	Doc string
}

// Completion is what may stand at a place: one of the candidates instead of the
// bytes From to To of the text.
type Completion struct {
	From, To   int
	Candidates []Candidate
}

// Complete finds what may stand at the cursor, a place in the bytes of the text.
// Candidates begin with what is written before the cursor, whatever the case;
// they come by kind, the likeliest first, and sorted within a kind.
func Complete(db *goshawk.Engine, lang goshawk.Language, text string, cursor int) Completion {
	cursor = min(max(cursor, 0), len(text))
	var c *completer
	if lang == goshawk.SPL {
		c = completeSPL(db, text[:cursor])
	} else {
		c = completeKQL(db, text[:cursor])
	}
	out := Completion{From: c.from, To: cursor}
	written := strings.ToLower(text[c.from:cursor])
	for _, o := range c.offers {
		plain := strings.ToLower(strings.TrimLeft(o.Text, `['"`))
		if strings.HasPrefix(strings.ToLower(o.Text), written) || strings.HasPrefix(plain, written) {
			out.Candidates = append(out.Candidates, o)
		}
	}
	out.Candidates = slices.CompactFunc(out.Candidates, func(a, b Candidate) bool { return a.Text == b.Text })
	return out
}

// completer gathers candidates for the end of a text.
type completer struct {
	db     *goshawk.Engine
	lang   goshawk.Language
	text   string
	from   int // where the word at the cursor begins
	offers []Candidate
}

// offer adds texts of a kind, sorted.
func (c *completer) offer(kind Kind, texts ...string) {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	for _, t := range texts {
		c.offers = append(c.offers, Candidate{Text: t, Kind: kind})
	}
}

// wrap is the text of all candidates with a quote where quotes says so.
func (c *completer) offerFields(fields []Candidate, quote func(string) string) {
	for _, f := range fields {
		f.Text = quote(f.Text)
		c.offers = append(c.offers, f)
	}
}

// isName tells names that need no quotes in either language.
func isName(s string) bool {
	for i, r := range s {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}
