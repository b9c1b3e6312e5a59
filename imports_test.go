package goshawk_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/goshawk-lang/goshawk"

// allowed is the order of the packages: what each may import of this module.
// A package that is not listed must be added here with a reason.
var allowed = map[string][]string{
	"source":              {},
	"table":               {},
	"schemas":             {"table"}, // published columns of tables, as data
	"lexer":               {"source"},
	"ast":                 {"source"},
	"ast/kql":             {"ast", "source"},
	"ast/spl":             {"ast", "source"},
	"functions":           {"table"},
	"functions/geo":       {"functions", "table"}, // apart for the library it needs
	"functions/useragent": {"functions", "table"}, // apart for its patterns
	"parser":              {"lexer", "ast", "ast/kql", "ast/spl", "source"},
	"plan":                {"functions", "table", "source"},
	"readers":             {"schemas", "table"},
	"readers/splunk":      {"table"}, // Splunk's files and what they say of raw text
	"bind":                {"ast", "ast/kql", "ast/spl", "plan", "functions", "table", "source"},
	"bind/kql":            {"bind", "ast", "ast/kql", "plan", "functions", "table", "source"},
	"bind/spl":            {"bind", "ast", "ast/spl", "plan", "functions", "table", "source"},
	"eval":                {"plan", "functions", "table", "source"},
	// The facade: everything above except readers.
	"": {"source", "table", "ast", "ast/kql", "ast/spl", "functions", "functions/geo", "functions/useragent", "parser", "plan", "bind", "bind/kql", "bind/spl", "eval"},
	// Only a test, which writes the support matrix.
	"docs": {},
	// Programs on top of the facade.
	"output":       {"table"},
	"output/chart": {"output", "table"},
	"detections":   {"", "table", "readers", "readers/splunk", "source", "output", "schemas", "detections/report"},
	// What may stand at the cursor, and how text is coloured.
	"editor": {"", "lexer", "ast/kql", "bind/kql", "bind/spl", "functions"},
	// Databases of where addresses are, apart for the library that reads them.
	"geoip": {"functions"},
	"hunt":  {"", "table", "readers", "readers/splunk", "detections", "schemas"},
	// What runs over rules found, in the formats of build servers: it knows
	// nothing of the engine, so that everything may fill it in.
	"detections/report": {},
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func listPackages(t *testing.T) map[string]goPackage {
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Deps", "./...").Output()
	require.NoError(t, err)
	all := map[string]goPackage{}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		err := dec.Decode(&p)
		if err == io.EOF {
			return all
		}
		require.NoError(t, err)
		if p.ImportPath == module || strings.HasPrefix(p.ImportPath, module+"/") {
			all[strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")] = p
		}
	}
}

func ours(path string) (string, bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

func TestPackageOrder(t *testing.T) {
	packages := listPackages(t)
	for name, p := range packages {
		for _, path := range p.Imports {
			if strings.HasPrefix(path, "github.com/alecthomas/participle") {
				require.Contains(t, []string{"lexer", "parser"}, name, "participle is imported by %s", name)
			}
		}
		if strings.HasPrefix(name, "cmd/") || strings.HasPrefix(name, "examples/") || strings.HasPrefix(name, "internal/") || strings.HasPrefix(name, "bench") {
			continue
		}
		may, ok := allowed[name]
		require.True(t, ok, "package %q has no place in the order of packages", name)
		for _, path := range p.Imports {
			if path == module+"/internal/pattern" {
				continue // knows nothing of the others
			}
			if dep, ok := ours(path); ok && !strings.HasPrefix(dep, name+"/") {
				require.Contains(t, may, dep, "package %q must not import %q", name, dep)
			}
		}
	}
	for _, engine := range []string{"eval", "plan", "functions"} {
		for _, path := range packages[engine].Deps {
			dep, ok := ours(path)
			require.False(t, ok && (dep == "ast" || strings.HasPrefix(dep, "ast/")), "%s reaches the syntax tree through %s", engine, dep)
		}
	}
}
