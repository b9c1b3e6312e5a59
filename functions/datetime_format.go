package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// dateFormats: times as text in a chosen shape. A format is made of specifiers
// (yy yyyy M MM d dd h hh H HH m mm s ss f... F... tt) and of the delimiters
// blank / - : , . _ [ ]; anything else is an error.
// https://learn.microsoft.com/kusto/query/format-datetime-function
func dateFormats() []Func {
	return []Func{
		{
			KQL: "format_datetime", Args: "date, format", Const: 2, ResultName: "$1",
			Doc:  "The date in the shape of format.",
			Impl: Overloads{formatting(dateSpecifiers, appendDatePart)},
			Cases: Cases{`format_datetime(datetime(2017-01-29 09:00:05), "yy-MM-dd [hh:mm:ss tt]")`: `"17-01-29 [09:00:05 AM]"`,
				`format_datetime(datetime(2020-06-15 13:45:09.5), "ss.f")`: `"09.5"`},
		},
		{
			KQL: "format_timespan", Args: "timespan, format", Const: 2, ResultName: "$1",
			Doc:  "The timespan in the shape of format.",
			Impl: Overloads{formatting(spanSpecifiers, appendSpanPart)},
			Cases: Cases{`format_timespan(time(29.09:00:05.12345), "dd.hh:mm:ss:FF")`: `"29.09:00:05:12"`,
				`format_timespan(-2h - 30m, "hh:mm")`: `"-02:30"`},
		},
	}
}

// specifiers give the longest run of each letter.
type specifiers map[byte]int

var (
	dateSpecifiers = specifiers{'y': 4, 'M': 2, 'd': 2, 'h': 2, 'H': 2, 'm': 2, 's': 2, 'f': 7, 'F': 7, 't': 2}
	spanSpecifiers = specifiers{'d': 8, 'h': 2, 'H': 2, 'm': 2, 's': 2, 'f': 7, 'F': 7}
)

// formatPart is a delimiter (count 0) or a specifier of count letters.
type formatPart struct {
	letter byte
	count  int
}

func parseFormat(format string, known specifiers) ([]formatPart, error) {
	var out []formatPart
	for i := 0; i < len(format); {
		c := format[i]
		longest := known[c]
		if longest == 0 {
			if strings.IndexByte(" /-:,._[]", c) < 0 {
				return nil, errFormat(format, string(c))
			}
			out = append(out, formatPart{c, 0})
			i++
			continue
		}
		n := 1
		for n < longest && i+n < len(format) && format[i+n] == c {
			n++
		}
		if c == 'y' && n == 3 {
			n = 2
		}
		if c == 't' && n != 2 {
			return nil, errFormat(format, "t")
		}
		out = append(out, formatPart{c, n})
		i += n
	}
	return out, nil
}

// formatting reads the format once a call.
func formatting[T table.Element](known specifiers, part func([]byte, T, formatPart) []byte) Overload {
	return Overload{
		Params: []table.Type{table.TypeOf[T](), table.TypeString},
		Result: table.TypeString,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			if c.N == 0 {
				return table.NewVec([]string(nil), nil), nil
			}
			format, err := constText(args, 1, "the format")
			if err != nil {
				return nil, err
			}
			parts, err := parseFormat(format, known)
			if err != nil {
				return nil, err
			}
			return Map1(func(t T) string {
				b := make([]byte, 0, 32)
				if span, ok := any(t).(table.TimeSpan); ok && span < 0 {
					b = append(b, '-')
				}
				for _, p := range parts {
					if p.count == 0 {
						b = append(b, p.letter)
					} else {
						b = part(b, t, p)
					}
				}
				return string(b)
			}).Kernel(c, args[:1])
		},
	}
}

func appendDatePart(b []byte, d table.DateTime, p formatPart) []byte {
	switch p.letter {
	case 'y', 'M', 'd':
		y, m, day := d.Date()
		switch {
		case p.letter == 'M':
			return appendPadded(b, m, p.count)
		case p.letter == 'd':
			return appendPadded(b, day, p.count)
		case p.count == 4:
			return appendPadded(b, y, 4)
		}
		return appendPadded(b, y%100, p.count)
	case 'h':
		h := int(timeOfDay(d)/table.Hour) % 12
		if h == 0 {
			h = 12
		}
		return appendPadded(b, h, p.count)
	case 't':
		if timeOfDay(d) < 12*table.Hour {
			return append(b, "AM"...)
		}
		return append(b, "PM"...)
	}
	return appendClockPart(b, timeOfDay(d), p)
}

func appendSpanPart(b []byte, t table.TimeSpan, p formatPart) []byte {
	if t < 0 {
		t = -t
	}
	if p.letter == 'd' {
		return appendPadded(b, int(t/table.Day), p.count)
	}
	return appendClockPart(b, t, p)
}

func appendClockPart(b []byte, t table.TimeSpan, p formatPart) []byte {
	switch p.letter {
	case 'h', 'H':
		return appendPadded(b, int(t/table.Hour%24), p.count)
	case 'm':
		return appendPadded(b, int(t/table.Minute%60), p.count)
	case 's':
		return appendPadded(b, int(t/table.Second%60), p.count)
	}
	ticks := int(t % table.Second)
	for range 7 - p.count {
		ticks /= 10
	}
	if p.letter == 'f' {
		return appendPadded(b, ticks, p.count)
	}
	width := p.count // F leaves out zeros at the end
	for width > 0 && ticks%10 == 0 {
		ticks, width = ticks/10, width-1
	}
	if width == 0 {
		return b
	}
	return appendPadded(b, ticks, width)
}

// appendPadded appends n with zeros in front up to width digits.
func appendPadded(b []byte, n, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for n > 0 || width > 0 {
		i--
		digits[i] = byte('0' + n%10)
		n /= 10
		width--
	}
	return append(b, digits[i:]...)
}
