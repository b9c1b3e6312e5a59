package functions

import "testing"

func TestIPFunctions(t *testing.T) {
	runKernelCases(t, []kernelCase{
		{"ipv4_compare", []any{"192.168.1.1/30", "192.168.1.255/24"}, `0`},
		{"ipv4_compare", []any{"192.168.1.1", "192.168.1.0", 31}, `0`},
		{"ipv4_compare", []any{"10.0.0.1", "10.0.0.2"}, `-1`},
		{"ipv4_compare", []any{"10.0.0.1", "10.0.0"}, `null`},
		{"ipv4_is_match", []any{"192.168.1.1", "192.168.1.255/24"}, `true`},
		{"ipv4_is_in_range", []any{"192.168.1.1", "192.168.1.1"}, `true`},
		{"ipv4_is_in_range", []any{"", "192.168.1.1"}, `null`},
		{"ipv4_is_in_any_range", []any{"127.0.0.1", js(`["127.0.0.1","192.168.1.1"]`)}, `true`},
		{"ipv4_is_in_any_range", []any{"123.1.11.21", "192.168.1.1/16", "10.0.0.1/8"}, `false`},
		{"ipv4_is_in_any_range", []any{"::1", "192.168.1.1/16"}, `null`},
		{"ipv4_is_private", []any{"172.31.255.255"}, `true`},
		{"ipv4_is_private", []any{"172.32.0.0"}, `false`},
		{"ipv4_netmask_suffix", []any{"127.0.0.1/16"}, `16`},
		{"parse_ipv4", []any{"255.255.255.255/31"}, `4294967294`},
		{"parse_ipv4", []any{"1.2.3.256"}, `null`},
		{"parse_ipv4_mask", []any{"127.0.0.1", 24}, `2130706432`},
		{"parse_ipv4_mask", []any{"127.0.0.1", -9223372036854775808}, `null`},
		{"format_ipv4", []any{"192.168.1.1/24", 32}, `"192.168.1.0"`},
		{"format_ipv4_mask", []any{"192.168.1.1", 24}, `"192.168.1.0/24"`},
		{"format_ipv4", []any{"192.168.1.1/24", -1}, `""`},
		{"format_ipv4", []any{3232236031}, `"192.168.1.255"`},
		{"ipv4_range_to_cidr_list", []any{"1.1.128.0", "1.1.140.255"}, `["1.1.128.0/21","1.1.136.0/22","1.1.140.0/24"]`},
		{"ipv4_range_to_cidr_list", []any{"0.0.0.0", "255.255.255.255"}, `["0.0.0.0/0"]`},
		{"parse_ipv6", []any{"192.168.255.255/24"}, `"0000:0000:0000:0000:0000:ffff:c0a8:ff00"`},
		{"parse_ipv6", []any{"zz"}, `""`},
		{"ipv6_compare", []any{"fe80::85d:e82c:9446:7994", "fe80::85d:e82c:9446:7995", 127}, `0`},
		{"ipv6_is_in_any_range", []any{"a5e:f127:8a9d:146d:e102:b5d3:c756:abd1", js(`["a5e:f127:8a9d:146d:e102:b5d3:c755:f6cd/112"]`)}, `false`},
		{"ipv6_is_in_range", []any{"a5e:f127:8a9d:146d:e102:b5d3:c755:abcd", "a5e:f127:8a9d:146d:e102:b5d3:c755:f6cd/112"}, `true`},
		{"has_ipv4", []any{"05:04:54 127.0.0.1 GET", "127.0.0.1"}, `true`},
		{"has_ipv4", []any{"05:04:54 127.0.0.12 GET", "127.0.0.1"}, `false`},
		{"has_ipv4_prefix", []any{"05:04:54 127.0.0.1 GET", "127.0"}, `false`},
		{"has_ipv4_prefix", []any{"05:04:54 127.0.0.256 GET", "127.0."}, `false`},
		{"has_any_ipv4_prefix", []any{"05:04:54 127.0.0.1 GET", "127.0.", "192."}, `true`},
		{"has_any_ipv4_prefix", []any{"05:04:54127.0.0.1 GET", "127.0.", "192."}, `false`},
	})
}
