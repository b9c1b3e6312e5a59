package functions

import (
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// splTime: date and time functions. Times are seconds since 1970.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/date-and-time-functions
func splTime() []Func {
	return []Func{
		{
			SPL: "now", Args: "",
			Doc: "The time when the search started.",
			Impl: Overloads{anyOverload(0, 0, table.TypeDynamic, func(c *Call, _ []table.Column) (table.Column, error) {
				v := timeValue(c.Now - c.Now%table.DateTime(table.Second))
				return table.NewConst(v, v.Type(), c.N), nil
			})},
			SPLCases: Cases{`now()-now()`: `0`},
		},
		{
			SPL: "time", Args: "",
			Doc: "The wall-clock time at which the expression is evaluated.",
			Impl: Overloads{anyOverload(0, 0, table.TypeDynamic, func(c *Call, _ []table.Column) (table.Column, error) {
				f := float64(time.Now().UnixMicro()) / 1e6
				return table.NewConst(table.RealValue(f), table.TypeReal, c.N), nil
			})},
			Volatile: true,
			SPLCases: Cases{`time()>0`: `true()`},
		},
		{
			SPL: "relative_time", Args: "time, modifier",
			Doc:      "Applies a relative time modifier such as -1d@d to a time.",
			Impl:     Overloads{anyOverload(2, 2, table.TypeDynamic, splRelativeTime)},
			SPLCases: Cases{`relative_time(1700312529,"-1d@d")`: `1700179200`, `relative_time(1700312529,"x")`: `null()`},
		},
		{
			SPL: "strftime", Args: "time, format",
			Doc:      "Writes a time in the given format.",
			Impl:     Overloads{anyOverload(2, 2, table.TypeString, splStrftime)},
			SPLCases: Cases{`strftime(1660389753,"%F %T")`: `"2022-08-13 11:22:33"`, `strftime(1660389753.25,"%H:%M:%S.%3N")`: `"11:22:33.250"`, `strftime("x","%F")`: `null()`},
		},
		{
			SPL: "strptime", Args: "text, format",
			Doc:      "Reads a time written in the given format; null when it does not fit.",
			Impl:     Overloads{anyOverload(2, 2, table.TypeDynamic, splStrptime)},
			SPLCases: Cases{`strptime("2022-08-13 11:22:33","%F %T")`: `1660389753`, `strptime("not a date","%Y-%m-%d")`: `null()`},
		},
	}
}

// timeValue is a point in time as SPL has it: seconds since 1970.
func timeValue(t table.DateTime) table.Value {
	i, f, isInt, _ := ticksToSeconds(t.UnixTicks())
	if isInt {
		return table.LongValue(i)
	}
	return table.RealValue(f)
}

func putTime(b *numBuilder, t table.DateTime, ok bool) {
	i, f, isInt, _ := ticksToSeconds(t.UnixTicks())
	b.add(i, f, isInt, ok)
}

// at is row i as a point in time.
func (n *numCol) at(i int) table.DateTime {
	if n.ints != nil {
		return table.FromUnixTicks(n.ints[i*n.step] * int64(table.Second))
	}
	return secondsToTime(n.reals[i*n.step])
}

// maxSeconds bounds times to what a date can hold.
const maxSeconds = 253402300799

func (n *numCol) timeAt(i int) (table.DateTime, bool) {
	if n.null(i) || n.real(i) < -62135596800 || n.real(i) > maxSeconds {
		return 0, false
	}
	return n.at(i), true
}

type timeStepsKey string

func (c *Context) timeSteps(spec string) []timeStep {
	return c.Cached(timeStepsKey(spec), func() any {
		steps, err := parseTimeSteps(spec)
		if err != nil {
			return []timeStep(nil)
		}
		return steps
	}).([]timeStep)
}

func splRelativeTime(c *Call, args []table.Column) (table.Column, error) {
	times, specs := numbers(args[0]), textArg(args[1])
	b := newNumBuilder(c.N)
	for i := range c.N {
		t, ok := times.timeAt(i)
		if !ok || specs.Null(i) {
			b.add(0, 0, false, false)
			continue
		}
		spec := specs.At(i)
		if spec == "now" {
			putTime(b, c.Now, true)
			continue
		}
		steps := c.timeSteps(spec)
		if steps == nil {
			b.add(0, 0, false, false)
			continue
		}
		putTime(b, applyTimeSteps(steps, t, c.Location()), true)
	}
	return b.column(), nil
}

func splStrftime(c *Call, args []table.Column) (table.Column, error) {
	times, formats := numbers(args[0]), textArg(args[1])
	b, texts := table.NewVecBuilder[string](c.N), rowTimes{c: c}
	for i := range c.N {
		t, ok := times.timeAt(i)
		if !ok || formats.Null(i) {
			b.AddNull()
			continue
		}
		b.Add(texts.text(formats.At(i), t))
	}
	return b.Column(), nil
}

func splStrptime(c *Call, args []table.Column) (table.Column, error) {
	texts, formats := textArg(args[0]), textArg(args[1])
	b, rows := newNumBuilder(c.N), rowTimes{c: c}
	for i := range c.N {
		if texts.Null(i) || formats.Null(i) {
			b.add(0, 0, false, false)
			continue
		}
		t, ok := parseTime(rows.fieldsOf(formats.At(i)), texts.At(i), c.Now, c.Location())
		putTime(b, t, ok)
	}
	return b.column(), nil
}
