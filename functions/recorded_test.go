package functions

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// recordedRows reads the engine's recorded answers whose id has the prefix,
// where they are present (GOSHAWK_SHARED names their folder).
func recordedRows(t *testing.T, prefix string) map[string][][]json.RawMessage {
	t.Helper()
	dir := os.Getenv("GOSHAWK_SHARED")
	if dir == "" {
		t.Skip("GOSHAWK_SHARED is not set")
	}
	f, err := os.Open(filepath.Join(dir, "conformance", "kql", "emulator.jsonl"))
	require.NoError(t, err)
	defer f.Close()
	out := map[string][][]json.RawMessage{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var r struct {
			ID   string              `json:"id"`
			Rows [][]json.RawMessage `json:"rows"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &r))
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
