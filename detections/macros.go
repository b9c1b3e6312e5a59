package detections

import (
	"bufio"
	_ "embed" // the macros of published rules
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk"
)

// macro is a definition as the YAML files of a content repository and JSON
// lines have it.
type macro struct {
	Name       string   `yaml:"name" json:"name"`
	Arguments  []string `yaml:"arguments" json:"arguments"`
	Definition string   `yaml:"definition" json:"definition"`
}

func (m macro) add(db *goshawk.Engine, file string) error {
	if m.Name == "" {
		return fmt.Errorf("%s: a macro without a name", file)
	}
	db.AddMacro(m.Name, goshawk.Macro{Args: m.Arguments, Definition: m.Definition, File: file})
	return nil
}

//go:embed macros.jsonl
var shipped string

// AddShippedMacros defines the macros that the rules shipped with this
// package use, as published.
func AddShippedMacros(db *goshawk.Engine) error {
	return addLines(db, "macros.jsonl", shipped)
}

// AddMacros defines the macros of a file or folder: a folder of YAML files (one
// macro each), a macros.conf, a YAML file, or JSON lines with name, arguments
// and definition.
func AddMacros(db *goshawk.Engine, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return addFile(db, path)
	}
	found := false
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(p) {
		case ".yml", ".yaml", ".conf", ".jsonl":
			found = true
			return addFile(db, p)
		}
		return nil
	})
	if err == nil && !found {
		return fmt.Errorf("%s: no macro files (*.yml, macros.conf, *.jsonl)", path)
	}
	return err
}

func addFile(db *goshawk.Engine, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	switch filepath.Ext(path) {
	case ".yml", ".yaml":
		var m macro
		if err := yaml.Unmarshal(data, &m); err != nil {
			return fmt.Errorf("%s: %s", path, yaml.FormatError(err, false, true))
		}
		return m.add(db, path)
	case ".conf":
		return addConf(db, path, string(data))
	}
	return addLines(db, path, string(data))
}

func addLines(db *goshawk.Engine, file, text string) error {
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var m macro
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
		if err := m.add(db, file); err != nil {
			return err
		}
	}
	return nil
}

// addConf reads Splunk's macros.conf: a stanza [name] or [name(2)] for each
// macro, with definition and args; a backslash at a line's end continues it.
func addConf(db *goshawk.Engine, file, text string) error {
	name, fields := "", map[string]string{}
	flush := func() {
		if name == "" || name == "default" {
			return
		}
		m := goshawk.Macro{Definition: fields["definition"], File: file}
		for _, a := range strings.Split(fields["args"], ",") {
			if a = strings.TrimSpace(a); a != "" {
				m.Args = append(m.Args, a)
			}
		}
		db.AddMacro(name, m)
	}
	lines := bufio.NewScanner(strings.NewReader(text))
	lines.Buffer(nil, 16<<20)
	number := 0
	for lines.Scan() {
		number++
		line := lines.Text()
		for strings.HasSuffix(line, `\`) && lines.Scan() {
			number++
			line = strings.TrimSuffix(line, `\`) + "\n" + lines.Text()
		}
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, ";"):
		case strings.HasPrefix(trimmed, "[") && strings.HasSuffix(trimmed, "]"):
			flush()
			name, fields = trimmed[1:len(trimmed)-1], map[string]string{}
		default:
			key, value, ok := strings.Cut(line, "=")
			if !ok {
				return fmt.Errorf("%s:%d: neither a stanza nor a setting", file, number)
			}
			fields[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	flush()
	return lines.Err()
}
