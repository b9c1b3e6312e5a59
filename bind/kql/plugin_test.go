package kql_test

import "testing"

// The examples of the manual's pages on plugins, some of them shortened.
func TestActivityPlugins(t *testing.T) {
	checkAnswers(t, []answered{
		{"activity_counts_metrics", `datatable(UserId:string, Timestamp:datetime)[
			'A', datetime(2017-08-01), 'D', datetime(2017-08-01), 'J', datetime(2017-08-01), 'B', datetime(2017-08-01),
			'C', datetime(2017-08-02), 'T', datetime(2017-08-02), 'J', datetime(2017-08-02), 'H', datetime(2017-08-03),
			'T', datetime(2017-08-03), 'T', datetime(2017-08-03), 'J', datetime(2017-08-03), 'B', datetime(2017-08-03),
			'S', datetime(2017-08-03), 'S', datetime(2017-08-04)]
			| evaluate activity_counts_metrics(UserId, Timestamp, datetime(2017-08-01), datetime(2017-08-04), 1d)
			| project d = dayofmonth(Timestamp), ['count'], dcount, new_dcount, aggregated_dcount`,
			[]string{"d:int count:long dcount:long new_dcount:long aggregated_dcount:long", "[1,4,4,4,4]", "[2,3,3,2,6]", "[3,6,5,2,8]", "[4,1,1,0,8]"}, ""},
		{"sliding_window_counts", `datatable(UserId:string, T:long)['Bob', 1, 'David', 1, 'David', 1, 'John', 1, 'Bob', 1, 'Ananda', 2,
			'Atul', 2, 'John', 2, 'Ananda', 3, 'Atul', 3, 'Atul', 3, 'John', 3, 'Bob', 3, 'Betsy', 4, 'Bob', 5]
			| evaluate sliding_window_counts(UserId, T, 1, 7, 3, 1)`,
			[]string{"T:long Count:long Dcount:long", "[1,5,3]", "[2,8,5]", "[3,13,5]", "[4,9,5]", "[5,7,5]", "[6,2,2]", "[7,1,1]"}, ""},
		{"new_activity_metrics", `datatable(day:long, users:dynamic)[1, dynamic([0,2,3,4]), 2, dynamic([0,1,3,4,5]), 3, dynamic([0,2,4,5]),
			4, dynamic([0,1,2,3]), 5, dynamic([0,1,2,3,4])]
			| mv-expand user = users to typeof(long)
			| evaluate new_activity_metrics(user, day, 1, 6, 1)
			| where from_day < 3 | project-away churn_rate`,
			[]string{"from_day:long to_day:long dcount_new_values:long dcount_retained_values:long dcount_churn_values:long retention_rate:real",
				"[1,1,4,4,0,1.0]", "[1,2,2,3,1,0.75]", "[1,3,1,3,1,0.75]", "[1,4,1,3,1,0.75]", "[1,5,1,4,0,1.0]", "[1,6,0,0,4,0.0]",
				"[2,2,2,2,0,1.0]", "[2,3,0,1,1,0.5]", "[2,4,0,1,1,0.5]", "[2,5,0,1,1,0.5]", "[2,6,0,0,2,0.0]"}, ""},
		{"activity_metrics by a dimension", `datatable(who:string, t:long, os:string)['a', 1, 'x', 'b', 1, 'x', 'a', 2, 'x', 'c', 2, 'x', 'c', 2, 'y']
			| evaluate activity_metrics(who, t, 1, 2, 1, os)`,
			[]string{"t:long dcount_values:long dcount_newvalues:long retention_rate:real churn_rate:real os:string",
				`[1,2,2,1.0,0.0,"x"]`, `[2,2,1,0.5,0.5,"x"]`, `[2,1,1,1.0,0.0,"y"]`}, ""},
		{"activity_engagement", `datatable(who:string, t:long)['a', 1, 'b', 2, 'c', 2, 'a', 3]
			| evaluate activity_engagement(who, t, 1, 3, 1, 2)`,
			[]string{"t:long dcount_activities_inner:long dcount_activities_outer:long activity_ratio:real", "[1,1,1,1.0]", "[2,2,3,0.6666666666666666]", "[3,1,3,0.3333333333333333]"}, ""},
		{"bounds from the clock", `datatable(who:string, t:datetime)['a', datetime(2024-05-17), 'b', datetime(2024-05-10)]
			| evaluate activity_counts_metrics(who, t, startofday(ago(1d)), startofday(now()), 1d) | count`,
			[]string{"Count:long", "[1]"}, ""},
		{"too few", `print a = 1, t = 2 | evaluate session_count(a, t)`, nil, "session_count takes at least 6 arguments"},
		{"times of a wrong type", `print a = 1, t = "x" | evaluate session_count(a, t, 1, 2, 1, 1)`, nil, "not string"},
	})
}

