package geoip

import (
	"encoding/binary"
	"math"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/functions"
)

func locate(t *testing.T, l functions.Locator, ip, language string) (functions.Place, bool) {
	t.Helper()
	return l.Locate(netip.MustParseAddr(ip), language)
}

func openText(t *testing.T, name, content string) (functions.Locator, error) {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return Open(path)
}

func TestRanges(t *testing.T) {
	l, err := openText(t, "places.csv", "\ufeffnetwork,Country,City,latitude,longitude\n"+
		"10.0.0.0/8,Utopia,,,\n10.1.2.0/24,Utopia,\"Port, North\",1.5,-2\n2001:db8::/32,Atlantis,Deep,x,1\n192.0.2.7,Alone,,0,0\n")
	require.NoError(t, err)
	p, ok := locate(t, l, "10.1.2.3", "en")
	require.True(t, ok)
	require.Equal(t, functions.Place{Country: "Utopia", City: "Port, North", Latitude: 1.5, Longitude: -2, Located: true}, p, "the longest network counts")
	p, _ = locate(t, l, "10.9.9.9", "en")
	require.Equal(t, functions.Place{Country: "Utopia"}, p)
	p, _ = locate(t, l, "2001:db8::1", "en")
	require.Equal(t, functions.Place{Country: "Atlantis", City: "Deep"}, p, "half a point is none")
	p, _ = locate(t, l, "192.0.2.7", "en")
	require.True(t, p.Located)
	_, ok = locate(t, l, "192.0.2.8", "en")
	require.False(t, ok)
}

// TestStartAndEnd checks each address in and around ranges that are no network.
func TestStartAndEnd(t *testing.T) {
	l, err := openText(t, "places.csv", "start,end,state\n10.0.0.5,10.0.1.2,A\n10.0.1.3,10.0.1.3,B\n0.0.0.0,0.0.0.0,C\n255.255.255.254,255.255.255.255,D\n")
	require.NoError(t, err)
	first, last := netip.MustParseAddr("10.0.0.5"), netip.MustParseAddr("10.0.1.2")
	for ip := netip.MustParseAddr("10.0.0.0"); ip.Less(netip.MustParseAddr("10.0.1.10")); ip = ip.Next() {
		want := ""
		if !ip.Less(first) && !last.Less(ip) {
			want = "A"
		} else if ip == last.Next() {
			want = "B"
		}
		p, ok := l.Locate(ip, "en")
		require.Equal(t, want, p.Region, ip)
		require.Equal(t, want != "", ok, ip)
	}
	p, _ := locate(t, l, "0.0.0.0", "")
	require.Equal(t, "C", p.Region)
	p, _ = locate(t, l, "255.255.255.255", "")
	require.Equal(t, "D", p.Region)
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{"city\nx\n", "the first line names no column network"},
		{"", "the first line names no column network"},
		{"network\n10.0.0.0/8\nplace\n", `line 3: "place" is neither an address nor a CIDR block`},
		{"start,end\n10.0.0.9,10.0.0.1\n", `line 2: "10.0.0.9" to "10.0.0.1" is no range of addresses`},
		{"start,end\n10.0.0.9,::1\n", "is no range of addresses"},
		{"network\n\"x", "quote"},
		{string(mark) + "broken", "places.csv"},
	} {
		_, err := openText(t, "places.csv", c.content)
		require.ErrorContains(t, err, c.want)
	}
	_, err := Open("nosuch.mmdb")
	require.Error(t, err)
}

func TestMMDB(t *testing.T) {
	l, err := openText(t, "places.mmdb", string(database(pairs{
		"city":         pairs{"names": pairs{"en": "Munich", "de": "München"}},
		"country":      pairs{"iso_code": "DE", "names": pairs{"en": "Germany", "de": "Deutschland"}},
		"continent":    pairs{"code": "EU", "names": pairs{"en": "Europe"}},
		"subdivisions": []any{pairs{"iso_code": "BY", "names": pairs{"en": "Bavaria"}}},
		"location":     pairs{"latitude": 48.1, "longitude": 11.6, "metro_code": uint32(7), "time_zone": "Europe/Berlin"},
	})))
	require.NoError(t, err)
	p, ok := locate(t, l, "129.187.0.1", "en")
	require.True(t, ok)
	want := functions.Place{
		Country: "Germany", Region: "Bavaria", City: "Munich", Continent: "Europe", MetroCode: "7", Timezone: "Europe/Berlin",
		Latitude: 48.1, Longitude: 11.6, Located: true,
	}
	require.Equal(t, want, p)
	want.Country, want.City = "Deutschland", "München"
	p, _ = locate(t, l, "129.187.0.1", "de")
	require.Equal(t, want, p)
	p, _ = locate(t, l, "129.187.0.1", "code")
	require.Equal(t, []string{"DE", "BY", "EU", "Munich"}, []string{p.Country, p.Region, p.Continent, p.City})
	_, ok = locate(t, l, "1.2.3.4", "en")
	require.False(t, ok)
}

type pairs map[string]any

// database is a file whose one record is that of the addresses from
// 128.0.0.0 on: a tree of one node.
func database(of pairs) []byte {
	const nodes = 1
	tree := make([]byte, 6)
	tree[2], tree[5] = nodes, nodes+16 // not found; the record at offset 0
	out := append(tree, make([]byte, 16)...)
	out = encode(out, of)
	out = append(out, mark...)
	return encode(out, pairs{
		"node_count": uint32(nodes), "record_size": uint32(24), "ip_version": uint32(4), "database_type": "Test-City",
		"binary_format_major_version": uint32(2), "binary_format_minor_version": uint32(0), "build_epoch": uint32(1),
		"languages": []any{"en"}, "description": pairs{"en": "test"},
	})
}

func encode(b []byte, v any) []byte {
	head := func(kind, size int) {
		if kind > 7 {
			b = append(b, byte(size), byte(kind-7))
		} else {
			b = append(b, byte(kind<<5|size))
		}
	}
	switch v := v.(type) {
	case pairs:
		head(7, len(v))
		var keys []string
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			b = encode(encode(b, k), v[k])
		}
	case []any:
		head(11, len(v))
		for _, e := range v {
			b = encode(b, e)
		}
	case string:
		if len(v) > 28 {
			head(2, 29)
			b = append(b, byte(len(v)-29))
		} else {
			head(2, len(v))
		}
		b = append(b, v...)
	case float64:
		head(3, 8)
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(v))
	case uint32:
		text := strings.TrimLeft(string(binary.BigEndian.AppendUint32(nil, v)), "\x00")
		head(6, len(text))
		b = append(b, text...)
	}
	return b
}
