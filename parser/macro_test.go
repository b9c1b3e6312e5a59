package parser_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

var testMacros = parser.MacroSet{
	"web":     {Definition: source.New("web", "host=web*")},
	"outer":   {Definition: source.New("outer", "`web` OR `keep(x,y)`")},
	"keep(2)": {Args: []string{"f", "v"}, Definition: source.New("keep(2)", `$f$="$v$"`)},
	"a":       {Definition: source.New("a", "x `b`")},
	"b":       {Definition: source.New("b", "y `a`")},
	"broken":  {Definition: source.New("broken", "stats count by by")},
	"deep":    {Definition: source.New("deep", "`broken`")},
}

func TestExpandMacros(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"`web` x", "host=web* x"},
		{"`web()` x", "host=web* x"},
		{"`outer`", `host=web* OR x="y"`},
		{"`keep(a, \"b, (c\")`", `a="b, (c"`},
		{"`keep(lower(a,b),c)`", `lower(a,b)="c"`},
		{"x=\"`web`\" ```c `no` ``` `web`", "x=\"`web`\" ```c `no` ``` host=web*"},
		{`x=*\" ` + "`web`", `x=*\" host=web*`},
		{"a | `z_filter`", "a | search *"},
	} {
		out, err := parser.ExpandMacros(source.New("", c.in), parser.FilterFallback(testMacros))
		require.NoError(t, err, c.in)
		require.Equal(t, c.want, out.Body)
	}
}

func TestMacroErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"x `nope`", "1:3: macro `nope` is not defined"},
		{"`keep(a)`", "1:1: macro `keep(1)` is not defined"},
		{"x `a`", "b:1:3: macro leads back to itself: a -> b -> a (in macro `a` called at 1:3) (in macro `b` called at 1:3)"},
		{"x `web", "1:3: a macro call is `name` or `name(argument, ...)` between backticks"},
		{"x | `broken`", "broken:1:16: unexpected \"by\" in \"stats\"; usage: stats function(field) as name ... by field, ... (in macro `broken` called at 1:5)"},
		{"x | `deep`", "broken:1:16: unexpected \"by\" in \"stats\"; usage: stats function(field) as name ... by field, ... (in macro `deep` called at 1:5) (in macro `broken` called at 1:1)"},
		{"`web` | statz", `1:9: unknown command "statz"; did you mean "stats"?`},
	} {
		_, err := parser.SPL(source.New("", c.in), testMacros)
		require.EqualError(t, err, c.want, c.in)
	}
}

func TestMacroGrowthIsBounded(t *testing.T) {
	set := parser.MacroSet{"m0": {Definition: source.New("m0", "0123456789")}}
	for i := 1; i < 40; i++ {
		name, inner := "m"+string(rune('A'+i)), "m"+string(rune('A'+i-1))
		if i == 1 {
			inner = "m0"
		}
		set[name] = parser.MacroDef{Definition: source.New(name, "`"+inner+"` `"+inner+"`")}
	}
	delete(set, "m[")
	_, err := parser.SPL(source.New("", "`mY`"), set)
	require.Error(t, err)
	require.Equal(t, source.Limit, source.Errors(err)[0].Kind)
}

// FuzzMacros expands searches with macros of any text: the expansion comes to
// an end, its origins lie inside the texts that they name, and a macro that
// calls itself is an error.
func FuzzMacros(f *testing.F) {
	f.Add("`a` | `b(x, \"y z\")`", "index=main `b(1,2)`", "user=$p$ OR x=\"$q$\"")
	f.Add("`a`", "`b(`a`,1)`", "`a` $p$")
	f.Add("``` `a` ``` `a", "```x", "$q$$p$`a`")
	f.Fuzz(func(t *testing.T, in, first, second string) {
		macros := parser.MacroSet{
			"a":    {Definition: source.New("a", first)},
			"b(2)": {Args: []string{"p", "q"}, Definition: source.New("b", second)},
		}
		out, err := parser.ExpandMacros(source.New("", in), macros)
		if err != nil {
			require.NotEmpty(t, source.Errors(err))
			require.NotEmpty(t, err.Error())
			return
		}
		for _, o := range out.Origins {
			require.LessOrEqual(t, o.Start, o.End)
			require.LessOrEqual(t, o.End, len(out.Body))
		}
		if _, err := parser.SPL(source.New("", in), parser.FilterFallback(macros)); err != nil {
			for _, e := range source.Errors(err) {
				require.NotEqual(t, "GH299", e.Code, e)
				_ = e.Caret()
			}
		}
	})
}
