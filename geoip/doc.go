// Package geoip reads databases of where addresses are: MaxMind's format
// (.mmdb), and CSV files of networks or ranges. It stands apart so that a
// program links the library for it only when it asks for it.
//
//	places, err := geoip.Open("GeoLite2-City.mmdb")
//	db := goshawk.New()
//	db.SetGeoIP(places)
//
// It may import functions, for the type of a place.
package geoip
