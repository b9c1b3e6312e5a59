package functions

import (
	"cmp"
	"math/bits"
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

// ip4: IPv4 addresses and networks.
// https://learn.microsoft.com/kusto/query/scalar-functions#ipv4ipv6-functions
func ip4() []Func {
	str, long, dyn, anyType, boolean := table.TypeString, table.TypeLong, table.TypeDynamic, table.TypeUnknown, table.TypeBool
	return []Func{
		{
			KQL: "ipv4_compare", Args: "ip1 ip2 [prefix]", Null: NullSeen,
			Doc:  "Compares two addresses under the shortest prefix given: -1, 0 or 1; null when one is not valid.",
			Impl: Overloads{{Params: []table.Type{str, str, long}, Optional: 1, Result: long, Kernel: ipv4Kernel(func(c int) int64 { return int64(c) })}},
			Cases: Cases{
				`ipv4_compare("192.168.1.1/24", "192.168.1.255")`: `0`, `ipv4_compare("192.168.1.1", "192.168.1.0", 31)`: `0`,
				`ipv4_compare("10.0.0.1", "10.0.0.2")`: `-1`, `ipv4_compare("x", "10.0.0.2")`: `long(null)`,
			},
		},
		{
			KQL: "ipv4_is_match", Args: "ip1 ip2 [prefix]", Null: NullSeen,
			Doc:   "Tells whether two addresses are equal under the shortest prefix given; null when one is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, str, long}, Optional: 1, Result: boolean, Kernel: ipv4Kernel(func(c int) bool { return c == 0 })}},
			Cases: Cases{`ipv4_is_match("192.168.1.1", "192.168.1.255/24")`: `true`, `ipv4_is_match("10.0.0.1", "10.0.0.2")`: `false`, `ipv4_is_match("", "10.0.0.2")`: `bool(null)`},
		},
		{
			KQL: "ipv4_is_in_range", Args: "ip range", Null: NullSeen,
			Doc:   "Tells whether an address is in a network; null when one is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: boolean, Kernel: ipv4Kernel(func(c int) bool { return c == 0 })}},
			Cases: Cases{`ipv4_is_in_range("192.168.1.1", "192.168.1.255/24")`: `true`, `ipv4_is_in_range("192.168.2.1", "192.168.1.0/24")`: `false`},
		},
		{
			KQL: "ipv4_is_in_any_range", Args: "ip ranges...", Null: NullSeen,
			Doc:   "Tells whether an address is in one of several networks; null when it is not valid.",
			Impl:  Overloads{{Params: []table.Type{str, anyType}, Variadic: true, Result: boolean, Kernel: inAnyRange(false)}},
			Cases: Cases{`ipv4_is_in_any_range("192.168.1.6", "10.0.0.1/8", "192.168.1.1/24")`: `true`, `ipv4_is_in_any_range("1.1.1.1", dynamic(["10.0.0.1/8"]))`: `false`},
		},
		{
			KQL: "ipv4_is_private", Args: "ip", Null: NullSeen,
			Doc: "Tells whether an address is in one of the three private networks; null when it is not valid.",
			Impl: Overloads{Map1OK(func(s string) (bool, bool) {
				ip, ok := parseIPv4(s)
				return isPrivate(ip), ok
			})},
			Cases: Cases{`ipv4_is_private("192.168.1.1/24")`: `true`, `ipv4_is_private("172.31.0.1")`: `true`, `ipv4_is_private("127.0.0.1")`: `false`, `ipv4_is_private("x")`: `bool(null)`},
		},
		{
			KQL: "ipv4_netmask_suffix", Args: "ip", Null: NullSeen,
			Doc: "Gets the length of the prefix written after an address, 32 without one.",
			Impl: Overloads{Map1OK(func(s string) (int64, bool) {
				ip, ok := parseIPv4(s)
				return ip.bits, ok
			})},
			Cases: Cases{`ipv4_netmask_suffix("192.168.1.1/24")`: `24`, `ipv4_netmask_suffix("10.1.2.3")`: `32`},
		},
		{
			KQL: "parse_ipv4", Args: "ip", Null: NullSeen,
			Doc: "Converts an address to a number, with the bits beyond its prefix cleared.",
			Impl: Overloads{Map1OK(func(s string) (int64, bool) {
				ip, ok := parseIPv4(s)
				return int64(ip.network()), ok
			})},
			Cases: Cases{`parse_ipv4("192.168.1.1/24")`: `3232235776`, `parse_ipv4("1.2.3")`: `long(null)`},
		},
		{
			KQL: "parse_ipv4_mask", Args: "ip prefix",
			Doc: "Converts an address to a number, with the bits beyond the prefix cleared.",
			Impl: Overloads{Map2OK(func(s string, prefix int64) (int64, bool) {
				ip, ok := parseIPv4(s)
				if !ok || prefix < 0 || prefix > 32 {
					return 0, false
				}
				ip.bits = min(ip.bits, prefix)
				return int64(ip.network()), true
			})},
			Cases: Cases{`parse_ipv4_mask("127.0.0.1", 24)`: `2130706432`},
		},
		{
			KQL: "format_ipv4", Args: "ip [prefix]", Null: NullSeen,
			Doc:   "Writes an address, given as text or number, with the bits beyond the prefix cleared; the empty string when it is not valid.",
			Impl:  Overloads{{Params: []table.Type{anyType, long}, Optional: 1, Result: str, Kernel: formatIPv4Kernel(false)}},
			Cases: Cases{`format_ipv4("192.168.1.1", 24)`: `"192.168.1.0"`, `format_ipv4(3232236031)`: `"192.168.1.255"`, `format_ipv4("192.168.1.1", -1)`: `""`},
		},
		{
			KQL: "format_ipv4_mask", Args: "ip [prefix]", Null: NullSeen,
			Doc:   "Writes an address, given as text or number, as a network.",
			Impl:  Overloads{{Params: []table.Type{anyType, long}, Optional: 1, Result: str, Kernel: formatIPv4Kernel(true)}},
			Cases: Cases{`format_ipv4_mask("192.168.1.1", 24)`: `"192.168.1.0/24"`, `format_ipv4_mask("192.168.1.1/24", 32)`: `"192.168.1.0/24"`},
		},
		{
			KQL: "ipv4_range_to_cidr_list", Args: "start end", Null: NullSeen,
			Doc:   "Covers the addresses from start to end by networks.",
			Impl:  Overloads{Map2OK(cidrList).WithResult(dyn)},
			Cases: Cases{`ipv4_range_to_cidr_list("1.1.128.0", "1.1.140.255")`: `dynamic(["1.1.128.0/21", "1.1.136.0/22", "1.1.140.0/24"])`},
		},
	}
}

// ipv4Kernel compares two addresses under the shortest of their prefixes and
// of the third argument, if any.
func ipv4Kernel[R table.Element](result func(order int) R) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		left, right := NewArg[string](args[0]), NewArg[string](args[1])
		prefix := Arg[int64]{vals: []int64{32}}
		if len(args) == 3 {
			prefix = NewArg[int64](args[2])
		}
		fixed, fixedOK := ipv4{}, false
		if right.step == 0 {
			fixed, fixedOK = parseIPv4(right.At(0))
		}
		return mapRows(c, constant(left.step, right.step, prefix.step), nil, func(i int) (R, bool) {
			var zero R
			a, ok := parseIPv4(left.At(i))
			b, okB := fixed, fixedOK
			if right.step != 0 {
				b, okB = parseIPv4(right.At(i))
			}
			p := prefix.At(i)
			if !ok || !okB || p < 0 || p > 32 || prefix.Null(i) {
				return zero, false
			}
			mask := maskIPv4(min(a.bits, b.bits, p))
			return result(cmp.Compare(a.addr&mask, b.addr&mask)), true
		}), nil
	}
}

