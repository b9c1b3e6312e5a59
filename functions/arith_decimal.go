package functions

import (
	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

// decimalOp applies one operation of decimal arithmetic; what does not fit
// its digits is null.
func decimalOp(op func(x, y decimal128.Decimal) decimal128.Decimal) func(a, b table.Decimal) (table.Decimal, bool) {
	return func(a, b table.Decimal) (table.Decimal, bool) {
		return table.NewDecimal(op(a.Number(), b.Number()))
	}
}

var (
	sumDecimal     = decimalOp(decimal128.Decimal.Add)
	lessDecimal    = decimalOp(decimal128.Decimal.Sub)
	productDecimal = decimalOp(decimal128.Decimal.Mul)
)

// divDecimal is a quotient without the zeros at its end; none by zero.
func divDecimal(a, b table.Decimal) (table.Decimal, bool) {
	return table.NewDecimal(a.Number().Quo(b.Number()).Canonical())
}

// modDecimal is the remainder that is not negative; none by zero.
func modDecimal(a, b table.Decimal) (table.Decimal, bool) {
	_, r := a.Number().QuoRem(b.Number())
	if r.Sign() < 0 {
		r = r.Add(decimal128.Abs(b.Number()))
	}
	return table.NewDecimal(r)
}

func negDecimal(a table.Decimal) table.Decimal {
	n, _ := table.NewDecimal(a.Number().Neg())
	return n
}
