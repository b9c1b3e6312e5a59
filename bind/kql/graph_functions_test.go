package kql_test

import "testing"

const (
	trains = `let connections = datatable(from_station:string, to_station:string, line:string)["Central", "North", "red", "North", "Central", "red",
		"Central", "South", "red", "South", "Central", "red", "South", "South-West", "red", "South-West", "South", "red", "South-West", "West", "red",
		"West", "South-West", "red", "Central", "East", "blue", "East", "Central", "blue", "Central", "West", "blue", "West", "Central", "blue"];
		let G = connections | make-graph from_station --> to_station with_node_id=station; G | `
	staff = `let employees = datatable(name:string, age:long)["Alice", 32, "Bob", 31, "Eve", 27, "Joe", 29, "Chris", 45, "Alex", 35, "Ben", 23, "Richard", 39];
		let reports = datatable(employee:string, manager:string)["Bob", "Alice", "Chris", "Alice", "Eve", "Bob", "Ben", "Chris", "Joe", "Alice", "Richard", "Bob"];
		reports | make-graph employee --> manager with employees on name | `
)

// The examples of the manual's pages on functions in patterns and on shortest
// paths: all-graph-function, inner-nodes-graph-function, node-degree-in,
// labels-graph-function, graph-shortest-paths-operator.
func TestGraphFunctions(t *testing.T) {
	checkAnswers(t, []answered{
		{"any shortest path", trains + `graph-shortest-paths (start)-[connections*1..5]->(destination)
			where start.station == "South-West" and destination.station == "North"
			project from = start.station, steps = array_length(map(connections, to_station)), end = map(connections, line)[-1], to = destination.station`,
			[]string{"from:string steps:long end:dynamic to:string", `["South-West",3,"red","North"]`}, ""},
		{"all shortest paths", trains + `graph-shortest-paths output=all (start)-[connections*1..5]->(destination)
			where start.station == "South-West" and destination.station == "North"
			project from = start.station, path = map(connections, to_station), line = map(connections, line), to = destination.station | sort by tostring(path) asc`,
			[]string{"from:string path:dynamic line:dynamic to:string",
				`["South-West",["South","Central","North"],["red","red","red"],"North"]`, `["South-West",["West","Central","North"],["red","blue","red"],"North"]`}, ""},
		{"paths that go around a node", trains + `graph-shortest-paths (start)-[connections*1..5]->(destination)
			where all(inner_nodes(connections), station != "West") and start.station == "North"
			project from = start.station, stations = strcat_array(map(inner_nodes(connections), station), "->"), to = destination.station | sort by stations asc, ['to'] asc`,
			[]string{"from:string stations:string to:string", `["North","","Central"]`, `["North","Central","East"]`, `["North","Central","South"]`,
				`["North","Central","West"]`, `["North","Central->South","South-West"]`}, ""},
		{"there and back by other lines", trains + `graph-match (start)-[outward*1..5]->(destination)-[return*1..5]->(start)
			where start.station != destination.station and all(outward, line == "red") and all(return, line == "blue")
			project from = start.station, outward = strcat_array(map(inner_nodes(outward), station), "->"), to = destination.station,
				back = strcat_array(map(inner_nodes(return), station), "->") | sort by from asc, outward asc, back asc`,
			[]string{"from:string outward:string to:string back:string",
				`["Central","North->Central->South->South-West","West",""]`, `["Central","North->Central->South->South-West","West","Central->East"]`,
				`["Central","South->South-West","West",""]`, `["Central","South->South-West","West","Central->East"]`,
				`["West","South-West->South","Central",""]`, `["West","South-West->South","Central","East->Central"]`,
				`["West","South-West->South->Central->North","Central",""]`, `["West","South-West->South->Central->North","Central","East->Central"]`}, ""},
		{"nodes inside", staff + `graph-match (manager)<-[reports*1..5]-(employee)
			where manager.name == "Alice" and all(inner_nodes(reports), age < 40)
			project employee = employee.name, manager = manager.name, path = map(inner_nodes(reports), name) | sort by employee asc`,
			[]string{"employee:string manager:string path:dynamic", `["Bob","Alice",[]]`, `["Chris","Alice",[]]`, `["Eve","Alice",["Bob"]]`, `["Joe","Alice",[]]`,
				`["Richard","Alice",["Bob"]]`}, ""},
		{"any", staff + `graph-match (manager)<-[reports*1..5]-(employee) where any(inner_nodes(reports), age > 40) project employee.name, any(reports, manager == "Chris")`,
			[]string{"employee_name:string Column1:bool", `["Ben",true]`}, ""},
		{"degrees", staff + `graph-match (manager)<-[reports]-(employee) where node_degree_in(manager) == 3
			project manager.name, employee.name, degree_in_m = node_degree_in(manager), degree_out_e = node_degree_out(employee) | sort by employee_name asc`,
			[]string{"manager_name:string employee_name:string degree_in_m:long degree_out_e:long", `["Alice","Bob",3,1]`, `["Alice","Chris",3,1]`, `["Alice","Joe",3,1]`}, ""},
		{"ids and labels", staff + `graph-match (n) where node_degree_out(n) == 0 project id = node_id(n), labels(n) | sort by id asc`,
			[]string{"id:string Column1:dynamic", `["Alex",[]]`, `["Alice",[]]`}, ""},
		{"ids of nodes inside", staff + `graph-match (m)<-[e*2..2]-(n) where all(inner_nodes(e), node_degree_in() == 2) project n.name, map(inner_nodes(e), node_id()) | sort by n_name asc`,
			[]string{"n_name:string Column1:dynamic", `["Eve",["Bob"]]`, `["Richard",["Bob"]]`}, ""},
		{"perhaps no edge", ring + `E | make-graph a --> b with_node_id=n | graph-match (x)-[e*0..1]->(y) where x.n >= 4 project x.n, y.n, array_length(e.a) | sort by x_n asc, y_n asc, Column1 asc`,
			[]string{"x_n:long y_n:long Column1:long", "[4,4,0]", "[5,5,0]", "[5,5,1]"}, ""},
		{"several edges of any direction", ring + `E | make-graph a --> b with_node_id=n | graph-match (x)-[e*2..2]-(y) where x.n == 4 project y.n | sort by y_n asc`,
			[]string{"y_n:long", "[1]", "[2]"}, ""},
		{"no cycles", ring + `E | make-graph a --> b with_node_id=n | graph-match cycles=none (x)-[e*1..4]->(y) where x.n in (1, 5) project y.n | sort by y_n asc`,
			[]string{"y_n:long", "[2]", "[3]", "[4]"}, ""},
		{"no cycle closed", ring + `E | make-graph a --> b with_node_id=n | graph-match cycles=none (x)-->(y)-->(z)-->(x) project x.n`, []string{"x_n:long"}, ""},
		{"all cycles", ring + `E | make-graph a --> b with_node_id=n | graph-match cycles=all (x)-[e*1..3]->(y) where x.n == 5 project array_length(e.a) | sort by Column1 asc`,
			[]string{"Column1:long", "[1]", "[2]", "[3]"}, ""},
		{"a pattern without an edge of variable length", ring + `E | make-graph a --> b | graph-shortest-paths (x)-[e]->(y) project e.a`, nil, "one sequence with an edge of variable length"},
		{"outside of a pattern", `print labels()`, nil, "labels stands in patterns of graphs only"},
		{"an edge of fixed length", ring + `E | make-graph a --> b | graph-match (x)-[e]->(y) where all(e, a == 1) project e.a`, nil, "e is not an edge of variable length"},
		{"another kind of cycles", ring + `E | make-graph a --> b | graph-match cycles=some (x)-[e]->(y) project e.a`, nil, "cycles are all, none or unique_edges"},
	})
}
