package functions

import "github.com/goshawk-lang/goshawk/table"

// dynamicOp is arithmetic on two dynamic values: the typed operation for what
// they hold, null where there is none.
func dynamicOp(op string) Overload {
	return Map2OK(func(a, b table.Value) (table.Value, bool) {
		v := arithValues(op, a, b)
		return v, !v.IsNull()
	})
}

func arithValues(op string, a, b table.Value) table.Value {
	switch rank := max(numberRank(a), numberRank(b)); {
	case numberRank(a) == 0 || numberRank(b) == 0:
		return arithTimes(op, a, b)
	case rank == 1:
		return boxOK(arithLong(op, a.Int(), b.Int()))
	case rank == 2:
		x, _ := convert[float64](a)
		y, _ := convert[float64](b)
		return table.RealValue(arithReal(op, x, y))
	default:
		x, _ := toDecimal(a)
		y, _ := toDecimal(b)
		return boxOK(arithDecimal(op, x, y))
	}
}

// numberRank orders the kinds of number by width; 0 for what is no number.
func numberRank(v table.Value) int {
	switch v.Kind() {
	case table.KindInt, table.KindLong:
		return 1
	case table.KindReal:
		return 2
	case table.KindDecimal:
		return 3
	}
	return 0
}

func boxOK[T table.Element](x T, ok bool) table.Value {
	if !ok {
		return table.Value{}
	}
	return table.Box(x)
}

func arithLong(op string, a, b int64) (int64, bool) {
	switch op {
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	case "/":
		return divLong(a, b)
	}
	return modLong(a, b)
}

func arithReal(op string, a, b float64) float64 {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "/":
		return a / b
	}
	return modReal(a, b)
}

func arithDecimal(op string, a, b table.Decimal) (table.Decimal, bool) {
	switch op {
	case "+":
		return sumDecimal(a, b)
	case "-":
		return lessDecimal(a, b)
	case "*":
		return productDecimal(a, b)
	case "/":
		return divDecimal(a, b)
	}
	return modDecimal(a, b)
}

func arithTimes(op string, a, b table.Value) table.Value {
	ka, kb := a.Kind(), b.Kind()
	switch {
	case ka == table.KindTimeSpan && kb == table.KindTimeSpan && op == "+":
		return table.TimeSpanValue(a.TimeSpan() + b.TimeSpan())
	case ka == table.KindTimeSpan && kb == table.KindTimeSpan && op == "-":
		return table.TimeSpanValue(a.TimeSpan() - b.TimeSpan())
	case ka == table.KindTimeSpan && kb == table.KindTimeSpan && op == "/":
		return table.RealValue(float64(a.TimeSpan()) / float64(b.TimeSpan()))
	case ka == table.KindDateTime && kb == table.KindDateTime && op == "-":
		return table.TimeSpanValue(table.TimeSpan(a.DateTime() - b.DateTime()))
	case ka == table.KindDateTime && kb == table.KindTimeSpan && op == "+":
		return boxOK(addTime(a.DateTime(), b.TimeSpan()))
	case ka == table.KindDateTime && kb == table.KindTimeSpan && op == "-":
		return boxOK(addTime(a.DateTime(), -b.TimeSpan()))
	}
	return table.Value{}
}

func negDynamic(a table.Value) table.Value {
	if a.Kind() == table.KindTimeSpan {
		return table.TimeSpanValue(-a.TimeSpan())
	}
	return arithValues("-", table.LongValue(0), a)
}
