package spl

import "strings"

// out collects words separated by single blanks.
type out struct {
	strings.Builder
	tight bool // no blank before the next word
}

// String is the canonical text of a node. Parsing it gives an equal tree.
func String(n Node) string {
	o := &out{}
	n.print(o)
	return o.Builder.String()
}

func (o *out) word(s string) {
	if s == "" {
		return
	}
	if !o.tight && o.Len() > 0 {
		o.WriteByte(' ')
	}
	o.tight = false
	o.WriteString(s)
}

// glue writes s directly after what is there.
func (o *out) glue(s string) {
	o.tight = true
	o.word(s)
}

// hug writes s directly after what is there, and lets the next word follow
// without a blank.
func (o *out) hug(s string) {
	o.glue(s)
	o.tight = true
}

// list prints nodes with a comma between them.
func list[T Node](o *out, nodes []T) {
	for i, n := range nodes {
		if i > 0 {
			o.glue(",")
		}
		n.print(o)
	}
}

// each prints nodes one after the other.
func each[T Node](o *out, nodes []T) {
	for _, n := range nodes {
		n.print(o)
	}
}

// clause prints a keyword and a list, or nothing for an empty list.
func clause[T Node](o *out, keyword string, nodes []T) {
	if len(nodes) > 0 {
		o.word(keyword)
		list(o, nodes)
	}
}

func alias(o *out, name *Name) {
	if name != nil {
		o.word("as")
		name.print(o)
	}
}
