package ast_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/source"
)

type leaf struct {
	ast.Extent
	Name string
}

type base struct{ ast.Place }

type tree struct {
	base
	Left  ast.Node
	Many  []*leaf
	Value leaf
	None  *leaf
}

func names(n ast.Node, below bool) []string {
	var got []string
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *leaf:
			got = append(got, n.Name)
		case *tree:
			got = append(got, "tree")
			return below
		}
		return true
	})
	return got
}

func TestInspectVisitsEveryKindOfField(t *testing.T) {
	n := &tree{Left: &leaf{Name: "a"}, Many: []*leaf{{Name: "b"}, {Name: "c"}}, Value: leaf{Name: "d"}}
	require.Equal(t, []string{"tree", "a", "b", "c", "d"}, names(n, true))
	require.Equal(t, []string{"tree"}, names(n, false))
	require.Empty(t, names((*leaf)(nil), true))
}

type counter struct{ in, out int }

func (c *counter) Enter(ast.Node) bool { c.in++; return true }
func (c *counter) Leave(ast.Node)      { c.out++ }

func TestWalkLeavesWhatItEnters(t *testing.T) {
	c := &counter{}
	ast.Walk(&tree{Left: &tree{}, Many: []*leaf{{}}}, c)
	// Value is a node of its own in both trees.
	require.Equal(t, counter{5, 5}, *c)
}

func TestPlaces(t *testing.T) {
	var e ast.Extent
	e.SetSpan(source.Span{Start: 2, End: 5})
	var p ast.Place
	p.SetSpan(source.Span{Start: 2, End: 5})
	require.Equal(t, e.Span(), p.Span())
}
