// Package spl turns the syntax tree of an SPL search into a plan.
//
// Every difference between SPL and the engine is settled here: a search reads
// all events that are bound, expressions are bound late because a field has no
// type, a missing BY field drops a row, a pattern of field names is worked out
// when the fields are known. One command is one file, named as in ast/spl.
//
// It may import ast/spl, plan, functions, table, source and bind. Where SPL
// makes text out of data and reads it as SPL again (a subsearch that returns a
// field called search, map, foreach), it asks [bind.Env.ParseSPL].
//
//	search, err := parser.SPL(text, macros)
//	bound, err := spl.Bind(search, &bind.Env{Events: events, Text: text})
package spl
