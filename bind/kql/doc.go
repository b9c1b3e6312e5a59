// Package kql binds KQL: it gives every name of a syntax tree its meaning,
// picks overloads, inserts the conversions that Kusto makes implicitly, and
// builds the plan. One operator, one file, named as in ast/kql.
//
// A query's errors are all reported: an operator that cannot be bound yields
// rows of unknown columns, with which everything that follows is compatible.
// It may import bind, ast/kql, plan, functions, table and source.
//
//	q, err := parser.KQL(text)
//	...
//	bound, err := kql.Bind(q, &bind.Env{Tables: tables, Text: text})
package kql
