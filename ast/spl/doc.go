// Package spl holds the syntax tree of SPL: one file per command, the
// expression nodes, and the printer.
//
// The nodes carry the grammar as participle tags, which are only strings:
// the package imports no parser. A [Search] is a [Pipeline] of [Command]s.
// Expressions come in two languages with different rules, [SearchExpr] for
// search and [Expr] for eval and where. Every node has its exact
// [source.Span] in the text after macro expansion; source.Text.Written leads
// from there to what a person wrote. String gives canonical SPL that parses
// to an equal tree.
//
//	for _, c := range search.Commands {
//		switch c := c.(type) {
//		case *spl.Where:
//			fmt.Println(c.X)
//		}
//	}
package spl
