package spl

import "github.com/goshawk-lang/goshawk/source"

// And is terms joined by AND or by standing side by side.
type And struct{ Terms []SearchExpr }

// Or is terms joined by OR, which binds tighter than AND.
type Or struct{ Terms []SearchExpr }

// Not negates the next term.
type Not struct {
	X     SearchExpr
	Start int
}

// Group is an expression in parentheses.
type Group struct {
	X          SearchExpr
	Start, End int
}

// Compare is `field=value`, with = != < <= > >=. Inside value * is a
// wildcard, quoted or not.
type Compare struct {
	Field *Name
	Op    string
	Value *Literal
}

// InList is `field IN (a, b*)`, or `field NOT IN (...)`.
type InList struct {
	Field  *Name
	Values []*Literal
	Not    bool
	End    int
}

// Term is a bare word or a quoted phrase, looked up in the raw event.
type Term struct{ Value *Literal }

// Directive is TERM(text) or CASE(text).
type Directive struct {
	Raw   string // as written, TERM(text)
	Start int
}

// SubsearchTerm is a subsearch as a term: its rows become the filter.
type SubsearchTerm struct{ Sub Subsearch }

// Literal is a value in a search expression, or a subsearch in its place.
type Literal struct {
	// Raw is the value as written; empty for a subsearch.
	Raw   string
	Start int
	Sub   Subsearch
}

// Text is the value without quotes and escapes.
func (n *Literal) Text() string { return Unquote(n.Raw) }

// Quoted reports whether the value stands in double quotes.
func (n *Literal) Quoted() bool { return isQuoted(n.Raw) }

// Name is the directive's name, TERM or CASE.
func (n *Directive) Name() string { return n.Raw[:4] }

// Text is what stands between the parentheses, without quotes.
func (n *Directive) Text() string { return Unquote(n.Raw[5 : len(n.Raw)-1]) }

// Span covers all terms.
func (n *And) Span() source.Span { return ends(n.Terms) }

// Span covers all terms.
func (n *Or) Span() source.Span { return ends(n.Terms) }

// Span covers NOT and its term.
func (n *Not) Span() source.Span { return source.Span{Start: n.Start, End: n.X.Span().End} }

// Span includes the parentheses.
func (n *Group) Span() source.Span { return source.Span{Start: n.Start, End: n.End} }

// Span runs from the field to the value.
func (n *Compare) Span() source.Span { return n.Field.Span().Join(n.Value.Span()) }

// Span runs from the field to the closing parenthesis.
func (n *InList) Span() source.Span { return source.Span{Start: n.Field.Span().Start, End: n.End} }

// Span covers the word.
func (n *Term) Span() source.Span { return n.Value.Span() }

// Span covers the directive with its parentheses.
func (n *Directive) Span() source.Span {
	return source.Span{Start: n.Start, End: n.Start + len(n.Raw)}
}

// Span includes the brackets.
func (n *SubsearchTerm) Span() source.Span { return n.Sub.Span() }

// Span covers the value with its quotes or brackets.
func (n *Literal) Span() source.Span {
	if n.Sub != nil {
		return n.Sub.Span()
	}
	return source.Span{Start: n.Start, End: n.Start + len(n.Raw)}
}

func ends(terms []SearchExpr) source.Span {
	return terms[0].Span().Join(terms[len(terms)-1].Span())
}

func (*And) searchExpr()           {}
func (*Or) searchExpr()            {}
func (*Not) searchExpr()           {}
func (*Group) searchExpr()         {}
func (*Compare) searchExpr()       {}
func (*InList) searchExpr()        {}
func (*Term) searchExpr()          {}
func (*Directive) searchExpr()     {}
func (*SubsearchTerm) searchExpr() {}

func (n *And) print(o *out)           { each(o, n.Terms) }
func (n *Term) print(o *out)          { n.Value.print(o) }
func (n *Directive) print(o *out)     { o.word(n.Raw) }
func (n *SubsearchTerm) print(o *out) { n.Sub.print(o) }

func (n *Or) print(o *out) {
	for i, t := range n.Terms {
		if i > 0 {
			o.word("OR")
		}
		t.print(o)
	}
}

func (n *Not) print(o *out) {
	o.word("NOT")
	n.X.print(o)
}

func (n *Group) print(o *out) {
	o.word("(")
	o.tight = true
	n.X.print(o)
	o.glue(")")
}

func (n *Compare) print(o *out) {
	n.Field.print(o)
	// A name that ends, or a value that begins, like an operator stands apart.
	if name := n.Field.Raw; name != "" && operatorByte(name[len(name)-1]) {
		o.word(n.Op)
	} else {
		o.glue(n.Op)
	}
	o.tight = n.Value.Raw == "" || !operatorByte(n.Value.Raw[0])
	n.Value.print(o)
}

func operatorByte(c byte) bool { return c == '=' || c == '<' || c == '>' || c == '!' }

func (n *InList) print(o *out) {
	n.Field.print(o)
	if n.Not {
		o.word("NOT")
	}
	o.word("IN")
	o.word("(")
	o.tight = true
	list(o, n.Values)
	o.glue(")")
}

func (n *Literal) print(o *out) {
	if n.Sub != nil {
		n.Sub.print(o)
		return
	}
	o.word(n.Raw)
}
