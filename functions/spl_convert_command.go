package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splConvertCommand: the functions of the convert command. Those that keep a
// value that they cannot convert say so; the others give null.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/search-commands/convert
func splConvertCommand() []Func {
	return []Func{
		{
			SPL: "convert_ctime", Args: "time, format", Doc: "Writes a time in a format; what is no number stays.",
			Impl: Overloads{anyOverload(2, 2, table.TypeString, convertCtime)}, Const: 2,
			SPLCases: Cases{`convert_ctime(1705325862,"%m/%d/%Y %H:%M:%S")`: `"01/15/2024 13:37:42"`, `convert_ctime("x","%F")`: `"x"`},
		},
		{
			SPL: "convert_mktime", Args: "text, format", Doc: "Reads a time in a format; null when it does not fit.",
			Impl: Overloads{anyOverload(2, 2, table.TypeDynamic, splStrptime)}, Const: 2,
			SPLCases: Cases{`convert_mktime("2024-01-15 13:37:42","%Y-%m-%d %H:%M:%S")`: `1705325862`, `convert_mktime("x","%Y")`: `null()`},
		},
		convertFunc("convert_num", "A number in any of the notations below; null when it is none.", false, convertAuto,
			Cases{`convert_num("12")`: `12`, `convert_num("abc")`: `null()`, `convert_num("1,000")`: `1000`}),
		convertFunc("convert_auto", "A number in any of the notations below; what is none stays.", true, convertAuto,
			Cases{`convert_auto("12 sec")`: `12`, `convert_auto("abc")`: `"abc"`}),
		convertFunc("convert_rmcomma", "A number without its commas.", true, func(s string) (table.Value, bool) { return LooseNumber(strings.ReplaceAll(s, ",", "")) },
			Cases{`convert_rmcomma("1,000,000.00")`: `1000000`, `convert_rmcomma("a,b")`: `"a,b"`}),
		convertFunc("convert_rmunit", "The number at the begin of the text.", false, convertUnit,
			Cases{`convert_rmunit("212 sec")`: `212`, `convert_rmunit("x")`: `null()`}),
		convertFunc("convert_memk", "A size in kilobytes: k, m and g follow the number, nothing means k.", false, convertMemory,
			Cases{`convert_memk("1m")`: `1024`, `convert_memk("10")`: `10`, `convert_memk("1g")`: `1048576`, `convert_memk("x")`: `null()`}),
		convertFunc("convert_dur2sec", "A duration [D+]HH:MM:SS in seconds.", false, convertDuration,
			Cases{`convert_dur2sec("00:10:15")`: `615`, `convert_dur2sec("1+00:00:01")`: `86401`, `convert_dur2sec("x")`: `null()`}),
		convertFunc("convert_mstime", "A time [MM:]SS.SSS in seconds.", false, convertMinutes,
			Cases{`convert_mstime("05:02.250")`: `302.25`, `convert_mstime("x")`: `null()`}),
		{
			SPL: "convert_none", Args: "value", Doc: "The value itself.", Multi: Whole, Null: NullSeen,
			Impl:     Overloads{anyOverload(1, 1, table.TypeDynamic, func(_ *Call, args []table.Column) (table.Column, error) { return args[0], nil })},
			SPLCases: Cases{`convert_none("x")`: `"x"`},
		},
	}
}

func convertFunc(name, doc string, keep bool, f func(string) (table.Value, bool), cases Cases) Func {
	kernel := func(c *Call, args []table.Column) (table.Column, error) {
		texts := textArg(args[0])
		b := table.NewVecBuilder[table.Value](c.N)
		for i := range c.N {
			if texts.Null(i) {
				b.AddNull()
				continue
			}
			v, ok := f(texts.At(i))
			switch {
			case ok:
				b.Add(v)
			case keep:
				b.Add(table.StringValue(texts.At(i)))
			default:
				b.AddNull()
			}
		}
		return table.Narrow(b.Column()), nil
	}
	return Func{SPL: name, Args: "value", Doc: doc, Multi: EachValue, Impl: Overloads{anyOverload(1, 1, table.TypeDynamic, kernel)}, SPLCases: cases}
}

// convertCtime leaves what is no time as it is.
func convertCtime(c *Call, args []table.Column) (table.Column, error) {
	times, formats := numbers(args[0]), textArg(args[1])
	b, texts := table.NewVecBuilder[string](c.N), rowTimes{c: c}
	var given *Arg[string] // of rows that are no time
	for i := range c.N {
		t, ok := times.timeAt(i)
		if ok && !formats.Null(i) {
			b.Add(texts.text(formats.At(i), t))
			continue
		}
		if given == nil {
			a := textArg(args[0])
			given = &a
		}
		if given.Null(i) || formats.Null(i) {
			b.AddNull()
		} else {
			b.Add(given.At(i))
		}
	}
	return b.Column(), nil
}

func convertAuto(s string) (table.Value, bool) {
	for _, f := range []func(string) (table.Value, bool){LooseNumber, func(s string) (table.Value, bool) { return LooseNumber(strings.ReplaceAll(s, ",", "")) }, convertDuration, convertMinutes, convertUnit} {
		if v, ok := f(s); ok {
			return v, true
		}
	}
	return table.Value{}, false
}

// convertUnit reads the longest number at the begin of s.
func convertUnit(s string) (table.Value, bool) {
	for n := min(len(s), 40); n > 0; n-- {
		if v, ok := LooseNumber(s[:n]); ok {
			return v, true
		}
	}
	return table.Value{}, false
}

func convertMemory(s string) (table.Value, bool) {
	factor := 1.0
	if s != "" {
		switch s[len(s)-1] | 0x20 {
		case 'k':
			s = s[:len(s)-1]
		case 'm':
			s, factor = s[:len(s)-1], 1024
		case 'g':
			s, factor = s[:len(s)-1], 1024*1024
		}
	}
	i, f, isInt, ok := looseNumber(s)
	return wholeNumber(eitherReal(i, f, isInt) * factor), ok
}

func convertDuration(s string) (table.Value, bool) {
	days := int64(0)
	if d, rest, ok := strings.Cut(s, "+"); ok {
		v, ok := LooseNumber(d)
		if !ok || v.Kind() != table.KindLong {
			return table.Value{}, false
		}
		days, s = v.Int(), rest
	}
	parts := strings.Split(s, ":")
	if len(parts) != 3 {
		return table.Value{}, false
	}
	total := float64(days)
	for k, p := range parts {
		i, f, isInt, ok := looseNumber(p)
		if !ok {
			return table.Value{}, false
		}
		total = total*[]float64{24, 60, 60}[k] + eitherReal(i, f, isInt)
	}
	return wholeNumber(total), true
}

func convertMinutes(s string) (table.Value, bool) {
	minutes, seconds, found := strings.Cut(s, ":")
	if !found {
		minutes, seconds = "0", s
	}
	m, mf, mInt, ok := looseNumber(minutes)
	n, f, isInt, also := looseNumber(seconds)
	return wholeNumber(eitherReal(m, mf, mInt)*60 + eitherReal(n, f, isInt)), ok && also
}
