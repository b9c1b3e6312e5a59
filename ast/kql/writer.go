package kql

import "strings"

// String prints a node as canonical KQL on one line (strings of several lines
// stay as they were written).
func String(n Node) string {
	w := &writer{}
	n.write(w)
	return w.b.String()
}

// writer collects the printed text; its methods chain.
type writer struct{ b strings.Builder }

func (w *writer) text(s string) *writer {
	w.b.WriteString(s)
	return w
}

// word writes a word after a blank, or nothing when it is empty.
func (w *writer) word(s string) *writer {
	if s != "" {
		w.text(" ").text(s)
	}
	return w
}

func (w *writer) node(n Node) *writer {
	n.write(w)
	return w
}

// expr writes e where a named expression may stand.
func (w *writer) expr(e Expr) *writer { return w.at(e, levelNamed) }

// source writes e where a table is wanted.
func (w *writer) source(e Expr) *writer { return w.at(e, levelPostfix) }

// at writes e in parentheses if it binds less tightly than level.
func (w *writer) at(e Expr, level int) *writer {
	if levelOf(e) < level {
		return w.text("(").node(e).text(")")
	}
	return w.node(e)
}

func (w *writer) exprs(list []Expr) *writer {
	for i, e := range list {
		if i > 0 {
			w.text(", ")
		}
		w.expr(e)
	}
	return w
}

func (w *writer) sources(list []Source) *writer {
	for i, e := range list {
		if i > 0 {
			w.text(", ")
		}
		w.source(e)
	}
	return w
}

// clause writes a keyword and the list after it, which may be empty.
func (w *writer) clause(keyword string, list []Expr) {
	w.text(keyword)
	if len(list) > 0 {
		w.text(" ").exprs(list)
	}
}

func (w *writer) optional(keyword string, e Expr) *writer {
	if e != nil {
		w.word(keyword).text(" ").expr(e)
	}
	return w
}

// list writes nodes separated by commas.
func list[T Node](w *writer, nodes []T) {
	for i, n := range nodes {
		if i > 0 {
			w.text(", ")
		}
		w.node(n)
	}
}

// list1 writes nodes with a blank before each.
func list1[T Node](w *writer, nodes []T) {
	for _, n := range nodes {
		w.text(" ").node(n)
	}
}
