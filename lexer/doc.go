// Package lexer holds the two hand-written lexers, [KQL] and [SPL], behind
// participle's lexer.Definition.
//
// What a piece of text means depends on where it stands, so both carry
// context. Neither ever fails: text that no rule accepts becomes a token of
// its own that the parser reports, and nesting is bounded here because every
// recursion of the parsers passes a bracket. The tokens' values tile the text.
//
// It imports source at most.
package lexer
