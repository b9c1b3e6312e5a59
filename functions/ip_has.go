package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// ipHas: looking for IPv4 addresses in a text. An address counts where no
// letter, digit or dot touches it.
func ipHas() []Func {
	str, anyType, boolean := table.TypeString, table.TypeUnknown, table.TypeBool
	kernel := func(prefix bool) Kernel {
		return func(c *Call, args []table.Column) (table.Column, error) { return hasIPv4(c, args, prefix) }
	}
	return []Func{
		{
			KQL: "has_ipv4", Args: "text ip", Null: NullSeen,
			Doc:   "Tells whether text has an IPv4 address.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: boolean, Kernel: kernel(false)}},
			Cases: Cases{`has_ipv4("05:04:54 127.0.0.1 GET /favicon.ico 404", "127.0.0.1")`: `true`, `has_ipv4("05:04:54127.0.0.1 GET", "127.0.0.1")`: `false`, `has_ipv4("1.127.0.0.1", "127.0.0.1")`: `false`},
		},
		{
			KQL: "has_any_ipv4", Args: "text ips...", Null: NullSeen,
			Doc:   "Tells whether text has one of several IPv4 addresses.",
			Impl:  Overloads{{Params: []table.Type{str, anyType}, Variadic: true, Result: boolean, Kernel: kernel(false)}},
			Cases: Cases{`has_any_ipv4("a 127.0.0.1 b", dynamic(["127.0.0.2", "127.0.0.1"]))`: `true`, `has_any_ipv4("a 127.0.0.1 b", "127.0.0.2")`: `false`},
		},
		{
			KQL: "has_ipv4_prefix", Args: "text prefix", Null: NullSeen,
			Doc:   "Tells whether text has an IPv4 address that starts with a prefix, which is an address or ends with a dot.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: boolean, Kernel: kernel(true)}},
			Cases: Cases{`has_ipv4_prefix("a 127.0.0.1 b", "127.0.")`: `true`, `has_ipv4_prefix("a 127.0.0.1 b", "127.0")`: `false`, `has_ipv4_prefix("127.0.0.256", "127.0.")`: `false`},
		},
		{
			KQL: "has_any_ipv4_prefix", Args: "text prefixes...", Null: NullSeen,
			Doc:   "Tells whether text has an IPv4 address that starts with one of several prefixes.",
			Impl:  Overloads{{Params: []table.Type{str, anyType}, Variadic: true, Result: boolean, Kernel: kernel(true)}},
			Cases: Cases{`has_any_ipv4_prefix("a 127.0.0.1 b", "127.0.", "192.168.")`: `true`, `has_any_ipv4_prefix("a127.0.0.1 b", dynamic(["127.0."]))`: `false`},
		},
	}
}

func hasIPv4(c *Call, args []table.Column, prefix bool) (table.Column, error) {
	text, wanted := newTextArg(args[0]), args[1:]
	fixed := true
	for j, a := range wanted {
		wanted[j] = table.Resolve(a)
		_, isConst := wanted[j].(*table.Const)
		fixed = fixed && isConst
	}
	var terms []string
	made := false
	return mapBools(c, fixed && text.step == 0, func(i int) bool {
		if !made || !fixed {
			terms, made = terms[:0], true
			for _, a := range wanted {
				terms = appendTerms(terms, a.Value(i))
			}
		}
		for _, t := range terms {
			if textHasIPv4(text.At(i), t, prefix) {
				return true
			}
		}
		return false
	}), nil
}

func textHasIPv4(s, ip string, prefix bool) bool {
	if _, whole := parseDotted(ip); !whole && (!prefix || !strings.HasSuffix(ip, ".")) {
		return false
	}
	for from := 0; ; {
		at := strings.Index(s[from:], ip)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(ip)
		for end < len(s) && (isTermRune(rune(s[end])) || s[end] == '.') {
			end++
		}
		entry := strings.TrimRight(s[at:end], ".")
		_, valid := parseDotted(entry)
		bounded := at == 0 || !isTermRune(rune(s[at-1])) && s[at-1] != '.'
		if valid && bounded && (prefix || entry == ip) {
			return true
		}
		from = at + 1
	}
}
