package spl

import "github.com/goshawk-lang/goshawk/source"

// Rename is `rename a as b, "c.*" as *`.
type Rename struct {
	Meta
	Pairs []*RenamePair `parser:"@@ ( (?! Comma Pipe) Comma? @@ )* Comma?"`
}

// RenamePair is `a AS b`.
type RenamePair struct {
	From *Name `parser:"@@ 'as':Keyword"`
	To   *Name `parser:"@@"`
}

// Span covers both names.
func (n *RenamePair) Span() source.Span { return n.From.Span().Join(n.To.Span()) }

func (n *RenamePair) print(o *out) {
	n.From.print(o)
	alias(o, n.To)
}

func (c *Rename) print(o *out) {
	o.word("rename")
	list(o, c.Pairs)
}