func TestPlugins(t *testing.T) {
	const networks = `let N = datatable(net:string, name:string, os:string)["10.0.0.0/8", "wide", "x", "10.1.0.0/16", "near", "x", "10.1.0.0/16", "other", "y"]; `
	checkAnswers(t, []answered{
		{"ipv4_lookup", networks + `print ip = "10.1.2.3", name = "n" | evaluate ipv4_lookup(N, ip, net)`,
			[]string{"ip:string name:string net:string name1:string os:string", `["10.1.2.3","n","10.1.0.0/16","near","x"]`,
				`["10.1.2.3","n","10.1.0.0/16","other","y"]`, `["10.1.2.3","n","10.0.0.0/8","wide","x"]`}, ""},
		{"ipv4_lookup with a further key", networks + `datatable(ip:string, os:string)["10.1.2.3", "y", "8.8.8.8", "y"]
			| evaluate ipv4_lookup(N, ip, net, os, return_unmatched = true)`,
			[]string{"ip:string os:string net:string name:string", `["10.1.2.3","y","10.1.0.0/16","other"]`, `["8.8.8.8","y","",""]`}, ""},
		{"ipv4_lookup with a prefix", networks + `print ip = "10.1.0.0/12" | evaluate ipv4_lookup(N, ip, net) | project name`,
			[]string{"name:string", `["near"]`, `["other"]`, `["wide"]`}, ""},
		{"rows_near", `datatable(t:long, s:string)[1, "", 2, "", 3, "", 4, "e", 5, "", 6, "", 7, ""] | sort by t asc | evaluate rows_near(s == "e", 2, 1)`,
			[]string{"t:long s:string", `[2,""]`, `[3,""]`, `[4,"e"]`, `[5,""]`}, ""},
		{"rows_near without an order", `datatable(t:long)[1] | evaluate rows_near(t == 1, 2)`, nil, "needs rows in a known order"},
		{"rolling_percentile", `range idx from 0 to 24*3-1 step 1 | project T = datetime(2018-01-01) + 1h*idx, val = idx + 1
			| extend o = iff(val % 2 == 0, "Even", "Odd") | evaluate rolling_percentile(val, 50, T, 1d, 3, o) | project o, rolling_3_percentile_val_50`,
			[]string{"o:string rolling_3_percentile_val_50:long", `["Odd",11]`, `["Odd",23]`, `["Odd",35]`, `["Even",12]`, `["Even",24]`, `["Even",36]`}, ""},
		{"dcount_intersect", `range x from 1 to 100 step 1
			| extend isEven = (x % 2 == 0), isMod3 = (x % 3 == 0), isMod5 = (x % 5 == 0)
			| summarize a = hll(iif(isEven, x, 0), 2), b = hll(iif(isMod3, x, 0), 2), c = hll(iif(isMod5, x, 0), 2)
			| evaluate dcount_intersect(a, b, c)`,
			[]string{"s0:long s1:long s2:long", "[51,17,4]"}, ""},
		{"preview", `range x from 1 to 9 step 1 | evaluate preview(2)`, []string{"x:long", "[1]", "[2]"}, ""},
		{"schema_merge of two types", `union (datatable(a:int)[] | getschema), (datatable(a:long)[] | getschema) | evaluate schema_merge()`,
			nil, `the column "a" has the types int and long`},
		{"an external table", `inline_external_table (a:long) kind=csv ("x") | take 1`, nil, "inline_external_table is not supported"},
		{"an external table in let", `let T = inline_external_table (a:long); T | take 1`, nil, "inline_external_table is not supported"},
		{"a table of a context", `__contextual_datatable(T, (a:long)) | count`, nil, "__contextual_datatable is not supported"},
		{"a plugin of a cluster", `print 1 | evaluate python(typeof(*), "x")`, nil, "the plugin python is not supported"},
	})
}
