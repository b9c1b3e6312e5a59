package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// splBits: bitwise functions. Their numbers are whole, not negative and have
// at most 53 bits; anything else gives null.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/bitwise-functions
func splBits() []Func {
	return []Func{
		splBitFunc("bit_and", "x, y, ...", "The bits that all numbers have.", 2, -1, func(x, y int64) int64 { return x & y },
			Cases{`bit_and(12,9)`: `8`, `bit_and(7,6,"12")`: `4`, `bit_and(1,-1)`: `null()`, `bit_and(1,1.5)`: `null()`, `bit_and(1,"x")`: `null()`}),
		splBitFunc("bit_or", "x, y, ...", "The bits that some number has.", 2, -1, func(x, y int64) int64 { return x | y },
			Cases{`bit_or(12,9)`: `13`, `bit_or(1,2,4)`: `7`}),
		splBitFunc("bit_xor", "x, y, ...", "The bits that an odd count of the numbers have.", 2, -1, func(x, y int64) int64 { return x ^ y },
			Cases{`bit_xor(12,9)`: `5`, `bit_xor(1,2,3)`: `0`}),
		splBitFunc("bit_not", "x, [mask]", "The bits of mask, by default 53, that x has not.", 1, 2, func(x, mask int64) int64 { return ^x & mask },
			Cases{`bit_not(2)`: `9007199254740989`, `bit_not(8,14)`: `6`, `bit_not(null())`: `null()`}),
		splBitFunc("bit_shift_left", "x, bits", "x shifted left; bits beyond the 53rd are lost.", 2, 2, func(x, n int64) int64 { return x << uint64(n) & mostBits },
			Cases{`bit_shift_left(6,2)`: `24`, `bit_shift_left(1,53)`: `0`}),
		splBitFunc("bit_shift_right", "x, bits", "x shifted right.", 2, 2, func(x, n int64) int64 { return x >> uint64(n) },
			Cases{`bit_shift_right(24,2)`: `6`, `bit_shift_right(1,1)`: `0`}),
	}
}

// mostBits is the greatest number of the bitwise functions.
const mostBits = 1<<53 - 1

// splBitFunc folds its arguments from the left; a single one with mostBits.
func splBitFunc(name, args, doc string, least, most int, f func(x, y int64) int64, cases Cases) Func {
	kernel := func(c *Call, args []table.Column) (table.Column, error) {
		in := make([]numCol, len(args))
		for k, a := range args {
			in[k] = numbers(a)
		}
		out, nulls := make([]int64, c.N), make([]bool, c.N)
		for i := range c.N {
			x, ok := in[0].bits(i)
			if len(in) == 1 {
				x = f(x, mostBits)
			}
			for k := 1; k < len(in) && ok; k++ {
				var y int64
				y, ok = in[k].bits(i)
				x = f(x, y)
			}
			out[i], nulls[i] = x, !ok
		}
		return table.NewVec(out, nulls), nil
	}
	return Func{SPL: name, Args: args, Doc: doc, Impl: Overloads{anyOverload(least, most, table.TypeDynamic, kernel)}, SPLCases: cases}
}

// bits is row i as a number for the bitwise functions, if it is one.
func (n *numCol) bits(i int) (int64, bool) {
	if n.null(i) {
		return 0, false
	}
	if n.ints != nil {
		x := n.ints[i*n.step]
		return x, x >= 0 && x <= mostBits
	}
	x := n.reals[i*n.step]
	return int64(x), x >= 0 && x <= mostBits && x == math.Trunc(x)
}
