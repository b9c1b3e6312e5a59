package functions

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestDynamicFunctions(t *testing.T) {
	runKernelCases(t, []kernelCase{
		{"$member", []any{js(`{"a":1}`), "a"}, `1`},
		{"$member", []any{js(`[1]`), "a"}, `null`},
		{"$index", []any{js(`[1,2,3]`), -1}, `3`},
		{"$index", []any{js(`[1,2,3]`), 9}, `null`},
		{"$index", []any{js(`[1,2,3]`), -4}, `null`},
		{"$index", []any{js(`{"a":"x"}`), "a"}, `"x"`},
		{"$path", []any{js(`{"a":[{"b":7}]}`), "a", 0, "b"}, `7`},
		{"$path", []any{js(`{"a":1}`), "a", "b"}, `null`},
		{"array_length", []any{js(`{"a":1}`)}, `null`},
		{"array_length", []any{js(`[]`)}, `0`},
		{"array_concat", []any{js(`[1,2]`), nil, js(`[3]`)}, `[1,2,3]`},
		{"array_rotate_left", []any{js(`[1,2,3,4,5]`), -2}, `[4,5,1,2,3]`},
		{"array_rotate_right", []any{js(`[1,2,3,4,5]`), 2}, `[4,5,1,2,3]`},
		{"array_shift_right", []any{js(`[10,20,30]`), 1}, `[null,10,20]`},
		{"array_shift_left", []any{js(`[1,2,3]`), 2, 9}, `[3,9,9]`},
		{"array_slice", []any{js(`[1,2,3,4,5,6]`), -3, -1}, `[4,5,6]`},
		{"array_slice", []any{js(`[1,2]`), 1, 0}, `[]`},
		{"array_split", []any{js(`[1,2,3,4,5]`), js(`[1,3]`)}, `[[1],[2,3],[4,5]]`},
		{"array_split", []any{js(`[1,2,3,4,5]`), 2}, `[[1,2],[3,4,5]]`},
		{"array_index_of", []any{js(`["this","is","an","example","an","example"]`), "an", 1, -1, 2}, `4`},
		{"array_index_of", []any{js(`["this","is","an","example","an","example"]`), "example", 1, 2}, `-1`},
		{"array_index_of", []any{js(`["this","is","an","example","an","example"]`), "an", -3}, `4`},
		{"array_sum", []any{js(`[9,8,5]`)}, `22.0`},
		{"array_sort_asc", []any{js(`[null,"blue","yellow","green",null]`)}, `["blue","green","yellow",null,null]`},
		{"array_sort_asc", []any{js(`[2,null,1]`), false}, `[null,1,2]`},
		{"array_sort_desc", []any{js(`[5,2,8]`)}, `[8,5,2]`},
		{"array_iff", []any{js(`[true,false,true]`), js(`[1,2,3]`), js(`[0,0,0]`)}, `[1,0,3]`},
		{"pack_array", []any{1, "a", 2.5}, `[1,"a",2.5]`},
		{"zip", []any{js(`[1,3,5]`), js(`[2,4]`)}, `[[1,2],[3,4],[5,null]]`},
		{"repeat", []any{"a", 3}, `["a","a","a"]`},
		{"repeat", []any{"a", -1}, `null`},
		{"bag_pack", []any{"a", 1, "b", js(`{"c":1}`)}, `{"a":1,"b":{"c":1}}`},
		{"bag_keys", []any{js(`{"a":1,"b":2}`)}, `["a","b"]`},
		{"bag_keys", []any{js(`[]`)}, `null`},
		{"bag_merge", []any{js(`{"a":[1]}`), js(`{"a":2,"b":9}`)}, `{"a":[1],"b":9}`},
		{"bag_remove_keys", []any{js(`{"a":1,"b":{"c":2,"d":3}}`), js(`["a","$.b.c"]`)}, `{"b":{"d":3}}`},
		{"bag_set_key", []any{js(`{"a":{}}`), "$.a.b", 2}, `{"a":{"b":2}}`},
		{"bag_has_key", []any{js(`{"a":null}`), "a"}, `true`},
		{"bag_zip", []any{js(`["a",8,"b"]`), js(`[1,"2",2.5]`)}, `{"a":1,"b":2.5}`},
		{"treepath", []any{js(`{"a":[1,2],"b":{"c":3}}`)}, `["['a']","['a'][0]","['b']","['b']['c']"]`},
		{"set_union", []any{js(`["A4","A2","A4"]`), js(`["B"]`)}, `["A4","A2","B"]`},
		{"set_intersect", []any{js(`[1]`), js(`[4]`)}, `[]`},
		{"set_difference", []any{js(`[null,1,null,2]`), js(`[null]`)}, `[1,2]`},
		{"set_has_element", []any{js(`[1,2,3]`), "2"}, `false`},
		{"set_has_element", []any{js(`[1,2,3]`), 2.0}, `true`},
		{"set_equals", []any{js(`[1,2]`), js(`[2,1,2]`)}, `true`},
		{"jaccard_index", []any{js(`[1,2,3]`), js(`[1,2,3,4]`)}, `0.75`},
		{"extract_json", []any{"$.a[1]['b']", `{"a": [1, {"b": "x"}]}`}, `"x"`},
	})
}

