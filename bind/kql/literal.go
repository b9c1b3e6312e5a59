package kql

import (
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

var literalTypes = map[kql.LiteralKind]table.Type{
	kql.Bool: table.TypeBool, kql.Int: table.TypeInt, kql.Long: table.TypeLong, kql.Real: table.TypeReal,
	kql.Decimal: table.TypeDecimal, kql.DateTime: table.TypeDateTime, kql.Timespan: table.TypeTimeSpan,
	kql.GUID: table.TypeGUID, kql.Text: table.TypeString, kql.Null: table.TypeDynamic,
}

// literal is a constant's value; one that is malformed is an error.
func (b *binder) literal(e *kql.Literal) *plan.Const {
	t := literalTypes[e.Kind]
	if e.IsNull {
		return &plan.Const{T: t}
	}
	v, ok := literalValue(e, t)
	if !ok {
		b.errorf(codeLiteral, e.Span(), "%s is not a valid %s", e.Raw, t)
		return &plan.Const{T: t}
	}
	return &plan.Const{Value: v, T: t}
}

func literalValue(e *kql.Literal, t table.Type) (table.Value, bool) {
	text := e.Value
	switch t {
	case table.TypeString:
		return table.StringValue(text), true
	case table.TypeBool:
		switch strings.ToLower(strings.Trim(text, `"'`)) {
		case "true", "1":
			return table.BoolValue(true), true
		case "false", "0":
			return table.BoolValue(false), true
		}
		return table.Value{}, false
	case table.TypeInt, table.TypeLong:
		return integer(text, t)
	case table.TypeReal:
		return realLiteral(text)
	}
	if n := len(text); n > 1 && strings.ContainsAny(text[:1], `"'`) && text[n-1] == text[0] {
		if unquoted, _, ok := kql.Unquote(text); ok {
			text = unquoted
		}
	}
	if t == table.TypeTimeSpan {
		if d, ok := bareDays(text, e.Raw); ok {
			return d, true
		}
	}
	if t == table.TypeDateTime {
		text = spacedDate().ReplaceAllString(text, "$1-$2-$3")
	}
	v := functions.Cast(table.NewConst(table.StringValue(text), table.TypeString, 1), t).Value(0)
	return v, !v.IsNull()
}

// spacedDate is a date as in datetime(2017 - 08 - 01).
var spacedDate = pattern.Lazy(`^(\d{4})\s+-\s+(\d{1,2})\s+-\s+(\d{1,2})\b`)

// integer reads decimal and hexadecimal digits.
func integer(text string, t table.Type) (table.Value, bool) {
	bits := 64
	if t == table.TypeInt {
		bits = 32
	}
	digits, base := text, 10
	sign := strings.HasPrefix(text, "-")
	if hex := strings.ToLower(strings.TrimPrefix(text, "-")); strings.HasPrefix(hex, "0x") {
		u, err := strconv.ParseUint(hex[2:], 16, bits)
		if err != nil {
			return table.Value{}, false
		}
		n := int64(u)
		if bits == 32 {
			n = int64(int32(u))
		}
		if sign {
			n = -n
		}
		return intOrLong(n, t), true
	}
	n, err := strconv.ParseInt(digits, base, bits)
	if err != nil {
		f, ferr := strconv.ParseFloat(text, 64)
		if ferr != nil || !strings.ContainsAny(text, ".eE") || math.Abs(f) >= 1<<62 {
			return table.Value{}, false
		}
		n = int64(f)
	}
	return intOrLong(n, t), true
}

func intOrLong(n int64, t table.Type) table.Value {
	if t == table.TypeInt {
		return table.IntValue(int32(n))
	}
	return table.LongValue(n)
}

func realLiteral(text string) (table.Value, bool) {
	switch strings.ToLower(text) {
	case "nan":
		return table.RealValue(math.NaN()), true
	case "+inf", "inf":
		return table.RealValue(math.Inf(1)), true
	case "-inf":
		return table.RealValue(math.Inf(-1)), true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return table.Value{}, false
	}
	return table.RealValue(f), true
}

// bareDays is timespan(2), which means days.
func bareDays(text, raw string) (table.Value, bool) {
	if text == raw {
		return table.Value{}, false
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return table.Value{}, false
	}
	return table.TimeSpanValue(table.TimeSpan(n) * table.Day), true
}

// dynamic is the value in dynamic(...).
func (b *binder) dynamic(e kql.Expr) table.Value {
	switch e := e.(type) {
	case *kql.Dynamic:
		return b.dynamic(e.Value)
	case *kql.Literal:
		if e.Kind == kql.Null || e.IsNull {
			return table.Value{}
		}
		if e.Kind == kql.Long {
			if v, ok := integer(e.Value, table.TypeLong); ok {
				return v
			}
			if v, ok := realLiteral(e.Value); ok {
				return v
			}
		}
		return b.literal(e).Value
	case *kql.Unary:
		v := b.dynamic(e.X)
		if e.Op == "+" {
			return v
		}
		switch v.Kind() {
		case table.KindLong:
			return table.LongValue(-v.Int())
		case table.KindReal:
			return table.RealValue(-v.Real())
		case table.KindTimeSpan:
			return table.TimeSpanValue(-v.TimeSpan())
		}
		return v
	case *kql.Array:
		a := make([]table.Value, len(e.Elements))
		for i, x := range e.Elements {
			a[i] = b.dynamic(x)
		}
		return table.ArrayValue(a)
	case *kql.Object:
		bag := table.NewBag(len(e.Properties))
		for _, p := range e.Properties {
			bag.Set(p.Key.Value, b.dynamic(p.Value))
		}
		return table.BagValue(bag)
	}
	return table.Value{}
}
