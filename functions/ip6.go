package functions

import (
	"cmp"

	"github.com/goshawk-lang/goshawk/table"
)

// ip6: IPv6 addresses and networks; IPv4 addresses stand for ::ffff:a.b.c.d.
func ip6() []Func {
	str, long, anyType, boolean := table.TypeString, table.TypeLong, table.TypeUnknown, table.TypeBool
	return []Func{
		{
			KQL: "ipv6_compare", Args: "ip1 ip2 [prefix]", Null: NullSeen,
			Doc:   "Compares two addresses under the shortest prefix given: -1, 0 or 1; null when one is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, str, long}, Optional: 1, Result: long, Kernel: ipv6Kernel(func(c int) int64 { return int64(c) })}},
			Cases: Cases{`ipv6_compare("fe80::85d:e82c:9446:7994", "fe80::85d:e82c:9446:7995", 127)`: `0`, `ipv6_compare("192.168.1.1/24", "192.168.1.255")`: `0`, `ipv6_compare("::1", "::2")`: `-1`},
		},
		{
			KQL: "ipv6_is_match", Args: "ip1 ip2 [prefix]", Null: NullSeen,
			Doc:   "Tells whether two addresses are equal under the shortest prefix given; null when one is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, str, long}, Optional: 1, Result: boolean, Kernel: ipv6Kernel(func(c int) bool { return c == 0 })}},
			Cases: Cases{`ipv6_is_match("::1", "::2/120")`: `true`, `ipv6_is_match("x", "::2")`: `bool(null)`, `ipv6_is_match("::10.0.0.1", "10.0.0.1")`: `true`},
		},
		{
			KQL: "ipv6_is_in_range", Args: "ip range", Null: NullSeen,
			Doc:   "Tells whether an address is in a network; null when one is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: boolean, Kernel: ipv6Kernel(func(c int) bool { return c == 0 })}},
			Cases: Cases{`ipv6_is_in_range("a5e:f127:8a9d:146d:e102:b5d3:c755:abcd", "a5e:f127:8a9d:146d:e102:b5d3:c755:0/112")`: `true`},
		},
		{
			KQL: "ipv6_is_in_any_range", Args: "ip ranges...", Null: NullSeen,
			Doc:   "Tells whether an address is in one of several networks; null when it is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, anyType}, Variadic: true, Result: boolean, Kernel: inAnyRange(true)}},
			Cases: Cases{`ipv6_is_in_any_range("fe80::1", dynamic(["fe80::/10"]))`: `true`, `ipv6_is_in_any_range("fe80::1", "::1")`: `false`},
		},
		{
			KQL: "parse_ipv6", Args: "ip", Null: NullSeen,
			Doc:   "Writes an address in full, with the bits beyond its prefix cleared; the empty string when it is not valid.",
			Impl:  Overloads{Map1(func(s string) string { return fullIPv6(s, 128) })},
			Cases: Cases{`parse_ipv6("192.168.255.255/24")`: `"0000:0000:0000:0000:0000:ffff:c0a8:ff00"`, `parse_ipv6("::1")`: `"0000:0000:0000:0000:0000:0000:0000:0001"`, `parse_ipv6("x")`: `""`},
		},
		{
			KQL: "parse_ipv6_mask", Args: "ip prefix", Null: NullSeen,
			Doc:  "Writes an address in full, with the bits beyond the prefix cleared.",
			Impl: Overloads{Map2(fullIPv6)},
			Cases: Cases{`parse_ipv6_mask("192.168.255.255", 120)`: `"0000:0000:0000:0000:0000:ffff:c0a8:ff00"`, `parse_ipv6_mask("::1", 999)`: `""`,
				`parse_ipv6_mask("::192.168.255.255/24", 128)`: `"0000:0000:0000:0000:0000:ffff:c0a8:ff00"`},
		},
	}
}

func fullIPv6(s string, prefix int64) string {
	ip, ok := parseIPv6(s)
	if !ok || prefix < 0 || prefix > 128 {
		return ""
	}
	return formatIPv6(ip.masked(min(ip.bits, prefix)))
}

// ipv6Kernel is ipv4Kernel for addresses of 128 bits.
func ipv6Kernel[R table.Element](result func(order int) R) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		left, right := NewArg[string](args[0]), NewArg[string](args[1])
		prefix := Arg[int64]{vals: []int64{128}}
		if len(args) == 3 {
			prefix = NewArg[int64](args[2])
		}
		return mapRows(c, constant(left.step, right.step, prefix.step), nil, func(i int) (R, bool) {
			var zero R
			a, okA := parseIPv6(left.At(i))
			b, okB := parseIPv6(right.At(i))
			p := prefix.At(i)
			if !okA || !okB || p < 0 || p > 128 || prefix.Null(i) {
				return zero, false
			}
			bits := min(a.bits, b.bits, p)
			h1, l1 := a.masked(bits)
			h2, l2 := b.masked(bits)
			return result(cmp.Or(cmp.Compare(h1, h2), cmp.Compare(l1, l2))), true
		}), nil
	}
}
