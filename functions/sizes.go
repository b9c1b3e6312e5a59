package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// sizes: sizes of values, and sizes as text.
func sizes() []Func {
	anyType := table.TypeUnknown
	return []Func{
		{
			// Types whose size is not documented do not fit.
			KQL: "estimate_data_size", Args: "value...", Null: NullSeen,
			Doc: "Estimates the size of values in bytes.",
			Impl: Overloads{{Params: []table.Type{anyType}, Variadic: true, Kernel: dataSize, ResultOf: func(args []table.Type) table.Type {
				for _, t := range args {
					if _, ok := typeSizes[t]; !ok {
						return table.TypeUnknown
					}
				}
				return table.TypeLong
			}}},
			Cases: Cases{`estimate_data_size(1, "1234567890")`: `18`, `estimate_data_size("")`: `0`},
		},
		{
			KQL: "format_bytes", Args: "size [precision] [units]", ResultName: "$1",
			Doc: "Formats a number as a size in bytes, KB (of 1024 bytes), MB and so on.",
			Impl: Overloads{
				Map1(func(x float64) string { s, _ := formatBytes(x, 0, ""); return s }),
				Map2OK(func(x float64, digits int64) (string, bool) { return formatBytes(x, digits, "") }),
				Map3OK(formatBytes),
			},
			Cases: Cases{
				`format_bytes(564)`: `"564 Bytes"`, `format_bytes(10332, 1)`: `"10.1 KB"`, `format_bytes(20010332)`: `"19 MB"`,
				`format_bytes(20010332, 2)`: `"19.08 MB"`, `format_bytes(20010332, 0, "KB")`: `"19541 KB"`,
			},
		},
	}
}

// typeSizes are the sizes of values in bytes; 0 is for texts, which count
// their UTF-8 bytes.
var typeSizes = map[table.Type]int64{
	table.TypeBool: 1, table.TypeInt: 4, table.TypeLong: 8, table.TypeReal: 8, table.TypeDateTime: 8,
	table.TypeTimeSpan: 8, table.TypeGUID: 16, table.TypeString: 0,
}

func dataSize(c *Call, args []table.Column) (table.Column, error) {
	var fixed int64
	var texts []Arg[string]
	steps := 0
	for _, a := range args {
		if a.Type() == table.TypeString {
			t := NewArg[string](a)
			texts = append(texts, t)
			steps |= t.step
		}
		fixed += typeSizes[a.Type()]
	}
	return mapRows(c, steps == 0, nil, func(i int) (int64, bool) {
		n := fixed
		for j := range texts {
			n += int64(len(texts[j].At(i)))
		}
		return n, true
	}), nil
}

var byteUnits = []string{"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"}

// formatBytes picks the largest unit that gives a number of 1 or more, unless
// one is asked for; an unknown unit gives the empty text.
func formatBytes(x float64, digits int64, units string) (string, bool) {
	at := 0
	if units != "" {
		for at < len(byteUnits) && !strings.EqualFold(byteUnits[at], units) {
			at++
		}
		if at == len(byteUnits) {
			return "", false
		}
	} else {
		for y := math.Abs(x); y >= 1024 && at < len(byteUnits)-1; y /= 1024 {
			at++
		}
	}
	scale := math.Pow(10, float64(min(max(digits, 0), 15)))
	x = math.Round(x/math.Pow(1024, float64(at))*scale) / scale
	return strconv.FormatFloat(x, 'f', -1, 64) + " " + byteUnits[at], true
}
