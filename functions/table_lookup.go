package functions

import (
	"net/netip"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Lookup adds columns of a second table's matching rows: SPL's lookup.
var Lookup = &TableFunc{
	Name: "lookup",
	Doc: `The first input with columns of the second's rows whose key columns match, several matches as a list.
Arguments:
  keys, fields: names of the second input's key columns and of the first's columns to match (arrays)
  types: per key "" for equal text, "WILDCARD" for patterns with *, "CIDR" for address blocks
  outputs, as: names of the second input's columns to add and what to call them (arrays)
  fresh: per output, whether only rows without a value get one
  caseinsensitive: compare text in any case of letters
  min, max: least and most matches (max 0: all, up to 1000); default: the value of matches that are missing
A row without a match keeps what it has.`,
	Run:   runLookup,
	ByRow: prepareLookup,
}

const maxLookupMatches = 1000

type lookupTable struct {
	keys  [][]string // text of each key column
	types []string
	fold  bool
	exact map[string][]int32 // rows by the text of the equal keys
	cidrs [][]netip.Prefix
	globs [][]glob
	most  int
}

func runLookup(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	work, err := prepareLookup(c, inputs[1:], args)
	if err != nil {
		return nil, err
	}
	return work(inputs[0])
}

func prepareLookup(_ *Context, others []*table.Table, args TableArgs) (RowWork, error) {
	rows := others[0]
	l := &lookupTable{types: args.Strings("types"), fold: args.Bool("caseinsensitive"), most: int(args.Int("max", 0))}
	if l.most <= 0 {
		l.most = maxLookupMatches
	}
	keys, _, err := namedColumns("lookup", rows, args.Strings("keys"))
	if err != nil {
		return nil, err
	}
	l.index(keys, rows.Len())
	fields := args.Strings("fields")
	return func(in *table.Table) (*table.Table, error) {
		cols := make([]valuesCol, len(keys))
		for k, name := range fields {
			cols[k] = multivalues(columnOr(in, name))
		}
		matches := make([][]int32, in.Len())
		bufs := make([][]table.Value, len(cols))
		for i := range matches {
			missing := false
			for k := range cols {
				bufs[k] = cols[k].row(i, bufs[k][:0])
				missing = missing || len(bufs[k]) == 0
			}
			if !missing {
				matches[i] = l.match(bufs)
			}
		}
		return l.output(in, rows, matches, args)
	}, nil
}

// columnOr is a column by name, or one of nulls.
func columnOr(t *table.Table, name string) table.Column {
	if c := t.Batch().Column(name); c != nil {
		return c
	}
	return table.NewConst(table.Value{}, table.TypeDynamic, t.Len())
}

func (l *lookupTable) normal(s string) string {
	if l.fold {
		return strings.ToLower(s)
	}
	return s
}

func (l *lookupTable) index(keys []table.Column, n int) {
	l.keys = make([][]string, len(keys))
	l.cidrs, l.globs = make([][]netip.Prefix, len(keys)), make([][]glob, len(keys))
	l.exact = map[string][]int32{}
	for k, c := range keys {
		l.keys[k] = make([]string, n)
		for i := range n {
			s := Text(c.Value(i))
			l.keys[k][i] = l.normal(s)
			switch l.types[k] {
			case "CIDR":
				l.cidrs[k] = append(l.cidrs[k], blockOf(s))
			case "WILDCARD":
				l.globs[k] = append(l.globs[k], searchGlob(s, l.fold))
			}
		}
	}
	var b []byte
	for i := range n {
		b = b[:0]
		for k := range keys {
			if l.types[k] == "" {
				b = append(append(b, l.keys[k][i]...), 0)
			}
		}
		l.exact[string(b)] = append(l.exact[string(b)], int32(i))
	}
}

// blockOf reads a block, or an address as a block of one.
func blockOf(s string) netip.Prefix {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked()
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a, a.BitLen())
	}
	return netip.Prefix{}
}

// match are the rows that fit one value of each field, in the table's order
// for each combination of values.
func (l *lookupTable) match(values [][]table.Value) []int32 {
	var out []int32
	chosen := make([]string, len(values))
	var visit func(k int)
	visit = func(k int) {
		if k == len(values) {
			out = l.matchOne(out, chosen)
			return
		}
		for _, v := range values[k] {
			chosen[k] = Text(v)
			visit(k + 1)
		}
	}
	visit(0)
	return out
}

func (l *lookupTable) matchOne(out []int32, texts []string) []int32 {
	var b []byte
	for k, s := range texts {
		if l.types[k] == "" {
			b = append(append(b, l.normal(s)...), 0)
		}
	}
	count := 0
	for _, row := range l.exact[string(b)] {
		if count >= l.most {
			break
		}
		if l.fits(row, texts) {
			out = append(out, row)
			count++
		}
	}
	return out
}

func (l *lookupTable) fits(row int32, texts []string) bool {
	for k, s := range texts {
		switch l.types[k] {
		case "CIDR":
			a, err := netip.ParseAddr(s)
			if err != nil || !l.cidrs[k][row].IsValid() || !l.cidrs[k][row].Contains(a.Unmap()) {
				return false
			}
		case "WILDCARD":
			if !l.globs[k][row].match(s) {
				return false
			}
		}
	}
	return true
}

func (l *lookupTable) output(in, rows *table.Table, matches [][]int32, args TableArgs) (*table.Table, error) {
	outputs, _, err := namedColumns("lookup", rows, args.Strings("outputs"))
	if err != nil {
		return nil, err
	}
	least, otherwise := int(args.Int("min", 0)), args.Str("default")
	fresh := args["fresh"].Array()
	fields := append([]table.Field(nil), in.Schema().Fields()...)
	cols := append([]table.Column(nil), in.Batch().Cols()...)
	for k, name := range args.Strings("as") {
		old := multivalues(columnOr(in, name))
		b := newValuesBuilder(in.Len())
		var buf []table.Value
		for i, found := range matches {
			buf = old.row(i, buf[:0])
			if len(found) == 0 && least == 0 || fresh[k].Bool() && len(buf) > 0 {
				for _, v := range buf {
					b.value(v)
				}
				b.end()
				continue
			}
			for _, row := range found {
				b.value(outputs[k].Value(int(row)))
			}
			for n := len(found); n < least; n++ {
				b.text(otherwise)
			}
			b.end()
		}
		fields, cols = setColumn(fields, cols, name, b.column())
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...)), nil
}

// setColumn replaces the column called name, or appends one.
func setColumn(fields []table.Field, cols []table.Column, name string, c table.Column) ([]table.Field, []table.Column) {
	f := table.Field{Name: name, Type: table.TypeDynamic}
	for i := range fields {
		if fields[i].Name == name {
			fields[i], cols[i] = f, c
			return fields, cols
		}
	}
	return append(fields, f), append(cols, c)
}
