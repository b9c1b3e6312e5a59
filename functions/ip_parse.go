package functions

import (
	"encoding/binary"
	"net/netip"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// ipv4 is an address with the length of the prefix written after it, 32 when
// there is none.
type ipv4 struct {
	addr uint32
	bits int64
}

// parseIPv4 reads a.b.c.d or a.b.c.d/n.
func parseIPv4(s string) (ip ipv4, ok bool) {
	s = strings.TrimSpace(s)
	ip.bits = 32
	if at := strings.IndexByte(s, '/'); at >= 0 {
		n, err := strconv.ParseUint(s[at+1:], 10, 8)
		if err != nil || n > 32 {
			return ipv4{}, false
		}
		ip.bits, s = int64(n), s[:at]
	}
	ip.addr, ok = parseDotted(s)
	return ip, ok
}

// parseDotted reads four numbers of at most three digits.
func parseDotted(s string) (addr uint32, ok bool) {
	parts, n, digits := 0, uint32(0), 0
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || s[i] == '.':
			if digits == 0 || digits > 3 || n > 255 || parts == 4 {
				return 0, false
			}
			addr, parts, n, digits = addr<<8|n, parts+1, 0, 0
		case s[i] >= '0' && s[i] <= '9':
			n, digits = n*10+uint32(s[i]-'0'), digits+1
			if digits > 3 {
				return 0, false
			}
		default:
			return 0, false
		}
	}
	return addr, parts == 4
}

func maskIPv4(bits int64) uint32 { return uint32(uint64(0xffffffff) << (32 - bits)) }

func (ip ipv4) network() uint32 { return ip.addr & maskIPv4(ip.bits) }

func formatIPv4(addr uint32) string {
	b := make([]byte, 0, 15)
	for shift := 24; shift >= 0; shift -= 8 {
		b = strconv.AppendUint(b, uint64(addr>>shift&255), 10)
		if shift > 0 {
			b = append(b, '.')
		}
	}
	return string(b)
}

// ipv6 is an address with the length of its prefix. An IPv4 address is held
// as ::ffff:a.b.c.d.
type ipv6 struct {
	hi, lo uint64
	bits   int64
}

// parseIPv6 reads an address of either kind. ::a.b.c.d, the older way to write
// an IPv4 address, is one too: the prefix after it counts the bits of a.b.c.d.
func parseIPv6(s string) (ip ipv6, ok bool) {
	s = strings.TrimSpace(s)
	if v4, is4 := parseIPv4(strings.TrimPrefix(s, "::")); is4 {
		return ipv6{lo: 0xffff<<32 | uint64(v4.addr), bits: v4.bits + 96}, true
	}
	ip.bits = 128
	if at := strings.IndexByte(s, '/'); at >= 0 {
		n, err := strconv.ParseUint(s[at+1:], 10, 8)
		if err != nil || n > 128 {
			return ipv6{}, false
		}
		ip.bits, s = int64(n), s[:at]
	}
	addr, err := netip.ParseAddr(s)
	if err != nil || addr.Is4() || addr.Zone() != "" {
		return ipv6{}, false
	}
	raw := addr.As16()
	ip.hi, ip.lo = binary.BigEndian.Uint64(raw[:8]), binary.BigEndian.Uint64(raw[8:])
	return ip, true
}

// masked is the address with all bits beyond the prefix cleared.
func (ip ipv6) masked(bits int64) (hi, lo uint64) {
	if bits <= 64 {
		return ip.hi & (^uint64(0) << (64 - bits)), 0
	}
	return ip.hi, ip.lo & (^uint64(0) << (128 - bits))
}

// formatIPv6 writes eight groups of four digits.
func formatIPv6(hi, lo uint64) string {
	const digits = "0123456789abcdef"
	b := make([]byte, 0, 39)
	for i := range 32 {
		if i > 0 && i%4 == 0 {
			b = append(b, ':')
		}
		half := hi
		if i >= 16 {
			half = lo
		}
		b = append(b, digits[half>>(60-4*(i%16))&15])
	}
	return string(b)
}

// ipRanges are networks prepared once for many addresses.
type ipRanges struct{ nets []ipv6 }

func newIPRanges(texts []string, v6 bool) *ipRanges {
	r := &ipRanges{}
	for _, t := range texts {
		ip, ok := parseIPv6(t)
		if ok && (v6 || strings.IndexByte(t, ':') < 0) {
			r.nets = append(r.nets, ip)
		}
	}
	return r
}

func (r *ipRanges) has(ip ipv6) bool {
	for _, n := range r.nets {
		bits := min(n.bits, ip.bits)
		h1, l1 := n.masked(bits)
		h2, l2 := ip.masked(bits)
		if h1 == h2 && l1 == l2 {
			return true
		}
	}
	return false
}

// inAnyRange is the kernel of ipv4_is_in_any_range and ipv6_is_in_any_range:
// ranges come one by one or as arrays.
func inAnyRange(v6 bool) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		text := newTextArg(args[0])
		fixed := true
		for j, a := range args[1:] {
			args[j+1] = table.Resolve(a)
			_, isConst := args[j+1].(*table.Const)
			fixed = fixed && isConst
		}
		var ranges *ipRanges
		return mapRows(c, fixed && text.step == 0, nil, func(i int) (bool, bool) {
			if ranges == nil || !fixed {
				var terms []string
				for _, a := range args[1:] {
					terms = appendTerms(terms, a.Value(i))
				}
				ranges = newIPRanges(terms, v6)
			}
			s := text.At(i)
			if !v6 && strings.IndexByte(s, ':') >= 0 {
				return false, false
			}
			ip, ok := parseIPv6(s)
			return ok && ranges.has(ip), ok
		}), nil
	}
}
