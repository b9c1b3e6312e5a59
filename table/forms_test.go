package table

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"
)

// boxed is a column as values.
func boxed(c Column) []Value {
	out := make([]Value, c.Len())
	for i := range out {
		out[i] = c.Value(i)
	}
	return out
}

// text makes values comparable and readable.
func text(vals []Value) []string {
	out := make([]string, len(vals))
	for i, v := range vals {
		out[i] = string(AppendJSON(nil, v))
	}
	return out
}

// forms are columns in every physical form, some with nulls.
func forms() map[string]Column {
	words := NewVec([]string{"", "a", "b", "é", ""}, []bool{false, false, false, false, true})
	strs := NewVec([]string{"x", "y", "", "x", "z"}, []bool{false, false, true, false, false})
	offsets := []int32{1, 3, 3, 3, 5}
	inner := NewVec([]int64{9, 1, 2, 3, 0, 8}, []bool{false, false, false, false, true, false})
	list := NewList(offsets, inner, []bool{false, false, true, false})
	deferred := func(c Column) Column {
		return NewDeferred(c.Type(), c.Len(), func(rows []int32) Column {
			if rows == nil {
				return c
			}
			return c.Take(rows)
		})
	}
	return map[string]Column{
		"deferred":      deferred(strs),
		"deferred dict": deferred(NewDict([]uint32{1, 4, 2, 0, 3, 1}, words)),
		"deferred list": deferred(list),
		"view deferred": NewView(deferred(NewVec([]int64{1, -2, 3, 4}, nil)), []int32{3, -1, 0}),
		"bool":          NewVec([]bool{true, false, false}, []bool{false, false, true}),
		"int":           NewVec([]int32{1, -2, 0}, []bool{false, false, true}),
		"long":          NewVec([]int64{1, -2, 3, 4}, nil),
		"real":          NewVec([]float64{1, 2.5, 0}, []bool{false, false, true}),
		"datetime":      NewVec([]DateTime{1, 2}, nil),
		"timespan":      NewVec([]TimeSpan{1, -2}, nil),
		"guid":          NewVec([]GUID{{1}, {2}}, nil),
		"decimal":       NewVec([]Decimal{{}, {}}, nil),
		"string":        strs,
		"string full":   NewVec([]string{"p", "q"}, nil),
		"value":         NewVec([]Value{LongValue(1), {}, StringValue("s"), ArrayValue([]Value{RealValue(1)})}, nil),
		"value nulls":   NewVec([]Value{LongValue(1), {}}, []bool{false, true}),
		"const":         NewConst(StringValue("k"), TypeString, 4),
		"const null":    NewConst(Value{}, TypeLong, 3),
		"const array":   NewConst(ArrayValue([]Value{LongValue(1)}), TypeDynamic, 2),
		"dict":          NewDict([]uint32{1, 4, 2, 0, 3, 1}, words),
		"dict full":     NewDict([]uint32{1, 0, 1}, NewVec([]string{"m", "n"}, nil)),
		"list":          list,
		"list of dict":  NewList([]int32{0, 2, 3}, NewDict([]uint32{1, 2, 1}, words), nil),
		"json":          NewJSON([]string{`{"a":1}`, "", `[1,2]`, `null`, `"s"`}, []bool{false, true, false, false, false}),
		"view":          NewView(strs, []int32{4, -1, 0, 2, 0}),
		"view of dict":  NewView(NewDict([]uint32{1, 4, 2}, words), []int32{2, 1, 0, -1}),
		"view of list":  NewView(list, []int32{3, 2, -1, 0}),
		"view of view":  NewView(NewView(strs, []int32{3, -1, 2}), []int32{2, 1, 0, -1}),
		"empty":         NewVec([]string{}, nil),
	}
}

func TestFormsKeepTheirValues(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for name, c := range forms() {
		t.Run(name, func(t *testing.T) {
			want := boxed(c)
			for i, v := range want {
				require.Equal(t, v.IsNull(), c.Null(i), "row %d", i)
			}
			require.Equal(t, text(want), text(boxed(Flatten(c))))
			require.Equal(t, text(want), text(boxed(Resolve(c))))
			v, _ := AsVec[Value](c)
			require.Equal(t, text(want), text(boxed(v)))
			for i := 0; i <= c.Len(); i++ {
				for j := i; j <= c.Len(); j++ {
					s := c.Slice(i, j)
					require.Equal(t, text(want[i:j]), text(boxed(s)))
					require.Equal(t, text(want[i:j]), text(boxed(Flatten(s))))
				}
			}
			for range 20 {
				rows := make([]int32, r.Intn(8))
				picked := make([]Value, len(rows))
				for i := range rows {
					rows[i] = int32(r.Intn(c.Len()+1)) - 1
					if rows[i] >= 0 {
						picked[i] = want[rows[i]]
					}
				}
				require.Equal(t, text(picked), text(boxed(c.Take(rows))), "rows %v", rows)
				require.Equal(t, text(picked), text(boxed(NewView(c, rows))), "rows %v", rows)
				require.Equal(t, c.Type(), c.Take(rows).Type())
				require.Equal(t, c.Type(), NewView(c, rows).Type())
			}
		})
	}
}

