package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// IPLookup joins rows with the networks that their addresses are in: KQL's
// ipv4_lookup and ipv6_lookup.
var IPLookup = &TableFunc{
	Name: "ip_lookup",
	Doc: `One row per match of a row of the first input with a row of the second.
Arguments:
  key: name of the first input's column of addresses, which may have prefixes
  network: name of the second input's column of addresses with prefixes
  left, right: names of further columns that must be equal, in pairs (arrays)
  names: names that the second input's columns get (array)
  v6: take IPv6 addresses too
  unmatched: keep rows without a match
Two addresses match when they are equal up to the shorter of their prefixes.
Output: the first input's columns, then the second's. Rows are in the order of the first input.`,
	Run: ipLookup,
}

// network is a prefix, and the values of the further columns.
type network struct {
	hi, lo uint64
	bits   int64
	extra  string
}

type ipLookupTable struct {
	v6 bool
	// rows are those of the second input by network; lengths are the prefix
	// lengths that occur, the longest first.
	rows    map[network][]int32
	lengths []int64
	all     []ipv6
	extra   []string
}

func ipLookup(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	left, right := inputs[0], inputs[1]
	key, err := namedColumn("ip_lookup", left, args.Str("key"))
	if err != nil {
		return nil, err
	}
	networks, err := namedColumn("ip_lookup", right, args.Str("network"))
	if err != nil {
		return nil, err
	}
	leftExtra, _, err := namedColumns("ip_lookup", left, args.Strings("left"))
	if err != nil {
		return nil, err
	}
	rightExtra, _, err := namedColumns("ip_lookup", right, args.Strings("right"))
	if err != nil {
		return nil, err
	}
	t := newIPLookupTable(networks, rightExtra, args.Bool("v6"))
	var from, to []int32
	for i, s := range textsOf(key) {
		matches := t.find(s, extraKey(leftExtra, i))
		for _, m := range matches {
			from, to = append(from, int32(i)), append(to, m)
		}
		if len(matches) == 0 && args.Bool("unmatched") {
			from, to = append(from, int32(i)), append(to, -1)
		}
	}
	fields := slices.Clone(left.Schema().Fields())
	cols := make([]table.Column, 0, len(fields)+right.Schema().Len())
	for _, c := range left.Batch().Cols() {
		cols = append(cols, c.Take(from))
	}
	names := args.Strings("names")
	for k, c := range right.Batch().Cols() {
		f := right.Schema().Field(k)
		f.Name = names[k]
		c = c.Take(to)
		if f.Type == table.TypeString {
			c = table.WithoutNulls(c)
		}
		fields, cols = append(fields, f), append(cols, c)
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(from), cols...)), nil
}

func (t *ipLookupTable) parse(s string) (ipv6, bool) {
	if !t.v6 {
		if _, ok := parseIPv4(s); !ok {
			return ipv6{}, false
		}
	}
	return parseIPv6(s)
}

func newIPLookupTable(networks table.Column, extra []table.Column, v6 bool) *ipLookupTable {
	t := &ipLookupTable{v6: v6, rows: map[network][]int32{}, all: make([]ipv6, networks.Len()), extra: make([]string, networks.Len())}
	for i, s := range textsOf(networks) {
		ip, ok := t.parse(s)
		if !ok {
			t.all[i].bits = -1
			continue
		}
		t.all[i], t.extra[i] = ip, extraKey(extra, i)
		hi, lo := ip.masked(ip.bits)
		n := network{hi, lo, ip.bits, t.extra[i]}
		t.rows[n] = append(t.rows[n], int32(i))
		if !slices.Contains(t.lengths, ip.bits) {
			t.lengths = append(t.lengths, ip.bits)
		}
	}
	slices.Sort(t.lengths)
	slices.Reverse(t.lengths)
	return t
}

// extraKey tells apart the values of the further columns in a row.
func extraKey(cols []table.Column, row int) string {
	key := ""
	for _, c := range cols {
		key += valueKey(c.Value(row)) + "\x00"
	}
	return key
}

// find lists the rows whose network matches, the closest network first.
func (t *ipLookupTable) find(s, extra string) []int32 {
	ip, ok := t.parse(s)
	if !ok {
		return nil
	}
	var out []int32
	for _, bits := range t.lengths {
		if bits > ip.bits {
			out = append(out, t.inside(ip, bits, extra)...)
			continue
		}
		hi, lo := ip.masked(bits)
		out = append(out, t.rows[network{hi, lo, bits, extra}]...)
	}
	return out
}

// inside lists the rows with prefixes of one length inside a shorter one.
func (t *ipLookupTable) inside(ip ipv6, bits int64, extra string) []int32 {
	var out []int32
	hi, lo := ip.masked(ip.bits)
	for i, n := range t.all {
		if n.bits != bits || t.extra[i] != extra {
			continue
		}
		if h, l := n.masked(ip.bits); h == hi && l == lo {
			out = append(out, int32(i))
		}
	}
	return out
}
