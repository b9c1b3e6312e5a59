package functions

import (
	"strings"
	"unsafe"

	"github.com/goshawk-lang/goshawk/table"
)

// textConcat: putting texts together.
func textConcat() []Func {
	anyType, str, long, dyn := table.TypeUnknown, table.TypeString, table.TypeLong, table.TypeDynamic
	return []Func{
		{
			KQL: "strcat", Args: "value...", Null: NullSeen,
			Doc:   "Puts the texts of its arguments one after the other.",
			Impl:  Overloads{{Params: []table.Type{anyType}, Variadic: true, Result: str, Kernel: strcat}},
			Cases: Cases{`strcat("hello", " ", 1, datetime(2020-01-02))`: `"hello 12020-01-02T00:00:00.0000000Z"`, `strcat("", int(null), "b")`: `"b"`},
		},
		{
			KQL: "strcat_delim", Args: "delimiter value...", Null: NullSeen,
			Doc:   "Puts the texts of its arguments one after the other, with the delimiter between them.",
			Impl:  Overloads{{Params: []table.Type{anyType, anyType, anyType}, Variadic: true, Result: str, Kernel: strcatDelim}},
			Cases: Cases{`strcat_delim("-", 1, "2", "A", 1s)`: `"1-2-A-00:00:01"`, `strcat_delim("/", "", "")`: `"/"`},
		},
		{
			KQL: "strcat_array array_strcat", Args: "array delimiter", Null: NullSeen,
			Doc:   "Puts the texts of an array's elements one after the other, with the delimiter between them.",
			Impl:  Overloads{{Params: []table.Type{dyn, anyType}, Result: str, Kernel: strcatArray}},
			Cases: Cases{`strcat_array(dynamic([1, null, 3]), "->")`: `"1->->3"`, `strcat_array(dynamic([]), ",")`: `""`, `strcat_array(dynamic(null), ",")`: `""`},
		},
		{
			KQL: "strrep", Args: "value multiplier [delimiter]", Null: NullSeen,
			Doc:   "Repeats the text of a value, with the delimiter between the repetitions.",
			Impl:  Overloads{{Params: []table.Type{anyType, long, anyType}, Optional: 1, Result: str, Kernel: strrep}},
			Cases: Cases{`strrep("ABC", 2)`: `"ABCABC"`, `strrep(123, 3, ".")`: `"123.123.123"`, `strrep("x", 0)`: `""`},
		},
	}
}

// textBatch collects a column of texts in one buffer; the strings share it.
type textBatch struct {
	buf  []byte
	ends []int
	n    int
}

func newTextBatch(n int) *textBatch { return &textBatch{ends: make([]int, 0, n), n: n} }

// end finishes a row. After the first rows the buffer is sized for the rest.
func (t *textBatch) end() {
	t.ends = append(t.ends, len(t.buf))
	if len(t.ends) == 32 && t.n > 64 {
		need := len(t.buf) / 32 * t.n * 9 / 8
		if cap(t.buf) < need {
			t.buf = append(make([]byte, 0, need), t.buf...)
		}
	}
}

func (t *textBatch) column() table.Column {
	// The buffer is not written to any more, so strings may point into it.
	all := unsafe.String(unsafe.SliceData(t.buf), len(t.buf))
	out := make([]string, len(t.ends))
	from := 0
	for i, end := range t.ends {
		out[i] = all[from:end]
		from = end
	}
	return table.NewVec(out, nil)
}

// mapText builds a text a row, or one for all rows when all arguments are
// constants.
func mapText(c *Call, args []table.Column, f func(b []byte, i int) []byte) table.Column {
	fixed := true
	for _, a := range args {
		_, isConst := table.Resolve(a).(*table.Const)
		fixed = fixed && isConst
	}
	if fixed && c.N > 0 {
		return table.NewConst(table.StringValue(string(f(nil, 0))), table.TypeString, c.N)
	}
	var texts [][]string
	for _, a := range args {
		if v, ok := table.Resolve(a).(*table.Vec[string]); ok {
			texts = append(texts, v.Vals())
		}
	}
	batch := newTextBatch(c.N)
	for i := range c.N {
		if i%fetched == 0 {
			for _, t := range texts {
				table.Fetch(t[i:min(i+fetched, c.N)])
			}
		}
		batch.buf = f(batch.buf, i)
		batch.end()
	}
	return batch.column()
}

// fetched is how many rows' texts are brought near at a time: those of rows that
// a filter has kept lie far apart.
const fetched = 32

func writers(args []table.Column) []textWriter {
	out := make([]textWriter, len(args))
	for j, a := range args {
		out[j] = newTextWriter(a)
	}
	return out
}

func strcat(c *Call, args []table.Column) (table.Column, error) {
	parts := writers(args)
	return mapText(c, args, func(b []byte, i int) []byte {
		for _, w := range parts {
			b = w(b, i)
		}
		return b
	}), nil
}

func strcatDelim(c *Call, args []table.Column) (table.Column, error) {
	parts := writers(args)
	return mapText(c, args, func(b []byte, i int) []byte {
		for j, w := range parts[1:] {
			if j > 0 {
				b = parts[0](b, i)
			}
			b = w(b, i)
		}
		return b
	}), nil
}

func strcatArray(c *Call, args []table.Column) (table.Column, error) {
	delimiter := newTextWriter(args[1])
	if l, ok := table.Flatten(args[0]).(*table.List); ok {
		element, offsets := newTextWriter(l.Child()), l.Offsets()
		return mapText(c, args, func(b []byte, i int) []byte {
			if l.Null(i) {
				return b
			}
			for j := offsets[i]; j < offsets[i+1]; j++ {
				if j > offsets[i] {
					b = delimiter(b, i)
				}
				b = element(b, int(j))
			}
			return b
		}), nil
	}
	arrays := NewArg[table.Value](args[0])
	return mapText(c, args, func(b []byte, i int) []byte {
		for j, v := range arrays.At(i).Array() {
			if j > 0 {
				b = delimiter(b, i)
			}
			b = appendText(b, v)
		}
		return b
	}), nil
}

// maxRepeated bounds what strrep and repeat make of one value.
const maxRepeated = 1024

func strrep(c *Call, args []table.Column) (table.Column, error) {
	text, times := newTextArg(args[0]), NewArg[int64](args[1])
	delimiter := Arg[string]{vals: []string{""}}
	if len(args) == 3 {
		delimiter = newTextArg(args[2])
	}
	return mapText(c, args, func(b []byte, i int) []byte {
		n := min(times.At(i), maxRepeated)
		if n <= 0 {
			return b
		}
		s := text.At(i)
		if d := delimiter.At(i); d != "" {
			return append(append(b, strings.Repeat(s+d, int(n-1))...), s...)
		}
		return append(b, strings.Repeat(s, int(n))...)
	}), nil
}
