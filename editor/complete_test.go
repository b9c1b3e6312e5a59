package editor_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/editor"
	"github.com/goshawk-lang/goshawk/table"
)

func engine() *goshawk.Engine {
	db := goshawk.New()
	mails := table.New(table.NewSchema(
		table.Field{Name: "Timestamp", Type: table.TypeDateTime}, table.Field{Name: "Sender", Type: table.TypeString},
		table.Field{Name: "Subject", Type: table.TypeString}, table.Field{Name: "Size", Type: table.TypeLong},
		table.Field{Name: "odd name", Type: table.TypeString}, table.Field{Name: "where", Type: table.TypeString},
	), table.NewVec([]table.DateTime{}, nil), table.NewVec([]string{}, nil), table.NewVec([]string{}, nil), table.NewVec([]int64{}, nil), table.NewVec([]string{}, nil), table.NewVec([]string{}, nil))
	people := table.New(table.NewSchema(table.Field{Name: "Person", Type: table.TypeString}, table.Field{Name: "Sender", Type: table.TypeString}),
		table.NewVec([]string{}, nil), table.NewVec([]string{}, nil))
	for name, t := range map[string]*table.Table{"Mails": mails, "People": people} {
		db.AddTable(name, t)
		db.AddEvents(name, t)
	}
	db.AddLookup("assets", &goshawk.Lookup{Source: people})
	db.AddMacro("noise", goshawk.Macro{Definition: "NOT x=1"})
	db.AddMacro("recent", goshawk.Macro{Args: []string{"a", "b"}, Definition: "earliest=$a$"})
	return db
}

// at completes at the ^ of a text, and gives what the word would become.
func at(t *testing.T, lang goshawk.Language, marked string) (texts []string, byKind map[editor.Kind][]string, replaced string) {
	t.Helper()
	before, after, ok := strings.Cut(marked, "^")
	require.True(t, ok)
	c := editor.Complete(engine(), lang, before+after, len(before))
	require.LessOrEqual(t, c.From, c.To)
	byKind = map[editor.Kind][]string{}
	for _, o := range c.Candidates {
		texts = append(texts, strings.TrimSuffix(strings.TrimRight(o.Text, " "), " ("))
		byKind[o.Kind] = append(byKind[o.Kind], o.Text)
	}
	return texts, byKind, (before + after)[c.From:c.To]
}

type position struct {
	text string
	want string // some of the candidates
	not  string // none of them
}

func check(t *testing.T, lang goshawk.Language, cases []position) {
	for _, c := range cases {
		texts, _, _ := at(t, lang, c.text)
		for _, w := range strings.Fields(c.want) {
			require.Contains(t, texts, w, c.text)
		}
		for _, w := range strings.Fields(c.not) {
			require.NotContains(t, texts, w, c.text)
		}
		if c.want == "" && c.not == "" {
			require.Empty(t, texts, c.text)
		}
	}
}

