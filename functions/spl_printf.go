package functions

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splPrintf builds text row by row. A missing or null argument prints as
// nothing for text and 0 for numbers.
func splPrintf(c *Call, args []table.Column) (table.Column, error) {
	formats := textArg(args[0])
	b := table.NewVecBuilder[string](c.N)
	row := make([]table.Value, len(args)-1)
	for i := range c.N {
		if formats.Null(i) {
			b.AddNull()
			continue
		}
		for j := range row {
			row[j] = args[j+1].Value(i)
		}
		s, err := printf(formats.At(i), row)
		if err != nil {
			return nil, err
		}
		b.Add(s)
	}
	return b.Column(), nil
}

func printf(format string, args []table.Value) (string, error) {
	var b strings.Builder
	next := func() table.Value {
		if len(args) == 0 {
			return table.Value{}
		}
		v := args[0]
		args = args[1:]
		return v
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		spec := []byte{'%'}
		commas := false
		for i++; i < len(format) && strings.IndexByte("'-+ #0123456789.*", format[i]) >= 0; i++ {
			switch format[i] {
			case '\'':
				commas = true
			case '*':
				spec = appendStar(spec, next())
			default:
				spec = append(spec, format[i])
			}
		}
		if i == len(format) {
			return "", fmt.Errorf("printf: the format %q ends inside a conversion", format)
		}
		if format[i] == '%' {
			b.WriteByte('%')
			continue
		}
		if err := printfPart(&b, string(spec), format[i], commas, next()); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// appendStar puts the width or precision that an argument gives into a
// conversion. A negative width justifies left, a negative precision is none.
func appendStar(spec []byte, v table.Value) []byte {
	i, f, isInt, _ := looseValue(v)
	if !isInt {
		i = int64(f)
	}
	if i < 0 && spec[len(spec)-1] == '.' {
		return spec[:len(spec)-1]
	}
	return strconv.AppendInt(spec, i, 10)
}

func printfPart(b *strings.Builder, spec string, verb byte, commas bool, v table.Value) error {
	i, f, isInt, _ := looseValue(v)
	whole := i
	if !isInt {
		whole = int64(f)
	}
	switch verb {
	case 'd', 'i':
		writeNumber(b, spec, "d", commas, whole)
	case 'u':
		writeNumber(b, spec, "d", commas, uint64(whole))
	case 'o', 'x', 'X':
		fmt.Fprintf(b, spec+string(verb), uint64(whole))
	case 'p':
		fmt.Fprintf(b, spec+"X", uint64(whole))
	case 'f', 'F':
		writeNumber(b, spec, "f", commas, eitherReal(i, f, isInt))
	case 'e', 'E', 'g', 'G':
		fmt.Fprintf(b, spec+string(verb), eitherReal(i, f, isInt))
	case 'a', 'A':
		s := fmt.Sprintf(spec+map[byte]string{'a': "x", 'A': "X"}[verb], eitherReal(i, f, isInt))
		b.WriteString(shortExponent(s))
	case 's', 'z':
		fmt.Fprintf(b, spec+"s", Text(v))
	case 'c':
		fmt.Fprintf(b, spec+"s", character(v))
	default:
		return fmt.Errorf("printf: the conversion %%%c is not supported", verb)
	}
	return nil
}

// writeNumber formats a number, its thousands separated on request. The
// separators count for the width.
func writeNumber(b *strings.Builder, spec, verb string, commas bool, x any) {
	if !commas {
		fmt.Fprintf(b, spec+verb, x)
		return
	}
	flags := spec[1:]
	end := strings.IndexFunc(flags, func(r rune) bool { return r >= '1' && r <= '9' || r == '.' })
	if end < 0 {
		end = len(flags)
	}
	width, precision := flags[end:], ""
	if at := strings.IndexByte(width, '.'); at >= 0 {
		width, precision = width[:at], width[at:]
	}
	left := strings.Contains(flags[:end], "-")
	number := groupThousands(fmt.Sprintf("%"+strings.NewReplacer("-", "", "0", "").Replace(flags[:end])+precision+verb, x))
	if left {
		width = "-" + width
	}
	fmt.Fprintf(b, "%"+width+"s", number)
}

// groupThousands puts commas into the whole part of a number.
func groupThousands(number string) string {
	start := strings.IndexFunc(number, func(r rune) bool { return r >= '0' && r <= '9' })
	if start < 0 {
		return number
	}
	whole, fraction, hasFraction := strings.Cut(number[start:], ".")
	var b strings.Builder
	b.WriteString(number[:start])
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if hasFraction {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// shortExponent writes the exponent of a hexadecimal number as C does, without
// the zero that Go pads it with.
func shortExponent(number string) string {
	at := strings.LastIndexAny(number, "pP")
	if at < 0 || at+2 >= len(number) || number[at+2] != '0' || strings.TrimRight(number, " ") != number {
		return number
	}
	return number[:at+2] + number[at+3:]
}

// character is the code point that a number is, or the first of a text.
func character(v table.Value) string {
	if i, f, isInt, ok := looseValue(v); ok && v.Kind() != table.KindString {
		return string(rune(int64(eitherReal(i, f, isInt))))
	}
	for _, r := range Text(v) {
		return string(r)
	}
	return ""
}
