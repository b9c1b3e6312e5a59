// Package editor is what an editor of queries needs besides a place to type:
// what may stand at the cursor, which words to colour, and whether a text is a
// whole query. It draws nothing and knows no terminal.
//
//	c := editor.Complete(db, goshawk.KQL, "EmailEvents | where Sub", 23)
//	// c.Candidates has Subject; text[c.From:c.To] is what it replaces
//
// It reads text with the lexers, which never fail, so that unfinished and wrong
// text is no trouble, and asks the engine for the columns that the rows before
// the cursor have. It imports the facade, lexer, ast/kql, bind/kql and functions.
package editor
