package functions

import (
	"cmp"

	"github.com/goshawk-lang/goshawk/table"
)

// compareLoop fills out with the answers for rows without regard to nulls.
type compareLoop[T table.Element] func(op compareOp, out []bool, a, b *Arg[T])

func compareOverload[T table.Element](op compareOp, loop compareLoop[T]) Overload {
	t := table.TypeOf[T]()
	return Overload{
		Params: []table.Type{t, t},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a, b := NewArg[T](args[0]), NewArg[T](args[1])
			n := c.N
			if a.step == 0 && b.step == 0 {
				n = min(n, 1)
			}
			out := make([]bool, n)
			own := op
			if a.step == 0 {
				a, b, own = b, a, op.flipped()
			}
			if n > 0 {
				loop(own, out, &a, &b)
			}
			var nulls []bool
			if t != table.TypeString { // text is never null: null is empty
				nulls = compareNulls(op, out, a.mask(), b.mask())
			}
			return constantOr(table.NewVec(out, nulls), c.N), nil
		},
	}
}

// constantOr makes a constant of a column that was computed for one row only.
func constantOr(v table.Column, n int) table.Column {
	if v.Len() == n {
		return v
	}
	return table.NewConst(v.Value(0), v.Type(), n)
}

// compareNulls corrects the answers of rows with nulls and gives the mask of
// those without an answer.
func compareNulls(op compareOp, out []bool, a, b nullMask) []bool {
	if a.nulls == nil && b.nulls == nil {
		return nil
	}
	var nulls []bool
	for i := range out {
		left, right := a.nulls != nil && a.nulls[i*a.step], b.nulls != nil && b.nulls[i*b.step]
		if !left && !right {
			continue
		}
		if op <= opNE && left != right {
			out[i] = op == opNE
			continue
		}
		if nulls == nil {
			nulls = make([]bool, len(out))
		}
		out[i], nulls[i] = false, true
	}
	return nulls
}

// orderedLoop keeps the choice of operator out of the loop over rows.
func orderedLoop[T interface {
	table.Element
	cmp.Ordered
}](op compareOp, out []bool, a, b *Arg[T]) {
	x := a.vals[:min(len(a.vals), len(out))]
	if b.step == 0 {
		orderedConst(op, out, x, b.vals[0])
		return
	}
	y := b.vals[:len(out)]
	switch op {
	case opEQ:
		for i, v := range x {
			out[i] = v == y[i]
		}
	case opNE:
		for i, v := range x {
			out[i] = v != y[i]
		}
	case opLT:
		for i, v := range x {
			out[i] = v < y[i]
		}
	case opLE:
		for i, v := range x {
			out[i] = v <= y[i]
		}
	case opGT:
		for i, v := range x {
			out[i] = v > y[i]
		}
	case opGE:
		for i, v := range x {
			out[i] = v >= y[i]
		}
	}
}

func orderedConst[T cmp.Ordered](op compareOp, out []bool, x []T, k T) {
	switch op {
	case opEQ:
		for i, v := range x {
			out[i] = v == k
		}
	case opNE:
		for i, v := range x {
			out[i] = v != k
		}
	case opLT:
		for i, v := range x {
			out[i] = v < k
		}
	case opLE:
		for i, v := range x {
			out[i] = v <= k
		}
	case opGT:
		for i, v := range x {
			out[i] = v > k
		}
	case opGE:
		for i, v := range x {
			out[i] = v >= k
		}
	}
}

func equalLoop[T interface {
	table.Element
	comparable
}](op compareOp, out []bool, a, b *Arg[T]) {
	for i := range out {
		out[i] = (a.At(i) == b.At(i)) == (op == opEQ)
	}
}

func decimalLoop(op compareOp, out []bool, a, b *Arg[table.Decimal]) {
	for i := range out {
		out[i] = op.holds(compareDecimals(a.At(i), b.At(i)))
	}
}
