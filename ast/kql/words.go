package kql

import "sync"

// reserved are the words that cannot be names without brackets.
var reserved = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, w := range []string{"and", "or", "by", "of", "to", "as", "in", "has", "has_any", "has_all", "has_cs",
		"between", "contains", "contains_cs", "containscs", "startswith", "startswith_cs", "endswith", "endswith_cs",
		"hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs", "like", "likecs", "notlike", "notlikecs",
		"notcontains", "notcontainscs", "datatable", "externaldata", "external_data", "dynamic", "union", "print",
		"find", "search", "true", "false", "null", "datetime", "date", "time", "timespan", "int", "long", "real", "double",
		"decimal", "guid", "bool", "boolean", "typeof", "string", "where", "project"} {
		words[w] = true
	}
	return words
})

// Reserved says whether a name has to be written in brackets to be safe
// everywhere. Some of these words the grammar takes as names in some places.
func Reserved(name string) bool { return reserved()[name] }

// OperatorKeywords are the words that begin an operator, in order.
var OperatorKeywords = []string{"__executeAndCache", "__partitionby", "as", "assert-schema", "consume", "count", "distinct",
	"evaluate", "extend", "facet", "filter", "find", "fork", "getschema", "graph-mark-components", "graph-match",
	"graph-shortest-paths", "graph-to-table", "graph-where-edges", "graph-where-nodes", "invoke", "join", "limit", "lookup",
	"macro-expand", "make-graph", "make-series", "mv-apply", "mv-expand", "mvapply", "mvexpand", "order", "parse",
	"parse-kv", "parse-where", "partition", "print", "project", "project-away", "project-by-names", "project-keep",
	"project-rename", "project-reorder", "range", "reduce", "render", "sample", "sample-distinct", "scan", "search",
	"serialize", "sort", "summarize", "take", "top", "top-hitters", "top-nested", "union", "where"}
