package functions

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// jsonStep is one step of a path such as a.b{0}: a key, an index, or all
// elements of an array.
type jsonStep struct {
	key     string
	index   int
	element bool // index counts
	all     bool
}

func jsonSteps(path string) []jsonStep {
	var out []jsonStep
	for path != "" {
		if path[0] == '{' {
			index, rest, ok := strings.Cut(path[1:], "}")
			if n, err := strconv.Atoi(index); ok && (index == "" || err == nil) {
				out = append(out, jsonStep{index: n, element: index != "", all: index == ""})
				path = strings.TrimPrefix(rest, ".")
				continue
			}
		}
		end := strings.IndexAny(path[1:], ".{") + 1
		if end == 0 {
			end = len(path)
		}
		out = append(out, jsonStep{key: path[:end]})
		path = strings.TrimPrefix(path[end:], ".")
	}
	return out
}

func anyAll(steps []jsonStep) bool {
	return slices.ContainsFunc(steps, func(s jsonStep) bool { return s.all })
}

// jsonGet is the value at a path; all elements together are one array, however
// many levels of elements the path has. {} alone is the whole value.
func jsonGet(v table.Value, steps []jsonStep) (table.Value, bool) {
	for i, s := range steps {
		switch {
		case s.all && len(steps) == 1 && v.Kind() == table.KindBag:
			return v, true
		case s.all:
			if v.Kind() != table.KindArray {
				return table.Value{}, false
			}
			var out []table.Value
			for _, e := range v.Array() {
				switch x, ok := jsonGet(e, steps[i+1:]); {
				case ok && x.Kind() == table.KindArray && anyAll(steps[i+1:]):
					out = append(out, x.Array()...)
				case ok:
					out = append(out, x)
				}
			}
			return table.ArrayValue(out), true
		case s.element:
			n := s.index
			if n < 0 {
				n += len(v.Array())
			}
			if n < 0 || n >= len(v.Array()) {
				return table.Value{}, false
			}
			v = v.Array()[n]
		default:
			x, ok := v.Bag().Get(s.key)
			if !ok {
				return table.Value{}, false
			}
			v = x
		}
	}
	return v, true
}

// jsonPut is v with the value at a path changed. Keys that are missing are
// added, elements are not; a path that does not fit changes nothing.
func jsonPut(v table.Value, steps []jsonStep, change func(table.Value) table.Value) table.Value {
	if len(steps) == 0 {
		return change(v)
	}
	s, rest := steps[0], steps[1:]
	if s.all || s.element {
		if v.Kind() != table.KindArray {
			return v
		}
		out := append([]table.Value(nil), v.Array()...)
		for i := range out {
			if s.all || i == s.index || i == s.index+len(out) {
				out[i] = jsonPut(out[i], rest, change)
			}
		}
		return table.ArrayValue(out)
	}
	if v.Kind() != table.KindBag && !v.IsNull() {
		return v
	}
	old, _ := v.Bag().Get(s.key)
	changed := jsonPut(old, rest, change)
	if old.IsNull() && changed.IsNull() {
		return v
	}
	bag := table.NewBag(v.Bag().Len() + 1)
	for i := range v.Bag().Len() {
		bag.Set(v.Bag().At(i))
	}
	bag.Set(s.key, changed)
	return table.BagValue(bag)
}