func TestKQL(t *testing.T) {
	check(t, goshawk.KQL, []position{
		{`^`, "Mails People", "where Sender"},
		{`Mai^`, "Mails", "People"},
		{`let a = 1; ^`, "Mails", "Sender"},
		{`let a = M^`, "Mails", "Sender"},
		{`let a = Mails | where Size > 1; ^`, "a Mails", ""},
		{`Mails | ^`, "where summarize project-away", "Sender strlen( Mails"},
		{`Mails | project-aw^`, "project-away", "project"},
		{`Mails | where ^`, "Sender Subject strlen( ['where']", "Person Mails by"},
		{`Mails | where Se^`, "Sender", "Subject"},
		{`Mails | where Sender ^`, "has and contains in", "Sender strlen( by"},
		{`Mails | where Sender has "a" and ^`, "Subject tolower(", "has"},
		{`Mails | where strlen(^`, "Sender", "Mails"},
		{`Mails | where Sender == "Se^`, "", ""},
		{`Mails | where Sender // Se^`, "", ""},
		{`Mails | extend Long = strlen(Subject) | where ^`, "Long Sender", ""},
		{`Mails | project Sender, Size | where ^`, "Sender Size", "Subject"},
		{`Mails | summarize ^`, "Sender count( dcount(", "by"},
		{`Mails | summarize n = count() ^`, "by", "Sender"},
		{`Mails | summarize n = count() by ^`, "Sender bin(", "count( n"},
		{`Mails | summarize n = count() by Sender | ^`, "order top", "Sender"},
		{`Mails | summarize n = count() by Sender | where ^`, "n Sender", "Subject Size"},
		{`Mails | sort by ^`, "Sender Size", "by"},
		{`Mails | sort by Size ^`, "asc desc", "Sender"},
		{`Mails | project-away ^`, "Sender", "strlen("},
		{`Mails | join ^`, "People kind= (", "Sender"},
		{`Mails | join kind=^`, "inner leftanti", "People"},
		{`Mails | join kind=inner ^`, "People (", "inner"},
		{`Mails | join kind=inner (^`, "People", "Sender"},
		{`Mails | join (People | ^`, "where", "Person"},
		{`Mails | join (People | where ^`, "Person Sender", "Subject"},
		{`Mails | join (People) on ^`, "Person Sender Subject $left.", "Mails"},
		{`Mails | join kind=inner People on ^`, "Person Subject", ""},
		{`Mails | join (People) ^`, "on", "Sender"},
		{`union ^`, "Mails People withsource=", "Sender"},
		{`union Mails, ^`, "People", "Sender"},
		{`Mails | union (People | where ^`, "Person", "Subject"},
		{`Mails | where Sender in (People | project ^`, "Person", "Subject"},
		{`Mails | where Sender in (^`, "People Sender", ""},
		{`Mails | evaluate ^`, "bag_unpack( pivot(", "Sender"},
		{`Mails | render ^`, "timechart piechart", "Sender"},
		{`Mails | render timechart ^`, "with", "Sender"},
		{`Mails | render timechart with (^`, "title= xcolumn=", "Sender"},
		{`Mails | render timechart with (xcolumn=^`, "Timestamp", "strlen("},
		{`Mails | render columnchart with (kind=^`, "stacked", "Sender"},
		{`Mails | mv-apply x = Size on (^`, "where top", "Sender"},
		{`Mails | mv-apply x = Size on (where ^`, "Sender", "Person"},
		{`Mails | take ^`, "", ""},
		{`Mails | wrong stuff | where ^`, "Sender", "Person"},
		{`toscalar(Mails | where ^`, "Sender", "Person"},
		{`let f = (x:long) { Mails | where ^`, "Sender", "Person"},
		{`Mails | where Sen^der == 1`, "Sender", ""},
	})
}

func TestSPL(t *testing.T) {
	check(t, goshawk.SPL, []position{
		{`^`, "search tstats index= Sender", "strlen("},
		{`index=^`, "Mails People", "Sender"},
		{`index=Mails ^`, "Sender source=", "stats"},
		{`index=Mails Se^`, "Sender", "Subject"},
		{`index=Mails | ^`, "stats eval where", "Sender"},
		{`index=Mails | st^`, "stats streamstats", "eval"},
		{`index=Mails | stats ^`, "count( dc(", ""},
		{`index=Mails | stats count by ^`, "Sender Subject", "dc("},
		{`index=Mails | stats count as n by Sender | where ^`, "n Sender if(", "Subject"},
		{`index=Mails | stats dc(^`, "Sender", "dc("},
		{`index=Mails | eval x=^`, "Sender if(", ""},
		{`index=Mails | eval x=lo^`, "lower(", "if("},
		{`index=Mails | table ^`, "Sender", "if("},
		{`index=Mails | lookup ^`, "assets", "Sender"},
		{`index=Mails | lookup assets ^`, "Sender OUTPUT", "assets"},
		{`index=Mails [search ^`, "index= Sender", "stats"},
		{`index=Mails [search index=People | ^`, "stats fields", "Person"},
		{`index=Mails [search index=People | fields ^`, "Person", "stats"},
		{"index=Mails `^", "noise` recent(", "Sender"},
		{"index=Mails `no^", "noise`", "recent("},
		{"index=Mails `noise` | stats count by ^", "Sender", ""},
		{`index=Mails | head ^`, "", ""},
		{`index=Mails | where Sender="a b^`, "", ""},
	})
}

