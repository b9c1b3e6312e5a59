package parser_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// splForms are searches and their canonical text.
var splForms = []struct{ in, out string }{
	{`index=a  user = "b c" NOT x!=1 (y>2 OR z IN (1, "2*"))`, `search index=a user="b c" NOT x!=1 (y>2 OR z IN (1, "2*"))`},
	{`error OR "two words" TERM(10.0.0.1) CASE(Err)`, `search error OR "two words" TERM(10.0.0.1) CASE(Err)`},
	{`a= =`, `search a= =`},
	{`! =00`, `search ! =00`},
	{`a< <0 b!= !c`, `search a< <0 b!= !c`},
	{`a=1 AND b=2 and`, `search a=1 b=2 and`},
	{`user NOT IN (a b)`, `search user NOT IN (a, b)`},
	{`"a b"=c x=*y=z* Folder.Path=\\s AffectedItems{}.Subject=q`, `search "a b"=c x=*y=z* Folder.Path=\\s AffectedItems{}.Subject=q`},
	{`[ search a | fields b ] c=[| inputlookup t | return 1 $d]`, `search [ search a | fields b ] c=[ | inputlookup t | return 1 $d ]`},
	{`| search [ a=b | stats count ]`, `search [ search a=b | stats count ]`},
	{"x ```note | [ ` ``` | stats ```a``` count", `search x | stats count`},
	{`| where a=1 and NOT b LIKE "x%" or c IN ("d",1.5) xor -e+.5 . 'f g' != null()`,
		`| where a = 1 AND NOT b LIKE "x%" OR c IN ("d", 1.5) XOR -e + .5 . 'f g' != null()`},
	{`| eval a=1, -time = _time, "b c"=case(true(),2), 'd'=d.1, {e}_x=(1)`, `| eval a=1, -time=_time, "b c"=case(true(), 2), 'd'=d . 1, {e}_x=(1)`},
	{`| eval x=a.b*-c%2`, `| eval x=a . b * -c % 2`},
	{`| where x=[search a | return b]`, `| where x = [ search a | return b ]`},
	{`| stats count, dc(eval(if(a="b",c,null()))) as "x y" values(d{}.e), p95(f*) BY g h.i`,
		`| stats count, dc(eval(if(a = "b", c, null()))) as "x y", values(d{}.e), p95(f*) by g, h.i`},
	{`| streamstats window=3 current=f count reset_after=(x>1) by a`, `| streamstats window=3 current=f reset_after=eval(x > 1) count by a`},
	{`| eventstats avg(a) as b(c), count`, `| eventstats avg(a) as b(c), count`},
	{`| stats sparkline(count(a),1h) as s`, `| stats sparkline(count(a), 1h) as s`},
	{`| chart limit=5 count over a by b useother=f`, `| chart limit=5 count over a by b useother=f`},
	{`| timechart span=1h eval(avg(a)/max(b)) as r by c where max in top5`, `| timechart span=1h eval(avg(a) / max(b)) as r by c where max in top5`},
	{`| tstats summariesonly=t count min(_time) as f from datamodel=A.B where (A.x="1*" OR A.y=2) A.z IN (3) by A.x, _time span=1h A.q | table *`,
		`| tstats summariesonly=t count, min(_time) as f from datamodel=A.B where (A.x="1*" OR A.y=2) A.z IN (3) by A.x, _time span=1h, A.q | table *`},
	{`| tstats count from datamodel X.Y as z where nodename=n groupby a`, `| tstats count from datamodel X.Y as z where nodename=n by a`},
	{`| mstats avg(_value) where metric_name=cpu by host span=5m`, `| mstats avg(_value) where metric_name=cpu by host span=5m`},
	{`| bucket _time span=2m as t`, `| bin span=2m _time as t`},
	{`| join a, b, max=0 [| inputlookup t]`, `| join max=0 a, b [ | inputlookup t ]`},
	{`| head limit= =3`, `| head limit= =3`},
	{`| join a= =L b [search c]`, `| join a= =L b [ search c ]`},
	{`| join left=L right=R where L.a=R.b [search c]`, `| join left=L right=R where L.a=R.b [ search c ]`},
	{`| append [search a] | appendcols override=t [search b] | appendpipe [stats count]`, `| append [ search a ] | appendcols override=t [ search b ] | appendpipe [ | stats count ]`},
	{`| union [search a] [search b] | multisearch [search c] [search d]`, `| union [ search a ] [ search b ] | multisearch [ search c ] [ search d ]`},
	{`| rename "A.*" as *, count(x) AS n b as "c d"`, `| rename "A.*" as *, count(x) as n, b as "c d"`},
	{`| fields - a, _raw | fields + b | fields c*`, `| fields - a, _raw | fields + b | fields c*`},
	{`| sort 0 - a, +num(b) -c desc`, `| sort 0 -a, +num(b), -c desc`},
	{`| sort limit=5 d | sort desc a d`, `| sort d limit=5 | sort desc, a desc`},
	{`| sort 0='x' ' b`, `| sort "'", b 0='x'`},
	{"| sort a d ```last first``` | sort limit ```all``` =0 b", `| sort a desc | sort b limit=0`},
	{`|sort A d 0=0`, `| sort A, d 0=0`},
	{`| sort limit=5 a d limit=6 d`, `| sort a, d limit=5 limit=6 desc`},
	{`| dedup 2 a b keepevents=t sortby -_time`, `| dedup 2 keepevents=t a, b sortby -_time`},
	{`| head 10 | head limit=5 | head (x>1) keeplast=t null=f | head count<3 | tail 5 | reverse`,
		`| head 10 | head limit=5 | head (x > 1) keeplast=t null=f | head count < 3 | tail 5 | reverse`},
	{`| rex field=a max_match=0 "(?<b>\d+)\"" | rex mode=sed "s/a/b/" | regex c!="^\d|x" | regex "y"`,
		`| rex field=a max_match=0 "(?<b>\d+)\"" | rex mode=sed "s/a/b/" | regex c!="^\d|x" | regex "y"`},
	{`| convert timeformat="%F" ctime(a) as b, num(c*) none(d)`, `| convert timeformat="%F" ctime(a) as b, num(c*), none(d)`},
	{`| lookup local=t t a as b, c OUTPUT d as e f OUTPUTNEW g`, `| lookup local=t t a as b c output d as e, f outputnew g`},
	{`| inputlookup append=t t where a=b* c=1`, `| inputlookup append=t t where a=b* c=1`},
	{`| top 5 a by b | rare limit=2 c showperc=f`, `| top 5 a by b | rare limit=2 showperc=f c`},
	{`| transaction a maxspan=5m startswith=(x=1 y) endswith=eval(z>2) c`, `| transaction maxspan=5m startswith=(x=1 y) endswith=eval(z > 2) a c`},
	{`| foreach a* [eval <<FIELD>>_x = '<<FIELD>>'+1]`, `| foreach a* [ | eval <<FIELD>>_x='<<FIELD>>' + 1 ]`},
	{`| map maxsearches=3 search="search a=$b$ | stats count" | map [search c]`, `| map maxsearches=3 search="search a=$b$ | stats count" | map [ search c ]`},
	{`| replace *x WITH y, "0" WITH z IN a, b`, `| replace *x with y, "0" with z in a, b`},
	{`| from datamodel:"A.B" | makeresults count=2 annotate=t | addinfo`, `| from datamodel: "A.B" | makeresults count=2 annotate=t | addinfo`},
	{`| strcat a "/" b c | accum d as e | delta f p=2 | autoregress g p=1-3`, `| strcat a "/" b c | accum d as e | delta p=2 f | autoregress p=1-3 g`},
	{`| kv pairdelim="," | fromjson a | anomalydetection "x|y" action=filter [search z] b | stats count`,
		`| extract pairdelim="," | fromjson a | anomalydetection "x|y" action=filter [search z] b | stats count`},
}

