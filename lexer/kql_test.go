package lexer

import (
	"strings"
	"testing"

	plexer "github.com/alecthomas/participle/v2/lexer"
	"github.com/stretchr/testify/require"
)

func kqlTokens(text string) []plexer.Token {
	l, _ := KQL.(plexer.StringDefinition).LexString("", text)
	all, _ := plexer.ConsumeAll(l)
	return all[:len(all)-1]
}

func kqlShow(text string) string {
	names := plexer.SymbolsByRune(KQL)
	var b strings.Builder
	for _, t := range kqlTokens(text) {
		if t.Type != KQLBlank {
			b.WriteString(names[t.Type][:2] + "<" + t.Value + "> ")
		}
	}
	return strings.TrimSpace(b.String())
}

func TestKQLTokens(t *testing.T) {
	for text, want := range map[string]string{
		"a | mv-expand b":              "Wo<a> Pu<|> Wo<mv-expand> Wo<b>",
		"a | foo-bar x-y":              "Wo<a> Pu<|> Wo<foo-bar> Wo<x> Pu<-> Wo<y>",
		"x=top-nested":                 "Wo<x> Pu<=> Wo<top-nested>",
		"x !has 'a'":                   "Wo<x> Pu<!has> St<'a'>",
		"x !in~ (1)":                   "Wo<x> Pu<!in~> Pu<(> Lo<1> Pu<)>",
		"x in~(1..2)":                  "Wo<x> Wo<in~> Pu<(> Lo<1> Pu<..> Lo<2> Pu<)>",
		"1.5 1e3 0x1F 2.5h 7days 3Dx":  "Re<1.5> Re<1e3> Lo<0x1F> Ti<2.5h> Ti<7days> Wo<3Dx>",
		"datetime(2020-01-01) int( 1)": "Ty<datetime(2020-01-01)> Ty<int( 1)>",
		"int(f(x))":                    "Wo<int> Pu<(> Wo<f> Pu<(> Wo<x> Pu<)> Pu<)>",
		`@"a\" h'b' 'c\'d' @'e''f'`:    `St<@"a\"> St<h'b'> St<'c\'d'> St<@'e''f'>`,
		"```a\nb``` 'x":                "St<```a\nb```> Op<'x>",
		"hint.strategy=x // c":         "Hi<hint.strategy> Pu<=> Wo<x> Co<// c>",
		"a\u00a0\u200bb \u201cx":       "Wo<a> Wo<b> In<\u201c> Wo<x>",
		"$left.a == has_any":           "Wo<$left> Pu<.> Wo<a> Pu<==> Wo<has_any>",
		"h hx @":                       "Wo<h> Wo<hx> Pu<@>",
	} {
		require.Equal(t, want, kqlShow(text), text)
	}
}

func TestKQLNestingIsBounded(t *testing.T) {
	tokens := kqlTokens(strings.Repeat("(", 1<<20))
	require.Len(t, tokens, MaxKQLNesting+1)
	require.Equal(t, KQLTooDeep, tokens[MaxKQLNesting].Type)
}

func FuzzKQLTokensTile(f *testing.F) {
	f.Add("T | where a['x'] !has @\"b\" // c\n| take 1d")
	f.Add("```\x00 datetime( ~~~ \xff")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, token := range kqlTokens(text) {
			require.NotEmpty(t, token.Value)
			require.Equal(t, at, token.Pos.Offset)
			require.True(t, strings.HasPrefix(text[at:], token.Value))
			at += len(token.Value)
		}
		require.Equal(t, len(text), at)
	})
}
