package detections

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers/splunk"
)

//go:embed models/*.conf
var shippedModels embed.FS

var readShippedModels = sync.OnceValues(func() (goshawk.DataModels, error) {
	return LoadDataModels(nil, shippedModels, "models")
})

// ShippedDataModels are the models of the Common Information Model that
// published rules read, with maps of the usual source types. The map is
// shared: lay files over it with [LoadDataModels] rather than changing it.
func ShippedDataModels() (goshawk.DataModels, error) { return readShippedModels() }

// LoadDataModels reads a .conf file, or those of a folder in the order of
// their names, and lays them over models that are there already (nil: none).
//
//	[Endpoint.Processes]
//	fields = process, process_name, parent_process_name, dest, user
//	unknown = dest, user
//	EVAL-process_exec = process_name
//
//	[Endpoint.Processes::my_edr]
//	search = sourcetype=my:edr type=process
//	process = cmdline
//	process_name = replace(image, "^.*/", "")
//
// A stanza Model.Dataset names the fields, those that are "unknown" where an
// event lacks them, and fields made of others (EVAL-); parent and search make
// it part of another dataset. A stanza Model.Dataset::name maps the events
// that search finds: field = eval expression. A field without one is the
// event's own. The maps of files laid over others are tried first; one of the
// same name replaces the settings that it has.
func LoadDataModels(over goshawk.DataModels, fsys fs.FS, name string) (goshawk.DataModels, error) {
	files := []string{name}
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, err
	} else if info.IsDir() {
		if files, err = fs.Glob(fsys, path.Join(name, "*.conf")); err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("%s: no data models (*.conf)", name)
		}
	}
	out := goshawk.DataModels{}
	for key, d := range over {
		c := *d
		c.Maps = slices.Clone(d.Maps)
		out[key] = &c
	}
	for _, file := range files {
		if err := addModels(out, fsys, file); err != nil {
			return nil, err
		}
	}
	return out, check(out)
}

func addModels(into goshawk.DataModels, fsys fs.FS, file string) error {
	f, err := fsys.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	conf, err := splunk.ParseConf(file, f)
	if err != nil {
		return err
	}
	fresh := map[string][]goshawk.FieldMap{}
	for _, s := range conf.Stanzas {
		key, kind, isMap := strings.Cut(s.Name, "::")
		model, name, ok := strings.Cut(key, ".")
		if !ok || model == "" || name == "" {
			return fmt.Errorf("%s: [%s]: want [Model.Dataset] or [Model.Dataset::name]", file, s.Name)
		}
		d := into[key]
		if d == nil {
			d = &goshawk.Dataset{Model: model, Name: name}
			into[key] = d
		}
		if !isMap {
			if err := describe(d, s); err != nil {
				return fmt.Errorf("%s: [%s]: %w", file, s.Name, err)
			}
			continue
		}
		at := slices.IndexFunc(d.Maps, func(m goshawk.FieldMap) bool { return m.Name == kind })
		if at >= 0 {
			change(&d.Maps[at], file, s)
			continue
		}
		m := goshawk.FieldMap{Name: kind}
		change(&m, file, s)
		fresh[key] = append(fresh[key], m)
	}
	for key, list := range fresh {
		into[key].Maps = append(list, into[key].Maps...)
	}
	return nil
}

// describe takes over the settings of a dataset's own stanza.
func describe(d *goshawk.Dataset, s *splunk.Stanza) error {
	for _, x := range s.Settings {
		field, isEval := strings.CutPrefix(x.Key, "EVAL-")
		switch {
		case isEval:
			d.Calculated = set(d.Calculated, field, x.Value)
		case x.Key == "fields":
			d.Fields = merge(d.Fields, x.Value)
		case x.Key == "unknown":
			d.Unknown = merge(d.Unknown, x.Value)
		case x.Key == "parent":
			d.Parent = x.Value
		case x.Key == "search":
			d.Search = x.Value
		default:
			return fmt.Errorf("unknown setting %q: want fields, unknown, parent, search or EVAL-field", x.Key)
		}
	}
	return nil
}

func change(m *goshawk.FieldMap, file string, s *splunk.Stanza) {
	m.File = file + " [" + s.Name + "]"
	m.Fields = slices.Clone(m.Fields)
	for _, x := range s.Settings {
		if x.Key == "search" {
			m.Search = x.Value
			continue
		}
		m.Fields = set(m.Fields, x.Key, x.Value)
	}
}

func set(list []goshawk.ModelField, name, expression string) []goshawk.ModelField {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Name == name {
			list[i].Expression = expression
			return list
		}
	}
	return append(list, goshawk.ModelField{Name: name, Expression: expression})
}

// merge adds the names of a list in a setting.
func merge(list []string, text string) []string {
	list = slices.Clone(list)
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' }) {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// check finds what would only show when a dataset is read.
func check(models goshawk.DataModels) error {
	for _, key := range slices.Sorted(maps.Keys(models)) {
		d := models[key]
		if models.Line(d) == nil {
			return fmt.Errorf("data model %s: its parent %q is missing or in a circle", key, d.Parent)
		}
		if d.Parent != "" && len(d.Maps) > 0 {
			return fmt.Errorf("data model %s: a dataset with a parent has no maps of its own", key)
		}
		for _, m := range d.Maps {
			if m.Search == "" {
				return fmt.Errorf("%s: no search says which events the map is for", m.File)
			}
		}
	}
	return nil
}
