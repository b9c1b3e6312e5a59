package functions

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/table"
)

// recordedRows are the engine's recorded answers whose id has the prefix.
func recordedRows(t *testing.T, prefix string) map[string][][]json.RawMessage {
	t.Helper()
	out := map[string][][]json.RawMessage{}
	for _, r := range conformance.Lines[struct {
		ID   string              `json:"id"`
		Rows [][]json.RawMessage `json:"rows"`
	}](t, "conformance/kql/emulator.jsonl") {
		if strings.HasPrefix(r.ID, prefix) {
			out[r.ID] = r.Rows
		}
	}
	return out
}

func TestDecomposeRecorded(t *testing.T) {
	for id, rows := range recordedRows(t, "series-decompose-function") {
		args := []table.Column{dyn(string(rows[0][1]))}
		if strings.HasSuffix(id, "02") {
			args = append(args, k(table.RealValue(-1), 1), k(table.StringValue("linefit"), 1))
		}
		got := callKernel(t, "series_decompose", args...).Value(0).Array()
		for i, part := range got {
			near(t, parse(t, string(rows[0][i+2])), part, 1e-6, id)
		}
	}
}
