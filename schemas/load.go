package schemas

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// Load reads schema files, or all of those in folders, over the shipped ones:
// the text form (*.txt), and as JSON what the services and their repositories
// hand out (*.json): {"Name", "Properties": [{"Name", "Type"}]}, a table of the
// workspace's REST interface, or the rows of getschema, whose table is named
// as the file.
func Load(paths ...string) (*Set, error) {
	var all []*Table
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		fsys, root := fs.FS(os.DirFS(p)), "."
		if !info.IsDir() {
			dir, file := splitPath(p)
			fsys, root = os.DirFS(dir), file
		}
		tables, err := read(fsys, root, p)
		if err != nil {
			return nil, err
		}
		all = append(all, tables...)
	}
	return Shipped().With(all...), nil
}

// LoadFS is Load of a folder or file in a file system.
func LoadFS(fsys fs.FS, root string) (*Set, error) {
	tables, err := read(fsys, root, root)
	if err != nil {
		return nil, err
	}
	return Shipped().With(tables...), nil
}

func splitPath(p string) (dir, file string) {
	i := strings.LastIndexAny(p, `/`+string(os.PathSeparator))
	if i < 0 {
		return ".", p
	}
	return p[:i+1], p[i+1:]
}

func read(fsys fs.FS, root, shown string) ([]*Table, error) {
	var all []*Table
	err := fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := strings.ToLower(path.Ext(p))
		if ext != ".txt" && ext != ".json" {
			if p == root {
				return fmt.Errorf("%s: a schema file is *.txt or *.json", shown)
			}
			return nil
		}
		text, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		name := shown
		if p != root {
			name = path.Join(shown, p)
		}
		parse := parseText
		if ext == ".json" {
			parse = parseJSON
		}
		tables, err := parse(name, string(text))
		all = append(all, tables...)
		return err
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: no tables in it", shown)
	}
	return all, err
}
