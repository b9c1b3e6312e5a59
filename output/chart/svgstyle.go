package chart

import (
	"fmt"
	"strings"
)

// The colours of series, told apart also by those who see few: on light ground,
// and on dark.
var (
	light = []string{"#2f6fde", "#d9480f", "#2b8a3e", "#9c36b5", "#b08800", "#0b7285", "#c2255c", "#5f3dc4", "#66800f", "#495057"}
	dark  = []string{"#74a9ff", "#ff9f5f", "#69db7c", "#e599f7", "#ffd43b", "#3bc9db", "#faa2c1", "#b197fc", "#c0eb75", "#adb5bd"}
)

const colors = 10

// styleSheet is that of every picture: s0 to s9 draw in a colour, f0 to f9 fill.
func styleSheet() string {
	var b strings.Builder
	b.WriteString("text{font:12px system-ui,sans-serif;fill:#343a40}.title{font-size:16px;font-weight:600}.faint{fill:#868e96}.value{font-size:34px;font-weight:600}.back{fill:#fff}.slice{stroke:#fff}.grid{stroke:#e9ecef}.axis{stroke:#868e96}")
	b.WriteString(".line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.area{fill-opacity:.35}.hit{fill-opacity:0}.hit:hover{fill-opacity:1}.mark{fill:none;stroke:#e03131;stroke-width:2}\n")
	palette := func(colors []string) {
		for i, c := range colors {
			fmt.Fprintf(&b, ".s%d{stroke:%s}.f%d{fill:%s}", i, c, i, c)
		}
	}
	palette(light)
	b.WriteString("\n@media(prefers-color-scheme:dark){text{fill:#dee2e6}.faint{fill:#868e96}.back{fill:#16181c}.slice{stroke:#16181c}.grid{stroke:#2c3036}.axis{stroke:#868e96}")
	palette(dark)
	b.WriteString("}\n")
	return b.String()
}
