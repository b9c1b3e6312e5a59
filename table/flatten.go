package table

import (
	"runtime"
	"sync"
)

// Flatten resolves constants, dictionaries, views and what is deferred: the
// result is a [*Vec], [*List] or [*JSON].
func Flatten(c Column) Column {
	switch c := c.(type) {
	case *View:
		return Flatten(c.Gather())
	case *Deferred:
		return Flatten(c.Gather())
	case *Dict:
		return flattenDict(c)
	case *Const:
		return flattenConst(c)
	}
	return c
}

// Resolve gathers a view or a deferred column and leaves every other form as
// it is.
func Resolve(c Column) Column {
	switch c := c.(type) {
	case *View:
		return c.Gather()
	case *Deferred:
		return c.Gather()
	}
	return c
}

func flattenDict(c *Dict) Column {
	out := &Vec[string]{vals: make([]string, len(c.codes))}
	for i, code := range c.codes {
		out.vals[i] = c.dict.vals[code]
	}
	if c.dict.nulls == nil {
		return out
	}
	for i, code := range c.codes {
		if c.dict.nulls[code] {
			if out.nulls == nil {
				out.nulls = make([]bool, len(c.codes))
			}
			out.nulls[i] = true
		}
	}
	return out
}

func flattenConst(c *Const) Column {
	b := NewBuilder(c.typ, c.n)
	for range c.n {
		b.Append(c.val)
	}
	return b.Column()
}

// AsVec is c as a flat vector of T, and whether c's element type is T. A
// column of any type can be had as a vector of Value.
func AsVec[T Element](c Column) (*Vec[T], bool) {
	c = Flatten(c)
	if v, ok := c.(*Vec[T]); ok {
		return v, true
	}
	var zero T
	if _, ok := any(zero).(Value); !ok {
		return nil, false
	}
	vals := make([]Value, c.Len())
	for i := range vals {
		vals[i] = c.Value(i)
	}
	return any(&Vec[Value]{vals: vals}).(*Vec[T]), true
}

// WithoutNulls is c with its null rows turned into zero values (the empty
// string, in KQL's use). Columns that hold no mask are returned as they are.
func WithoutNulls(c Column) Column {
	switch c := Resolve(c).(type) {
	case *Vec[string]:
		if c.nulls == nil {
			return c
		}
		return &Vec[string]{vals: c.vals}
	case *Dict:
		if c.dict.nulls == nil {
			return c
		}
		return &Dict{codes: c.codes, dict: &Vec[string]{vals: c.dict.vals}}
	case *Const:
		if c.typ == TypeString && c.val.IsNull() {
			return &Const{StringValue(""), TypeString, c.n}
		}
		return c
	default:
		return c
	}
}

// Concat puts columns below one another. Columns of one element type keep it;
// others become a vector of Value.
func Concat(cols []Column) Column {
	switch len(cols) {
	case 0:
		return NewVec([]Value(nil), nil)
	case 1:
		return cols[0]
	}
	n, same := 0, true
	for _, c := range cols {
		n += c.Len()
	}
	if c := rejoined(cols); c != nil {
		return c
	}
	if c := selected(cols, n); c != nil {
		return c
	}
	resolved := make([]Column, len(cols))
	for i, c := range cols {
		resolved[i] = Resolve(c)
		same = same && c.Type() == cols[0].Type()
	}
	if !same {
		return concatBoxed(resolved, n)
	}
	switch cols[0].Type() {
	case TypeBool:
		return concatVec[bool](resolved, n)
	case TypeInt:
		return concatVec[int32](resolved, n)
	case TypeLong:
		return concatVec[int64](resolved, n)
	case TypeReal:
		return concatVec[float64](resolved, n)
	case TypeDecimal:
		return concatVec[Decimal](resolved, n)
	case TypeDateTime:
		return concatVec[DateTime](resolved, n)
	case TypeTimeSpan:
		return concatVec[TimeSpan](resolved, n)
	case TypeGUID:
		return concatVec[GUID](resolved, n)
	case TypeString:
		if d := concatDicts(resolved, n); d != nil {
			return d
		}
		return concatVec[string](resolved, n)
	}
	return concatDynamic(resolved, n)
}

func concatVec[T Element](cols []Column, n int) Column {
	out := &Vec[T]{vals: make([]T, 0, n)}
	for _, c := range cols {
		v, _ := AsVec[T](c)
		if v.nulls != nil && out.nulls == nil {
			out.nulls = make([]bool, len(out.vals), n)
		}
		if out.nulls != nil {
			if v.nulls != nil {
				out.nulls = append(out.nulls, v.nulls...)
			} else {
				out.nulls = append(out.nulls, make([]bool, len(v.vals))...)
			}
		}
		out.vals = append(out.vals, v.vals...)
	}
	return out
}

