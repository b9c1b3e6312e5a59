package detections

import (
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk"
)

// addLookupYAML defines the lookup of a file as content repositories have it,
// one a file: the settings of transforms.conf as keys. The data are in the file
// that it names, or in the one beside it that is called as the lookup.
func addLookupYAML(db *goshawk.Engine, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var raw map[string]any
	if err := yaml.Unmarshal(text, &raw); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	d := lookupDefinition{}
	for key, v := range raw {
		switch v := v.(type) {
		case nil:
		case []any:
			parts := make([]string, len(v))
			for i, one := range v {
				parts[i] = fmt.Sprint(one)
			}
			d[key] = strings.Join(parts, ",")
		default:
			d[key] = fmt.Sprint(v)
		}
	}
	if d["file"] == "" && d["filename"] == "" {
		d["filename"] = d["name"] + ".csv"
	}
	return d.add(db, path, d["name"])
}
