package geoip

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
)

// ranges are networks with their places. The longest network that an address
// lies in counts.
type ranges struct {
	places map[netip.Prefix]functions.Place
	// bits are the lengths that occur, the longest first.
	bits4, bits6 []int
}

// titles are the names that a column may have, in lower case.
var titles = map[string][]string{
	"network": {"network", "cidr", "ip", "prefix"}, "start": {"start", "start_ip", "ip_from", "first"}, "end": {"end", "end_ip", "ip_to", "last"},
	"country": {"country", "country_name"}, "region": {"region", "state", "subdivision", "subdivision_1_name", "region_name"}, "city": {"city", "city_name"},
	"lat": {"lat", "latitude"}, "lon": {"lon", "lng", "longitude"},
	"continent": {"continent", "continent_name"}, "metro": {"metrocode", "metro_code"}, "zone": {"timezone", "time_zone"},
}

var errHeader = errors.New("the first line names no column network (of addresses or CIDR blocks), nor start and end")

// newRanges reads CSV with a header: network, or start and end, then any of
// Country, Region, City, lat, lon, Continent, MetroCode, Timezone.
func newRanges(in io.Reader) (*ranges, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	header, err := r.Read()
	if err != nil {
		return nil, errHeader
	}
	at := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		for column, names := range titles {
			if _, taken := at[column]; !taken && slices.Contains(names, name) {
				at[column] = i
			}
		}
	}
	_, network := at["network"]
	_, start := at["start"]
	_, end := at["end"]
	if !network && !(start && end) {
		return nil, errHeader
	}
	out := &ranges{places: map[netip.Prefix]functions.Place{}}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		prefixes, err := networks(cell)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		p := place(cell)
		for _, n := range prefixes {
			out.places[n] = p
		}
	}
	out.lengths()
	return out, nil
}

func (r *ranges) lengths() {
	seen := map[[2]int]bool{}
	for n := range r.places {
		key := [2]int{n.Addr().BitLen(), n.Bits()}
		if seen[key] {
			continue
		}
		seen[key] = true
		if key[0] == 32 {
			r.bits4 = append(r.bits4, key[1])
		} else {
			r.bits6 = append(r.bits6, key[1])
		}
	}
	for _, list := range [][]int{r.bits4, r.bits6} {
		slices.Sort(list)
		slices.Reverse(list)
	}
}

func place(cell func(string) string) functions.Place {
	p := functions.Place{
		Country: cell("country"), Region: cell("region"), City: cell("city"),
		Continent: cell("continent"), MetroCode: cell("metro"), Timezone: cell("zone"),
	}
	lat, err1 := strconv.ParseFloat(cell("lat"), 64)
	lon, err2 := strconv.ParseFloat(cell("lon"), 64)
	if err1 == nil && err2 == nil {
		p.Latitude, p.Longitude, p.Located = lat, lon, true
	}
	return p
}

// networks are those that a row speaks of.
func networks(cell func(string) string) ([]netip.Prefix, error) {
	if s := cell("network"); s != "" {
		if n, err := netip.ParsePrefix(s); err == nil {
			return []netip.Prefix{n.Masked()}, nil
		}
		ip, err := netip.ParseAddr(s)
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a CIDR block", s)
		}
		return []netip.Prefix{netip.PrefixFrom(ip, ip.BitLen())}, nil
	}
	first, err1 := netip.ParseAddr(cell("start"))
	last, err2 := netip.ParseAddr(cell("end"))
	if err1 != nil || err2 != nil || first.BitLen() != last.BitLen() || last.Less(first) {
		return nil, fmt.Errorf("%q to %q is no range of addresses", cell("start"), cell("end"))
	}
	return cover(first, last), nil
}

// cover cuts a range into networks.
func cover(first, last netip.Addr) []netip.Prefix {
	var out []netip.Prefix
	for {
		bits := first.BitLen()
		for bits > 0 {
			wider := netip.PrefixFrom(first, bits-1)
			if wider.Masked().Addr() != first || last.Less(lastOf(wider)) {
				break
			}
			bits--
		}
		n := netip.PrefixFrom(first, bits)
		out = append(out, n)
		end := lastOf(n)
		if !end.Less(last) {
			return out
		}
		first = end.Next()
	}
}

// lastOf is the last address of a network.
func lastOf(n netip.Prefix) netip.Addr {
	b := n.Masked().Addr().AsSlice()
	for i := n.Bits(); i < len(b)*8; i++ {
		b[i/8] |= 0x80 >> (i % 8)
	}
	ip, _ := netip.AddrFromSlice(b)
	return ip
}

// Locate implements functions.Locator; names are in the language of the file.
func (r *ranges) Locate(ip netip.Addr, _ string) (functions.Place, bool) {
	lengths := r.bits6
	if ip.Is4() {
		lengths = r.bits4
	}
	for _, bits := range lengths {
		n, err := ip.Prefix(bits)
		if err != nil {
			continue
		}
		if p, ok := r.places[n]; ok {
			return p, true
		}
	}
	return functions.Place{}, false
}
