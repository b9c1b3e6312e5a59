package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/goshawk-lang/goshawk/table"
)

// decimalContext has the 34 digits of a 128-bit decimal.
var decimalContext = apd.BaseContext.WithPrecision(34)

func toDecimal(v table.Value) (table.Decimal, bool) {
	switch v.Kind() {
	case table.KindDecimal:
		return v.Decimal(), true
	case table.KindInt, table.KindLong:
		return table.NewDecimal(apd.New(v.Int(), 0)), true
	case table.KindReal:
		d := new(apd.Decimal)
		if _, err := d.SetFloat64(v.Real()); err != nil || d.Form != apd.Finite {
			return table.Decimal{}, false
		}
		return table.NewDecimal(d), true
	}
	return table.Decimal{}, false
}
