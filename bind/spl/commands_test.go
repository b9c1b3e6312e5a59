package spl_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/table"
)

// shop are the events of the cases below.
var shop = []event{
	{"_time": "1700000000", "user": "ann", "act": "buy", "n": "3", "_raw": "ann buy 3"},
	{"_time": "1700000060", "user": "bob", "act": "buy", "n": "5", "_raw": "bob buy 5"},
	{"_time": "1700003700", "user": "ann", "act": "sell", "n": "1", "_raw": "ann sell 1"},
	{"_time": "1700007300", "user": "ann", "act": "buy", "n": "4", "_raw": "ann buy 4"},
}

// commandCases map a search to its table: names, then rows, values of a list
// joined by +, null as -.
var commandCases = []struct{ spl, want string }{
	{`user=ann | table n`, "n; 3; 1; 4"},
	{`sell | table user`, "user; ann"},
	{`buy NOT bob | stats count`, "count; 2"},
	{`* [search act=sell | fields user] | table user n`, "user,n; ann,3; ann,1; ann,4"},
	{`* | search [search act=sell | table user act | format] | table n`, "n; 1"},
	{`* | search [search act=sell | return user] | table n`, "n; 3; 1; 4"},
	{`* | search user=[search n=5 | return $user] | table n`, "n; 5"},
	{`* | where n=[search act=sell | return $n] | table user`, "user; ann"},
	{`* [search user=nobody | fields user] | stats count`, "count; 0"},
	{`* | dedup user | table user n`, "user,n; ann,3; bob,5"},
	{`* | dedup 2 user sortby -n | table user n`, "user,n; bob,5; ann,3; ann,1"},
	{`* | sort - n | head 2 | table n`, "n; 5; 4"},
	{`* | head n>2 | table n`, "n; 3; 5"},
	{`* | tail 2 | table n`, "n; 4; 1"},
	{`* | top 1 user`, "user,count,percent; ann,3,75"},
	{`* | top limit=1 act by user showperc=f`, "user,act,count; ann,buy,2; bob,buy,1"},
	{`* | stats values(*) as * by user | table user act`, "user,act; ann,buy+sell; bob,buy"},
	{`* | stats sum(n) as s by user | eventstats max(s) as m | eval r=round(s/m,2) | table user r`, "user,r; ann,1; bob,0.63"},
	{`* | sort - n | stats sum(n) as s by act user | eval r=s*2 | where r>2 | streamstats count as c`, "act,user,s,r,c; buy,ann,7,14,1; buy,bob,5,10,2"},
	{`* | streamstats sum(n) as s count as c by user | table user s c`, "user,s,c; ann,3,1; bob,5,1; ann,4,2; ann,8,3"},
	{`* | streamstats window=2 sum(n) as s | table s`, "s; 3; 8; 6; 5"},
	{`* | streamstats current=f last(n) as p | table p`, "p; -; 3; 5; 1"},
	{`* | stats count by user | appendpipe [stats sum(count) as count | eval user="all"]`, "user,count; ann,3; bob,1; all,4"},
	{`* | stats count | append [search user=bob | stats count]`, "count; 4; 1"},
	{`* | fields user | fields - _time, _raw | appendcols [| makeresults | eval z=1 | fields z | fields - _time] | table user z`, "user,z; ann,1; bob,-; ann,-; ann,-"},
	{`* | chart count over user by act`, "user,buy,sell; ann,2,1; bob,1,0"},
	{`* | chart sum(n) as s by user`, "user,s; ann,8; bob,5"},
	{`* | timechart span=1h count`, "_time,count; 1699999200,2; 1700002800,1; 1700006400,1"},
	{`* | timechart span=1h count by user`, "_time,ann,bob; 1699999200,1,1; 1700002800,1,0; 1700006400,1,0"},
	{`* | foreach n [eval <<FIELD>>_x=<<FIELD>>*2] | table n_x`, "n_x; 6; 10; 2; 8"},
	{`* | foreach us* [eval <<MATCHSTR>>_copy='<<FIELD>>'] | table er_copy`, "er_copy; ann; bob; ann; ann"},
	{`* | head 1 | map search="search user=$user$ act=sell | table n"`, "n; 1"},
	{`* | eval {user}=n | table ann bob`, "ann,bob; 3,-; -,5; 1,-; 4,-"},
	{`* | transaction user maxspan=2h | table user eventcount duration`, "user,eventcount,duration; ann,2,3600; bob,1,0; ann,1,0"},
	{`* | eval o=mvappend("a","b") | mvexpand o | stats count by o`, "o,count; a,4; b,4"},
	{`* | stats list(n) as l by user | eval m=mvmap(l,l*2), f=mvfilter(l>2) | table m f`, "m,f; 6+2+8,3+4; 10,5"},
	{`* | rangemap field=n low=0-3 high=4-9 | table range`, "range; low; high; low; high"},
	{`* | stats sum(n) as s by user | addtotals col=t row=f labelfield=user label=sum`, "user,s; ann,8; bob,5; sum,13"},
	{`* | stats count by user act | xyseries user act count`, "user,buy,sell; ann,2,1; bob,1,-"},
	{`* | eval x=if(user="bob",null(),n) | fillnull | table x`, "x; 3; 0; 1; 4"},
	{`* | eval x=if(user="bob",null(),n) | filldown x | table x`, "x; 3; 3; 1; 4"},
	{`* | rex "(?<who>\w+) (?<what>\w+) (?<num>\d)" | table who what num`, "who,what,num; ann,buy,3; bob,buy,5; ann,sell,1; ann,buy,4"},
	{`| tstats count from datamodel=Shop.Sales where Sales.user=a* by Sales.user, _time span=1h`, "Sales.user,_time,count; ann,1699999200,1; ann,1700002800,1; ann,1700006400,1"},
	{`| from datamodel:"Shop.Sales" | stats count`, "count; 4"},
	{`| inputlookup people where name=b* | table name`, "name; bob"},
	{`* | lookup people name as user OUTPUT team | stats count by team`, "team,count; blue,1; red,3"},
	{`* | bin n bins=2 | stats count by n`, "n,count; 0-5,3; 5-10,1"},
	{`* | delta n as d | autoregress n p=1-2 | table d n_p1 n_p2`, "d,n_p1,n_p2; -,-,-; 2,3,-; -4,5,3; 3,1,5"},
	{`earliest=1700003000 latest=1700007000 * | table n`, "n; 1"},
	{`* | eval t=searchmatch("user=bob OR sell") | where t | table n`, "n; 5; 1"},
	{`* | join user [search act=sell | rename n as sold | fields user sold] | table user n sold`, "user,n,sold; ann,3,1; ann,1,1; ann,4,1"},
	{`| gentimes start=1/1/2024 end=1/3/2024 | table starttime`, "starttime; 1704067200; 1704153600"},
	{`* | stats count(eval(act="buy")) as buys perc50(n) as p latest(n) as l`, "buys,p,l; 3,3.5,4"},
}

