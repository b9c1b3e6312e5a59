package functions

import (
	"encoding/json"
	"net/netip"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Place is where an address is. What is not known is empty.
type Place struct {
	Country, Region, City          string
	Continent, MetroCode, Timezone string
	// Latitude and Longitude are degrees, meant only when Located is set.
	Latitude, Longitude float64
	Located             bool
}

// Locator knows where addresses are. It must be safe for concurrent use.
type Locator interface {
	// Locate finds an address; language is that of the names, such as "en", or
	// "code" for codes in place of names. It is false for an address of which
	// nothing is known.
	Locate(ip netip.Addr, language string) (Place, bool)
}

// GeoInfo is KQL's geo_info_from_ip_address over what a locator knows.
func GeoInfo(l Locator) Func {
	return Func{
		KQL: "geo_info_from_ip_address", Args: "ip", Doc: "Where an address is: country, state, city, latitude and longitude.",
		Impl: Overloads{{
			Params: []table.Type{table.TypeString}, Result: table.TypeDynamic,
			Kernel: func(c *Call, args []table.Column) (table.Column, error) {
				texts, out, nulls := NewArg[string](args[0]), make([]string, c.N), make([]bool, c.N)
				find := placeFinder(l, "en")
				for i := range out {
					p, ok, valid := find(texts.At(i))
					out[i] = "{}"
					switch {
					case !valid:
						out[i], nulls[i] = "null", true
					case ok:
						out[i] = p.bag()
					}
				}
				return table.NewJSON(out, nulls), nil
			},
		}},
	}
}

// bag is a place as KQL gives it.
func (p Place) bag() string {
	bag := struct {
		Country   string          `json:"country,omitempty"`
		State     string          `json:"state,omitempty"`
		City      string          `json:"city,omitempty"`
		Latitude  json.RawMessage `json:"latitude,omitempty"`
		Longitude json.RawMessage `json:"longitude,omitempty"`
	}{Country: p.Country, State: p.Region, City: p.City}
	if p.Located {
		bag.Latitude = table.AppendJSON(nil, table.RealValue(p.Latitude)) // a real, also when it is whole
		bag.Longitude = table.AppendJSON(nil, table.RealValue(p.Longitude))
	}
	text, err := json.Marshal(bag)
	if err != nil { // a coordinate that is no number
		return "{}"
	}
	return string(text)
}

// IPLocation are the fields that SPL's iplocation can add.
var IPLocation = []string{"City", "Country", "Region", "lat", "lon", "Continent", "MetroCode", "Timezone"}

// LocateFields gives the fields of IPLocation of an address, as an array that
// rex_pick takes apart; null for an address of which nothing is known.
func LocateFields(l Locator, language string) *Func {
	return &Func{
		Args: "ip", Doc: "The fields of iplocation.", Null: NullSeen, Multi: Whole,
		Impl: Overloads{anyOverload(1, 1, table.TypeDynamic, func(c *Call, args []table.Column) (table.Column, error) {
			in, out := multivalues(args[0]), make([]table.Value, c.N)
			find := placeFinder(l, language)
			var buf []table.Value
			for i := range out {
				if buf = in.row(i, buf[:0]); len(buf) == 0 {
					continue
				}
				if p, ok, _ := find(Text(buf[0])); ok {
					out[i] = table.ArrayValue(p.fields())
				}
			}
			return table.NewVec(out, nil), nil
		})},
	}
}

func (p Place) fields() []table.Value {
	texts := []string{p.City, p.Country, p.Region, "", "", p.Continent, p.MetroCode, p.Timezone}
	out := make([]table.Value, len(texts))
	for i, s := range texts {
		if s != "" {
			out[i] = table.StringValue(s)
		}
	}
	if p.Located {
		out[3], out[4] = table.RealValue(p.Latitude), table.RealValue(p.Longitude)
	}
	return out
}

// placeFinder asks a locator once for each text; valid is false for one that is
// no address.
func placeFinder(l Locator, language string) func(string) (p Place, ok, valid bool) {
	type found struct {
		p         Place
		ok, valid bool
	}
	seen := map[string]found{}
	return func(s string) (Place, bool, bool) {
		f, known := seen[s]
		if !known {
			if ip, err := netip.ParseAddr(strings.TrimSpace(s)); err == nil {
				f.valid = true
				f.p, f.ok = l.Locate(ip.Unmap().WithZone(""), language)
			}
			seen[strings.Clone(s)] = f
		}
		return f.p, f.ok, f.valid
	}
}
