package functions

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestSearchPredicates(t *testing.T) {
	cases := []struct {
		name, value, pattern string
		want                 bool
	}{
		{"search=", "WebServer2", "webserver*", true}, {"search=", "db1", "*1", true}, {"search=", "1.0", "1", false},
		{"search=", "MailSend", "Send*", false}, {"search=", "a.b.c", "a*b*c", true}, {"search=", "10.10.10.12", "10.10.10.0/24", true},
		{"search=", "2001:0db8:ffff:ffff:ffff:ffff:ffff:ff99", "2001:0db8:ffff:ffff:ffff:ffff:ffff:ff00/120", true},
		{"search!=", "a", "*", false}, {"search!=", "50.10.10.17", "10.10.10.0/24", true}, {"search=case", "A", "a", false},
		{"search>", "404", "200", true}, {"search>", "90", "200", false}, {"search<", "b", "a", false},
		{"search_term", "login Failed now", "failed", true}, {"search_term", "prefailed", "failed", false}, {"search_term", "failures", "fail*", true},
		{"search_term", "x user=bob y", "user=bob", true}, {"search_term_case", "Failed", "failed", false}, {"search_term_exact", "10.0.0.12", "10.0.0.1", false},
		{"search_term", "a foo b bar", "foo*bar", true},
		{"search_term_exact", "q=a%20user=bob%26x", "user=bob", true}, {"search_term_exact", "x--user=bob--y", "user=bob", true},
		{"search_term_exact", "x-user=bob-y", "user=bob", false}, {"search_term_exact", "q%2Fuser=bob", "user=bob", false},
		{"search_term_exact", "a b", "a b", false}, {"search_term_exact", "failures", "FAIL*", true}, {"search_term_exact", "a=b/c.d", "a=*.d", true},
	}
	for _, k := range cases {
		f := SPL().Scalar(k.name)
		call := &Call{Context: NewContext(context.Background(), 0), N: 2, Null: f.Null}
		got, err := f.Impl[0].Kernel(call, []table.Column{table.NewVec([]string{k.value, ""}, []bool{false, true}), table.NewConst(table.StringValue(k.pattern), table.TypeString, 2)})
		require.NoError(t, err)
		require.Equal(t, k.want, got.Value(0).Bool(), "%v", k)
		require.Equal(t, table.BoolValue(false), got.Value(1), "%v: a missing field", k)
	}
}

func TestTermsWithPrefix(t *testing.T) {
	f := SPL().Scalar("search_prefix")
	for _, k := range []struct{ text, prefix, want string }{
		{"group=Queue, name=a/b", "group=", "queue"}, {"group=Queue, name=a/b", "name=", "a/b"}, {"x.group=q", "group=", ""},
		{`u="a" u= (u=1;u=2) u=1`, "u=", "1 2"}, {"Group=q", "Group=", ""},
		{"q=1%26u=2--u=3%2Fu=4", "u=", "2 3%2fu=4"},
	} {
		got, err := f.Impl[0].Kernel(&Call{Context: NewContext(context.Background(), 0), N: 1, Null: f.Null}, []table.Column{
			table.NewVec([]string{k.text}, nil), table.NewConst(table.StringValue(k.prefix), table.TypeString, 1)})
		require.NoError(t, err)
		var values []string
		for _, v := range got.Value(0).Array() {
			values = append(values, v.Str())
		}
		if one := got.Value(0).Str(); one != "" {
			values = []string{one}
		}
		require.Equal(t, k.want, strings.Join(values, " "), "%v", k)
	}
}

func TestPatterns(t *testing.T) {
	for _, k := range []struct{ pattern, text, want string }{
		{`(?<n>\d+)`, "a12", "12"}, {`(?<!\d)(\d{2})(?!\d)`, "123 45", "45"}, {`(a)\1`, "xaa", "a"}, {`a++(b)`, "aab", "b"},
		{`([\w-.]+)`, "a-b.c d", "a-b.c"}, {`\h(x)`, "a x", "x"}, {`(?i)\\(temp)\\`, `C:\TEMP\a`, "TEMP"},
	} {
		p, err := CompilePattern(k.pattern)
		require.NoError(t, err, k.pattern)
		m, err := p.Find(k.text)
		require.NoError(t, err)
		got, _ := m.Group(k.text, 1)
		require.Equal(t, k.want, got, k.pattern)
	}
	for _, bad := range []string{`a\Kb`, `(?R)`, `(?|a|b)`, `[a`, `\X`, `(a`} {
		_, err := CompilePattern(bad)
		require.Error(t, err, bad)
	}
}

func TestSPLAggregates(t *testing.T) {
	texts := table.NewVec([]string{"2", "10", "x", "", "2"}, []bool{false, false, false, true, false})
	nums := table.NewVec([]string{"2", "4", "4", "4", "5", "5", "7", "9"}, nil)
	times := table.NewVec([]int64{5, 1, 9, 10, 7}, nil)
	for _, k := range []struct {
		name string
		want string
		cols []table.Column
	}{
		{"sum", "14", []table.Column{texts}}, {"count", "4", []table.Column{texts}}, {"dc", "3", []table.Column{texts}},
		{"values", "10\n2\nx", []table.Column{texts}}, {"list", "2\n10\nx\n2", []table.Column{texts}}, {"max", "x", []table.Column{texts}},
		{"mode", "2", []table.Column{texts}}, {"earliest", "10", []table.Column{texts, times}}, {"latest", "x", []table.Column{texts, times}},
		{"first", "2", []table.Column{texts}}, {"stdev", "2.1380899352994", []table.Column{nums}}, {"stdevp", "2", []table.Column{nums}},
		{"median", "4.5", []table.Column{nums}}, {"max", "9", []table.Column{nums}}, {"avg", "5", []table.Column{nums}}, {"range", "7", []table.Column{nums}},
	} {
		a := SPL().Aggregate(k.name)
		types := make([]table.Type, len(k.cols))
		for i, c := range k.cols {
			types[i] = c.Type()
		}
		o := a.Resolve(types, Loose)
		require.NotNil(t, o, k.name)
		acc, err := o.New(NewContext(context.Background(), 0), types, nil)
		require.NoError(t, err)
		require.NoError(t, acc.Add(make([]uint32, k.cols[0].Len()), 2, k.cols))
		out := acc.Results(2)[0]
		require.Equal(t, k.want, Text(out.Value(0)), k.name)
		if k.name != "count" && k.name != "dc" {
			require.True(t, out.Null(1), "%s over nothing", k.name)
		}
	}
}
