package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/goshawk-lang/goshawk/table"
)

type decimalCtx = apd.Context

// decimalOp applies one operation of decimal arithmetic; what does not fit
// its digits is null.
func decimalOp(op func(c *decimalCtx, d, x, y *apd.Decimal) (apd.Condition, error)) func(a, b table.Decimal) (table.Decimal, bool) {
	return func(a, b table.Decimal) (table.Decimal, bool) {
		d := new(apd.Decimal)
		if _, err := op(decimalContext, d, a.Apd(), b.Apd()); err != nil || d.Form != apd.Finite {
			return table.Decimal{}, false
		}
		return table.NewDecimal(d), true
	}
}

func divDecimal(a, b table.Decimal) (table.Decimal, bool) {
	if b.Apd().IsZero() {
		return table.Decimal{}, false
	}
	q, ok := decimalOp((*decimalCtx).Quo)(a, b)
	if ok {
		d := new(apd.Decimal)
		d.Reduce(q.Apd())
		return table.NewDecimal(d), true
	}
	return q, ok
}

func modDecimal(a, b table.Decimal) (table.Decimal, bool) {
	if b.Apd().IsZero() {
		return table.Decimal{}, false
	}
	r, ok := decimalOp((*decimalCtx).Rem)(a, b)
	if !ok || r.Apd().Sign() >= 0 {
		return r, ok
	}
	abs := new(apd.Decimal).Abs(b.Apd())
	return decimalOp((*decimalCtx).Add)(r, table.NewDecimal(abs))
}

func negDecimal(a table.Decimal) table.Decimal {
	return table.NewDecimal(new(apd.Decimal).Neg(a.Apd()))
}
