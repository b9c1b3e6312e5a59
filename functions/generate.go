package functions

import (
	"errors"
	"fmt"
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// generators: arrays out of bounds, and checks.
func generators() []Func {
	return []Func{
		{
			KQL: "range", Args: "start, stop, [step]",
			Doc: "An array from start up to stop; the step is 1 (1h for times) unless given.",
			Impl: Overloads{
				rangeOf(int64(1), nextLong), rangeOf(1.0, nextReal), rangeOf(table.Hour, nextSpan), rangeOf(table.Hour, nextTime),
			},
			Cases: Cases{`tostring(range(1, 8, 3))`: `"[1,4,7]"`, `tostring(range(1, 3))`: `"[1,2,3]"`, `array_length(range(1h, 5h))`: `5`},
		},
		{
			KQL: "assert", Args: "condition, message",
			Doc:   "True, or the end of the query with message where the condition does not hold.",
			Impl:  Overloads{{Params: []table.Type{table.TypeBool, table.TypeString}, Result: table.TypeBool, Kernel: assertKernel}},
			Cases: Cases{`assert(1 < 2, "never")`: `true`},
		},
	}
}

// maxRange is the most elements the engine gives.
const maxRange = 1 << 20

// rangeOf counts from start by steps; next gives the element after n steps,
// false past stop.
func rangeOf[T, S table.Element](unit S, next func(start, stop T, step S, n int64) (T, bool)) Overload {
	t := table.TypeOf[T]()
	return Overload{
		Params: []table.Type{t, t, table.TypeOf[S]()}, Optional: 1,
		Result: table.TypeDynamic,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			start, stop := NewArg[T](args[0]), NewArg[T](args[1])
			steps := Arg[S]{vals: []S{unit}}
			if len(args) == 3 {
				steps = NewArg[S](args[2])
			}
			offsets := make([]int32, 1, c.N+1)
			var elements []T
			for i := range c.N {
				if !start.Null(i) && !stop.Null(i) && !steps.Null(i) {
					elements = appendCount(elements, start.At(i), stop.At(i), steps.At(i), next, 0, maxRange)
					if len(elements) > math.MaxInt32-maxRange {
						return nil, errors.New("range: too many elements")
					}
				}
				offsets = append(offsets, int32(len(elements)))
			}
			return table.NewList(offsets, table.NewVec(elements, nil), nil), nil
		},
	}
}

// appendCount adds up to most of the elements that next gives, from the
// element after first steps.
func appendCount[T, S any](dst []T, start, stop T, step S, next func(start, stop T, step S, n int64) (T, bool), first int64, most int) []T {
	for n := range int64(most) {
		x, ok := next(start, stop, step, first+n)
		if !ok {
			break
		}
		dst = append(dst, x)
	}
	return dst
}

// CountFrom is the part of up to most elements of the range operator's column
// that begins after first steps; it is empty at the end. The bounds and the
// step are columns of one row, of long, real, timespan or datetime (whose step
// is a timespan).
func CountFrom(start, stop, step table.Column, first int64, most int) (table.Column, error) {
	switch start.Type() {
	case table.TypeLong:
		return countFrom(start, stop, step, nextLong, first, most), nil
	case table.TypeReal:
		return countFrom(start, stop, step, nextReal, first, most), nil
	case table.TypeTimeSpan:
		return countFrom(start, stop, step, nextSpan, first, most), nil
	case table.TypeDateTime:
		return countFrom(start, stop, step, nextTime, first, most), nil
	}
	return nil, fmt.Errorf("range does not count values of type %s", start.Type())
}

func countFrom[T, S table.Element](start, stop, step table.Column, next func(start, stop T, step S, n int64) (T, bool), first int64, most int) table.Column {
	from, to, by := NewArg[T](start), NewArg[T](stop), NewArg[S](step)
	var out []T
	if !from.Null(0) && !to.Null(0) && !by.Null(0) {
		out = appendCount(make([]T, 0, most), from.At(0), to.At(0), by.At(0), next, first, most)
	}
	return table.NewVec(out, nil)
}

// within says whether a number that moves by step is not past stop.
func within[T int64 | float64](x, stop, step T) bool {
	return step > 0 && x <= stop || step < 0 && x >= stop
}

func nextLong(start, stop, step int64, n int64) (int64, bool) {
	x := start + n*step
	overflow := step > 0 && x < start || step < 0 && x > start
	return x, within(x, stop, step) && !overflow
}

func nextReal(start, stop, step float64, n int64) (float64, bool) {
	x := start + float64(n)*step
	return x, within(x, stop, step)
}

func nextSpan(start, stop, step table.TimeSpan, n int64) (table.TimeSpan, bool) {
	x, ok := nextLong(int64(start), int64(stop), int64(step), n)
	return table.TimeSpan(x), ok
}

func nextTime(start, stop table.DateTime, step table.TimeSpan, n int64) (table.DateTime, bool) {
	x, ok := nextLong(int64(start), int64(stop), int64(step), n)
	return table.DateTime(x), ok && inTime(table.DateTime(x))
}

// AssertionError is the end of a query whose assert does not hold.
type AssertionError struct{ Message string }

// Error is the message that the query gives.
func (e *AssertionError) Error() string { return e.Message }

func assertKernel(c *Call, args []table.Column) (table.Column, error) {
	condition, message := NewArg[bool](args[0]), NewArg[string](args[1])
	for i := range c.N {
		if !condition.At(i) {
			return nil, &AssertionError{message.At(i)}
		}
	}
	return table.NewConst(table.BoolValue(true), table.TypeBool, c.N), nil
}
