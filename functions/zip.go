package functions

import "github.com/goshawk-lang/goshawk/table"

// Zip is Map2 for functions that are cheap and defined everywhere: it is also
// called on the zero values under null rows, so that the loop has no branches.
func Zip[A, B, R table.Element](f func(A, B) R) Overload {
	return Overload{
		Params: []table.Type{table.TypeOf[A](), table.TypeOf[B]()},
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a, b := NewArg[A](args[0]), NewArg[B](args[1])
			nulls := anyNull(c.N, boxedNulls(&a), boxedNulls(&b))
			if a.step == 0 && b.step == 0 && c.N > 0 {
				if nulls != nil {
					return table.NewConst(table.Value{}, table.TypeOf[R](), c.N), nil
				}
				return table.NewConst(table.Box(f(a.vals[0], b.vals[0])), table.TypeOf[R](), c.N), nil
			}
			out := make([]R, c.N)
			zipInto(out, &a, &b, f)
			clearNulls(out, nulls)
			return table.NewVec(out, nulls), nil
		},
	}
}

func zipInto[A, B, R table.Element](out []R, a *Arg[A], b *Arg[B], f func(A, B) R) {
	switch {
	case len(out) == 0:
	case b.step == 0:
		k := b.vals[0]
		for i, x := range a.vals[:len(out)] {
			out[i] = f(x, k)
		}
	case a.step == 0:
		k := a.vals[0]
		for i, x := range b.vals[:len(out)] {
			out[i] = f(k, x)
		}
	default:
		right := b.vals[:len(out)]
		for i, x := range a.vals[:len(out)] {
			out[i] = f(x, right[i])
		}
	}
}

// clearNulls zeroes the slots under nulls.
func clearNulls[R any](out []R, nulls []bool) {
	var zero R
	for i, null := range nulls {
		if null {
			out[i] = zero
		}
	}
}

// dynamicVariants adds, to overloads of two parameters, those with a dynamic
// value on one side, converted to the type that the overload takes there.
// Earlier overloads have the first choice of a pair of types.
func dynamicVariants(all Overloads) Overloads {
	out := append(Overloads(nil), all...)
	seen := map[[2]table.Type]bool{}
	for _, o := range all {
		seen[[2]table.Type{o.Params[0], o.Params[1]}] = true
	}
	for _, o := range all {
		for at := range 2 {
			params := []table.Type{o.Params[0], o.Params[1]}
			params[at] = table.TypeDynamic
			key := [2]table.Type{params[0], params[1]}
			if seen[key] {
				continue
			}
			seen[key] = true
			out = append(out, converting(o, params))
		}
	}
	return out
}

// converting is o with other parameter types: arguments are converted to what
// o takes, as the conversion functions do.
func converting(o Overload, params []table.Type) Overload {
	inner, to := o.Kernel, o.Params
	o.Params = params
	o.Kernel = func(c *Call, args []table.Column) (table.Column, error) {
		own := append([]table.Column(nil), args...)
		for i := range own {
			if params[min(i, len(params)-1)] != to[min(i, len(to)-1)] {
				own[i] = castColumn(own[i], to[min(i, len(to)-1)])
			}
		}
		return inner(c, own)
	}
	return o
}
