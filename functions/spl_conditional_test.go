package functions

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// A choice takes the rows that the columns have, in whatever form they are.
func TestChoose(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const n = 200
	texts := func(name string, n int) table.Column {
		vals, nulls := make([]string, n), make([]bool, n)
		for i := range vals {
			if nulls[i] = random.IntN(5) == 0; !nulls[i] {
				vals[i] = fmt.Sprint(name, i)
			}
		}
		return table.NewVec(vals, nulls)
	}
	selected := func(c table.Column) table.Column {
		rows := make([]int32, n)
		for i := range rows {
			rows[i] = int32(random.IntN(c.Len()+1)) - 1
		}
		return table.NewView(c, rows)
	}
	gathered := selected(texts("gathered", 300)).(*table.View)
	gathered.Gather()
	forms := map[string]func() table.Column{
		"texts":      func() table.Column { return texts("a", n) },
		"selected":   func() table.Column { return selected(texts("b", 1000)) },
		"gathered":   func() table.Column { return gathered },
		"constant":   func() table.Column { return table.NewConst(table.StringValue("c"), table.TypeString, n) },
		"null":       func() table.Column { return table.NewConst(table.Value{}, table.TypeString, n) },
		"number":     func() table.Column { return selected(table.NewVec([]int64{1, 2, 3}, nil)) },
		"dictionary": func() table.Column { return selected(table.Encode(texts("d", 50))) },
	}
	for first, a := range forms {
		for second, b := range forms {
			cols, which := []table.Column{a(), b(), a()}, make([]int32, n)
			for i := range which {
				which[i] = int32(random.IntN(4)) - 1
			}
			got := splChoose(n, cols, which)
			require.Equal(t, n, got.Len())
			for i, w := range which {
				want := table.Value{}
				if w >= 0 {
					want = cols[w].Value(i)
				}
				require.Equal(t, want.IsNull(), got.Null(i), "%s, %s, row %d", first, second, i)
				require.Equal(t, Text(want), Text(got.Value(i)), "%s, %s, row %d", first, second, i)
			}
		}
	}
}
