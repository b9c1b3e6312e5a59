package lexer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/lexer"
)

// splShow is the names of the token types, separated by blanks.
func splShow(t *testing.T, text string) string {
	t.Helper()
	names := map[int]string{}
	for name, kind := range lexer.SPL.Symbols() {
		names[int(kind)] = name
	}
	lex, err := lexer.SPL.LexString("", text)
	require.NoError(t, err)
	var out []string
	for {
		token, err := lex.Next()
		require.NoError(t, err)
		if token.EOF() {
			return strings.Join(out, " ")
		}
		require.LessOrEqual(t, token.Pos.Offset+len(token.Value), len(text))
		out = append(out, names[int(token.Type)])
	}
}

func TestSPLTokensDependOnTheCommand(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`a=b`, `Implied Word Op Word`},
		{`search a=b=c*`, `Command Word Op Word`},
		{`| eval a=b=c`, `Pipe Command Target Eq Ident Op Ident`},
		{`| eval -a = b`, `Pipe Command Target Eq Ident`},
		{`| rex a=b "c"`, `Pipe Command Key Eq Value Word`},
		{`| regex a="c"`, `Pipe Command Word Op Word`},
		{`| stats count(eval(a=1)) as b by c`, `Pipe Command Func LParen EvalOpen Ident Op Number RParen RParen Keyword Word Keyword Word`},
		{`| tstats count where a=1 by b span=2`, `Pipe Command Word Keyword Word Op Word Keyword Word Key Eq Value`},
		{`| sort 5 -a`, `Pipe Command Number Sign Word`},
		{`[b c] d`, `Implied Open Implied Word Word Close Word`},
		{`[ stats count]`, `Implied Open Command Word Close`},
		{`| outlier a=b | where c`, `Pipe Command Raw Pipe Command Ident`},
		{`| where in(a) or a in (b)`, `Pipe Command Func LParen Ident RParen Op Ident Op LParen Ident RParen`},
	} {
		require.Equal(t, c.want, splShow(t, c.text), c.text)
	}
}

// FuzzSPLTokens checks that tokens stand in order without overlap.
func FuzzSPLTokens(f *testing.F) {
	f.Add("a | eval b=\"c\" [| d]")
	f.Fuzz(func(t *testing.T, text string) {
		lex, _ := lexer.SPL.LexString("", text)
		at := 0
		for range 2*len(text) + 2 {
			token, err := lex.Next()
			require.NoError(t, err)
			require.GreaterOrEqual(t, token.Pos.Offset, at)
			if token.EOF() {
				return
			}
			at = token.Pos.Offset + len(token.Value)
			require.LessOrEqual(t, at, len(text))
		}
		t.Fatal("the lexer does not come to an end")
	})
}
