package eval

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// randomKey is a sort key over n rows, in one of the forms a column can have.
func randomKey(r *rand.Rand, n int) table.Column {
	words := [][]string{
		{"", "a", "ab", "abcdefgh", "abcdefghi", "abcdefgh\x00", "zz", "é"},
		{"10", "9", "1.50", "-3", "1e2", "099", "1", "7"},
	}[r.IntN(2)]
	nulls := make([]bool, n)
	if r.IntN(2) == 0 {
		for i := range nulls {
			nulls[i] = r.IntN(5) == 0
		}
	}
	switch r.IntN(8) {
	case 6:
		vals := make([]table.Value, n)
		for i := range vals {
			vals[i] = []table.Value{{}, table.StringValue("b"), table.LongValue(20), table.StringValue("3"), table.StringValue("10.0.0.1"), table.ArrayValue([]table.Value{table.StringValue("c"), table.StringValue("a")})}[r.IntN(6)]
		}
		return table.NewVec(vals, nil)
	case 0:
		vals := make([]int64, n)
		for i := range vals {
			if !nulls[i] {
				vals[i] = []int64{math.MinInt64, -1, 0, 1, 7, 20, math.MaxInt64 - 1, math.MaxInt64}[r.IntN(8)]
			}
		}
		return table.NewVec(vals, nulls)
	case 1:
		vals := make([]float64, n)
		for i := range vals {
			if !nulls[i] {
				vals[i] = []float64{math.Inf(-1), -2.5, math.Copysign(0, -1), 0, 1e300, math.NaN(), 0.1, 0.1 + 1e-17, 123456789.123456781, 123456789.123456789}[r.IntN(10)]
			}
		}
		return table.NewVec(vals, nulls)
	case 2:
		vals := make([]table.DateTime, n)
		for i := range vals {
			if !nulls[i] {
				vals[i] = table.DateTime(r.Int64N(50))
			}
		}
		return table.NewVec(vals, nulls)
	case 3:
		vals := make([]string, n)
		for i := range vals {
			vals[i] = words[r.IntN(len(words))]
		}
		return table.NewVec(vals, nil)
	case 4:
		vals := make([]string, n)
		for i := range vals {
			vals[i] = words[r.IntN(len(words))]
		}
		return table.Encode(table.NewVec(vals, nil))
	case 5:
		codes := make([]uint32, n)
		for i := range codes {
			codes[i] = uint32(r.IntN(len(words)))
		}
		return table.NewDict(codes, table.NewVec(words, append([]bool{true}, make([]bool, len(words)-1)...)))
	}
	return table.NewConst(table.LongValue(3), table.TypeLong, n)
}

func TestOrderIsThatOfComparing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	orders := []plan.Order{plan.OrderTyped, plan.OrderAuto, plan.OrderNumber, plan.OrderText, plan.OrderIP}
	for range 1000 {
		n := 1 + r.IntN(40)
		if r.IntN(10) == 0 {
			n = encodeFrom + r.IntN(3000)
		}
		k := &keyed{batch: table.NewBatch(table.NewSchema(), n)}
		var keys []plan.SortKey
		for range 1 + r.IntN(3) {
			k.keys = append(k.keys, randomKey(r, n))
			keys = append(keys, plan.SortKey{Desc: r.IntN(2) == 0, NullsFirst: r.IntN(2) == 0, Order: orders[r.IntN(len(orders))]})
		}
		want := orderByComparing(k, keys, -1, 1)
		require.Equal(t, want, order(k, keys, -1, 3))
		for _, limit := range []int{0, 1, 10, k.batch.Len() / 3, k.batch.Len()} {
			limit = min(limit, k.batch.Len())
			require.Equal(t, want[:limit], order(k, keys, int64(limit), 2)[:limit])
		}
	}
}

// Many rows are dealt into buckets first; a few values make some large.
func TestSortingInBuckets(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, few := range []int64{1 << 60, 1 << 14, 5} {
		n := bucketsFrom + 1000
		vals := make([]int64, n)
		for i := range vals {
			if vals[i] = r.Int64N(few); i%3 == 0 {
				vals[i] = r.Int64N(1 << 60)
			}
		}
		k := &keyed{batch: table.NewBatch(table.NewSchema(), n), keys: []table.Column{table.NewVec(vals, nil)}}
		keys := []plan.SortKey{{}}
		want := orderByComparing(k, keys, -1, 1)
		require.Equal(t, want, order(k, keys, -1, 1))
		require.Equal(t, want, order(k, keys, -1, 4))
		require.Equal(t, want[:500], order(k, keys, 500, 4)[:500])
	}
}

func TestBoundDropsOnlyWhatIsNotWanted(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n := 1 + r.IntN(60)
		k := &keyed{batch: table.NewBatch(table.NewSchema(), n), keys: []table.Column{randomKey(r, n)}}
		keys := []plan.SortKey{{Desc: r.IntN(2) == 0, NullsFirst: r.IntN(2) == 0}}
		rows := orderByComparing(k, keys, -1, 1)
		limit := r.IntN(n)
		b := newBound(k.keys[0], int(rows[limit]), keys[0])
		if b == nil {
			continue
		}
		kept, all := b.keep(k.keys[0])
		if !all {
			for _, row := range rows[:limit+1] {
				require.Contains(t, kept, row)
			}
		}
	}
}

// Texts that begin alike, end in zeros, are given several times or by a
// dictionary of many entries; behind them other keys.
func TestTiesOfTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 60 {
		n := 2 + r.IntN(300)
		if r.IntN(8) == 0 {
			n = manyTies + bucketsFrom + r.IntN(1000)
		}
		texts := func() []string {
			begins := []string{"", "C:\\Windows\\System32\\", "C:\\Windows\\", strings.Repeat("x", r.IntN(40))}
			vals := make([]string, n)
			for i := range vals {
				vals[i] = begins[r.IntN(len(begins))] + []string{"", "\x00", "\x00\x00", "a", "aaaaaaaa", "aaaaaaaab"}[r.IntN(6)]
				if r.IntN(2) == 0 {
					vals[i] += strconv.Itoa(r.IntN(n))
				}
			}
			return vals
		}
		some := func() []bool {
			nulls := make([]bool, n)
			for i := range nulls {
				nulls[i] = r.IntN(9) == 0
			}
			return [][]bool{nil, nulls}[r.IntN(2)]
		}
		codes := make([]uint32, n)
		for i := range codes {
			codes[i] = uint32(r.IntN(n))
		}
		few := make([]int64, n)
		for i := range few {
			few[i] = r.Int64N(3)
		}
		cols := []table.Column{table.NewVec(texts(), some()), table.NewDict(codes, table.NewVec(texts(), some())), table.NewVec(few, some()), table.NewConst(table.LongValue(3), table.TypeLong, n)}
		k := &keyed{batch: table.NewBatch(table.NewSchema(), n)}
		var keys []plan.SortKey
		for range 1 + r.IntN(4) {
			k.keys = append(k.keys, cols[r.IntN(len(cols))])
			keys = append(keys, plan.SortKey{Desc: r.IntN(2) == 0, NullsFirst: r.IntN(2) == 0})
		}
		want := orderByComparing(k, keys, -1, 1)
		require.Equal(t, want, order(k, keys, -1, 3))
		require.Equal(t, want[:n/3], order(k, keys, int64(n/3), 2)[:n/3])
	}
}
