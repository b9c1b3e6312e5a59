package spl_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/eval"
)

// TestNewestFirst wants events by time, the latest first and of one time the
// last; shop is by time, so that commands that look at the order answer
// otherwise than without.
func TestNewestFirst(t *testing.T) {
	events := append([]event{
		{"user": "zoe", "act": "buy", "n": "9", "_raw": "zoe buy 9"},
		{"_time": "1700007300.5", "user": "bob", "act": "buy", "n": "7", "_raw": "bob buy 7"},
	}, shop...)
	events = append(events, event{"_time": "1700003700", "user": "bob", "act": "sell", "n": "2", "_raw": "bob sell 2"})
	for _, c := range []struct{ spl, want string }{
		{`* | table user n`, "user,n; bob,7; ann,4; bob,2; ann,1; bob,5; ann,3; zoe,9"},
		{`* | where n!=4 | eval m=n | where m!=5 | table n`, "n; 7; 2; 1; 3; 9"},
		{`act=buy | dedup user | table user n`, "user,n; bob,7; ann,4; zoe,9"},
		{`act=sell | head 1 | table user`, "user; bob"},
		{`* | stats first(n) as f last(n) as l by user`, "user,f,l; ann,4,3; bob,7,5; zoe,9,9"},
		{`_time=* | streamstats count as c | table n c`, "n,c; 7,1; 4,2; 2,3; 1,4; 5,5; 3,6"},
		{`act=sell | append [search act=buy user=ann | table n] | table n`, "n; 2; 1; 4; 3"},
		{`| multisearch [search act=sell] [search act=buy] | table n`, "n; 7; 4; 2; 1; 5; 3; 9"},
		{`| union [search act=sell] [search act=buy] | table n`, "n; 7; 4; 2; 1; 5; 3; 9"},
		{`| union [search act=sell | head 1] [search act=buy] | table n`, "n; 2; 7; 4; 5; 3; 9"},
		{`* [search act=sell | head 1 | fields user] | table n`, "n; 7; 2; 5"},
		{`* | table n | reverse`, "n; 9; 3; 5; 1; 2; 4; 7"},
		{`* | sort n | table n`, "n; 1; 2; 3; 4; 5; 7; 9"},
		{`* | transaction user maxspan=2h | table user eventcount`, "user,eventcount; bob,2; ann,2; bob,1; ann,1"},
	} {
		for _, o := range []eval.Options{{}, {BatchRows: 1, Workers: 3}, {BatchRows: 3, NoRewrites: true}} {
			env := &bind.Env{Events: []bind.EventSource{{Name: "shop", Source: openTable{tableOf(events)}}}, NewestFirst: true}
			got, err := run(c.spl, macroSet(nil), env, o)
			require.NoError(t, err, c.spl)
			require.Equal(t, c.want, sketch(got), "%s (%+v)", c.spl, o)
		}
	}
}
