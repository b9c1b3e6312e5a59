package kql_test

import "testing"

const scanEvents = `let Events = datatable (Ts: timespan, Event: string) [
    0m, "A", 1m, "Start", 2m, "B", 3m, "D", 4m, "Stop", 6m, "C", 8m, "Start", 11m, "E", 12m, "Stop"];
Events | sort by Ts asc `

// The examples of the manual's page on scan, and what it says of steps.
func TestScan(t *testing.T) {
	checkAnswers(t, []answered{
		{"cumulative sum", `range x from 1 to 5 step 1
			| scan declare (cumulative_x:long=0) with (step s1: true => cumulative_x = x + s1.cumulative_x;)`,
			[]string{"x:long cumulative_x:long", "[1,1]", "[2,3]", "[3,6]", "[4,10]", "[5,15]"}, ""},
		{"reset", `range x from 1 to 5 step 1 | extend y = 2 * x
			| scan declare (cx:long=0, cy:long=0) with (step s1: true =>
				cx = iff(s1.cx >= 10, x, x + s1.cx), cy = iff(s1.cy >= 10, y, y + s1.cy);)`,
			[]string{"x:long y:long cx:long cy:long", "[1,2,1,2]", "[2,4,3,6]", "[3,6,6,12]", "[4,8,10,8]", "[5,10,5,18]"}, ""},
		{"fill forward", `datatable (Ts:long, Event:string) [0, "A", 1, "", 2, "B", 3, ""] | sort by Ts asc
			| scan declare (filled:string="") with (step s1: true => filled = iff(isempty(Event), s1.filled, Event);)`,
			[]string{"Ts:long Event:string filled:string", `[0,"A","A"]`, `[1,"","A"]`, `[2,"B","B"]`, `[3,"","B"]`}, ""},
		{"sessions", `datatable (Ts: long, Event: string) [0, "A", 1, "A", 3, "D", 32, "B", 36, "C", 75, "A"] | sort by Ts asc
			| scan with_match_id=id declare (start: long) with (
				step inSession: true => start = iff(isnull(inSession.start), Ts, inSession.start);
				step endSession output=none: Ts - inSession.start > 30;)`,
			[]string{"Ts:long Event:string start:long id:long", `[0,"A",0,0]`, `[1,"A",0,0]`, `[3,"D",0,0]`,
				`[32,"B",32,1]`, `[36,"C",32,1]`, `[75,"A",75,2]`}, ""},
		{"walkthrough", scanEvents + `| scan with_match_id=m_id with (
				step s1: Event == "Start";
				step s2: Event != "Start" and Event != "Stop" and Ts - s1.Ts <= 5m;
				step s3: Event == "Stop" and Ts - s1.Ts <= 5m;)
			| project Event, m_id`,
			[]string{"Event:string m_id:long", `["Start",0]`, `["B",0]`, `["D",0]`, `["Stop",0]`, `["Start",1]`, `["E",1]`, `["Stop",1]`}, ""},
		{"last of a series", scanEvents + `| scan with_match_id=m_id with (
				step s1 output=none: Event == "Start";
				step s2 output=last: Event != "Start" and Event != "Stop";
				step s3: Event == "Stop";)
			| project Event, m_id`,
			[]string{"Event:string m_id:long", `["D",0]`, `["Stop",0]`, `["E",1]`, `["Stop",1]`}, ""},
		{"within a partition", `datatable(at:long, user:long, kind:string)[1,1,"in", 2,2,"in", 3,1,"out", 9,2,"out"]
			| partition by user (sort by at asc | scan declare (took:long) with (
				step s1 output=none: kind == "in";
				step s2: kind == "out" => took = at - s1.at;))
			| project user, took`,
			[]string{"user:long took:long", "[1,2]", "[2,7]"}, ""},
		{"a step that comes later", scanEvents + `| scan with (step a: b.Ts > 1m; step b: true;)`, nil, `the step "b" comes after "a"`},
		{"an undeclared column", scanEvents + `| scan with (step a: true => x = 1;)`, nil, `the column "x" is not declared`},
		{"no such output", scanEvents + `| scan with (step a output=first: true;)`, nil, `a step has no output "first"`},
		{"a step twice", scanEvents + `| scan with (step a: true; step a: true;)`, nil, `the step "a" is given twice`},
	})
}
