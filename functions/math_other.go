package functions

import (
	"math"
	"math/bits"
	"math/rand/v2"

	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

// mathematicsOther: functions of several numbers, or of none.
func mathematicsOther() []Func {
	return []Func{
		{
			KQL: "abs", Args: "number", ResultName: "$1",
			Doc: "The number without its sign.",
			Impl: Overloads{
				Map1(math.Abs), Map1(func(n int64) int64 { return max(n, -n) }),
				Map1OK(func(d table.Decimal) (table.Decimal, bool) { return table.NewDecimal(decimal128.Abs(d.Number())) }),
				Map1(func(t table.TimeSpan) table.TimeSpan { return max(t, -t) }),
			},
			Cases: Cases{`abs(-5)`: `5`, `abs(-1.5)`: `1.5`, `abs(-1h)`: `1h`, `abs(dynamic(-1.5))`: `1.5`},
		},
		{
			KQL: "atan2", Args: "y, x", ResultName: "$1",
			Doc:   "The angle, in radians, of the point x, y.",
			Impl:  Overloads{Map2(math.Atan2)},
			Cases: Cases{`atan2(0, 1)`: `0.0`},
		},
		{
			KQL: "pow", Args: "base, exponent", ResultName: "$1",
			Doc:   "The base to the power of the exponent.",
			Impl:  Overloads{Map2(math.Pow)},
			Cases: Cases{`pow(2, 10)`: `1024.0`, `isnan(pow(-8, 1.0 / 3.0))`: `true`},
		},
		{
			KQL: "pi", Args: "",
			Doc: "The constant pi.",
			Impl: Overloads{{Result: table.TypeReal, Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.RealValue(math.Pi), table.TypeReal, c.N), nil
			}}},
			Cases: Cases{`round(pi(), 4)`: `3.1416`},
		},
		{
			KQL: "rand", Args: "[n]", ResultName: "$1", Volatile: true,
			Doc:   "A random number below 1, or a random whole number below n.",
			Impl:  Overloads{random(nil), random([]table.Type{table.TypeLong})},
			Cases: Cases{`rand() < 1.0`: `true`, `rand(10) < 10.0`: `true`},
		},
		{
			KQL: "new_guid", Args: "", Volatile: true,
			Doc:   "A new random guid (version 4).",
			Impl:  Overloads{{Result: table.TypeGUID, Kernel: newGUIDs}},
			Cases: Cases{`isnull(new_guid())`: `false`, `strlen(tostring(new_guid()))`: `36`},
		},
	}
}

func random(params []table.Type) Overload {
	return Overload{Params: params, Result: table.TypeReal, Kernel: func(c *Call, args []table.Column) (table.Column, error) {
		out := make([]float64, c.N)
		for i := range out {
			out[i] = rand.Float64()
		}
		if len(args) == 1 && c.N > 0 {
			n := NewArg[int64](args[0])
			for i := range out {
				out[i] = math.Floor(out[i] * float64(n.At(i)))
			}
		}
		return table.NewVec(out, nil), nil
	}}
}

func newGUIDs(c *Call, _ []table.Column) (table.Column, error) {
	out := make([]table.GUID, c.N)
	for i := range out {
		hi, lo := rand.Uint64(), rand.Uint64()
		for j := range 8 {
			out[i][j], out[i][8+j] = byte(hi>>(8*j)), byte(lo>>(8*j))
		}
		out[i][6] = out[i][6]&0x0f | 0x40
		out[i][8] = out[i][8]&0x3f | 0x80
	}
	return table.NewVec(out, nil), nil
}

// bitFunctions: functions of the bits of longs.
func bitFunctions() []Func {
	return []Func{
		bitFunc("binary_and", "Bits that are set in both.", func(a, b int64) (int64, bool) { return a & b, true }, Cases{`binary_and(6, 3)`: `2`}),
		bitFunc("binary_or", "Bits that are set in either.", func(a, b int64) (int64, bool) { return a | b, true }, Cases{`binary_or(5, 3)`: `7`}),
		bitFunc("binary_xor", "Bits that are set in one only.", func(a, b int64) (int64, bool) { return a ^ b, true }, Cases{`binary_xor(5, 3)`: `6`}),
		bitFunc("binary_shift_left", "The first shifted left by the second modulo 64; null below 0.",
			func(a, b int64) (int64, bool) { return a << (uint64(b) % 64), b >= 0 }, Cases{`binary_shift_left(1, 10)`: `1024`}),
		bitFunc("binary_shift_right", "The first shifted right by the second modulo 64, keeping its sign; null below 0.",
			func(a, b int64) (int64, bool) { return a >> (uint64(b) % 64), b >= 0 }, Cases{`binary_shift_right(1024, 10)`: `1`}),
		{
			KQL: "binary_not", Args: "number", ResultName: "$1",
			Doc:   "Every bit flipped.",
			Impl:  Overloads{Map1(func(n int64) int64 { return ^n })},
			Cases: Cases{`binary_not(100)`: `-101`},
		},
		{
			KQL: "bitset_count_ones", Args: "number", ResultName: "$1",
			Doc:   "How many bits are set.",
			Impl:  Overloads{Map1(func(n int64) int64 { return int64(bits.OnesCount64(uint64(n))) })},
			Cases: Cases{`bitset_count_ones(42)`: `3`},
		},
	}
}

func bitFunc(name, doc string, f func(a, b int64) (int64, bool), cases Cases) Func {
	return Func{KQL: name, Args: "left, right", Doc: doc, Impl: Overloads{Map2OK(f)}, ResultName: "$1", Cases: cases}
}
