package functions

import (
	"errors"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

var (
	errNumberBase   = errors.New("the base of a number must be from 2 to 36")
	errStringFormat = errors.New(`the format must be "hex", "commas", "duration" or "binary"`)
)

// splConversion: conversions between numbers, texts and addresses.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/conversion-functions
func splConversion() []Func {
	return []Func{
		{
			SPL: "tonumber", Args: "text, [base]",
			Doc:      "Reads a number in the given base, 10 by default; null when it is none.",
			Impl:     Overloads{anyOverload(1, 2, table.TypeDynamic, splToNumber)},
			SPLCases: Cases{`tonumber("0A4",16)`: `164`, `tonumber(" 12 ")`: `null()`, `tonumber("12.5")`: `12.5`},
		},
		{
			SPL: "tostring", Args: "value, [format]",
			Doc:      "The text of a value; a number optionally as hex, commas, duration or binary.",
			Impl:     Overloads{anyOverload(1, 2, table.TypeString, splToString)},
			SPLCases: Cases{`tostring(15,"hex")`: `"0xF"`, `tostring(615,"duration")`: `"00:10:15"`, `tostring(1==1)`: `"True"`, `tostring(12345.6789,"commas")`: `"12,345.68"`},
		},
		{
			SPL: "toint", Args: "value, [base]",
			Doc:      "The number rounded down to a whole one, text read in the given base; null when it is none.",
			Impl:     Overloads{splNumeric(sameLong, math.Floor), anyOverload(2, 2, table.TypeDynamic, splToInt)},
			SPLCases: Cases{`toint("3.9")`: `3`, `toint(-3.1)`: `-4`, `toint("x")`: `null()`, `toint("ff",16)`: `255`},
		},
		{
			SPL: "todouble", Args: "value, [base]",
			Doc:      "The value as a number with a fraction, text read in the given base; null when it is none.",
			Impl:     Overloads{splNumeric(nil, func(x float64) float64 { return x }), anyOverload(2, 2, table.TypeDynamic, splToNumber)},
			SPLCases: Cases{`todouble("3.5")`: `3.5`, `todouble("x")`: `null()`, `todouble("101",2)`: `5`},
		},
		{
			SPL: "tobool", Args: "value",
			Doc:      "The value as a condition: true, True, and any number but 0 hold; null for text other than these, false and False.",
			Impl:     Overloads{Map1OK(splToBool)},
			SPLCases: Cases{`tobool("true")`: `true()`, `tobool("False")`: `false()`, `tobool(0)`: `false()`, `tobool(0.5)`: `true()`, `tobool("x")`: `null()`, `tobool("TRUE")`: `null()`},
		},
		{
			SPL: "ipmask", Args: "mask, address",
			Doc:      "The IPv4 address with the bits outside the mask cleared.",
			Impl:     Overloads{Map2OK(ipMask)},
			SPLCases: Cases{`ipmask("255.255.255.0","10.20.30.120")`: `"10.20.30.0"`, `ipmask("255.0.0.0","x")`: `null()`},
		},
		{
			SPL: "printf", Args: "format, value, ...",
			Doc:  "Builds text from a C-like format and values.",
			Impl: Overloads{anyOverload(1, -1, table.TypeString, splPrintf)},
			Null: NullSeen,
			SPLCases: Cases{`printf("%04d|%s|%.2f",7,"x",1.5)`: `"0007|x|1.50"`, `printf("%%")`: `"%"`,
				`printf("%.3A",pi())`: `"0X1.922P+1"`, `printf("%c,%c",65,"Foo")`: `"A,F"`, `printf("%x,%X,%p",10,10,10)`: `"a,A,A"`, `printf("[%*d]",5,123)`: `"[  123]"`,
				`printf("[%*d]",-5,123)`: `"[123  ]"`, `printf("%.*f",1,1.23)`: `"1.2"`, `printf("%*.*e",9,2,pi())`: `" 3.14e+00"`, `printf("%'.2f",1234567.891)`: `"1,234,567.89"`,
				`printf("[%'8d]",-1234)`: `"[  -1,234]"`, `printf("%'d",999)`: `"999"`},
		},
	}
}

func splToNumber(c *Call, args []table.Column) (table.Column, error) {
	if len(args) == 1 {
		n := numbers(args[0])
		if n.step == 0 { // a constant: one row answers for all
			v := table.Value{}
			if !n.null(0) {
				v = numberOf(&n, 0)
			}
			return table.NewConst(v, table.TypeDynamic, c.N), nil
		}
		return columnOf(&n), nil
	}
	texts, bases := textArg(args[0]), numbers(args[1])
	b := newNumBuilder(c.N)
	for i := range c.N {
		if texts.Null(i) || bases.null(i) {
			b.add(0, 0, false, false)
			continue
		}
		base := int(bases.real(i))
		if base < 2 || base > 36 {
			return nil, errNumberBase
		}
		s := texts.At(i)
		if base == 10 {
			b.add(looseNumber(s))
			continue
		}
		if base == 16 {
			s = strings.TrimPrefix(strings.TrimPrefix(s, "0x"), "0X")
		}
		n, err := strconv.ParseInt(s, base, 64)
		b.add(n, 0, true, err == nil)
	}
	return b.column(), nil
}

// splToInt reads a number in a base and rounds it down.
func splToInt(c *Call, args []table.Column) (table.Column, error) {
	read, err := splToNumber(c, args)
	if err != nil {
		return nil, err
	}
	return splNumeric(sameLong, math.Floor).Kernel(c, []table.Column{read})
}

func splToBool(v table.Value) (bool, bool) {
	if v.Kind() == table.KindBool {
		return v.Bool(), true
	}
	if i, f, isInt, ok := looseValue(v); ok {
		return eitherReal(i, f, isInt) != 0, true
	}
	switch v.Str() {
	case "true", "True":
		return true, true
	case "false", "False":
		return false, true
	}
	return false, false
}

func numberOf(n *numCol, i int) table.Value {
	if n.ints != nil {
		return table.LongValue(n.ints[i])
	}
	return table.RealValue(n.reals[i])
}

func columnOf(n *numCol) table.Column {
	if n.ints != nil {
		return table.NewVec(n.ints, n.nulls)
	}
	return table.NewVec(n.reals, n.nulls)
}

func splToString(c *Call, args []table.Column) (table.Column, error) {
	if len(args) == 1 {
		return LooseColumn(args[0], table.TypeString), nil
	}
	x, formats := numbers(args[0]), textArg(args[1])
	texts := textArg(args[0])
	b := table.NewVecBuilder[string](c.N)
	for i := range c.N {
		if formats.Null(i) || texts.Null(i) {
			b.AddNull()
			continue
		}
		write, ok := numberFormats[strings.ToLower(formats.At(i))]
		if !ok {
			return nil, errStringFormat
		}
		if x.null(i) {
			b.Add(texts.At(i)) // text that is no number stays as it is
			continue
		}
		b.Add(write(x.real(i)))
	}
	return b.Column(), nil
}

var numberFormats = map[string]func(float64) string{
	"hex":      func(f float64) string { return "0x" + strings.ToUpper(strconv.FormatInt(int64(f), 16)) },
	"binary":   func(f float64) string { return strconv.FormatInt(int64(f), 2) },
	"commas":   withCommas,
	"duration": asDuration,
}

// withCommas groups thousands and rounds to two decimals, none when whole.
func withCommas(f float64) string {
	s := FormatNumber(math.Abs(f))
	if f != math.Trunc(f) {
		s = strconv.FormatFloat(roundDigits(math.Abs(f), 2), 'f', 2, 64)
	}
	if f < 0 {
		s = "-" + s
	}
	return groupThousands(s)
}

// asDuration is [days+]HH:MM:SS[.ffffff].
func asDuration(f float64) string {
	var b []byte
	if f < 0 {
		b, f = append(b, '-'), -f
	}
	micros := int64(math.Round(f * 1e6))
	seconds, rest := micros/1e6, micros%1e6
	if days := seconds / 86400; days > 0 {
		b = append(strconv.AppendInt(b, days, 10), '+')
	}
	b = padInt(b, int(seconds/3600%24), 2)
	b = padInt(append(b, ':'), int(seconds/60%60), 2)
	b = padInt(append(b, ':'), int(seconds%60), 2)
	if rest > 0 {
		b = padInt(append(b, '.'), int(rest), 6)
	}
	return string(b)
}

func ipMask(mask, address string) (string, bool) {
	m, err := netip.ParseAddr(mask)
	if err != nil || !m.Is4() {
		return "", false
	}
	a, err := netip.ParseAddr(address)
	if err != nil || !a.Is4() {
		return "", false
	}
	x, y := m.As4(), a.As4()
	for i := range x {
		x[i] &= y[i]
	}
	return netip.AddrFrom4(x).String(), true
}
