package functions

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// elements reads a pattern of literals in quotes, * and names with types.
func elements(t *testing.T, pattern string) []ParseElement {
	t.Helper()
	var out []ParseElement
	for _, part := range strings.Split(pattern, "|") {
		switch {
		case part == "*":
			out = append(out, ParseElement{Skip: true})
		case strings.HasPrefix(part, ":"):
			typ, ok := table.ParseType(part[1:])
			require.True(t, ok, part)
			out = append(out, ParseElement{Capture: true, Type: typ})
		default:
			out = append(out, ParseElement{Literal: part})
		}
	}
	return out
}

func TestParsePattern(t *testing.T) {
	slice := "Event: NotifySliceRelease (resourceName=PipelineScheduler, totalSlices=27, sliceNumber=20, lockTime=02/17/2016)"
	for _, k := range []struct {
		kind                 ParseKind
		flags, pattern, text string
		want                 string // captures joined by |, or "no"
	}{
		{ParseSimple, "", `name=|:string| age=|:string`, "name=alice age=30", "alice|30"},
		{ParseSimple, "", `name=|:string| age=|:string`, "x name=alice age=30", "no"},
		{ParseSimple, "", `  |:string| and |:string|  |:string`, "  leading and trailing  spaces  here  ", "leading|trailing|spaces  here  "},
		{ParseSimple, "", `:string|X|:string|X|:string|X|:string`, "aXbXcXd", "a|b|c|d"},
		{ParseSimple, "", `*|resourceName=|:string|, totalSlices=|:string|,|*`, slice, "PipelineScheduler|27"},
		{ParseSimple, "", `*|device: '|:string|'`, "x device: 'a'b'", "a'b"},
		{ParseSimple, "", `:string|ms`, "15ms later", "no"},
		{ParseSimple, "", `:string`, "anything", "anything"},
		{ParseRegex, "", `:string|\d+|:string`, "abc123def", "abc12|def"},
		{ParseRegex, "", `:string|\d+|:string`, "xyz999", "xyz99|"},
		{ParseRegex, "", `*|(resource)Name=|:string|,|*`, slice, "PipelineScheduler, totalSlices=27, sliceNumber=20"},
		{ParseRegex, "U", `*|resourceName=|:string|,|*`, slice, "PipelineScheduler"},
		{ParseRegex, "i", `*|RESOURCENAME=|:string|, totalSlices|*`, slice, "PipelineScheduler"},
		{ParseRegex, "", `*|RESOURCENAME=|:string|,|*`, slice, "no"},
	} {
		p, err := NewParsePattern(k.kind, k.flags, elements(t, k.pattern))
		require.NoError(t, err)
		row := make([]string, len(p.Types()))
		got := "no"
		if p.match(k.text, row) {
			got = strings.Join(row, "|")
		}
		require.Equal(t, k.want, got, "%s on %s", k.pattern, k.text)
	}
}

func TestTypedCaptureBeforeSkip(t *testing.T) {
	p, err := NewParsePattern(ParseSimple, "", elements(t, `*|total=|:long|*|n=|:long|*`))
	require.NoError(t, err)
	row := make([]string, 2)
	require.True(t, p.match("a total=27, b n=-3)", row))
	require.Equal(t, []string{"27", "-3"}, row)
}

func TestParseKeyValues(t *testing.T) {
	for _, k := range []struct {
		options    KeyValueOptions
		text, want string
	}{
		{KeyValueOptions{PairDelimiter: ";", KVDelimiter: "="}, "a=1;b=2;a=3", "1|2"},
		{KeyValueOptions{PairDelimiter: " ", KVDelimiter: "="}, "a==b", "=b|"},
		{KeyValueOptions{PairDelimiter: " ", KVDelimiter: "="}, "a=hello b=foo bar", "hello|foo"},
		{KeyValueOptions{PairDelimiter: " ", KVDelimiter: "=", Greedy: true}, "a=John Doe b=New York", "John Doe|New York"},
		{KeyValueOptions{PairDelimiter: ";", KVDelimiter: "=", Quotes: []string{"'"}}, "a='x;y';b= 'z ' ", "x;y|z "},
		{KeyValueOptions{PairDelimiter: ",", KVDelimiter: ":", Quotes: []string{"<>"}, Escapes: []string{`\`}}, `<a>:<q\>,>, b : c `, "q>,|c"},
		{KeyValueOptions{Regex: `(\w+)\[([^\]]*)\]`}, "a[1] b[2]", "1|2"},
		{KeyValueOptions{PairDelimiter: ";", KVDelimiter: "="}, "", "|"},
		{KeyValueOptions{}, "x a: 1, b_2 a 3", "1|2"},
		{KeyValueOptions{}, "c a", "|"},
		{KeyValueOptions{Quotes: []string{"''", `"`}, Escapes: []string{`\`}}, `'a' = "x 'y'", b - 'p\'q'`, "x 'y'|p'q"},
	} {
		p, err := NewKeyValueParser(k.options, []table.Field{{Name: "a", Type: table.TypeString}, {Name: "b", Type: table.TypeString}})
		require.NoError(t, err)
		cols, err := p.Apply(&Call{Context: NewContext(context.Background(), 0), N: 1}, table.NewVec([]string{k.text}, nil))
		require.NoError(t, err)
		require.Equal(t, k.want, cols[0].Value(0).Str()+"|"+cols[1].Value(0).Str(), k.text)
	}
	for _, o := range []KeyValueOptions{{PairDelimiter: ";"}, {KVDelimiter: "="}, {Greedy: true}, {Regex: "(a)"}} {
		_, err := NewKeyValueParser(o, nil)
		require.Error(t, err)
	}
}

func TestParseAppliesAllOrNothing(t *testing.T) {
	texts := table.NewVec([]string{
		"slices=27, lock=02/17/2016 08:40:01) x",
		"slices=many, lock=02/17/2016 08:40:01) x",
		"slices=27, lock=never) x",
		"nothing",
	}, nil)
	want := map[ParseKind][][2]string{
		ParseSimple:  {{"27", "2016-02-17T08:40:01.0000000Z"}, {"", ""}, {"", ""}, {"", ""}},
		ParseRelaxed: {{"27", "2016-02-17T08:40:01.0000000Z"}, {"", "2016-02-17T08:40:01.0000000Z"}, {"27", ""}, {"", ""}},
	}
	for kind, rows := range want {
		p, err := NewParsePattern(kind, "", elements(t, `*|slices=|:long|*|lock=|:datetime|)|*`))
		require.NoError(t, err)
		cols, matched, err := p.Apply(&Call{Context: NewContext(context.Background(), 0), N: 4}, texts)
		require.NoError(t, err)
		for i, row := range rows {
			require.Equal(t, row, [2]string{textOf(cols[0].Value(i)), textOf(cols[1].Value(i))}, "kind %d row %d", kind, i)
		}
		require.Equal(t, []bool{true, kind == ParseRelaxed, kind == ParseRelaxed, false}, matched)
	}
}
