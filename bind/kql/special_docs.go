package kql

// boundFunctions say what the functions do that the binder works out itself,
// and so no catalog describes: arguments, and a sentence.
var boundFunctions = map[string][2]string{
	"all":                 {"edge, condition", "In a pattern of a graph: true where the condition is true of every edge of an edge of variable length, or of every node inside of it (inner_nodes)."},
	"any":                 {"edge, condition", "In a pattern of a graph: true where the condition is true of some edge of an edge of variable length, or of some node inside of it (inner_nodes)."},
	"bag_pack_columns":    {"column...", "Makes a bag of columns under their names."},
	"bin_auto":            {"value", "Rounds down to a multiple of the request property query_bin_auto_size, counted from query_bin_auto_at."},
	"cluster":             {"name", "Stands before a database: all tables are local, those that the host declares."},
	"column_ifexists":     {"name, otherwise", "Gives the column of that name, or the other value where there is none."},
	"columnifexists":      {"name, otherwise", "An old name of column_ifexists."},
	"column_names_of":     {"table", "Gives the names of a table's columns as an array."},
	"database":            {"name", "Stands before a table or a function: both are those that the host declares, whatever the database."},
	"estimate_data_size":  {"column... | *", "Estimates the bytes that the columns take in a row."},
	"external_table":      {"name", "Gives the table of that name."},
	"ingestion_time":      {"", "Gives the column _IngestionTime or ingestion_time, or null where there is none."},
	"inner_nodes":         {"edge", "In a pattern of a graph, as the first argument of all, any and map: the nodes inside an edge of variable length."},
	"iscolumnexists":      {"name", "True where there is a column of that name."},
	"labels":              {"[element]", "In a pattern of a graph: the labels of a node or an edge; a graph that a query makes has none."},
	"map":                 {"edge, expression", "In a pattern of a graph: the values of an expression for every edge of an edge of variable length, or for every node inside of it (inner_nodes)."},
	"materialized_view":   {"name [, age]", "Gives the table of that name."},
	"node_degree_in":      {"[node]", "In a pattern of a graph: how many edges end at the node."},
	"node_degree_out":     {"[node]", "In a pattern of a graph: how many edges start at the node."},
	"node_id":             {"[node]", "In a pattern of a graph: the node's id as text."},
	"pack_all":            {"[ignoreEmpty]", "Makes a bag of all columns; without nulls and empty texts if asked to."},
	"stored_query_result": {"name", "Gives the table of that name."},
	"table":               {"name [, scope]", "Gives the table of that name."},
	"toscalar":            {"table", "Gives the first cell of a table, worked out once a run."},
}

// Describe gives the arguments and a sentence about a function that the binder
// works out itself; ok is false for others.
func Describe(name string) (args, doc string, ok bool) {
	d, ok := boundFunctions[name]
	return d[0], d[1], ok
}
