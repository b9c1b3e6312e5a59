package geo

import (
	"sync"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// A signature is written a letter a parameter: r real, i long, s string,
// d dynamic, x bool or number; those after a question mark may be left out.

// args are the arguments of a call, read a row at a time.
type args struct {
	reals  []functions.Arg[float64]
	longs  []functions.Arg[int64]
	texts  []functions.Arg[string]
	values []functions.Arg[table.Value]
	kinds  string
	row    int
	shapes *shapeCache
	// picked are, by argument, the rows of a column that this one is a selection
	// of, as after a join, and what was read of them.
	picked []picked
	// err ends the call: a row that cannot be answered.
	err error
}

// count is the number of arguments given.
func (a *args) count() int         { return len(a.kinds) }
func (a *args) real(j int) float64 { return a.reals[j].At(a.row) }
func (a *args) long(j int) int64   { return a.longs[j].At(a.row) }
func (a *args) text(j int) string  { return a.texts[j].At(a.row) }
func (a *args) value(j int) table.Value {
	return a.values[j].At(a.row)
}

// longOr is argument j, or other when it is left out.
func (a *args) longOr(j int, other int64) int64 {
	if j >= a.count() {
		return other
	}
	return a.long(j)
}

func (a *args) realOr(j int, other float64) float64 {
	if j >= a.count() {
		return other
	}
	return a.real(j)
}

// flag is argument j, a bool or a number; false when it is left out.
func (a *args) flag(j int) bool {
	if j >= a.count() {
		return false
	}
	v := a.value(j)
	return v.Bool() || v.Int() != 0 || v.Real() != 0
}

// shapeCache keeps the shapes of constant arguments for a call site.
type shapeCache struct {
	mu     sync.Mutex
	shapes map[int]any
}

// picked are the rows of a selection, and the shapes read of them.
type picked struct {
	rows   []int32
	shapes map[int32]any
}

// shapeOf reads argument j as a shape, once where it is a constant or stands in
// several rows of a selection.
func shapeOf[S any](a *args, j int, read func(table.Value) S) S {
	v, constant := a.values[j].Const()
	if !constant {
		p := a.picked[j]
		if p.rows == nil {
			return read(a.value(j))
		}
		s, ok := p.shapes[p.rows[a.row]].(S)
		if !ok {
			s = read(a.value(j))
			p.shapes[p.rows[a.row]] = s
		}
		return s
	}
	a.shapes.mu.Lock()
	defer a.shapes.mu.Unlock()
	s, ok := a.shapes.shapes[j].(S)
	if !ok {
		s = read(v)
		a.shapes.shapes[j] = s
	}
	return s
}

// each makes an overload that calls f for every row without a null argument;
// false gives null.
func each[R table.Element](signature string, f func(*args) (R, bool)) functions.Overload {
	o := functions.Overload{Result: table.TypeOf[R]()}
	optional := false
	kinds := ""
	for _, k := range signature {
		if k == '?' {
			optional = true
			continue
		}
		if optional {
			o.Optional++
		}
		kinds += string(k)
		o.Params = append(o.Params, map[rune]table.Type{
			'r': table.TypeReal, 'i': table.TypeLong, 's': table.TypeString, 'd': table.TypeDynamic, 'x': table.TypeUnknown,
		}[k])
	}
	o.Kernel = func(c *functions.Call, cols []table.Column) (table.Column, error) {
		cache, err := c.Prepared(func() (any, error) { return &shapeCache{shapes: map[int]any{}}, nil })
		if err != nil {
			return nil, err
		}
		a := &args{kinds: kinds[:len(cols)], shapes: cache.(*shapeCache)}
		return a.run(c, cols, building(f))
	}
	return o
}

// column builds the results of any type.
type column interface {
	row(a *args)
	null()
	column() table.Column
}

type builder[R table.Element] struct {
	f func(*args) (R, bool)
	b *table.VecBuilder[R]
}

// building makes the builder of a function's results.
func building[R table.Element](f func(*args) (R, bool)) func(n int) column {
	return func(n int) column { return &builder[R]{f, table.NewVecBuilder[R](n)} }
}

func (b *builder[R]) row(a *args) {
	if r, ok := b.f(a); ok {
		b.b.Add(r)
		return
	}
	b.b.AddNull()
}
func (b *builder[R]) null()                { b.b.AddNull() }
func (b *builder[R]) column() table.Column { return b.b.Vec() }

func (a *args) run(c *functions.Call, cols []table.Column, make func(n int) column) (table.Column, error) {
	a.bind(cols)
	n := c.N
	constant := n > 1
	for _, col := range cols {
		if _, ok := table.Resolve(col).(*table.Const); !ok {
			constant = false
		}
	}
	if constant {
		n = 1
	}
	out := make(n)
	for i := range n {
		if i%1024 == 1023 && c.Context != nil && c.Err() != nil {
			return nil, c.Err()
		}
		a.row = i
		if a.anyNull() {
			out.null()
			continue
		}
		out.row(a)
	}
	if a.err != nil {
		return nil, a.err
	}
	if constant {
		return table.NewConst(out.column().Value(0), out.column().Type(), c.N), nil
	}
	return out.column(), nil
}

func (a *args) bind(cols []table.Column) {
	n := len(cols)
	a.reals, a.longs = make([]functions.Arg[float64], n), make([]functions.Arg[int64], n)
	a.texts, a.values = make([]functions.Arg[string], n), make([]functions.Arg[table.Value], n)
	a.picked = make([]picked, n)
	for j, col := range cols {
		switch a.kinds[j] {
		case 'd':
			if v, ok := col.(*table.View); ok {
				if _, rows, ok := v.Selected(); ok {
					a.picked[j] = picked{rows, map[int32]any{}}
				}
			}
			a.values[j] = functions.NewArg[table.Value](col)
		case 'r':
			a.reals[j] = functions.NewArg[float64](col)
		case 'i':
			a.longs[j] = functions.NewArg[int64](col)
		case 's':
			a.texts[j] = functions.NewArg[string](col)
		default:
			a.values[j] = functions.NewArg[table.Value](col)
		}
	}
}

func (a *args) anyNull() bool {
	for j := range a.kinds {
		switch a.kinds[j] {
		case 'r':
			if a.reals[j].Null(a.row) {
				return true
			}
		case 'i':
			if a.longs[j].Null(a.row) {
				return true
			}
		case 'd', 'x':
			if a.values[j].Null(a.row) || a.value(j).IsNull() {
				return true
			}
		}
	}
	return false
}
