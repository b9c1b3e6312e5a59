package functions

import (
	"github.com/goshawk-lang/goshawk/table"
)

// numCol is a column read as SPL numbers: whole numbers in ints when every
// number of the column is whole, otherwise reals. A constant has step 0 and
// one element.
type numCol struct {
	ints  []int64
	reals []float64
	nulls []bool
	step  int
}

func (n *numCol) null(i int) bool { return n.nulls != nil && n.nulls[i*n.step] }

// real is row i as a float64.
func (n *numCol) real(i int) float64 {
	if n.ints != nil {
		return float64(n.ints[i*n.step])
	}
	return n.reals[i*n.step]
}

// asReals are all elements as float64, the zero value where null.
func (n *numCol) asReals() []float64 {
	if n.ints == nil {
		return n.reals
	}
	out := make([]float64, len(n.ints))
	for i, x := range n.ints {
		out[i] = float64(x)
	}
	return out
}

func (n *numCol) mask() nullMask { return nullMask{n.nulls, n.step} }

// numbers reads a column of any form; rows that do not look like a number are
// null.
func numbers(c table.Column) numCol {
	c = table.Resolve(c)
	if k, ok := c.(*table.Const); ok {
		b := newNumBuilder(1)
		b.value(k.Val())
		return b.done(0)
	}
	switch v := c.(type) {
	case *table.Vec[int64]:
		return numCol{ints: v.Vals(), nulls: v.Nulls(), step: 1}
	case *table.Vec[float64]:
		return numCol{reals: v.Vals(), nulls: v.Nulls(), step: 1}
	case *table.Vec[string]:
		return parseNumbers(v)
	case *table.Dict:
		return spreadNumbers(parseNumbers(v.Entries()), v.Codes())
	}
	b := newNumBuilder(c.Len())
	for i := range c.Len() {
		b.value(c.Value(i))
	}
	return b.done(1)
}

func parseNumbers(v *table.Vec[string]) numCol {
	b := newNumBuilder(v.Len())
	nulls := v.Nulls()
	for i, s := range v.Vals() {
		if nulls != nil && nulls[i] {
			b.add(0, 0, false, false)
			continue
		}
		b.add(looseNumber(s))
	}
	return b.done(1)
}

// spreadNumbers turns numbers of dictionary entries into numbers of rows.
func spreadNumbers(entries numCol, codes []uint32) numCol {
	out := numCol{step: 1}
	if entries.ints != nil {
		out.ints = make([]int64, len(codes))
		for i, code := range codes {
			out.ints[i] = entries.ints[code]
		}
	} else {
		out.reals = make([]float64, len(codes))
		for i, code := range codes {
			out.reals[i] = entries.reals[code]
		}
	}
	if entries.nulls != nil {
		out.nulls = make([]bool, len(codes))
		for i, code := range codes {
			out.nulls[i] = entries.nulls[code]
		}
	}
	return out
}

// numBuilder collects numbers, as integers for as long as all are whole.
type numBuilder struct {
	n     int
	ints  []int64
	reals []float64
	nulls []bool
}

func newNumBuilder(n int) *numBuilder { return &numBuilder{ints: make([]int64, 0, n)} }

func (b *numBuilder) value(v table.Value) { b.add(looseValue(v)) }

func (b *numBuilder) add(i int64, f float64, isInt, ok bool) {
	if !ok {
		i, f = 0, 0
		if b.nulls == nil {
			b.nulls = make([]bool, b.n, cap(b.ints)+cap(b.reals)+1)
		}
	} else if !isInt && b.reals == nil {
		b.reals = make([]float64, b.n, max(cap(b.ints), 1))
		for k, x := range b.ints {
			b.reals[k] = float64(x)
		}
		b.ints = nil
	}
	b.n++
	if b.nulls != nil {
		b.nulls = append(b.nulls, !ok)
	}
	if b.reals == nil {
		b.ints = append(b.ints, i)
		return
	}
	if isInt {
		f = float64(i)
	}
	b.reals = append(b.reals, f)
}

func (b *numBuilder) done(step int) numCol {
	return numCol{ints: b.ints, reals: b.reals, nulls: b.nulls, step: step}
}

// column hands the numbers out as a column of longs or reals.
func (b *numBuilder) column() table.Column {
	if b.reals != nil {
		return table.NewVec(b.reals, b.nulls)
	}
	return table.NewVec(b.ints, b.nulls)
}

// anyOverload is an implementation that takes columns of any type, of at
// least and at most so many arguments (most -1: no bound). When all
// arguments are constants it runs on one row.
func anyOverload(least, most int, result table.Type, kernel Kernel) Overload {
	params := max(least, most, 1)
	o := Overload{
		Params:   make([]table.Type, params),
		Optional: params - least,
		Variadic: most < 0,
		Result:   result,
		Kernel:   onceForConstants(kernel),
	}
	if most == 0 {
		o.Params, o.Optional = nil, 0
	}
	return o
}

func onceForConstants(kernel Kernel) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		if c.N <= 1 || len(args) == 0 {
			return kernel(c, args)
		}
		one := make([]table.Column, len(args))
		for i, a := range args {
			k, ok := a.(*table.Const)
			if !ok {
				return kernel(c, args)
			}
			one[i] = k.Slice(0, 1)
		}
		call := *c
		call.N = 1
		out, err := kernel(&call, one)
		if err != nil {
			return nil, err
		}
		return table.NewConst(out.Value(0), out.Type(), c.N), nil
	}
}

// textArg reads a column as text, for kernels that take any type.
func textArg(c table.Column) Arg[string] { return NewArg[string](LooseColumn(c, table.TypeString)) }