func TestReplacedText(t *testing.T) {
	_, _, word := at(t, goshawk.KQL, `Mails | project-aw^`)
	require.Equal(t, "project-aw", word)
	_, kinds, word := at(t, goshawk.KQL, `Mails | where se^`)
	require.Equal(t, "se", word)
	require.Equal(t, []string{"Sender"}, kinds[editor.Column])
	texts, _, word := at(t, goshawk.KQL, `Mails | where odd^`)
	require.Equal(t, "odd", word)
	require.Equal(t, []string{"['odd name']"}, texts)
	texts, _, _ = at(t, goshawk.SPL, `index=Mails | eval x=odd^`)
	require.Equal(t, []string{"'odd name'"}, texts)
	_, _, word = at(t, goshawk.SPL, "index=Mails `no^")
	require.Equal(t, "no", word)
}

// Nothing that is typed on the way to a query may break the editor.
func TestEveryPrefix(t *testing.T) {
	db := engine()
	for lang, queries := range map[goshawk.Language][]string{
		goshawk.KQL: {"let a = dynamic(['x', \"y\"]); // note\nMails | where Sender in~ (a) and Size !between (1 .. 5) | join kind=leftouter (People | project Person, S = Sender) on $left.Sender == $right.S\n| mv-apply x = Size on (top 1 by x) | summarize make_set(Subject, 5) by bin(Timestamp, 1h), ['odd name'] | render timechart with (title=\"a\", ymin=0);",
			"))))]]]|||(((", "'", "\"\\"},
		goshawk.SPL: {"search index=Mails (Sender=\"a*\" OR Size>5) `recent(1,2)` [search index=People | fields Person] | eval x=if(match(Sender,\"(?i)a\"), 'odd name', 1) | stats count dc(Subject) AS d by _time span=1h | `noise`",
			"[[[[", "`", "| | |", "]]"},
	} {
		for _, q := range queries {
			for i := range len(q) + 1 {
				c := editor.Complete(db, lang, q[:i], i)
				require.LessOrEqual(t, c.From, c.To)
				last := 0
				for _, s := range editor.Highlight(lang, q[:i]) {
					require.True(t, last <= s.From && s.From < s.To && s.To <= i, "%q: %v", q[:i], s)
					last = s.To
				}
				editor.Finished(lang, q[:i])
			}
		}
	}
}

func TestFinished(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "T": false, "T;": true, "T\n| count": false, "T\n| count\n": true, "T\n| count;  ": true,
		"let a = 1;": false, "let a = 1; T;": true, "let a = 1;\nT": false, `print "a;`: false, "T // done;": false, "let f = () { T; ": false,
	} {
		require.Equal(t, want, editor.Finished(goshawk.KQL, text), text)
	}
	require.True(t, editor.Finished(goshawk.SPL, "index=a | head 5;"))
	require.False(t, editor.Finished(goshawk.SPL, "index=a | head 5"))
}

func TestHighlight(t *testing.T) {
	show := func(lang goshawk.Language, text string) string {
		var out []string
		for _, s := range editor.Highlight(lang, text) {
			out = append(out, string(s.Class)+":"+text[s.From:s.To])
		}
		return strings.Join(out, " ")
	}
	require.Equal(t, `operator:where keyword:has string:"x" keyword:and function:strlen number:5 comment:// c`,
		show(goshawk.KQL, `T | where a has "x" and strlen(b) > 5 // c`))
	require.Equal(t, "operator:stats function:dc keyword:by operator:eval function:if string:\"z\" number:5",
		show(goshawk.SPL, `index=x | stats dc(a) by b | eval y=if(c="z",5,d)`))
}
