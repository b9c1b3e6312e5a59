package geoip

import (
	"fmt"
	"net/netip"

	"github.com/oschwald/maxminddb-golang/v2"

	"github.com/goshawk-lang/goshawk/functions"
)

// mmdb is a database in MaxMind's format: of cities or countries.
type mmdb struct{ db *maxminddb.Reader }

func newMMDB(path string, content []byte) (functions.Locator, error) {
	db, err := maxminddb.OpenBytes(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &mmdb{db}, nil
}

// named is a place's name in several languages, and its code.
type named struct {
	Code    string            `maxminddb:"code"`
	ISOCode string            `maxminddb:"iso_code"`
	Names   map[string]string `maxminddb:"names"`
}

// record is what is read of a database's record.
type record struct {
	City         named   `maxminddb:"city"`
	Country      named   `maxminddb:"country"`
	Registered   named   `maxminddb:"registered_country"`
	Continent    named   `maxminddb:"continent"`
	Subdivisions []named `maxminddb:"subdivisions"`
	Location     struct {
		Latitude  *float64 `maxminddb:"latitude"`
		Longitude *float64 `maxminddb:"longitude"`
		MetroCode uint64   `maxminddb:"metro_code"`
		TimeZone  string   `maxminddb:"time_zone"`
	} `maxminddb:"location"`
}

// in is the name in a language, English when there is none in it.
func (n named) in(language string) string {
	if language == "code" {
		if n.ISOCode != "" {
			return n.ISOCode
		}
		if n.Code != "" {
			return n.Code
		}
	}
	if s, ok := n.Names[language]; ok {
		return s
	}
	return n.Names["en"]
}

// Locate implements functions.Locator.
func (m *mmdb) Locate(ip netip.Addr, language string) (functions.Place, bool) {
	var r record
	found := m.db.Lookup(ip)
	if !found.Found() || found.Decode(&r) != nil {
		return functions.Place{}, false
	}
	p := functions.Place{
		City: r.City.in(language), Country: r.Country.in(language), Continent: r.Continent.in(language), Timezone: r.Location.TimeZone,
	}
	if p.Country == "" {
		p.Country = r.Registered.in(language)
	}
	if len(r.Subdivisions) > 0 {
		p.Region = r.Subdivisions[0].in(language)
	}
	if r.Location.MetroCode > 0 {
		p.MetroCode = fmt.Sprint(r.Location.MetroCode)
	}
	if r.Location.Latitude != nil && r.Location.Longitude != nil {
		p.Latitude, p.Longitude, p.Located = *r.Location.Latitude, *r.Location.Longitude, true
	}
	return p, true
}