func isPrivate(ip ipv4) bool {
	a := ip.addr
	return a>>24 == 10 || a>>20 == 172<<4|1 || a>>16 == 192<<8|168
}

func formatIPv4Kernel(withMask bool) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		in, steps := valueArgs(args)
		return mapRows(c, steps == 0, nil, func(i int) (string, bool) {
			ip, ok := ipv4{}, false
			switch v := in[0].At(i); {
			case isInteger(v):
				ip, ok = ipv4{uint32(v.Int()), 32}, v.Int() >= 0 && v.Int() <= 0xffffffff
			default:
				ip, ok = parseIPv4(textOf(v))
			}
			if len(in) == 2 {
				p := in[1].At(i)
				ok = ok && isInteger(p) && p.Int() >= 0 && p.Int() <= 32
				ip.bits = min(ip.bits, p.Int())
			}
			if !ok {
				return "", true
			}
			s := formatIPv4(ip.network())
			if withMask {
				s += "/" + strconv.FormatInt(ip.bits, 10)
			}
			return s, true
		}), nil
	}
}

func cidrList(start, end string) (table.Value, bool) {
	from, ok := parseIPv4(start)
	to, okTo := parseIPv4(end)
	if !ok || !okTo || from.addr > to.addr {
		return table.Value{}, false
	}
	var out []table.Value
	for at, last := uint64(from.addr), uint64(to.addr); at <= last; {
		size := 32
		if at != 0 {
			size = min(32, bits.TrailingZeros64(at))
		}
		for at+1<<size-1 > last {
			size--
		}
		out = append(out, table.StringValue(formatIPv4(uint32(at))+"/"+strconv.Itoa(32-size)))
		at += 1 << size
	}
	return table.ArrayValue(out), true
}
