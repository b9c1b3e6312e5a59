package kql

import (
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/source"
)

// refusal says of some names of the language why they are refused.
type refusal struct {
	why, names string
}

// refusedFunctions are the scalar functions and aggregates that are not
// implemented, by reason.
var refusedFunctions = []refusal{
	{"only a cluster knows it", "current_cluster_endpoint current_database current_node_id current_principal_is_member_of"},
	{"only a cluster keeps rows in extents", "extent_id extentid extent_tags rowstore_ordinal_range row_id"},
	{"only a cluster counts what was ingested since", "cursor_after cursor_before_or_at"},
	{"it needs a database of where addresses are, which a host can declare", "geo_info_from_ip_address"},
	{"graphs are not stored here", "graph"},
	{"groups of entities are not stored here; a query can declare one", "entity_group"},
	{"it is internal to Kusto and not documented", `__cast __geo_length_to_s2cell_level __geo_line_s2cell_covering_level __geo_line_validate
		__geo_polygon_s2cell_covering_level __geo_polygon_validate __hash_crc32 __hash_djb2 __hash_many_crc32 __hash_xxh64 __hll_normalize __invoke
		__ipv6_lookup_ranges __lz4_compress_dynamic_array_to_base64_string hll_isvalid tdigest_isvalid passthrough`},
	{"which of the points it keeps is not documented", "geo_polygon_simplify geo_simplify_polygons_array"},
	{"how it combines hashes is not documented", "hash_combine hash_many"},
}

// refusedPlugins are the plugins that are not implemented, by reason.
var refusedPlugins = []refusal{
	{"it asks a model of a service; a host can declare it", "ai_chat_completion ai_chat_completion_prompt ai_embed_text ai_embeddings"},
	{"it reads another database or service; a host can declare it", `azure_digital_twins_query_request cosmosdb_sql_request dax_request execute_query execute_show_command
		external_datatable http_request http_request_post infer_storage_schema infer_storage_schema_with_suggestions mysql_request postgresql_request sql_request`},
	{"it runs code of another language", "csharp python r"},
	{"it is internal to Kusto and not documented", "estimate_rows_count identity_v3"},
}

// refusedOperators are the operators that are not implemented, by reason.
var refusedOperators = []refusal{
	{"it is internal to Kusto and not documented", "__executeAndCache __partitionby graph-where-edges graph-where-nodes"},
}

func reasons(list []refusal) map[string]string {
	out := map[string]string{}
	for _, r := range list {
		for _, name := range strings.Fields(r.names) {
			out[name] = r.why
		}
	}
	return out
}

// RefusedFunctions gives the scalar functions and aggregates that are refused
// although no work is left to do, each with the reason.
func RefusedFunctions() map[string]string { return reasons(refusedFunctions) }

// RefusedPlugins gives the plugins that are refused, each with the reason.
func RefusedPlugins() map[string]string { return reasons(refusedPlugins) }

// RefusedOperators gives the operators that are refused, each with the reason.
func RefusedOperators() map[string]string { return reasons(refusedOperators) }

var whyNot = sync.OnceValue(func() map[string]string {
	return reasons(slices.Concat(refusedFunctions, refusedPlugins, refusedOperators))
})

// refuse reports a function or plugin of the language that is not implemented.
func (b *binder) refuse(span source.Span, kind, name string) {
	message := "the " + kind + " " + name + " is not supported"
	if why := whyNot()[name]; why != "" {
		message += ": " + why
	}
	b.report(codeUnsupported, source.Unsupported, span, message)
}
