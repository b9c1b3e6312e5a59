// Package parser turns query text into the trees of ast/kql and ast/spl.
//
// It owns the participle parsers (built when first used), the precedence
// climbers for expressions, and the wording of syntax errors. It imports
// lexer, ast and source.
//
//	query, err := parser.KQL(source.New("rule.kql", "T | where x > 1"))
package parser