func concatDynamic(cols []Column, n int) Column {
	lists, texts := 0, 0
	for i := range cols {
		cols[i] = Flatten(cols[i])
		switch cols[i].(type) {
		case *List:
			lists++
		case *JSON:
			texts++
		}
	}
	switch {
	case lists == len(cols):
		offsets, children := make([]int32, 1, n+1), make([]Column, 0, len(cols))
		var nulls []bool
		for _, c := range cols {
			l := c.(*List)
			if l.nulls != nil && nulls == nil {
				nulls = make([]bool, len(offsets)-1, n)
			}
			first, base := l.offsets[0], offsets[len(offsets)-1]
			for _, o := range l.offsets[1:] {
				offsets = append(offsets, base+o-first)
			}
			if nulls != nil {
				if l.nulls != nil {
					nulls = append(nulls, l.nulls...)
				} else {
					nulls = append(nulls, make([]bool, l.Len())...)
				}
			}
			children = append(children, l.child.Slice(int(first), int(l.offsets[len(l.offsets)-1])))
		}
		return &List{offsets: offsets, child: Concat(children), nulls: nulls}
	case texts == len(cols):
		raw := make([]string, 0, n)
		for _, c := range cols {
			j := c.(*JSON)
			for i, s := range j.raw {
				if j.Null(i) {
					s = ""
				}
				raw = append(raw, s)
			}
		}
		return &JSON{raw: raw}
	}
	return concatBoxed(cols, n)
}

func concatBoxed(cols []Column, n int) Column {
	vals := make([]Value, 0, n)
	for _, c := range cols {
		for i := range c.Len() {
			vals = append(vals, c.Value(i))
		}
	}
	return &Vec[Value]{vals: vals}
}

// ConcatBatches puts batches below one another. Their schemas may differ (an
// open schema grows while it is read): fields come in the order they were
// first seen, and a batch without a field has nulls there.
func ConcatBatches(schema *Schema, batches []*Batch) *Batch {
	if len(batches) == 1 {
		return batches[0]
	}
	same, n := true, 0
	for _, b := range batches {
		same = same && b.schema.Equal(batches[0].schema)
		n += b.n
	}
	if len(batches) == 0 {
		cols := make([]Column, schema.Len())
		for i := range cols {
			cols[i] = NewBuilder(schema.Field(i).Type, 0).Column()
		}
		return &Batch{schema, cols, 0}
	}
	out := batches[0].schema
	if !same {
		out = MergeSchemas(batches)
	}
	cols := make([]Column, out.Len())
	concat := func(k int) {
		pieces := make([]Column, len(batches))
		for i, b := range batches {
			if same {
				pieces[i] = b.cols[k]
				continue
			}
			pieces[i] = b.Column(out.Field(k).Name)
			if pieces[i] == nil {
				pieces[i] = NewConst(Value{}, physicalType(batches, out.Field(k).Name), b.n)
			}
		}
		cols[k] = Concat(pieces)
	}
	eachColumn(len(cols), n, concat)
	return &Batch{out, cols, n}
}

// manyRows is from how many rows on the columns of a batch are put together by
// as many goroutines as there are processors.
const manyRows = 1 << 17

// eachColumn calls f for every column of a batch of n rows. A panic of f is
// one of the caller's goroutine.
func eachColumn(cols, n int, f func(k int)) {
	if n < manyRows || cols < 2 || runtime.GOMAXPROCS(0) < 2 {
		for k := range cols {
			f(k)
		}
		return
	}
	var wait sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	panics := make([]any, cols)
	for k := range cols {
		limit <- struct{}{}
		wait.Add(1)
		go func() {
			defer func() { panics[k] = recover(); <-limit; wait.Done() }()
			f(k)
		}()
	}
	wait.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}

// physicalType is the element type that all batches having the field share,
// so that filling in nulls does not box the rest.
func physicalType(batches []*Batch, name string) Type {
	t := TypeUnknown
	for _, b := range batches {
		if c := b.Column(name); c != nil {
			if t != TypeUnknown && t != c.Type() {
				return TypeDynamic
			}
			t = c.Type()
		}
	}
	return t
}

// MergeSchemas is the union of the batches' fields in the order first seen; a
// field declared with different types is dynamic.
func MergeSchemas(batches []*Batch) *Schema {
	var fields []Field
	at := map[string]int{}
	var last *Schema
	for _, b := range batches {
		if b.schema == last {
			continue
		}
		last = b.schema
		for _, f := range b.schema.fields {
			i, ok := at[f.Name]
			if !ok {
				at[f.Name] = len(fields)
				fields = append(fields, f)
			} else if fields[i].Type != f.Type {
				fields[i].Type = TypeDynamic
			}
		}
	}
	return NewSchema(fields...)
}
