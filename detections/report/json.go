package report

import (
	"bufio"
	_ "embed" // the schema of the JSON format
	"encoding/json"
)

// SchemaVersion is the version of the JSON format. It rises when a reader of
// the older one could go wrong.
const SchemaVersion = 1

//go:embed report.schema.json
var schema string

// Schema is the JSON Schema (draft 2020-12) of the JSON format.
func Schema() string { return schema }

type document struct {
	SchemaVersion int     `json:"schemaVersion"`
	Summary       Summary `json:"summary"`
	*Report
}

func writeJSON(w *bufio.Writer, r *Report) error {
	c := *r
	if c.Rules == nil {
		c.Rules = []Rule{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(document{SchemaVersion, r.Summary(), &c})
}
