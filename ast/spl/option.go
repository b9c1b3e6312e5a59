package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/source"
)

// Option is `key=value` among a command's arguments.
type Option struct {
	Pos   Pos
	Key   string `parser:"@Key Eq"`
	Value *Value `parser:"@@"`
}

// Span covers key and value.
func (n *Option) Span() source.Span { return from(n.Pos, 0).Join(n.Value.Span()) }

func (n *Option) print(o *out) {
	o.word(n.Key)
	// A key that ends and a value that begins like an operator stand apart.
	if n.Key != "" && operatorByte(n.Key[len(n.Key)-1]) {
		o.word("=")
	} else {
		o.glue("=")
	}
	o.tight = n.Value.Raw == "" || !operatorByte(n.Value.Raw[0])
	n.Value.print(o)
}

// Options are the options of a command in the order written.
type Options []*Option

// Get returns the last option of that name in any case, or nil.
func (l Options) Get(key string) *Option {
	for i := len(l) - 1; i >= 0; i-- {
		if strings.EqualFold(l[i].Key, key) {
			return l[i]
		}
	}
	return nil
}

// Text is the value of the option of that name, without quotes, and whether
// it is there.
func (l Options) Text(key string) (string, bool) {
	if o := l.Get(key); o != nil {
		return o.Value.Text(), true
	}
	return "", false
}

// Value is the value of an option. Exactly one of Raw, Expr, Search and Sub
// is set.
type Value struct {
	Pos Pos
	// Raw is a word as written, quotes included.
	Raw string `parser:"( @Value"`
	// Expr is the expression of `=(...)` or `=eval(...)`.
	Expr Expr `parser:"| ( EvalOpen @@"`
	// Search is the filter of startswith=(...) and endswith=(...).
	Search SearchExpr `parser:"| FilterOpen @@ )"`
	Close  *Mark      `parser:"@@"`
	Sub    Subsearch  `parser:"| @@ )"`
}

// Text is the word without quotes and escapes.
func (n *Value) Text() string { return Unquote(n.Raw) }

// Quoted reports whether the word stands in double quotes.
func (n *Value) Quoted() bool { return isQuoted(n.Raw) }

// Span covers the value with quotes or parentheses.
func (n *Value) Span() source.Span {
	switch {
	case n.Sub != nil:
		return n.Sub.Span()
	case n.Close != nil:
		return source.Span{Start: n.Pos.Offset, End: n.Close.Pos.Offset + 1}
	}
	return from(n.Pos, len(n.Raw))
}

func (n *Value) print(o *out) {
	switch {
	case n.Sub != nil:
		n.Sub.print(o)
	case n.Expr != nil:
		o.word("eval")
		o.hug("(")
		n.Expr.print(o)
		o.glue(")")
	case n.Search != nil:
		o.word("(")
		o.tight = true
		n.Search.print(o)
		o.glue(")")
	default:
		o.word(printable(n.Raw))
	}
}

// Args are the arguments of commands that take options and words in any
// order, with or without commas.
type Args struct {
	Fields  []*Name `parser:"( Comma? ( @@"`
	Options Options `parser:"| @@ ) )*"`
}

func (a *Args) printArgs(o *out) {
	each(o, a.Options)
	each(o, a.Fields)
}

// ByField is a field of a BY clause, with the options that follow it:
// `_time span=5m`.
type ByField struct {
	Name
	Options Options `parser:"@@*"`
}

// Span covers the field and its options.
func (n *ByField) Span() source.Span {
	s := n.Name.Span()
	if len(n.Options) > 0 {
		s = s.Join(n.Options[len(n.Options)-1].Span())
	}
	return s
}

func (n *ByField) print(o *out) {
	n.Name.print(o)
	each(o, n.Options)
}
