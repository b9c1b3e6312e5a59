package parser

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/source"
)

func TestGraphOperators(t *testing.T) {
	for text, want := range map[string]string{
		"E | make-graph a --> b": "",
		"E | make-graph a-->b with_node_id=name | graph-to-table nodes":                                                   "E | make-graph a --> b with_node_id=name | graph-to-table nodes",
		"E | make-graph a --> b with N on id, (M | where x) on ['node id']":                                               "",
		"E | make-graph a --> b with N on id partitioned-by t (graph-match (n) project n.x)":                              "",
		"G | graph-match cycles=none (a)-[e]->(b)<--()-[*1..3]-(c), (a)--(c) where a.x == 1 and e.y project a.x, z = c.y": "",
		"G | graph-match (a)<-[r*1..5]-(b) project p = r.manager":                                                         "",
		"G | graph-shortest-paths output=all (a)-[e*1..5]->(b) where a.x == 'y' project map(e, x)":                        "",
		"G | graph-mark-components kind=weak with_component_id=family":                                                    "",
		"G | graph-to-table nodes as N with_node_id=NodeId, edges as E with_source_id=S with_target_id=T":                 "",
	} {
		tree, err := KQL(source.New("", text))
		require.NoError(t, err, text)
		if want == "" {
			want = text
		}
		require.Equal(t, want, kql.String(tree))
		again, err := KQL(source.New("", want))
		require.NoError(t, err, want)
		require.Equal(t, want, kql.String(again))
	}
	for _, text := range []string{"E | make-graph a", "G | graph-match where x", "G | graph-to-table rows", "G | graph-match (a)-[e*1]->(b)"} {
		_, err := KQL(source.New("", text))
		require.Error(t, err, text)
	}
}

func TestOpaqueTables(t *testing.T) {
	for _, text := range []string{
		"inline_external_table (a:long, b:string) kind=storage dataformat=csv ('https://x/y') | take 1",
		"__contextual_datatable(T, (a:long)) | count",
		"let T = inline_external_table (a:long); T | join (inline_external_table (a:long) | take 1) on a",
	} {
		tree, err := KQL(source.New("", text))
		require.NoError(t, err, text)
		require.Equal(t, text, kql.String(tree))
	}
}
