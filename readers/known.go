package readers

import (
	"embed"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

//go:embed schemas/*.txt
var schemaFiles embed.FS

// KnownSchema is the published schema of a table that ships with the module,
// by its name (exact case). Schemas are read when they are first asked for:
// lines of a column's name and its Kusto type.
func KnownSchema(name string) (*table.Schema, bool) {
	if name == "" || strings.ContainsAny(name, `/\.`) {
		return nil, false
	}
	text, err := schemaFiles.ReadFile("schemas/" + name + ".txt")
	if err != nil {
		return nil, false
	}
	var fields []table.Field
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) != 2 || words[0][0] == '#' {
			continue
		}
		t, known := table.ParseType(words[1])
		if !known {
			t = table.TypeDynamic
		}
		fields = append(fields, table.Field{Name: words[0], Type: t})
	}
	return table.NewSchema(fields...), true
}
