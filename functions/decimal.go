package functions

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

func toDecimal(v table.Value) (table.Decimal, bool) {
	switch v.Kind() {
	case table.KindDecimal:
		return v.Decimal(), true
	case table.KindInt, table.KindLong:
		return table.DecimalOf(v.Int()), true
	case table.KindReal:
		return table.ParseDecimal(strconv.FormatFloat(v.Real(), 'e', -1, 64))
	}
	return table.Decimal{}, false
}

// decimalReal is the nearest float64.
func decimalReal(d table.Decimal) float64 { return d.Number().Float64() }
