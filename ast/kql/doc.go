// Package kql is the syntax tree of the Kusto Query Language.
//
// A [Query] is a list of [Statement]; a query statement holds an [Expr], which
// for a pipeline is a [Pipe]: a source followed by [Operator] nodes. Nodes carry
// their grammar in `parser:"..."` tags (expressions are parsed by a precedence
// climber and carry none), know their exact Span, and print as canonical KQL
// with [String]: printing what was parsed, parsing that and printing again
// gives the same text.
//
// It imports only ast and source. One operator, one file.
//
//	pipe := query.Main().(*kql.Pipe)
//	for _, op := range pipe.Operators {
//		switch op := op.(type) {
//		case *kql.Where:
//			fmt.Println(kql.String(op.Cond))
//		}
//	}
package kql
