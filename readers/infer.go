package readers

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// seen is the set of kinds of value that a column had in the sample.
type seen uint16

const (
	sawBool seen = 1 << iota
	sawLong
	sawReal
	sawTime
	sawText
	sawNested
	sawBig // an integer beyond 64 bits
)

// columnType is the narrowest type that all values fit: JSON's way, where a
// number and a text have nothing in common but dynamic.
func (s seen) columnType() table.Type {
	switch {
	case s == 0, s&^(sawTime|sawText) == 0 && s&sawText != 0:
		return table.TypeString
	case s == sawTime:
		return table.TypeDateTime
	case s == sawBool:
		return table.TypeBool
	case s == sawLong:
		return table.TypeLong
	case s&^(sawLong|sawReal|sawBig) == 0:
		return table.TypeReal
	}
	return table.TypeDynamic
}

// cellType is CSV's way: all cells are text, and stay it when they do not all
// spell values of one type.
func (s seen) cellType() table.Type {
	switch s {
	case sawLong:
		return table.TypeLong
	case sawReal, sawLong | sawReal:
		return table.TypeReal
	case sawBool:
		return table.TypeBool
	case sawTime:
		return table.TypeDateTime
	}
	return table.TypeString
}

// inference collects the columns of a sample in the order they first occur.
type inference struct {
	names   []string
	index   map[string]int
	saw     []seen
	records int
	csv     []bool // per column: cells were seen
	trim    bool   // blanks around bare CSV names do not count
	known   *table.Schema
	shapes  *shapes
	members []member
}

// newInference starts with nothing seen; columns of known, which may be nil,
// are not looked at, but for those of twins.
func newInference(known *table.Schema, twins [][2]string) *inference {
	x := &inference{index: map[string]int{}, known: known}
	x.shapes = newShapes(0, func(key []byte) int {
		if known != nil && known.Index(string(key)) >= 0 && !isTwin(twins, key) {
			return -1
		}
		return x.column(key)
	})
	return x
}

func (x *inference) column(name []byte) int {
	k, known := x.index[string(name)]
	if !known {
		k = len(x.names)
		x.names = append(x.names, string(name))
		x.index[x.names[k]] = k
		x.saw, x.csv = append(x.saw, 0), append(x.csv, false)
	}
	return k
}

// fields are the columns with the types that fit their values.
func (x *inference) fields() []table.Field {
	out := make([]table.Field, len(x.names))
	for k, name := range x.names {
		out[k] = table.Field{Name: name, Type: x.saw[k].columnType()}
		if x.csv[k] {
			out[k].Type = x.saw[k].cellType()
		}
	}
	return out
}

// jsonRecords looks at the JSON records of a sample; the last one may be cut
// off. It reports whether they are Splunk export lines.
func (x *inference) jsonRecords(b []byte, lines bool) (unwrap bool) {
	first := true
	take := func(rec []byte) {
		i := skipBlanks(rec, 0)
		if i == len(rec) || rec[i] != '{' {
			return
		}
		if first {
			unwrap = exportLine(rec, i)
		}
		first = false
		x.record(rec, i, unwrap)
	}
	for len(b) > 0 {
		if lines {
			line, rest, _ := bytes.Cut(b, []byte{'\n'})
			take(line)
			b = rest
			continue
		}
		i := skipSeparators(b, 0)
		end := -1
		if i < len(b) {
			end = roughEnd(b, i)
		}
		if end < 0 {
			break
		}
		take(b[i:end])
		b = b[end:]
	}
	return unwrap
}

// record adds what one record shows, whose object starts at rec[i].
func (x *inference) record(rec []byte, i int, unwrap bool) {
	x.records++
	if unwrap {
		walkObject(rec, i, func(m member) {
			if m.kind == kNested && string(m.key) == "result" {
				x.object(rec, m.start)
			}
		})
		return
	}
	learned := false
	if x.members, _, learned = x.shapes.members(trimRight(rec), x.members[:0]); !learned {
		x.object(rec, i)
		return
	}
	for _, m := range x.members {
		x.value(rec, m)
	}
}

// exportLine reports whether the object at b[i] is a line of Splunk's JSON
// export: {"preview":false,"offset":0,"result":{...}}.
func exportLine(b []byte, i int) bool {
	result, other := false, false
	end := walkObject(b, i, func(m member) {
		switch string(m.key) {
		case "result":
			result = m.kind == kNested && b[m.start] == '{'
		case "preview", "offset", "lastrow":
		default:
			other = true
		}
	})
	return end > 0 && result && !other
}

func (x *inference) object(b []byte, i int) {
	walkObject(b, i, func(m member) { x.value(b, m) })
}

// value adds what one member shows.
func (x *inference) value(b []byte, m member) {
	k := x.column(m.key)
	saw := &x.saw[k]
	switch m.kind {
	case kTrue, kFalse:
		*saw |= sawBool
	case kInt:
		if m.end-m.start < 18 {
			*saw |= sawLong
		} else if _, err := strconv.ParseInt(string(b[m.start:m.end]), 10, 64); err == nil {
			*saw |= sawLong
		} else {
			*saw |= sawBig
		}
	case kReal:
		*saw |= sawReal
	case kNested:
		*saw |= sawNested
	case kEscaped:
		*saw |= sawText
	case kString:
		if *saw&sawText != 0 {
			return
		}
		if _, fits := table.ParseISO(b[m.start:m.end]); fits {
			*saw |= sawTime
		} else {
			*saw |= sawText
		}
	}
}

// csvRecords looks at the records of a CSV sample; whole says that the sample
// is all of the input. It returns the
// columns' names, and the zones that they told.
func (x *inference) csvRecords(b []byte, comma byte, whole bool) (header, marks []string) {
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, nil
	}
	header, marks = plainNames(csvHeader(b, comma, x.trim))
	to := make([]int, len(header))
	for i, name := range header {
		to[i] = x.column([]byte(name))
		x.csv[to[i]] = true
	}
	var cells []cell
	for i, n := 0, 0; i < len(b); n++ {
		var next int
		next, cells = csvRecord(b, i, comma, cells[:0])
		if next < 0 || next == len(b) && !whole && b[next-1] != '\n' {
			break
		}
		i = next
		if n == 0 {
			continue
		}
		x.records++
		for at, c := range cells {
			if at < len(to) && c.end > c.start {
				k := to[at]
				x.saw[k] |= cellKind(b[c.start:c.end], x.saw[k])
			}
		}
	}
	return header, marks
}

// cellKind tells what a cell that is not empty spells. Numbers count only in
// the spelling that the number itself has: leading zeros, a plus or more
// digits than fit make it a text that happens to be of digits.
func cellKind(b []byte, already seen) seen {
	if already&sawText != 0 {
		return sawText
	}
	if end, k := scanNumber(b, 0); end == len(b) {
		if k == kInt {
			if _, err := strconv.ParseInt(string(b), 10, 64); err != nil || string(b) == "-0" {
				return sawText
			}
			return sawLong
		}
		if f, err := strconv.ParseFloat(string(b), 64); err != nil || math.IsInf(f, 0) {
			return sawText
		}
		return sawReal
	}
	if len(b) <= 5 && (strings.EqualFold(string(b), "true") || strings.EqualFold(string(b), "false")) {
		return sawBool
	}
	if _, fits := table.ParseISO(b); fits {
		return sawTime
	}
	return sawText
}
