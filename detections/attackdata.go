package detections

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// DataMap tells where the files of tests lie that rules name by an address.
// Nothing is ever fetched.
type DataMap struct {
	// Prefixes map the beginning of an address to a folder.
	Prefixes []Mapping
	// Cache, unless empty, is a folder with files below the path of their
	// address or its last parts: of https://host/a/b/c.log that is
	// host/a/b/c.log, a/b/c.log or b/c.log.
	Cache string
}

// Mapping maps addresses that start with Prefix to the folder Dir.
type Mapping struct{ Prefix, Dir string }

// ParseMapping reads PREFIX=DIR; the prefix may hold equals signs.
func ParseMapping(s string) (Mapping, error) {
	i := strings.LastIndexByte(s, '=')
	if i <= 0 || i == len(s)-1 {
		return Mapping{}, fmt.Errorf("%q is not PREFIX=DIR", s)
	}
	return Mapping{s[:i], s[i+1:]}, nil
}

// locate finds the file of an address, or of a path relative to dir.
func (m *DataMap) locate(fsys fs.FS, dir, address string) (string, error) {
	there := func(name string) bool {
		_, err := fs.Stat(fsys, name)
		return err == nil
	}
	best := Mapping{}
	for _, p := range m.Prefixes {
		if strings.HasPrefix(address, p.Prefix) && len(p.Prefix) > len(best.Prefix) {
			best = p
		}
	}
	if best.Prefix != "" {
		name := path.Join(best.Dir, address[len(best.Prefix):])
		if there(name) {
			return name, nil
		}
		return "", &missingData{address: address, looked: name}
	}
	_, rest, isAddress := strings.Cut(address, "://")
	if !isAddress {
		if name := path.Join(dir, address); there(name) {
			return name, nil
		}
		rest = address
	}
	if m.Cache != "" {
		for parts := path.Clean(rest); strings.Contains(parts, "/"); _, parts, _ = strings.Cut(parts, "/") {
			if name := path.Join(m.Cache, parts); there(name) {
				return name, nil
			}
		}
		return "", &missingData{address: address, looked: m.Cache}
	}
	return "", &missingData{address: address}
}

// missingData says that a test's data is not on this machine.
type missingData struct{ address, looked string }

// Error names the address and where it was looked for.
func (e *missingData) Error() string {
	if e.looked == "" {
		return fmt.Sprintf("its data is not here: %s; a data map or a cache folder says where it is", e.address)
	}
	return fmt.Sprintf("its data is not here: %s (looked in %s)", e.address, e.looked)
}
