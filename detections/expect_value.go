package detections

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

// mapping is a mapping with its keys in order; those of a Go map are sorted.
func mapping(v any) yaml.MapSlice {
	switch v := v.(type) {
	case yaml.MapSlice:
		return v
	case map[string]any:
		var out yaml.MapSlice
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, yaml.MapItem{Key: k, Value: v[k]})
		}
		return out
	}
	return nil
}

func isNullText(v table.Value) bool { return v.Kind() == table.KindString && v.Str() == "null" }

// holds says whether a value meets the condition.
func (f *FieldCheck) holds(got table.Value) bool {
	switch {
	case f.Is != nil:
		return equals(f.Is, got)
	case f.OneOf != nil:
		return slices.ContainsFunc(f.OneOf, func(want any) bool { return equals(want, got) })
	case f.Not != nil:
		return !equals(f.Not, got)
	case f.Contains != nil:
		return strings.Contains(output.Text(got), *f.Contains)
	case f.pattern != nil:
		return f.pattern.MatchString(output.Text(got))
	}
	there := !got.IsNull() && (got.Kind() != table.KindString || got.Str() != "")
	return there == *f.Present
}

// equals says whether a value is the one that a test expects. The test is
// written in YAML, which has fewer types: a number equals its text (SPL has
// nothing else), a time any spelling of it, a list of one its element.
func equals(want any, got table.Value) bool {
	switch want := want.(type) {
	case nil:
		return got.IsNull()
	case bool:
		if got.Kind() == table.KindBool {
			return got.Bool() == want
		}
		return strings.EqualFold(output.Text(got), strconv.FormatBool(want))
	case string:
		return equalsText(want, got)
	case []any:
		return equalsList(want, got)
	}
	if fields := mapping(want); fields != nil {
		return equalsBag(fields, got)
	}
	n, ok := number(want)
	return ok && equalsNumber(n, got)
}

func equalsText(want string, got table.Value) bool {
	switch got.Kind() {
	case table.KindNull:
		return false
	case table.KindDateTime:
		t, ok := table.ParseISO(want)
		return ok && t == got.DateTime()
	case table.KindGUID:
		return strings.EqualFold(want, output.Text(got))
	case table.KindReal, table.KindDecimal:
		if n, err := strconv.ParseFloat(want, 64); err == nil {
			return equalsNumber(n, got)
		}
	case table.KindArray, table.KindBag:
		return false
	}
	return want == output.Text(got)
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case uint64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func equalsNumber(want float64, got table.Value) bool {
	var n float64
	switch got.Kind() {
	case table.KindInt, table.KindLong:
		n = float64(got.Int())
	case table.KindReal:
		n = got.Real()
	case table.KindDecimal, table.KindString:
		parsed, err := strconv.ParseFloat(strings.TrimSpace(output.Text(got)), 64)
		if err != nil {
			return false
		}
		n = parsed
	default:
		return false
	}
	// Sums come in another order than the one that a person adds in.
	return want == n || math.IsNaN(want) && math.IsNaN(n) || math.Abs(want-n) <= 1e-9*max(math.Abs(want), math.Abs(n))
}

func equalsList(want []any, got table.Value) bool {
	if got.Kind() != table.KindArray {
		return len(want) == 1 && equals(want[0], got)
	}
	have := got.Array()
	if len(have) != len(want) {
		return false
	}
	for i, w := range want {
		if !equals(w, have[i]) {
			return false
		}
	}
	return true
}

func equalsBag(want yaml.MapSlice, got table.Value) bool {
	if got.Kind() != table.KindBag || got.Bag().Len() != len(want) {
		return false
	}
	for _, item := range want {
		v, ok := got.Bag().Get(fmt.Sprint(item.Key))
		if !ok || !equals(item.Value, v) {
			return false
		}
	}
	return true
}

// wantText is an expected value as people read it.
func wantText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	if appendJSON(&b, v) != nil {
		return fmt.Sprint(v)
	}
	return b.String()
}

// gotText is a value as people read it; null is told apart from "".
func gotText(v table.Value) string {
	if v.IsNull() {
		return "null"
	}
	return output.Text(v)
}
