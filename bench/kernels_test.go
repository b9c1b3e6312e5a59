package bench

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
)

// kernels are queries in which one kind of work is nearly all. T is [Made].
var kernels = []struct{ name, query string }{
	{"op=equal/form=dictionary", `T | where host == "host7.example.com" | count`},
	{"op=in/form=dictionary", `T | where host in ("host1.example.com", "host2.example.com", "host3.example.com", "x", "y", "z") | count`},
	{"op=in/form=text", `T | where name in ("item-1@example.net", "item-2@example.net", "item-3@example.net", "x", "y", "z") | count`},
	{"op=in~/form=text", `T | where name in~ ("ITEM-1@example.net", "item-2@example.net", "x", "y", "z") | count`},
	{"op=has/form=text", `T | where line has "session" | count`},
	{"op=has/form=none", `T | where line has "mimikatz" | count`},
	{"op=contains/form=text", `T | where line contains "TOOL7.exe" | count`},
	{"op=contains_cs/form=text", `T | where line contains_cs "tool7.exe" | count`},
	{"op=startswith/form=text", `T | where name startswith "ITEM-99" | count`},
	{"op=compare/form=long", `T | where id < 1000 | count`},
	{"op=between/form=datetime", `T | where at between (datetime(2026-03-01) .. 1h) | count`},
	{"op=regex/form=match", `T | where line matches regex @"tool(7|9)\.exe" | count`},
	{"op=regex/form=extract", `T | where isnotempty(extract(@"https?://([^/\s'""]+)", 1, line)) | count`},
	{"op=tolower/form=text", `T | summarize max(tolower(line))`},
	{"op=strcat/form=text", `T | summarize max(strcat(host, "/", user, "/", id))`},
	{"op=split/form=text", `T | summarize max(tostring(split(name, "@")[0]))`},
	{"op=bin/form=datetime", `T | summarize max(bin(at, 1h))`},
	{"op=sum/form=long", `T | summarize sum(id)`},
	{"op=group/keys=few", `T | summarize count() by host | count`},
	{"op=group/keys=all-longs", `T | summarize count() by id | count`},
	{"op=group/keys=all-texts", `T | summarize count() by name | count`},
	{"op=group/keys=pairs", `T | summarize count() by host, user | count`},
	{"op=group/keys=hour-host", `T | summarize count() by bin(at, 1h), host | count`},
	{"op=dcount/of=text", `T | summarize dcount(user) by host | summarize max(dcount_user)`},
	{"op=make_list/of=long", `T | summarize L = make_list(id) by host | summarize max(array_length(L))`},
	{"op=make_set/of=text", `T | summarize L = make_set(user) by host | summarize max(array_length(L))`},
	{"op=arg_max/of=datetime", `T | summarize arg_max(at, id) by user | count`},
	{"op=distinct/of=texts", `T | distinct user, host | count`},
	{"op=join/key=long", `T | join kind=inner (T | project id, other = user) on id | count`},
	{"op=join/key=text", `T | join kind=inner (T | project name, other = user) on name | count`},
	{"op=join/key=pair", `T | join kind=inner (T | project id, host, other = user) on id, host | count`},
	{"op=semijoin/key=text", `T | join kind=leftsemi (T | where id < 1000 | project name) on name | count`},
	{"op=sort/key=long", `T | sort by id asc | project id`},
	{"op=sort/key=text", `T | sort by name asc | project id`},
	{"op=sort/key=dictionary-long", `T | sort by host asc, id desc | project id`},
	{"op=top/key=text", `T | top 100 by name asc`},
	{"op=expand/of=list", `T | mv-expand t = tags to typeof(string) | summarize count() by t`},
	{"op=json/path=text", `T | extend j = parse_json(strcat('{"a":{"b":', id, '},"c":"', host, '"}')) | summarize sum(tolong(j.a.b))`},
	{"op=window/of=prev", `T | sort by at asc | extend d = id - prev(id) | summarize max(d)`},
}

