package functions

import (
	"errors"
	"math"
	"sort"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

var errRangeSize = errors.New("mvrange gives more than a million values")

// splMultivalue: functions on multivalue fields.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/multivalue-eval-functions
func splMultivalue() []Func {
	return []Func{
		wholeFunc("mvappend", "value, ...", "All values of its arguments in order, nulls left out.", anyOverload(1, -1, table.TypeDynamic, mvAppend),
			Cases{`mvjoin(mvappend("a",null(),"b","c"),"-")`: `"a-b-c"`, `mvappend(null())`: `null()`, `mvappend("a")`: `"a"`}),
		wholeFunc("mvcount", "values", "The number of values; null for none.", anyOverload(1, 1, table.TypeDynamic, mvCount),
			Cases{`mvcount(split("a,b",","))`: `2`, `mvcount("a")`: `1`, `mvcount(null())`: `null()`}),
		wholeFunc("mvdedup", "values", "The values without repetitions, first occurrences kept.", rewriteValues(dedupValues),
			Cases{`mvjoin(mvdedup(split("a,b,a",",")),",")`: `"a,b"`}),
		wholeFunc("mvsort", "values", "The values in lexicographic order.", rewriteValues(sortValues),
			Cases{`mvjoin(mvsort(split("2,1,10",",")),",")`: `"1,10,2"`}),
		wholeFunc("mvreverse", "values", "The values in reverse order.", rewriteValues(reverseValues),
			Cases{`mvjoin(mvreverse(split("a,b,c",",")),",")`: `"c,b,a"`}),
		wholeFunc("mvfind", "values, regex", "The position, from 0, of the first value that a regular expression matches.", anyOverload(2, 2, table.TypeDynamic, mvFind),
			Cases{`mvfind(split("ab,cd",","),"^c")`: `1`, `mvfind("a","b")`: `null()`}),
		wholeFunc("mvindex", "values, start, [end]", "The values from position start to end, 0 for the first, negative from the end.", anyOverload(2, 3, table.TypeDynamic, mvIndex),
			Cases{`mvindex(split("a,b,c",","),-1)`: `"c"`, `mvjoin(mvindex(split("a,b,c",","),0,1),",")`: `"a,b"`, `mvindex("a",1)`: `null()`}),
		wholeFunc("mvjoin", "values, delimiter", "The values as one text with a delimiter between them.", anyOverload(2, 2, table.TypeString, mvJoin),
			Cases{`mvjoin(split("a,b",","),"; ")`: `"a; b"`, `mvjoin(null(),",")`: `null()`}),
		wholeFunc("mvrange", "start, end, [step]", "Numbers from start up to, but without, end; steps may be times such as 7d.", anyOverload(2, 3, table.TypeDynamic, mvRange),
			Cases{`mvjoin(mvrange(1,11,2),",")`: `"1,3,5,7,9"`, `mvrange(1,1)`: `null()`}),
		wholeFunc("mvzip", "x, y, [delimiter]", "Pairs of the values of x and y, joined by a comma or the delimiter.", anyOverload(2, 3, table.TypeDynamic, mvZip),
			Cases{`mvjoin(mvzip(split("a,b",","),split("1,2",",")),";")`: `"a,1;b,2"`, `mvzip("a","b","|")`: `"a|b"`}),
		{
			SPL: "commands", Args: "search",
			Doc:      "The names of the commands of a search, also of those in its subsearches.",
			Impl:     Overloads{{Params: []table.Type{table.TypeString}, Result: table.TypeDynamic, Kernel: onceForConstants(splCommands)}},
			SPLCases: Cases{`mvjoin(commands("search foo | stats count | sort count"),",")`: `"search,stats,sort"`, `commands("| Makeresults")`: `"makeresults"`, `commands("foo=\"a|b\"")`: `"search"`, `mvjoin(commands("a [ | inputlookup x | fields y ] | head"),",")`: `"search,inputlookup,fields,head"`},
		},
		{
			SPL: "split", Args: "text, delimiter",
			Doc:      "The parts of text between delimiters, as a multivalue field.",
			Impl:     Overloads{{Params: []table.Type{table.TypeString, table.TypeString}, Result: table.TypeDynamic, Kernel: onceForConstants(splSplit)}},
			SPLCases: Cases{`mvcount(split("a; b","; "))`: `2`, `split("a",",")`: `"a"`, `split(null(),",")`: `null()`, `mvcount(split("abc",""))`: `3`},
		},
	}
}

func wholeFunc(name, args, doc string, impl Overload, cases Cases) Func {
	return Func{SPL: name, Args: args, Doc: doc, Impl: Overloads{impl}, Null: NullSeen, Multi: Whole, SPLCases: cases}
}

// rewriteValues rewrites the values of each row; f may change its argument.
func rewriteValues(f func([]table.Value) []table.Value) Overload {
	return anyOverload(1, 1, table.TypeDynamic, func(c *Call, args []table.Column) (table.Column, error) {
		in, b := multivalues(args[0]), newValuesBuilder(c.N)
		var buf []table.Value
		for i := range c.N {
			buf = in.row(i, buf[:0])
			for _, v := range f(buf) {
				b.value(v)
			}
			b.end()
		}
		return b.column(), nil
	})
}

func mvAppend(c *Call, args []table.Column) (table.Column, error) {
	in := make([]valuesCol, len(args))
	for k, a := range args {
		in[k] = multivalues(a)
	}
	b := newValuesBuilder(c.N)
	var buf []table.Value
	for i := range c.N {
		for k := range in {
			buf = in[k].row(i, buf[:0])
			for _, v := range buf {
				b.value(v)
			}
		}
		b.end()
	}
	return b.column(), nil
}

func mvCount(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), newNumBuilder(c.N)
	for i := range c.N {
		n := in.count(i)
		b.add(int64(n), 0, true, n > 0)
	}
	return b.column(), nil
}

