package functions

import (
	"fmt"
	"math"
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
				_, f, isInt, _ := looseValue(next())
				if !isInt {
					f = math.Trunc(f)
				}
				spec = fmt.Append(spec, int64(f))
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

func printfPart(b *strings.Builder, spec string, verb byte, commas bool, v table.Value) error {
	i, f, isInt, _ := looseValue(v)
	whole := i
	if !isInt {
		whole = int64(f)
	}
	switch verb {
	case 'd', 'i':
		if commas {
			b.WriteString(withCommas(float64(whole)))
			return nil
		}
		fmt.Fprintf(b, spec+"d", whole)
	case 'u':
		fmt.Fprintf(b, spec+"d", uint64(whole))
	case 'o', 'x', 'X':
		fmt.Fprintf(b, spec+string(verb), uint64(whole))
	case 'p':
		fmt.Fprintf(b, "0x%x", uint64(whole))
	case 'f', 'F', 'e', 'E', 'g', 'G':
		fmt.Fprintf(b, spec+strings.Replace(string(verb), "F", "f", 1), eitherReal(i, f, isInt))
	case 'a', 'A':
		fmt.Fprintf(b, spec+map[byte]string{'a': "x", 'A': "X"}[verb], eitherReal(i, f, isInt))
	case 's', 'z':
		fmt.Fprintf(b, spec+"s", Text(v))
	case 'c':
		r := []rune(Text(v))
		if len(r) > 1 {
			r = r[:1]
		}
		fmt.Fprintf(b, spec+"s", string(r))
	default:
		return fmt.Errorf("printf: the conversion %%%c is not supported", verb)
	}
	return nil
}