func TestCommands(t *testing.T) {
	people := []event{{"name": "ann", "team": "red"}, {"name": "bob", "team": "blue"}}
	for _, c := range commandCases {
		for _, o := range []eval.Options{{}, {BatchRows: 1, Workers: 3}, {BatchRows: 3, NoRewrites: true}} {
			env := &bind.Env{
				Events:  []bind.EventSource{{Name: "shop", Source: openTable{tableOf(shop)}}},
				Tables:  map[string]table.Source{"Shop.Sales": tableOf(shop)},
				Lookups: map[string]*bind.Lookup{"people": {Source: tableOf(people)}},
			}
			got, err := run(c.spl, macroSet(nil), env, o)
			if err != nil {
				t.Errorf("%s: %v", c.spl, err)
				break
			}
			if have := sketch(got); have != c.want {
				t.Errorf("%s (%+v)\n have %s\n want %s", c.spl, o, have, c.want)
				break
			}
		}
	}
}

// sketch writes a table as commandCases do.
func sketch(t *table.Table) string {
	lines := []string{strings.Join(t.Schema().Names(), ",")}
	for i := range t.Len() {
		var cells []string
		for _, v := range t.Batch().Row(i) {
			cell := strings.Join(texts(v), "+")
			if len(texts(v)) == 0 {
				cell = "-"
			}
			cells = append(cells, cell)
		}
		lines = append(lines, strings.Join(cells, ","))
	}
	return strings.Join(lines, "; ")
}

func TestRefusals(t *testing.T) {
	for search, want := range map[string]string{
		`* | apply model`:                       `1:5: command "apply" is not supported`,
		`* | eval x=frobnicate(1)`:              `1:12: unknown function "frobnicate"`,
		`* | eval x=len()`:                      `1:12: function "len" takes 1 arguments`,
		`* | stats meen(x)`:                     `1:11: unknown statistical function "meen"; did you mean "mean"?`,
		`* | dedup x colour=t`:                  `1:13: option "colour" of "dedup" is not supported`,
		`* | lookup nowhere x`:                  `1:12: lookup "nowhere" is not bound`,
		`| tstats count from datamodel=Nope`:    `data model "Nope" is neither bound as a table nor mapped`,
		`* | makeresults`:                       `1:5: "makeresults" makes rows of its own`,
		`* | rex "(?<x"`:                        `1:9: regular expression`,
		`* | eval a=nope(1), b=len() | apply x`: "takes 1 arguments\n",
		`* | timechart span=soon count`:         `"soon" is no span`,
		`* | join type=cross x [search *]`:      `"join" with type=cross is not supported`,
		`earliest=whenever *`:                   `1:10: "whenever" is no time`,
		`* | outputlookup people`:               `writing lookups is not provided here`,
		`* | stats sparkline(count)`:            `statistical function "sparkline" is not supported`,
	} {
		_, err := bound(search, macroSet(nil), &bind.Env{Events: []bind.EventSource{{Name: "shop", Source: openTable{tableOf(shop)}}}})
		require.Error(t, err, search)
		require.Contains(t, err.Error(), want, search)
	}
}