func dedupValues(vals []table.Value) []table.Value {
	seen := make(map[string]bool, len(vals))
	out := vals[:0]
	for _, v := range vals {
		if t := Text(v); !seen[t] {
			seen[t] = true
			out = append(out, v)
		}
	}
	return out
}

func sortValues(vals []table.Value) []table.Value {
	sort.SliceStable(vals, func(i, j int) bool { return Text(vals[i]) < Text(vals[j]) })
	return vals
}

func reverseValues(vals []table.Value) []table.Value {
	for i, j := 0, len(vals)-1; i < j; i, j = i+1, j-1 {
		vals[i], vals[j] = vals[j], vals[i]
	}
	return vals
}

func mvFind(c *Call, args []table.Column) (table.Column, error) {
	in, patterns, b := multivalues(args[0]), textArg(args[1]), newNumBuilder(c.N)
	compiled := rowPatterns{c: c}
	var buf []table.Value
	for i := range c.N {
		found := -1
		if !patterns.Null(i) {
			p, err := compiled.of(patterns.At(i))
			if err != nil {
				return nil, err
			}
			buf = in.row(i, buf[:0])
			for k, v := range buf {
				hit, err := p.Match(Text(v))
				if err != nil {
					return nil, err
				}
				if hit {
					found = k
					break
				}
			}
		}
		b.add(int64(found), 0, true, found >= 0)
	}
	return b.column(), nil
}

func mvIndex(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), newValuesBuilder(c.N)
	starts := numbers(args[1])
	ends := starts
	if len(args) == 3 {
		ends = numbers(args[2])
	}
	var buf []table.Value
	for i := range c.N {
		buf = in.row(i, buf[:0])
		if !starts.null(i) && !ends.null(i) {
			from, to := valuePosition(starts.real(i), len(buf)), valuePosition(ends.real(i), len(buf))
			if from >= 0 && from <= to && from < len(buf) && (to < len(buf) || len(args) == 3) {
				for _, v := range buf[from:min(to+1, len(buf))] {
					b.value(v)
				}
			}
		}
		b.end()
	}
	return b.column(), nil
}