// A deferred column is made whole once most of it was asked for, and then never
// again.
func TestDeferredIsMadeOnce(t *testing.T) {
	var made []int
	c := NewDeferred(TypeLong, 8, func(rows []int32) Column {
		if rows == nil {
			made = append(made, 8)
			return NewVec([]int64{0, 10, 20, 30, 40, 50, 60, 70}, nil)
		}
		made = append(made, len(rows))
		vals := make([]int64, len(rows))
		for i, r := range rows {
			vals[i] = 10 * int64(r)
		}
		return NewVec(vals, nil)
	})
	require.Equal(t, []string{"70", "10"}, text(boxed(NewView(c, []int32{7, 1}).(*View).Gather())))
	require.EqualValues(t, 30, c.Value(3).Int())
	require.Equal(t, []int{2, 1}, made)
	require.Equal(t, []string{"0", "10", "20"}, text(boxed(c.Take([]int32{0, 1, 2}))))
	require.Equal(t, []string{"60", "70"}, text(boxed(c.Slice(6, 8))))
	require.Equal(t, []string{"null"}, text(boxed(c.Take([]int32{-1}))))
	require.Equal(t, []int{2, 1, 8}, made)
	require.IsType(t, &Vec[int64]{}, Resolve(c))
}

func TestConcatLikeValues(t *testing.T) {
	all := forms()
	for nameA, a := range all {
		for nameB, b := range all {
			want := append(boxed(a), boxed(b)...)
			got := Concat([]Column{a, b})
			require.Equal(t, text(want), text(boxed(got)), "%s + %s", nameA, nameB)
			if a.Type() == b.Type() {
				require.Equal(t, a.Type(), got.Type(), "%s + %s", nameA, nameB)
			}
			half := a.Slice(a.Len()/2, a.Len())
			want = append(append(boxed(half), boxed(b)...), boxed(half)...)
			require.Equal(t, text(want), text(boxed(Concat([]Column{half, b, half}))), "%s + %s", nameA, nameB)
		}
	}
}

func TestBuildersAndNarrow(t *testing.T) {
	for name, c := range forms() {
		b := NewBuilder(c.Type(), 0)
		for _, v := range boxed(c) {
			b.Append(v)
		}
		built := b.Column()
		require.Equal(t, text(boxed(c)), text(boxed(built)), name)
		v, _ := AsVec[Value](c)
		require.Equal(t, text(boxed(c)), text(boxed(Narrow(v))), name)
		if name == "long" || name == "bool" || name == "string" {
			require.Equal(t, c.Type(), Narrow(v).Type(), name)
		}
	}
	b := NewBuilder(TypeLong, 0)
	b.Append(StringValue("no number"))
	b.Append(IntValue(3))
	require.Equal(t, []string{"null", "3"}, text(boxed(b.Column())))
}

func TestWithoutNulls(t *testing.T) {
	for name, c := range forms() {
		got := boxed(WithoutNulls(c))
		for i, v := range boxed(c) {
			if v.IsNull() && c.Type() == TypeString {
				v = StringValue("")
			}
			require.Equal(t, text([]Value{v}), text(got[i:i+1]), "%s row %d", name, i)
		}
	}
}

func TestBag(t *testing.T) {
	b := NewBag(0)
	for i := range 40 {
		b.Set(string(rune('a'+i%30)), LongValue(int64(i)))
	}
	require.Equal(t, 30, b.Len())
	for i := range 30 {
		key, _ := b.At(i)
		require.Equal(t, string(rune('a'+i)), key)
		v, there := b.Get(key)
		require.True(t, there)
		want := int64(i)
		if i < 10 {
			want += 30
		}
		require.Equal(t, want, v.Int())
	}
	_, there := b.Get("nope")
	require.False(t, there)
	var none *Bag
	require.Equal(t, 0, none.Len())
	_, there = none.Get("a")
	require.False(t, there)
}
