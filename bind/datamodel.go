package bind

import (
	"slices"
	"strings"
)

// DataModels are the datasets that SPL's tstats, from and datamodel read, by
// "Model.Dataset". A table bound under such a name goes before them.
type DataModels map[string]*Dataset

// Dataset is a node of a data model: which events belong to it, and what its
// fields are of each kind of event.
type Dataset struct {
	Model, Name string
	// Parent names the dataset of the same model that this one narrows; a root
	// dataset has none. Search, of a dataset with a parent, is a search over
	// the parent's fields.
	Parent, Search string
	// Fields are the names that the model promises.
	Fields []string
	// Calculated fields are made of the dataset's fields, those of its maps
	// among them, all at once.
	Calculated []ModelField
	// Unknown are the fields that hold the text "unknown" where an event has
	// no value for them.
	Unknown []string
	// Maps are tried in order: the first whose search finds an event says what
	// its fields are. Of a dataset with a parent they are empty.
	Maps []FieldMap
}

// FieldMap is how one kind of event becomes rows of a dataset.
type FieldMap struct {
	// Name is the kind of event, File where the map stands.
	Name, File string
	// Search finds the events.
	Search string
	// Fields are computed from the event's fields. A field of the dataset that
	// is not among them is the event's own field of that name.
	Fields []ModelField
}

// ModelField is a field with the SPL eval expression of its value.
type ModelField struct{ Name, Expression string }

// Roots are the datasets of a model that have no parent, by name.
func (m DataModels) Roots(model string) []*Dataset {
	var out []*Dataset
	for _, d := range m {
		if d.Model == model && d.Parent == "" {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *Dataset) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Find is the dataset of a name such as "Model.Dataset" or
// "Model.Root.Child", nil when there is none.
func (m DataModels) Find(name string) *Dataset {
	model, path, ok := strings.Cut(name, ".")
	if !ok {
		return nil
	}
	return m[model+"."+path[strings.LastIndexByte(path, '.')+1:]]
}

// Line is a dataset with its parents, the root first; nil when a parent is
// missing or the parents go round in a circle.
func (m DataModels) Line(d *Dataset) []*Dataset {
	out := []*Dataset{d}
	for d.Parent != "" {
		if d = m[d.Model+"."+d.Parent]; d == nil || slices.Contains(out, d) {
			return nil
		}
		out = append(out, d)
	}
	slices.Reverse(out)
	return out
}
