package functions

import (
	"unsafe"

	"github.com/goshawk-lang/goshawk/table"
)

// jsonFinder takes the same steps into many JSON texts. It learns the shapes
// of the texts on the way: those of a known shape are checked and searched in
// one pass, without looking at their keys one by one.
type jsonFinder struct {
	steps  []pathStep
	shapes []*table.JSONShape
	// plain disables shapes, for tests; misses counts texts of none of them.
	plain  bool
	misses int
}

const (
	maxShapes = 8
	// After so many texts without a known shape there is no use in trying.
	maxShapeMisses = 64
)

// find is the part of a text that the steps lead to. Text that is not known to
// be JSON is taken as parse_json does.
func (f *jsonFinder) find(text string, unchecked bool) (part string, ok bool) {
	for k, shape := range f.shapes {
		from, to, ok := shape.Find(text)
		if !ok {
			continue
		}
		if k > 0 { // more common shapes come first
			f.shapes[k], f.shapes[k-1] = f.shapes[k-1], f.shapes[k]
		}
		if from < 0 {
			return "", false
		}
		return text[from:to], true
	}
	valid := text
	if unchecked {
		valid = table.AsJSON(text)
	}
	part, ok = f.walk(valid)
	if f.misses++; !f.plain && f.misses <= maxShapeMisses && len(valid) == len(text) {
		f.learn(valid, part, ok)
	}
	return part, ok
}

// walk takes the steps one after the other.
func (f *jsonFinder) walk(s string) (part string, ok bool) {
	if s == "" {
		return "", false
	}
	for _, step := range f.steps {
		if s, ok = step.intoJSON(s); !ok {
			return "", false
		}
	}
	return s, true
}

// learn adds the shape of a text in which the steps led to part.
func (f *jsonFinder) learn(text, part string, ok bool) {
	if text == "" || len(f.shapes) == maxShapes {
		return
	}
	from := -1
	if ok {
		// part is a piece of text.
		from = int(uintptr(unsafe.Pointer(unsafe.StringData(part))) - uintptr(unsafe.Pointer(unsafe.StringData(text))))
	}
	if shape := table.LearnJSONShape(text, from, from+len(part)); shape != nil {
		f.shapes = append(f.shapes, shape)
	}
}

// walkJSON takes steps into each text; null leads nowhere.
func walkJSON(col *table.JSON, steps []pathStep) table.Column {
	return (&jsonFinder{steps: steps}).column(col)
}

func (f *jsonFinder) column(col *table.JSON) table.Column {
	out := make([]string, col.Len())
	texts, unchecked := col.Unchecked()
	if !unchecked {
		texts = col.Raw()
	}
	for i, s := range texts {
		if !unchecked && col.Null(i) {
			continue
		}
		if part, ok := f.find(s, unchecked); ok && part != "null" {
			out[i] = part
		}
	}
	return table.NewJSON(out, nil)
}
