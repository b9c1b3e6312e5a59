package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/source"
)

type checkCommand struct {
	dataFlags
	Paths []string `arg:"" help:"Rule files (.yaml, .yml), query files (.kql, .spl), or folders of them."`
}

// Run checks every file, prints its errors one a line, and ends with a count.
func (c *checkCommand) Run(ctx context.Context, std streams) error {
	files, err := ruleFiles(c.Paths)
	if err != nil {
		return err
	}
	engines := map[goshawk.Language]*goshawk.Engine{}
	good := 0
	for _, file := range files {
		lang, text, err := loadQuery(file)
		if err != nil {
			fmt.Fprintln(std.out, err)
			continue
		}
		db := engines[lang]
		if db == nil {
			if db, err = c.engine(ctx, lang, std.in); err != nil {
				return err
			}
			engines[lang] = db
		}
		err = db.Check(lang, text)
		if err == nil {
			good++
			continue
		}
		found := source.Errors(err)
		for _, e := range found {
			fmt.Fprintf(std.out, "%s [%s %s]\n", e.Error(), e.Kind, e.Code)
		}
		if len(found) == 0 {
			fmt.Fprintf(std.out, "%s: %v\n", file, err)
		}
	}
	fmt.Fprintf(std.out, "%d of %d rules run\n", good, len(files))
	if good < len(files) {
		return errFailed
	}
	return nil
}

// loadQuery reads a rule or query file.
func loadQuery(file string) (goshawk.Language, goshawk.Text, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml":
		rule, err := detections.Load(file)
		if err != nil {
			return "", goshawk.Text{}, err
		}
		return rule.Language, rule.Text, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", goshawk.Text{}, err
	}
	return language("", file, string(data)), goshawk.Text{Query: string(data), Name: file}, nil
}

func ruleFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			switch strings.ToLower(filepath.Ext(p)) {
			case ".yaml", ".yml", ".kql", ".spl":
				files = append(files, p)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