func TestSPLForms(t *testing.T) {
	for _, c := range splForms {
		search, err := parser.SPL(source.New("", c.in), nil)
		require.NoError(t, err, c.in)
		require.Equal(t, c.out, search.String())
		requireFixpoint(t, c.in, search)
	}
}

// TestSPLCommandsComplete makes sure that each command the lexer gives a
// grammar has a production that builds, and that the others are kept whole.
func TestSPLCommandsComplete(t *testing.T) {
	for _, name := range lexer.SPLCommands() {
		_, grammar := lexer.SPLKnownCommand(name)
		search, err := parser.SPL(source.New("", "| "+name+" a b ```c | d``` [ | table e ] \"|\" | table x"), nil)
		for _, e := range source.Errors(err) {
			require.NotEqual(t, "GH299", e.Code, "%s: %v", name, err)
			require.NotEqual(t, "GH202", e.Code, "%s: %v", name, err)
		}
		if !grammar {
			require.NoError(t, err, name)
			require.Equal(t, "a b ```c | d``` [ | table e ] \"|\"", search.Commands[0].(*spl.Unsupported).Raw)
		}
	}
}

// TestSPLSpans checks that every node lies inside its parent, and that its
// text, parsed as a whole search, is not cut in the middle of a word.
func TestSPLSpans(t *testing.T) {
	for _, c := range splForms {
		search, err := parser.SPL(source.New("", c.in), nil)
		require.NoError(t, err)
		var inside []source.Span
		ast.Walk(search, &spanChecker{t: t, text: c.in, outer: inside})
	}
}

type spanChecker struct {
	t     *testing.T
	text  string
	outer []source.Span
}

