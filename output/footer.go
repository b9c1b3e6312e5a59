package output

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The styles of a table, as terminals know them.
const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	reset = "\x1b[0m"
)

func (d *drawing) styled(style, s string) {
	if style == "" || !d.Color || s == "" {
		d.w.WriteString(s)
		return
	}
	d.w.WriteString(style + s + reset)
}

// footer tells how many rows there are, and what was left out.
func (d *drawing) footer() {
	drawn := int64(d.b.Len())
	if !d.Footer && drawn == d.rows && len(d.cut)+len(d.dropped) == 0 {
		return
	}
	text := Grouped(d.rows) + " rows"
	switch {
	case drawn < d.rows:
		text = fmt.Sprintf("the first %s of %s rows", Grouped(drawn), Grouped(d.rows))
	case drawn == 1:
		text = "1 row"
	}
	if len(d.cut) > 0 {
		text += "; cut: " + names(d.cut)
	}
	if n := len(d.dropped); n == 1 {
		text += "; 1 column not shown: " + names(d.dropped)
	} else if n > 1 {
		text += fmt.Sprintf("; %d columns not shown: %s", n, names(d.dropped))
	}
	if len(d.cut)+len(d.dropped) > 0 {
		text += "; " + d.Hint
	}
	d.styled(faint, "("+text+")")
	d.w.WriteByte('\n')
}

// Note writes a line in brackets as the footer of a table is.
func (l Layout) Note(w io.Writer, text string) error {
	if l.Color {
		text = faint + "(" + text + ")" + reset
	} else {
		text = "(" + text + ")"
	}
	_, err := io.WriteString(w, text+"\n")
	return err
}

// maxNames is how many columns a footer names of each kind.
const maxNames = 12

func names(all []string) string {
	if more := len(all) - maxNames; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:maxNames], ", "), more)
	}
	return strings.Join(all, ", ")
}

// Grouped is a count with commas between the thousands: 1,234,567.
func Grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
