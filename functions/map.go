package functions

import "github.com/goshawk-lang/goshawk/table"

// The Map adapters make an overload of a plain Go function; parameter and
// result types are read off its signature. Under NullIn the function is not
// called for rows with a null argument. The OK forms give null where the
// function says false; the C forms get the run's context.

// Map1 applies f to each row.
func Map1[A, R table.Element](f func(A) R) Overload {
	return Map1OK(func(a A) (R, bool) { return f(a), true })
}

// Map1OK applies f to each row; false gives null.
func Map1OK[A, R table.Element](f func(A) (R, bool)) Overload {
	return Map1C(func(_ *Context, a A) (R, bool) { return f(a) })
}

// Map1C is Map1OK with the run's context.
func Map1C[A, R table.Element](f func(*Context, A) (R, bool)) Overload {
	return Overload{
		Params: []table.Type{table.TypeOf[A]()},
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a := NewArg[A](args[0])
			return mapRows(c, constant(a.step), nullsOf(c, boxedNulls(&a)), func(i int) (R, bool) {
				return f(c.Context, a.At(i))
			}), nil
		},
	}
}

// Map2 applies f to each row.
func Map2[A, B, R table.Element](f func(A, B) R) Overload {
	return Map2OK(func(a A, b B) (R, bool) { return f(a, b), true })
}

// Map2OK applies f to each row; false gives null.
func Map2OK[A, B, R table.Element](f func(A, B) (R, bool)) Overload {
	return Map2C(func(_ *Context, a A, b B) (R, bool) { return f(a, b) })
}

// Map2C is Map2OK with the run's context.
func Map2C[A, B, R table.Element](f func(*Context, A, B) (R, bool)) Overload {
	return Overload{
		Params: []table.Type{table.TypeOf[A](), table.TypeOf[B]()},
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a, b := NewArg[A](args[0]), NewArg[B](args[1])
			return mapRows(c, constant(a.step, b.step), nullsOf(c, boxedNulls(&a), boxedNulls(&b)), func(i int) (R, bool) {
				return f(c.Context, a.At(i), b.At(i))
			}), nil
		},
	}
}

// Map3 applies f to each row.
func Map3[A, B, C, R table.Element](f func(A, B, C) R) Overload {
	return Map3OK(func(a A, b B, c C) (R, bool) { return f(a, b, c), true })
}

// Map3OK applies f to each row; false gives null.
func Map3OK[A, B, C, R table.Element](f func(A, B, C) (R, bool)) Overload {
	return Map3C(func(_ *Context, a A, b B, c C) (R, bool) { return f(a, b, c) })
}

// Map3C is Map3OK with the run's context.
func Map3C[A, B, C, R table.Element](f func(*Context, A, B, C) (R, bool)) Overload {
	return Overload{
		Params: []table.Type{table.TypeOf[A](), table.TypeOf[B](), table.TypeOf[C]()},
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			x, y, z := NewArg[A](args[0]), NewArg[B](args[1]), NewArg[C](args[2])
			return mapRows(c, constant(x.step, y.step, z.step), nullsOf(c, boxedNulls(&x), boxedNulls(&y), boxedNulls(&z)), func(i int) (R, bool) {
				return f(c.Context, x.At(i), y.At(i), z.At(i))
			}), nil
		},
	}
}

// MapN applies f to each row of any number of arguments of one type.
func MapN[A, R table.Element](least int, f func(*Context, []A) (R, bool)) Overload {
	params := make([]table.Type, max(1, least))
	for i := range params {
		params[i] = table.TypeOf[A]()
	}
	return Overload{
		Params:   params,
		Optional: len(params) - least,
		Variadic: true,
		Result:   table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			in, masks := make([]Arg[A], len(args)), make([]nullMask, len(args))
			steps := 0
			for j, col := range args {
				in[j] = NewArg[A](col)
				masks[j] = boxedNulls(&in[j])
				steps |= in[j].step
			}
			row := make([]A, len(args))
			return mapRows(c, constant(steps), nullsOf(c, masks...), func(i int) (R, bool) {
				for j := range in {
					row[j] = in[j].At(i)
				}
				return f(c.Context, row)
			}), nil
		},
	}
}

// WithResult overrides the result type, for functions whose Go type says less
// than the language does.
func (o Overload) WithResult(t table.Type) Overload {
	o.Result = t
	return o
}

// WithOptional marks the last n parameters as optional; the kernel is then
// called with fewer columns.
func (o Overload) WithOptional(n int) Overload {
	o.Optional = n
	return o
}

// constant reports whether all arguments are constants.
func constant(steps ...int) bool {
	for _, s := range steps {
		if s != 0 {
			return false
		}
	}
	return true
}

func nullsOf(c *Call, masks ...nullMask) []bool {
	if c.Null != NullIn {
		return nil
	}
	return anyNull(c.N, masks...)
}

// mapRows is the loop under every Map adapter. One row is enough when all
// arguments are constants.
func mapRows[R table.Element](c *Call, constant bool, nulls []bool, f func(i int) (R, bool)) table.Column {
	if constant && c.N > 1 {
		if nulls != nil {
			return table.NewConst(table.Value{}, table.TypeOf[R](), c.N)
		}
		r, ok := f(0)
		v := table.Box(r)
		if !ok {
			v = table.Value{}
		}
		return table.NewConst(v, table.TypeOf[R](), c.N)
	}
	out := make([]R, c.N)
	for i := range out {
		if nulls != nil && nulls[i] {
			continue
		}
		r, ok := f(i)
		if !ok {
			if nulls == nil {
				nulls = make([]bool, c.N)
			}
			nulls[i] = true
			continue
		}
		out[i] = r
	}
	return table.NewVec(out, nulls)
}
