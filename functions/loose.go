package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// LooseNumber reads text as SPL takes a number: an optional sign, digits with
// at most one point, an optional exponent, and nothing else (blanks included).
// Text without point and exponent that fits 64 bits gives a long, other
// numbers a real.
func LooseNumber(s string) (table.Value, bool) {
	i, f, isInt, ok := looseNumber(s)
	switch {
	case !ok:
		return table.Value{}, false
	case isInt:
		return table.LongValue(i), true
	}
	return table.RealValue(f), true
}

// LooseReal reads text as LooseNumber does, always as a real.
func LooseReal(s string) (table.Value, bool) {
	i, f, isInt, ok := looseNumber(s)
	switch {
	case !ok:
		return table.Value{}, false
	case isInt:
		return table.RealValue(float64(i)), true
	}
	return table.RealValue(f), true
}

// looseNumber is LooseNumber without boxing. It rejects ordinary text at the
// first character.
func looseNumber(s string) (i int64, f float64, isInt, ok bool) {
	at := 0
	if at < len(s) && (s[at] == '-' || s[at] == '+') {
		at++
	}
	if at == len(s) || s[at] != '.' && (s[at] < '0' || s[at] > '9') {
		return 0, 0, false, false
	}
	digits, integer := 0, true
	for ; at < len(s); at++ {
		switch c := s[at]; {
		case c >= '0' && c <= '9':
			digits++
			i = i*10 + int64(c-'0')
			continue
		case c == '.' && integer:
			integer = false
			continue
		case (c == 'e' || c == 'E') && digits > 0:
			if !validExponent(s[at+1:]) {
				return 0, 0, false, false
			}
			integer = false
			at = len(s)
		default:
			return 0, 0, false, false
		}
	}
	if digits == 0 {
		return 0, 0, false, false
	}
	if integer && digits <= 18 {
		if s[0] == '-' {
			i = -i
		}
		return i, 0, true, true
	}
	if integer {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n, 0, true, true
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return 0, f, false, err == nil || !math.IsInf(f, 0)
}

func validExponent(s string) bool {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	if s == "" || len(s) > 4 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// looseValue is the number that a value is or looks like. Points in time
// count as seconds since 1970, timespans as seconds.
func looseValue(v table.Value) (i int64, f float64, isInt, ok bool) {
	switch v.Kind() {
	case table.KindInt, table.KindLong:
		return v.Int(), 0, true, true
	case table.KindReal:
		f = v.Real()
		return 0, f, false, !math.IsNaN(f)
	case table.KindString:
		return looseNumber(v.Str())
	case table.KindDateTime:
		return ticksToSeconds(v.DateTime().UnixTicks())
	case table.KindTimeSpan:
		return ticksToSeconds(int64(v.TimeSpan()))
	case table.KindDecimal:
		return 0, decimalReal(v.Decimal()), false, true
	}
	return 0, 0, false, false
}

func ticksToSeconds(n int64) (i int64, f float64, isInt, ok bool) {
	if n%int64(table.Second) == 0 {
		return n / int64(table.Second), 0, true, true
	}
	return 0, float64(n) / float64(table.Second), false, true
}

// FormatNumber is the SPL text of a number: up to 15 significant digits, no
// trailing zeros, no point when it is whole.
func FormatNumber(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case f == math.Trunc(f) && math.Abs(f) < 1e15:
		return strconv.FormatInt(int64(f), 10)
	}
	s := strconv.FormatFloat(f, 'g', 15, 64)
	at := strings.IndexByte(s, 'e')
	if at < 0 {
		return trimFraction(s)
	}
	if s[at+1] == '-' {
		return trimFraction(s[:at]) + s[at:]
	}
	rounded, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func trimFraction(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Text is the SPL text of a value: numbers as FormatNumber has them, bools
// True and False, points in time as seconds since 1970, the values of a list
// on lines of their own, objects as JSON; null is the empty string.
func Text(v table.Value) string {
	switch v.Kind() {
	case table.KindNull:
		return ""
	case table.KindString:
		return v.Str()
	case table.KindBool:
		if v.Bool() {
			return "True"
		}
		return "False"
	case table.KindInt, table.KindLong:
		return strconv.FormatInt(v.Int(), 10)
	case table.KindReal:
		return FormatNumber(v.Real())
	case table.KindDateTime, table.KindTimeSpan:
		if i, f, isInt, _ := looseValue(v); !isInt {
			return trimFraction(strconv.FormatFloat(f, 'f', 6, 64))
		} else {
			return strconv.FormatInt(i, 10)
		}
	case table.KindDecimal:
		return trimFraction(v.Decimal().String())
	case table.KindGUID:
		return v.GUID().String()
	case table.KindArray:
		parts := make([]string, 0, len(v.Array()))
		for _, e := range v.Array() {
			parts = append(parts, Text(e))
		}
		return strings.Join(parts, "\n")
	}
	return string(table.AppendJSON(nil, v))
}

// LooseColumn converts a column to another type as SPL does: text and numbers
// stand for each other, null where the text is not a number. Rows that are
// lists become null, but for TypeDynamic, which keeps everything.
func LooseColumn(c table.Column, to table.Type) table.Column {
	c = table.Resolve(c)
	if c.Type() == to || to == table.TypeUnknown || to == table.TypeDynamic {
		return c
	}
	if k, ok := c.(*table.Const); ok {
		return table.NewConst(looseTo(k.Val(), to), to, k.Len())
	}
	switch to {
	case table.TypeReal:
		n := numbers(c)
		return table.NewVec(n.asReals(), n.nulls)
	case table.TypeLong:
		if n := numbers(c); n.ints != nil {
			return table.NewVec(n.ints, n.nulls)
		}
	case table.TypeString:
		switch c := c.(type) {
		case *table.Vec[int64]:
			return numberTexts(c, func(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) })
		case *table.Vec[float64]:
			return numberTexts(c, func(b []byte, f float64) []byte { return append(b, FormatNumber(f)...) })
		}
	}
	b := table.NewBuilder(to, c.Len())
	for i := range c.Len() {
		b.Append(looseTo(c.Value(i), to))
	}
	return b.Column()
}

// numberTexts writes the texts of numbers to one buffer. A number that repeats
// the one before it, as times of events often do, shares its text.
func numberTexts[T int64 | float64](c *table.Vec[T], write func([]byte, T) []byte) table.Column {
	vals, nulls := c.Vals(), c.Nulls()
	out := make([]string, len(vals))
	var room textArena
	var scratch [32]byte
	for i, x := range vals {
		switch {
		case nulls != nil && nulls[i]:
		case i > 0 && x == vals[i-1] && x != 0 && out[i-1] != "":
			out[i] = out[i-1]
		default:
			b := write(scratch[:0], x)
			place := room.take(len(b))
			copy(place, b)
			out[i] = room.text(place)
		}
	}
	return table.NewVec(out, nulls)
}

// looseTo converts one value; null where it cannot.
func looseTo(v table.Value, to table.Type) table.Value {
	if v.IsNull() || v.Type() == to && to != table.TypeDynamic {
		return v
	}
	switch to {
	case table.TypeString:
		if v.Kind() == table.KindArray {
			return table.Value{}
		}
		return table.StringValue(Text(v))
	case table.TypeReal, table.TypeLong, table.TypeInt, table.TypeDateTime, table.TypeTimeSpan:
		i, f, isInt, ok := looseValue(v)
		if !ok {
			return table.Value{}
		}
		return numberTo(i, f, isInt, to)
	case table.TypeBool:
		return looseBool(v)
	case table.TypeDynamic:
		return v
	}
	return table.Value{}
}

func numberTo(i int64, f float64, isInt bool, to table.Type) table.Value {
	if isInt {
		f = float64(i)
	} else if i = int64(f); float64(i) != f && (to == table.TypeLong || to == table.TypeInt) {
		return table.Value{}
	}
	switch to {
	case table.TypeReal:
		return table.RealValue(f)
	case table.TypeLong:
		return table.LongValue(i)
	case table.TypeInt:
		if int64(int32(i)) != i {
			return table.Value{}
		}
		return table.IntValue(int32(i))
	case table.TypeTimeSpan:
		return table.TimeSpanValue(table.TimeSpan(math.Round(f * float64(table.Second))))
	}
	return table.DateTimeValue(secondsToTime(f))
}

// secondsToTime converts seconds since 1970, to the microsecond.
func secondsToTime(f float64) table.DateTime {
	whole := math.Floor(f)
	micros := math.Round((f - whole) * 1e6)
	return table.FromUnixTicks(int64(whole)*int64(table.Second) + int64(micros)*int64(table.Microsecond))
}

// looseBool reads the bools that SPL prints; numbers other than 0 are true.
func looseBool(v table.Value) table.Value {
	if v.Kind() == table.KindBool {
		return v
	}
	if v.Kind() == table.KindString {
		switch strings.ToLower(v.Str()) {
		case "true", "t":
			return table.BoolValue(true)
		case "false", "f":
			return table.BoolValue(false)
		}
	}
	i, f, isInt, ok := looseValue(v)
	if !ok {
		return table.Value{}
	}
	return table.BoolValue(isInt && i != 0 || !isInt && f != 0)
}