func (s *spanChecker) Enter(n ast.Node) bool {
	span := n.Span()
	require.LessOrEqual(s.t, span.Start, span.End, "%T in %s", n, s.text)
	require.LessOrEqual(s.t, span.End, len(s.text), "%T in %s", n, s.text)
	piece := s.text[span.Start:span.End]
	require.Equal(s.t, strings.TrimSpace(piece), piece, "%T in %s", n, s.text)
	require.NotEmpty(s.t, piece, "%T in %s", n, s.text)
	if len(s.outer) > 0 {
		o := s.outer[len(s.outer)-1]
		require.True(s.t, o.Start <= span.Start && span.End <= o.End, "%T %q in %s", n, piece, s.text)
	}
	s.outer = append(s.outer, span)
	return true
}

func (s *spanChecker) Leave(ast.Node) { s.outer = s.outer[:len(s.outer)-1] }

func TestSPLPrecedence(t *testing.T) {
	search, err := parser.SPL(source.New("", "a=1 b=1 OR c=1 | where NOT a=1 AND b=2 OR c=3"), nil)
	require.NoError(t, err)
	and := search.Commands[0].(*spl.SearchCommand).X.(*spl.And)
	require.IsType(t, &spl.Or{}, and.Terms[1])
	or := search.Commands[1].(*spl.Where).X.(*spl.Binary)
	require.Equal(t, "OR", or.Op)
	inner := or.X.(*spl.Binary)
	require.Equal(t, "AND", inner.Op)
	require.Equal(t, "=", inner.X.(*spl.Unary).X.(*spl.Binary).Op)
}

func TestSPLErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a | statz count", `1:5: unknown command "statz"; did you mean "stats"?`},
		{"a | | table b", `1:5: there is no command between two |`},
		{"a |", `1:4: unexpected end of the search; expected a command`},
		{"a | rename b", `1:13: unexpected end of the search in "rename"; usage: rename name as name, ...`},
		{"a | where (b", `1:13: unexpected end of the search; expected ")"`},
		{`a="b`, `1:3: a text is not closed: " is missing`},
		{"a | stats by b", `1:11: unexpected "by" in "stats"; usage: stats function(field) as name ... by field, ...`},
		{"a | table b,, c", `1:13: unexpected "," in "table"; usage: table name, ...`},
		{"a | eval b", `1:10: unexpected "b" in "eval"; usage: eval name=expression, ...`},
		{"a ] b", `1:3: unexpected "]"`},
		{"[search a", `1:10: unexpected end of the search; expected "]"`},
		{"a | rex x y", `1:11: "rex" takes one pattern; usage: rex field=name max_match=1 "pattern"`},
		{"a | where 3des=1", `1:11: "3des" is no number; a field name that starts with a digit needs 'single quotes'`},
		{"a | foo | join b [ bar | rename ] | table c,,d", "1:5: unknown command \"foo\"\n" +
			"1:33: unexpected \"]\" in \"rename\"; usage: rename name as name, ...\n" +
			"1:45: unexpected \",\" in \"table\"; usage: table name, ..."},
		{"", "1:1: unexpected end of the search; expected a command"},
	} {
		_, err := parser.SPL(source.New("", c.in), nil)
		require.EqualError(t, err, c.want, c.in)
		for _, e := range source.Errors(err) {
			require.Equal(t, source.Syntax, e.Kind)
		}
	}
}

func TestSPLBounds(t *testing.T) {
	start := time.Now()
	for _, in := range []string{
		strings.Repeat("(", 1<<20), "| where " + strings.Repeat("(", 1<<20),
		strings.Repeat("[", 1<<20), "| where x=" + strings.Repeat("-", 1<<17) + "1",
		"| where x=1" + strings.Repeat("+1", 1<<16), strings.Repeat("NOT ", 1<<16) + "x",
		strings.Repeat("a ", 3<<20),
		"| where " + strings.Repeat("NOT ", 1<<16) + "x", "| stats count(" + strings.Repeat("eval(", 1<<18),
	} {
		_, err := parser.SPL(source.New("", in), nil)
		require.NotEmpty(t, source.Errors(err), in[:20])
		require.Equal(t, source.Limit, source.Errors(err)[0].Kind, in[:20])
	}
	require.Less(t, time.Since(start), 20*time.Second)
}

func FuzzSPL(f *testing.F) {
	for _, c := range splForms {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		search, err := parser.SPL(source.New("", in), parser.FilterFallback(nil))
		if err != nil {
			for _, e := range source.Errors(err) {
				if e.Code == "GH299" {
					t.Fatal(err)
				}
			}
			return
		}
		requireFixpoint(t, in, search)
	})
}

// TestSPLManyMistakes: of a text that is no search the first mistakes are told,
// and the rest of it is not read.
func TestSPLManyMistakes(t *testing.T) {
	for _, query := range []string{"a" + strings.Repeat(" | ", 1000), "a [" + strings.Repeat(" | ", 1000) + "]"} {
		_, err := parser.SPL(&source.Text{Body: query}, nil)
		var list source.List
		require.ErrorAs(t, err, &list)
		require.LessOrEqual(t, len(list), 101)
		require.GreaterOrEqual(t, len(list), 100)
		require.Contains(t, list[0].Error(), "no command between two |")
	}
}
