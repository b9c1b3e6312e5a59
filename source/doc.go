// Package source owns query text and everything that points into it: spans,
// positions, errors with a caret, and nearest-name suggestions.
//
// It imports nothing of this module. A [Text] may be the result of macro
// expansion; every span in it can then be traced to the text a person wrote.
//
//	text := source.New("rule.kql", "T | summarise count()")
//	err := &source.Error{Code: "KS102", Kind: source.Syntax, Text: text,
//		Span: source.Span{Start: 4, End: 13}, Message: `unknown operator "summarise"`}
//	fmt.Println(err)         // rule.kql:1:5: unknown operator "summarise"
//	fmt.Println(err.Caret()) // the line and a caret under it
package source