// valuePosition turns an index that may count from the end into one from the
// begin; -1 when it lies before the first value.
func valuePosition(f float64, n int) int {
	i := int(math.Max(math.Min(f, 1<<30), -(1 << 30)))
	if i < 0 {
		i += n
	}
	return max(i, -1)
}

func mvJoin(c *Call, args []table.Column) (table.Column, error) {
	in, by, b := multivalues(args[0]), textArg(args[1]), table.NewVecBuilder[string](c.N)
	var buf []table.Value
	var parts []string
	for i := range c.N {
		buf, parts = in.row(i, buf[:0]), parts[:0]
		if len(buf) == 0 || by.Null(i) {
			b.AddNull()
			continue
		}
		for _, v := range buf {
			parts = append(parts, Text(v))
		}
		b.Add(strings.Join(parts, by.At(i)))
	}
	return b.Column(), nil
}

const maxMVRange = 1_000_000

func mvRange(c *Call, args []table.Column) (table.Column, error) {
	from, to, b := numbers(args[0]), numbers(args[1]), newValuesBuilder(c.N)
	step, spans := numCol{ints: []int64{1}}, Arg[string]{}
	if len(args) == 3 {
		step, spans = numbers(args[2]), textArg(args[2])
	}
	for i := range c.N {
		if from.null(i) || to.null(i) {
			b.end()
			continue
		}
		if step.null(i) {
			if err := timeRange(c, b, from.real(i), to.real(i), spans.At(i)); err != nil {
				return nil, err
			}
			b.end()
			continue
		}
		start, end, by := from.real(i), to.real(i), step.real(i)
		n := math.Ceil((end - start) / by)
		if n > maxMVRange {
			return nil, errRangeSize
		}
		for k := 0.0; by != 0 && k < n; k++ {
			b.value(wholeNumber(start + k*by))
		}
		b.end()
	}
	return b.column(), nil
}

// timeRange adds times a span such as 7d apart; an invalid span adds none.
func timeRange(c *Call, b *valuesBuilder, from, to float64, span string) error {
	steps := c.timeSteps("+" + span)
	if len(steps) != 1 || steps[0].n < 1 || math.Abs(from) > maxSeconds {
		return nil
	}
	n := 0
	for t := secondsToTime(from).Time().In(c.Location()); float64(t.Unix()) < to; t = offsetTime(t, steps[0]) {
		if n++; n > maxMVRange {
			return errRangeSize
		}
		b.value(wholeNumber(float64(t.UnixNano()/int64(time.Microsecond)) / 1e6))
	}
	return nil
}

func wholeNumber(f float64) table.Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return table.LongValue(int64(f))
	}
	return table.RealValue(f)
}

func mvZip(c *Call, args []table.Column) (table.Column, error) {
	x, y, b := multivalues(args[0]), multivalues(args[1]), newValuesBuilder(c.N)
	by := textArg(table.NewConst(table.StringValue(","), table.TypeString, c.N))
	if len(args) == 3 {
		by = textArg(args[2])
	}
	var left, right []table.Value
	for i := range c.N {
		left, right = x.row(i, left[:0]), y.row(i, right[:0])
		if !by.Null(i) {
			for k := range min(len(left), len(right)) {
				b.text(Text(left[k]) + by.At(i) + Text(right[k]))
			}
		}
		b.end()
	}
	return b.column(), nil
}

func splSplit(c *Call, args []table.Column) (table.Column, error) {
	texts, by, b := NewArg[string](args[0]), NewArg[string](args[1]), newValuesBuilder(c.N)
	for i := range c.N {
		if !texts.Null(i) && !by.Null(i) {
			rest, sep := texts.At(i), by.At(i)
			if sep == "" {
				for _, r := range rest {
					b.text(string(r))
				}
				rest = ""
			}
			for rest != "" || sep != "" {
				part, after, found := strings.Cut(rest, sep)
				b.text(part)
				if !found {
					break
				}
				rest = after
			}
		}
		b.end()
	}
	return b.column(), nil
}
