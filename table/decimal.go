package table

import (
	"strings"

	"github.com/woodsbury/decimal128"
)

// Decimal is a decimal number of at least 34 digits, held in 128 bits. It
// keeps the digits after the point that it was written with: 1.50 stays so.
// The zero value is 0. It is never an infinity or NaN.
// https://learn.microsoft.com/kusto/query/scalar-data-types/decimal
type Decimal struct{ n decimal128.Decimal }

// NewDecimal wraps a result of computing with [Decimal.Number]. It fails for
// infinities and NaN.
func NewDecimal(n decimal128.Decimal) (Decimal, bool) {
	if n.IsNaN() || n.IsInf(0) {
		return Decimal{}, false
	}
	return Decimal{n}, true
}

// DecimalOf is the decimal of a whole number.
func DecimalOf(n int64) Decimal { return Decimal{decimal128.FromInt64(n)} }

// ParseDecimal reads a number such as -1.50 or 2e7; digits beyond those are
// rounded away.
func ParseDecimal(s string) (Decimal, bool) {
	if strings.Trim(s, "0123456789+-.eE") != "" { // words, and digits set apart by _
		return Decimal{}, false
	}
	n, err := decimal128.Parse(s)
	if err != nil {
		return Decimal{}, false
	}
	return NewDecimal(n)
}

// Number is the number for computing with.
func (d Decimal) Number() decimal128.Decimal { return d.n }

// String prints the digits without an exponent.
func (d Decimal) String() string {
	if d.n.IsZero() {
		return "0"
	}
	_, _, _, exponent := d.n.Decompose(nil)
	return decimal128.Format(d.n, 'f', int(max(0, -exponent)))
}