// splKernels are searches of the same kind, over the same rows as events.
var splKernels = []struct{ name, query string }{
	{"op=search/lang=spl", `search line="*tool7.exe*" host="host7.*" | stats count`},
	{"op=stats-values/lang=spl", `search * | stats values(user) as users dc(user) as n count by host | stats max(n)`},
	{"op=rex/lang=spl", `search * | rex field=line "https?://(?<domain>[^/\s]+)" | stats dc(domain)`},
	{"op=dedup/lang=spl", `search * | dedup user host | stats count`},
	{"op=eventstats/lang=spl", `search * | eventstats avg(id) as mean by host | where id > mean | stats count`},
	{"op=mvexpand/lang=spl", `search * | mvexpand tags | stats count by tags`},
}

func compiledKQL(t testing.TB, db *goshawk.Engine, text string) *goshawk.Query {
	q, err := db.CompileKQL(text)
	require.NoError(t, err, text)
	return q
}

func compiledSPL(t testing.TB, db *goshawk.Engine, text string) *goshawk.Query {
	q, err := db.CompileSPL(text)
	require.NoError(t, err, text)
	return q
}

func madeEngine(n int) *goshawk.Engine {
	db, made := goshawk.New(), Made(n)
	db.AddTable("T", made)
	db.AddEvents("T", made)
	return db
}

// BenchmarkKernel measures one kind of work at a time.
func BenchmarkKernel(b *testing.B) {
	n := rows(b)
	db := madeEngine(n)
	measure := func(name string, q *goshawk.Query) {
		b.Run(name, func(b *testing.B) {
			run(b, q)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
		})
	}
	for _, k := range kernels {
		measure(k.name, compiledKQL(b, db, k.query))
	}
	for _, k := range splKernels {
		measure(k.name, compiledSPL(b, db, k.query))
	}
	scanKernels(b, n)
}

// scanKernels read a file of e-mail events: a field near the start, one near
// the end, with a filter that few rows pass, and all fields.
func scanKernels(b *testing.B, n int) {
	path := filepath.Join(b.TempDir(), "EmailEvents.ndjson")
	f, err := os.Create(path)
	require.NoError(b, err)
	require.NoError(b, Generate(f, "EmailEvents", n))
	info, err := f.Stat()
	require.NoError(b, err)
	require.NoError(b, f.Close())
	src, err := readers.Open(context.Background(), path, readers.Options{Name: "EmailEvents"})
	require.NoError(b, err)
	db := goshawk.New()
	db.AddTable("EmailEvents", src)
	for _, k := range []struct{ name, query string }{
		{"op=scan/fields=early", `EmailEvents | summarize max(SenderFromAddress)`},
		{"op=scan/fields=late", `EmailEvents | summarize max(LatestDeliveryAction)`},
		{"op=scan/fields=filtered", `EmailEvents | where SenderFromAddress startswith "sender77@" | project Subject, RecipientEmailAddress`},
		{"op=scan/fields=all", `EmailEvents`},
	} {
		q := compiledKQL(b, db, k.query)
		b.Run(k.name, func(b *testing.B) {
			b.SetBytes(info.Size())
			run(b, q)
		})
	}
}

// TestKernels shows that each kernel's query finds rows, and the same ones on
// any number of workers and in batches of any size.
func TestKernels(t *testing.T) {
	db := madeEngine(3000)
	check := func(name string, q *goshawk.Query) {
		want := rowsOf(t, q, goshawk.Workers(1))
		require.NotEmpty(t, want, name)
		require.Equal(t, want, rowsOf(t, q, goshawk.Workers(3), goshawk.BatchRows(70)), name)
	}
	for _, k := range kernels {
		check(k.name, compiledKQL(t, db, k.query))
	}
	for _, k := range splKernels {
		check(k.name, compiledSPL(t, db, k.query))
	}
}
