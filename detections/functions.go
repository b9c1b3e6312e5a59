package detections

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/internal/pattern"
)

// savedFunction is a function in a YAML file: a Sentinel parser, or one of ASIM.
type savedFunction struct {
	FunctionName       string `yaml:"FunctionName"`
	FunctionAlias      string `yaml:"FunctionAlias"`
	FunctionParameters string `yaml:"FunctionParameters"`
	FunctionQuery      string `yaml:"FunctionQuery"`

	ParserName   string          `yaml:"ParserName"`
	BuiltIn      string          `yaml:"EquivalentBuiltInParser"`
	ParserParams []functionParam `yaml:"ParserParams"`
	ParserQuery  string          `yaml:"ParserQuery"`
}

// functionParam is a parameter of an ASIM parser.
type functionParam struct {
	Name    string `yaml:"Name"`
	Type    string `yaml:"Type"`
	Default string `yaml:"Default"`
}

// AddFunctions defines the KQL functions of a file or folder. A YAML file is a
// Sentinel parser (FunctionName, FunctionQuery) or an ASIM parser (ParserName,
// ParserParams, ParserQuery); a .kql file holds the body of the function it is
// named after, or a .create-or-alter function command.
func AddFunctions(db *goshawk.Engine, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return addFunctionFile(db, path)
	}
	found := false
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch strings.ToLower(filepath.Ext(p)) {
		case ".yaml", ".yml", ".kql", ".csl":
			found = true
			return addFunctionFile(db, p)
		}
		return nil
	})
	if err == nil && !found {
		return fmt.Errorf("%s: no function files (*.kql, *.yaml)", path)
	}
	return err
}

func addFunctionFile(db *goshawk.Engine, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".yaml", ".yml":
		return addFunctionYAML(db, path, data)
	}
	addFunctionText(db, path, string(data))
	return nil
}

func addFunctionYAML(db *goshawk.Engine, path string, data []byte) error {
	var f savedFunction
	if err := yaml.Unmarshal(data, &f); err != nil {
		return yamlError(path, err)
	}
	key, query, params := "FunctionQuery", f.FunctionQuery, f.FunctionParameters
	names := []string{f.FunctionName, f.FunctionAlias}
	if f.ParserQuery != "" {
		key, query, params = "ParserQuery", f.ParserQuery, f.params()
		names = []string{f.ParserName, f.BuiltIn}
	}
	if query == "" {
		return fmt.Errorf("%s: neither a FunctionQuery nor a ParserQuery", path)
	}
	text := embedded(path, string(data), key, query)
	added := false
	for _, name := range names {
		if name != "" {
			added = true
			db.AddSavedFunction(goshawk.SavedFunction{Name: name, Params: params, Body: text})
		}
	}
	if !added {
		return fmt.Errorf("%s: the function has no name", path)
	}
	return nil
}

// params declares the parameters of an ASIM parser.
func (f *savedFunction) params() string {
	parts := make([]string, len(f.ParserParams))
	for i, p := range f.ParserParams {
		parts[i] = p.Name + ":" + p.Type
		value := p.Default
		if p.Type == "string" && !strings.HasPrefix(value, "'") && !strings.HasPrefix(value, `"`) {
			value = `"` + strings.ReplaceAll(value, `"`, `\"`) + `"`
		}
		if value != "" {
			parts[i] += "=" + value
		}
	}
	return strings.Join(parts, ", ")
}

// createFunction is the head of the command that creates a function in Kusto.
var createFunction = pattern.Lazy(`(?is)^\s*\.create(?:-or-alter)?\s+function\s+(?:ifnotexists\s+)?(?:with\s*\([^)]*\)\s*)?(?:\['([^']+)'\]|(\w+))\s*\(`)

func addFunctionText(db *goshawk.Engine, path, text string) {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	params, body, line, column := "", text, 1, 1
	if head := createFunction().FindStringSubmatchIndex(skipComments(text)); head != nil {
		text = skipComments(text)
		if head[2] >= 0 {
			name = text[head[2]:head[3]]
		} else {
			name = text[head[4]:head[5]]
		}
		end := closing(text, head[1])
		open := end + strings.IndexByte(text[end:]+"{", '{')
		last := strings.LastIndexByte(text, '}')
		if open < last {
			params, body = text[head[1]:end], text[open+1:last]
			line = 1 + strings.Count(text[:open], "\n")
			column = open + 1 - strings.LastIndexByte(text[:open+1], '\n')
		}
	}
	db.AddSavedFunction(goshawk.SavedFunction{Name: name, Params: params, Body: goshawk.Text{Query: body, Name: path, Line: line, Column: column}})
}

// skipComments blanks the lines of comment at the start, keeping line numbers.
func skipComments(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if l != "" && !strings.HasPrefix(l, "//") {
			break
		}
		lines[i] = ""
	}
	return strings.Join(lines, "\n")
}

// closing is where the bracket before from closes, or the end of the text.
func closing(text string, from int) int {
	depth := 1
	quote := byte(0)
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}
