package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// expand makes a row of each list element.
func (r *run) expand(n *plan.Expand) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	exprs := once(func() ([]plan.Expr, error) {
		out := make([]plan.Expr, len(n.Cols))
		for i, c := range n.Cols {
			var err error
			if out[i], err = r.prepared(c.Expr); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
	return p.then(func() step {
		e := &expander{r: r, n: n}
		return func(b *table.Batch) (*table.Batch, error) {
			if e.exprs == nil {
				list, err := exprs()
				if err != nil {
					return nil, err
				}
				e.exprs = r.compiler().all(list)
			}
			return e.apply(b)
		}
	}), nil
}

type expander struct {
	r     *run
	n     *plan.Expand
	exprs []scalar
}

func (e *expander) apply(b *table.Batch) (*table.Batch, error) {
	lists := make([]*table.List, len(e.exprs))
	for i, x := range e.exprs {
		c, err := x.eval(b)
		if err != nil {
			return nil, err
		}
		lists[i] = expandable(c, e.n.Cols[i].BagsAsPairs)
	}
	rows := e.spread(lists, b.Len())
	parents := rows.parents
	out := b.View(parents)
	fields := append([]table.Field(nil), out.Schema().Fields()...)
	data := append([]table.Column(nil), out.Cols()...)
	set := func(f table.Field, c table.Column) {
		for i := range fields {
			if fields[i].Name == f.Name {
				fields[i], data[i] = f, c
				return
			}
		}
		fields, data = append(fields, f), append(data, c)
	}
	for k, l := range lists {
		col := e.n.Cols[k]
		c := rows.elements(k, l)
		if col.To != table.TypeDynamic {
			c = functions.Cast(c, col.To)
			if col.EmptyStrings {
				c = table.WithoutNulls(c)
			}
		}
		set(table.Field{Name: col.As, Type: col.To}, c)
	}
	if e.n.Index != "" {
		set(table.Field{Name: e.n.Index, Type: table.TypeLong}, table.NewVec(rows.index, nil))
	}
	return table.NewBatch(table.NewSchema(fields...), len(parents), data...), nil
}

// spreading says which rows an expansion makes: the row that each comes from,
// its place in that row's lists, and the elements of each list, -1 for null.
type spreading struct {
	parents []int32
	index   []int64
	take    [][]int32
	// whole says that the elements of the only list are taken one by one.
	whole bool
}

func (s *spreading) elements(k int, l *table.List) table.Column {
	if s.whole {
		offsets := l.Offsets()
		return l.Child().Slice(int(offsets[0]), int(offsets[len(offsets)-1]))
	}
	return l.Child().Take(s.take[k])
}

// spread works out the rows that n rows become.
func (e *expander) spread(lists []*table.List, n int) *spreading {
	if len(lists) == 1 && e.n.Limit == 0 && lists[0].Nulls() == nil {
		if s := e.spreadOne(lists[0], n); s != nil {
			return s
		}
	}
	s := &spreading{take: make([][]int32, len(lists))}
	for row := range n {
		count, allNull := e.rows(lists, row)
		if count == 0 && (e.n.KeepEmpty || e.n.KeepNull && allNull) {
			s.parents, s.index = append(s.parents, int32(row)), append(s.index, 0)
			for k := range s.take {
				s.take[k] = append(s.take[k], -1)
			}
			continue
		}
		for i := range count {
			s.parents, s.index = append(s.parents, int32(row)), append(s.index, int64(i))
			for k, l := range lists {
				at := l.Offsets()[row] + int32(i)
				if at >= l.Offsets()[row+1] || l.Null(row) {
					at = -1
				}
				s.take[k] = append(s.take[k], at)
			}
		}
	}
	return s
}

// spreadOne is spread where each element of the only list becomes a row; nil
// when a row without elements becomes one, too.
func (e *expander) spreadOne(l *table.List, n int) *spreading {
	offsets := l.Offsets()
	s := &spreading{parents: make([]int32, 0, offsets[n]-offsets[0]), whole: true}
	for row := range n {
		from, to := offsets[row], offsets[row+1]
		if from == to && e.n.KeepEmpty {
			return nil
		}
		for range to - from {
			s.parents = append(s.parents, int32(row))
		}
		if e.n.Index != "" {
			for i := range to - from {
				s.index = append(s.index, int64(i))
			}
		}
	}
	return s
}

// rows is how many rows row becomes: the length of its longest list.
func (e *expander) rows(lists []*table.List, row int) (count int, allNull bool) {
	allNull = true
	for _, l := range lists {
		if l.Null(row) {
			continue
		}
		allNull = false
		count = max(count, int(l.Offsets()[row+1]-l.Offsets()[row]))
	}
	if e.n.Limit > 0 {
		count = int(min(int64(count), e.n.Limit))
	}
	return count, allNull
}

// expandable is a column as lists: arrays as they are, a bag as a list of its
// properties, a scalar as a list of one.
func expandable(c table.Column, pairs bool) *table.List {
	if v, ok := c.(*table.View); ok {
		if l := table.CodedJSONLists(v); l != nil {
			return l
		}
	}
	c = table.Flatten(c)
	switch c := c.(type) {
	case *table.List:
		return c
	case *table.JSON:
		cut := table.JSONProperties
		if pairs {
			cut = table.JSONLists
		}
		if l := cut(c); l != nil {
			return l
		}
	}
	n := c.Len()
	offsets := make([]int32, 1, n+1)
	var nulls []bool
	var flat []table.Value
	for i := range n {
		v := c.Value(i)
		switch v.Kind() {
		case table.KindNull:
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[i] = true
		case table.KindArray:
			flat = append(flat, v.Array()...)
		case table.KindBag:
			flat = append(flat, properties(v.Bag(), pairs)...)
		default:
			flat = append(flat, v)
		}
		offsets = append(offsets, int32(len(flat)))
	}
	return table.NewList(offsets, table.Narrow(table.NewVec(flat, nil)), nulls)
}

func properties(b *table.Bag, pairs bool) []table.Value {
	out := make([]table.Value, b.Len())
	for i := range out {
		key, v := b.At(i)
		if pairs {
			out[i] = table.ArrayValue([]table.Value{table.StringValue(key), v})
			continue
		}
		one := table.NewBag(1)
		one.Set(key, v)
		out[i] = table.BagValue(one)
	}
	return out
}