// A path into raw text must give what a path into the parsed value gives.
func TestPathIntoTextAgreesWithParsing(t *testing.T) {
	docs := []string{
		`{"a": {"b": [1, "x\"]}", {"c": null}]}, "d": "}"}`, `[]`, `{}`, `null`, `"a"`, `[ [1 , 2] , {"a":[0]} ]`,
		`{"a":1,"a":{"b":2}}`, `{"\u0061":{"b":[9]}}`, `{"a":1,"\u0061":[5]}`, `12`, ` { "a" : true } `, `{"x":"a","a":"\\"}`,
	}
	paths := [][]any{{"a"}, {"a", "b"}, {"a", "b", 1}, {"a", "b", -1, "c"}, {0}, {-1, "a", 0}, {0, 1}, {"d"}, {5}, {"a", 0}}
	for _, d := range docs {
		for _, p := range paths {
			args := []table.Column{table.NewJSON([]string{d, ""}, nil)}
			v, err := table.ParseJSON(d)
			require.NoError(t, err)
			for _, step := range p {
				s := testValue(t, step)
				v = newPathStep(s).into(v)
				args = append(args, table.NewConst(s, s.Type(), 2))
			}
			got, err := pathKernel(&Call{Context: NewContext(context.Background(), 0), N: 2}, args)
			require.NoError(t, err)
			require.Equal(t, string(table.AppendJSON(nil, v)), string(table.AppendJSON(nil, got.Value(0))), "%s%v", d, p)
			require.True(t, got.Null(1))
		}
	}
}

func TestListsKeepTheirForm(t *testing.T) {
	call := &Call{Context: NewContext(context.Background(), 0), N: 2}
	parts, err := splitKernel(call, []table.Column{
		table.NewVec([]string{"a.b", "c"}, nil), table.NewConst(table.StringValue("."), table.TypeString, 2),
	})
	require.NoError(t, err)
	second, err := pathKernel(call, []table.Column{parts, table.NewConst(table.LongValue(1), table.TypeLong, 2)})
	require.NoError(t, err)
	require.Equal(t, table.TypeString, second.Type())
	require.Equal(t, "b", second.Value(0).Str())
	require.True(t, second.Null(1))
	n, err := arrayLength(call, []table.Column{parts})
	require.NoError(t, err)
	require.Equal(t, int64(2), n.Value(0).Int())
	joined, err := strcatArray(call, []table.Column{parts, table.NewConst(table.StringValue("-"), table.TypeString, 2)})
	require.NoError(t, err)
	require.Equal(t, "a-b", joined.Value(0).Str())
}
