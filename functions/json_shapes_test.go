package functions

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// Texts of a few shapes, and texts that almost have one.
var shapedTexts = []string{
	`{"a":{"b":"x","c":1},"d":[1,2]}`,
	`{"a":{"b":"yy","c":-2.5e3},"d":[3,4]}`,
	`{"a":{"b":"","c":0},"d":[3,4,5]}`,
	`{"a":{"b":null,"c":true},"d":[]}`,
	`{"a":{"b":false,"c":null},"d":[]}`,
	`{"a":{"b":{"k":1},"c":"q"},"d":[]}`,
	`{"a":{"b":[{"k":"z"}],"c":"q"}}`,
	`{"a":{"b":"esc \" \\ \u00e9 \n","c":1},"d":[1,2]}`,
	`{"a":{"b":"bad \x","c":1},"d":[1,2]}`,
	`{"a":{"b":"x","c":01},"d":[1,2]}`,
	`{"a":{"b":"x","c":1.},"d":[1,2]}`,
	`{"a":{"b":"x","c":1},"d":[1,2]} `,
	` {"a":{"b":"x","c":1},"d":[1,2]}`,
	`{ "a" : { "b" : "x" , "c" : 1 } , "d" : [ 1 , 2 ] }`,
	`{"a":{"b":"x","c":1},"d":[1,2]}}`,
	`{"a":{"b":"x","c":1},"d":[1,2]`,
	`{"a":{"b":"x","c":1,"b":"later"},"d":[1,2]}`,
	`{"a":{"b":"x","c":1},"a":{"b":"later"}}`,
	`{"a":{"\u0062":"x","c":1},"d":[1,2]}`,
	`{"a":{"c":1},"d":[1,2]}`,
	`{"a":"b","d":[1,2]}`,
	`"a"`, `17`, `null`, `nul`, ``, ` `, `{}`, `[]`, `[{"b":1}]`, `no json`, "{\"a\":{\"b\":\"tab\t\"}}",
}

// TestShapesAnswerAsWalking compares the two ways on every mixture of texts,
// checked and not.
func TestShapesAnswerAsWalking(t *testing.T) {
	paths := [][]pathStep{
		{{key: "a", isKey: true}, {key: "b", isKey: true}},
		{{key: "a", isKey: true}},
		{{key: "a", isKey: true}, {key: "c", isKey: true}},
		{{key: "d", isKey: true}, {index: 1}},
		{{key: "d", isKey: true}, {index: -1}},
		{{index: 0}, {key: "b", isKey: true}},
		{{key: "none", isKey: true}},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, steps := range paths {
		for range 20 {
			texts := make([]string, 300)
			for i := range texts {
				texts[i] = shapedTexts[random.IntN(len(shapedTexts))]
			}
			plain := (&jsonFinder{steps: steps, plain: true}).column(table.NewUncheckedJSON(texts))
			require.Equal(t, plain, (&jsonFinder{steps: steps}).column(table.NewUncheckedJSON(texts)))
			checked := table.NewJSON(table.NewUncheckedJSON(texts).Raw(), nil)
			require.Equal(t, plain, (&jsonFinder{steps: steps}).column(checked))
		}
	}
}

func FuzzShapesAnswerAsWalking(f *testing.F) {
	for i, s := range shapedTexts {
		f.Add(s, shapedTexts[(i*7+3)%len(shapedTexts)], "a", "b")
	}
	f.Fuzz(func(t *testing.T, sample, text, first, second string) {
		steps := []pathStep{{key: first, isKey: true}, {key: second, isKey: true}}
		texts := []string{sample, text, sample, text}
		plain := (&jsonFinder{steps: steps, plain: true}).column(table.NewUncheckedJSON(texts))
		require.Equal(t, plain, (&jsonFinder{steps: steps}).column(table.NewUncheckedJSON(texts)))
	})
}

// Rows of a column that nobody checked read as those of one that was.
func TestUncheckedJSON(t *testing.T) {
	c := table.NewUncheckedJSON(shapedTexts)
	for i := range shapedTexts {
		require.Equal(t, table.AppendJSON(nil, ParseDynamic(shapedTexts[i])), table.AppendJSON(nil, c.Value(i)), shapedTexts[i])
		require.Equal(t, ParseDynamic(shapedTexts[i]).IsNull(), c.Null(i), shapedTexts[i])
	}
	part := c.Slice(2, 9).Take([]int32{4, -1, 0}).(*table.JSON)
	_, unchecked := part.Unchecked()
	require.True(t, unchecked)
	require.Equal(t, []string{shapedTexts[6], "", shapedTexts[2]}, part.Raw())
	_, unchecked = part.Unchecked()
	require.False(t, unchecked)
}
