package parser

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/source"
)

// TestKQLPrints shows how texts are read, by their canonical form.
func TestKQLPrints(t *testing.T) {
	for text, want := range map[string]string{
		"T|filter a has 'x' * 2 == 3":                     "T | where a has 'x' * 2 == 3",
		"print (a + b) * c - (d - e)":                     "print (a + b) * c - (d - e)",
		"print a or b and c, (a or b) and c":              "print a or b and c, (a or b) and c",
		"print -(-1), ['a b'], a.['b c'], a.[0]":          "print -(-1), ['a b'], a.['b c'], a[0]",
		"print 'a' \"b\"":                                 `print 'a' "b"`,
		"T | join (U | take 1) on a, $left.b==$right.c":   "T | join (U | take 1) on a, $left.b == $right.c",
		"T | mvexpand kind=array a to typeof(long)":       "T | mv-expand kind=array a to typeof(long)",
		"let f=(a:long=1,T:(x:string)){T|take a};f()":     "let f = (a:long = 1, T:(x:string)) { T | take a }; f()",
		"let v=view(){T};union (v),U*,database('d').*":    "let v = view () { T }; union v, U*, database('d').*",
		"T|summarize (a,b)=arg_max(c,*) by bin(t,1h)":     "T | summarize (a, b) = arg_max(c, *) by bin(t, 1h)",
		"T|make-series c=count() on t in range(1,2,3)":    "T | make-series c = count() on t in range(1, 2, 3)",
		"T|partition by k(top 1 by v)":                    "T | partition by k (top 1 by v)",
		"T|fork a=(count)(take 1)":                        "T | fork a=(count) (take 1)",
		"T|facet by a with (take 1)":                      "T | facet by a with (take 1)",
		"T|evaluate pivot(a):(x:long,*)":                  "T | evaluate pivot(a) : (x:long, *)",
		"T|top-nested of a with others='o' by s=sum(b)":   "T | top-nested of a with others = 'o' by s = sum(b)",
		"T|graph-where-nodes (a.x==1)|take 1":             "T | graph-where-nodes (a.x==1) | take 1",
		"declare pattern p=(a:string)[b:string]{};p":      "declare pattern p = (a:string)[b:string] { }; p",
		"set notruncation;set a=1;T":                      "set notruncation; set a = 1; T",
		"T|where toscalar(U|count)>1 and x in ((V))":      "T | where toscalar(U | count) > 1 and x in (V)",
		"externaldata(a:string)[@'u']with(format='csv')":  "externaldata (a:string) [@'u'] with (format='csv')",
		"find in(A,B*) where x==1 project a:long,pack(*)": "find in (A, B*) where x == 1 project a:long, pack(*)",
		"T|where a": "T | where a", "where a": "where a", "T": "T",
		"T|parse kind=regex a with 'x' b:long *|as c": "T | parse kind=regex a with 'x' b:long * | as c",
		"T|reduce by a with threshold=0.1":            "T | reduce by a with threshold=0.1",
		"macro-expand G as g(let V=g.T;V|take 1)":     "macro-expand G as g (let V = g.T; V | take 1)",
		"macro-expand g in['my G'](g.T)|take 1":       "macro-expand g in ['my G'] (g.T) | take 1",
		"macro-expand kind=inner isfuzzy=true entity_group[database('a'),cluster('c').database('b')]as X(macro-expand H as Y(X.T|join Y.T on a))": "macro-expand kind=inner isfuzzy=true entity_group [database('a'), cluster('c').database('b')] as X (macro-expand H as Y (X.T | join Y.T on a))",
		"let G=entity_group[T,U];macro-expand G as X(X|where X.$current_database == 'd')":                                                         "let G = entity_group [T, U]; macro-expand G as X (X | where X.$current_database == 'd')",
	} {
		query, err := KQL(source.New("", text))
		require.NoError(t, err, text)
		require.Equal(t, want, kql.String(query), text)
		checkFixpoint(t, text, query)
	}
}

func TestKQLRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"T\n| summarise count()": `2:3: unknown operator "summarise"; did you mean "summarize"?`,
		"T | foo-bar x":          `1:5: unknown operator "foo-bar"`,
		"macro-expand G (G.T)":   `1:21: expected "as", found the end of the query in macro-expand; usage: macro-expand entity_group [database("a"), ...] as X (X.table | ...)`,
		"macro-expand X in G":    `1:20: expected "(", found the end of the query in macro-expand; usage: macro-expand entity_group [database("a"), ...] as X (X.table | ...)`,
		"T | where":              `1:10: the query ends too early in where; usage: where condition`,
		"T | where a ==":         `1:15: expected an expression, found the end of the query`,
		"T | where a == 'x":      `1:16: the string 'x has no closing quote`,
		"declare pattern p = (a:string) { (x) = { T } }; p('x')": `1:35: expected a string, found "x"`,
		"T | where (a":                   `1:13: expected ")", found the end of the query`,
		"T | sort x":                     `1:10: expected "by", found "x" in sort; usage: sort by column [asc|desc], ...`,
		"T | take 1 2":                   `1:12: unexpected "2" in take; usage: take count`,
		"T | join knd=inner (U) on x":    `1:10: unexpected parameter "knd" of join; did you mean "kind"?`,
		"T | where x == 1 adn y == 2":    `1:18: unexpected "adn" in where; did you mean "and"?`,
		"T | where x contians 'a'":       `1:13: unexpected "contians" in where; did you mean "contains"?`,
		"T | where x in 5":               `1:16: expected "(", found "5"`,
		"x = T | take 1":                 `1:1: a query cannot be named; use let to give it a name`,
		"T U":                            `1:3: expected ";", found "U"`,
		"":                               `1:1: there is no query in the text`,
		".show tables":                   `1:1: management commands are no queries`,
		"T | where a = \u201cx\u201d":    "1:15: unexpected character \"\u201c\"",
		"T | whre a | take | sumarize b": "1:5: unknown operator \"whre\"; did you mean \"where\"?\n1:19: unexpected \"|\" in take; usage: take count\n1:21: unknown operator \"sumarize\"; did you mean \"summarize\"?",
		"let x = ; T | whre a":           "1:9: expected an expression, found \";\"\n1:15: unknown operator \"whre\"; did you mean \"where\"?",
		"T | join (U | whre a) on b | x": "1:15: unknown operator \"whre\"; did you mean \"where\"?\n1:30: unknown operator \"x\"",
		"T | where a between (1, 2)":     `1:23: expected "..", found ","`,
		"print dynamic({a:1})":           `1:16: expected a key in quotes, found "a"`,
		"T | extend a = b c":             `1:18: unexpected "c" in extend; usage: extend name = expression, ...`,
		"T | where a > 1\nlet b = 2;":    `2:1: expected ";" before "let"`,
	} {
		query, err := KQL(source.New("", text))
		require.Error(t, err, text)
		require.Nil(t, query)
		require.Equal(t, want, err.Error(), text)
		for _, e := range source.Errors(err) {
			require.Equal(t, source.Syntax, e.Kind)
			require.NotEmpty(t, e.Code)
		}
	}
}

func TestKQLIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"brackets": strings.Repeat("(", 1<<20),
		"calls":    "print " + strings.Repeat("f(", 1<<19),
		"dynamic":  "print dynamic(" + strings.Repeat("[", 1<<20),
		"signs":    "print " + strings.Repeat("-", 1<<20) + "1",
		"sums":     "print 1" + strings.Repeat("+1", 1<<19),
		"paths":    "print a" + strings.Repeat(".a", 1<<19),
		"indexes":  "print a" + strings.Repeat("[0]", 1<<18),
		"size":     strings.Repeat(" ", MaxKQLLength+1),
		"subquery": strings.Repeat("T | join (", 1<<16),
		"braces":   strings.Repeat("let f = () {", 1<<16),
	} {
		_, err := KQL(source.New("", text))
		require.Error(t, err, name)
		for _, e := range source.Errors(err) {
			require.NotEqual(t, codeParserInternal, e.Code, name)
		}
	}
}

// TestKQLSpans checks that nodes know exactly where they stand.
func TestKQLSpans(t *testing.T) {
	const text = "let n = 1; // c\nT | where a.b['x'] has 'y'  \n| top 3 by c desc /* */"
	query, err := KQL(source.New("", strings.Replace(text, " /* */", " // end", 1)))
	require.NoError(t, err)
	var got []string
	ast.Inspect(query, func(n ast.Node) bool {
		s := n.Span()
		got = append(got, text[s.Start:s.End])
		return true
	})
	require.Equal(t, []string{text[:len(text)-6], "let n = 1", "n", "1",
		"T | where a.b['x'] has 'y'  \n| top 3 by c desc", "T | where a.b['x'] has 'y'  \n| top 3 by c desc", "T",
		"where a.b['x'] has 'y'", "a.b['x'] has 'y'", "a.b['x']", "a.b", "a", "b", "'x'", "'y'",
		"top 3 by c desc", "3", "c desc", "c"}, got)
}

func TestKQLStrings(t *testing.T) {
	for raw, want := range map[string]string{`"a\tb"`: "a\tb", `'\u00e9\x41\101'`: "éAA", `@"a\""b"`: `a\"b`,
		"h'x'": "x", "```a\n\\b```": "a\n\\b", `"\\\"\'"`: `\"'`, `''`: ""} {
		got, _, ok := kql.Unquote(raw)
		require.True(t, ok, raw)
		require.Equal(t, want, got, raw)
	}
	_, _, ok := kql.Unquote(`"\q"`)
	require.False(t, ok)
}
