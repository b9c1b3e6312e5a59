package kql_test

import "testing"

const (
	people = `let nodes = datatable(name:string, type:string, age:long)["Alice", "Person", 23, "Bob", "Person", 31, "Eve", "Person", 17,
		"Mallory", "Person", 29, "Trent", "System", 99];
		let edges = datatable(source:string, destination:string, edge_type:string)["Alice", "Bob", "communicatesWith",
		"Alice", "Trent", "trusts", "Bob", "Trent", "hasPermission", "Eve", "Alice", "attacks", "Mallory", "Alice", "attacks",
		"Mallory", "Bob", "attacks"];
		let G = edges | make-graph source --> destination with nodes on name; `
	ring = `let E = datatable(a:long, b:long)[1, 2, 2, 3, 3, 1, 3, 4, 5, 5]; `
)

// The examples of the manual's pages on graphs, and what they say of patterns.
func TestGraphs(t *testing.T) {
	checkAnswers(t, []answered{
		{"attack path", people + `G | graph-match (mallory)-[attacks]->(compromised)-[hasPermission]->(trent)
			where mallory.name == "Mallory" and trent.name == "Trent" and attacks.edge_type == "attacks" and hasPermission.edge_type == "hasPermission"
			project Attacker = mallory.name, Compromised = compromised.name, System = trent.name`,
			[]string{"Attacker:string Compromised:string System:string", `["Mallory","Bob","Trent"]`}, ""},
		{"variable length", `let employees = datatable(name:string, age:long)["Alice", 32, "Bob", 31, "Eve", 27, "Joe", 29, "Chris", 45, "Ben", 23];
			let reports = datatable(employee:string, manager:string)["Bob", "Alice", "Chris", "Alice", "Eve", "Bob", "Ben", "Chris", "Joe", "Alice"];
			reports | make-graph employee --> manager with employees on name
			| graph-match (alice)<-[reports*1..5]-(employee) where alice.name == "Alice" and employee.age < 30
				project employee = employee.name, age = employee.age, path = reports.manager, who = map(reports, employee)
			| sort by employee asc`,
			[]string{"employee:string age:long path:dynamic who:dynamic", `["Ben",23,["Chris","Alice"],["Ben","Chris"]]`,
				`["Eve",27,["Bob","Alice"],["Eve","Bob"]]`, `["Joe",29,["Alice"],["Joe"]]`}, ""},
		{"a node twice", ring + `E | make-graph a --> b with_node_id=n | graph-match (x)-->(y)-->(z)-->(x) where x.n < y.n and x.n < z.n project x.n, y.n, z.n`,
			[]string{"x_n:long y_n:long z_n:long", "[1,2,3]"}, ""},
		{"any direction", ring + `E | make-graph a --> b with_node_id=n | graph-match (x)--(y) where x.n == 3 project n = y.n | sort by n asc`,
			[]string{"n:long", "[1]", "[2]", "[4]"}, ""},
		{"two paths", ring + `E | make-graph a --> b with_node_id=n | graph-match (x)-->(y), (z)-->(y) where x.n < z.n project x.n, y.n, z.n`,
			[]string{"x_n:long y_n:long z_n:long"}, ""},
		{"an edge once", ring + `E | make-graph a --> b with_node_id=n | graph-match (x)-->(y)-->(z) where x.n == 5 project x.n`, []string{"x_n:long"}, ""},
		{"an edge again", ring + `E | make-graph a --> b with_node_id=n | graph-match cycles=all (x)-->(y)-->(z) where x.n == 5 project x.n`, []string{"x_n:long", "[5]"}, ""},
		{"nodes without a row", people + `edges | union (print source = "Zoe", destination = "Bob") | make-graph source --> destination with nodes on name
			| graph-to-table nodes | where isnull(age) or name == "Bob"`,
			[]string{"name:string type:string age:long", `["Bob","Person",31]`, `["Zoe","",null]`}, ""},
		{"edges", people + `G | graph-to-table edges with_source_id=s | project source, known = s == hash(source) | take 1`,
			[]string{"source:string known:bool", `["Alice",true]`}, ""},
		{"weak components", ring + `E | make-graph a --> b with_node_id=n | graph-mark-components | graph-to-table nodes | sort by n asc`,
			[]string{"n:long ComponentId:long", "[1,0]", "[2,0]", "[3,0]", "[4,0]", "[5,1]"}, ""},
		{"strong components", ring + `E | make-graph a --> b with_node_id=n | graph-mark-components kind=strong with_component_id=c
			| graph-match (x) where x.c != 0 project x.n, x.c | sort by x_n asc`,
			[]string{"x_n:long x_c:long", "[4,2]", "[5,1]"}, ""},
		{"a graph is no table", ring + `E | make-graph a --> b | take 1`, nil, "a graph is not a table"},
		{"a graph as the result", ring + `E | make-graph a --> b`, nil, "a graph is not a table"},
		{"a graph to join", ring + `E | join (E | make-graph a --> b) on a`, nil, "a graph is not a table"},
		{"a table is no graph", ring + `E | graph-to-table nodes`, nil, "the operator needs a graph"},
		{"ends of two types", `print a = 1, b = "x" | make-graph a --> b | graph-to-table nodes`, nil, "must have the same type"},
	})
}
