package kql_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// tolerance is how a case may be compared.
type tolerance struct {
	relative  float64
	sets      bool // arrays are sets
	countOnly bool // which rows come is the engine's choice
	typesOnly bool
}

func toleranceOf(c *recorded) tolerance {
	t := tolerance{relative: 1e-9}
	if c.Approx {
		t.relative = 0.05
	}
	for _, w := range c.Caution {
		switch w {
		case "set_order", "list_order":
			t.sets = true
		case "arbitrary_take", "arg_ties", "take_any", "innerunique_picks_any_left_row":
			t.countOnly = true
		case "numeric_algorithm":
			t.relative = max(t.relative, 1e-6)
		}
	}
	if c.Deterministic != nil && !*c.Deterministic {
		t.typesOnly = true
	}
	return t
}

// compare is empty when the answer agrees.
func compare(c *recorded, a *answer) string {
	var names, types []string
	for i, f := range a.fields {
		names = append(names, f.Name)
		types = append(types, f.Type.String())
		if i < len(c.Types) && slices.Contains(strings.Split(c.Types[i], "|"), types[i]) {
			types[i] = c.Types[i]
		}
	}
	if !slices.Equal(names, c.Columns) {
		return fmt.Sprintf("columns %v, want %v", names, c.Columns)
	}
	if c.Types != nil && !slices.Equal(types, c.Types) {
		return fmt.Sprintf("types %v, want %v", types, c.Types)
	}
	tol := toleranceOf(c)
	if c.Rows == nil || tol.typesOnly {
		return ""
	}
	if len(a.rows) != len(c.Rows) {
		return fmt.Sprintf("%d rows, want %d: %s", len(a.rows), len(c.Rows), rowText(a, 0))
	}
	if tol.countOnly {
		return ""
	}
	return compareRows(c, a, tol)
}

func compareRows(c *recorded, a *answer, tol tolerance) string {
	if c.Ordered {
		for _, k := range c.OrderBy {
			if k.Column == nil {
				continue
			}
			at := slices.Index(c.Columns, *k.Column)
			for i := range a.rows {
				if at >= 0 && !sameCell(a.rows[i][at], c.Rows[i][at], c.Types[at], tol) {
					return fmt.Sprintf("row %d, key %s: got %s, want %s", i, *k.Column, cellText(a.rows[i][at]), jsonText(c.Rows[i][at]))
				}
			}
		}
	}
	used := make([]bool, len(c.Rows))
	for i, row := range a.rows {
		found := -1
		for d := range c.Rows {
			j := (i + d) % len(c.Rows)
			if !used[j] && sameRow(row, c.Rows[j], c.Types, tol) {
				found = j
				break
			}
		}
		if found < 0 {
			j := slices.Index(used, false)
			return fmt.Sprintf("row %d: got %s, want for example %s", i, rowText(a, i), jsonText(c.Rows[j]))
		}
		used[found] = true
	}
	return ""
}

func sameRow(got []table.Value, want []any, types []string, tol tolerance) bool {
	for k := range got {
		if !sameCell(got[k], want[k], types[k], tol) {
			return false
		}
	}
	return true
}

func sameCell(got table.Value, want any, t string, tol tolerance) bool {
	if t == "dynamic" {
		return sameJSON(got, want, tol)
	}
	if want == nil {
		return got.IsNull() || t == "string" && got.Str() == ""
	}
	if got.IsNull() {
		return false
	}
	switch got.Kind() {
	case table.KindBool:
		b, ok := want.(bool)
		if n, is := want.(json.Number); is {
			return (n.String() == "1") == got.Bool()
		}
		return ok && b == got.Bool()
	case table.KindInt, table.KindLong:
		n, ok := want.(json.Number)
		return ok && n.String() == strconv.FormatInt(got.Int(), 10)
	case table.KindReal:
		return sameReal(got.Real(), want, tol.relative)
	case table.KindDecimal:
		return sameDecimal(got.Decimal().String(), fmt.Sprint(want), tol.relative)
	case table.KindDateTime:
		s, ok := want.(string)
		d, parsed := functions.ParseKustoDateTime(s)
		return ok && parsed && d == got.DateTime()
	case table.KindTimeSpan:
		s, ok := want.(string)
		d, parsed := functions.ParseKustoTimeSpan(s)
		return ok && parsed && d == got.TimeSpan()
	case table.KindString:
		s, ok := want.(string)
		return ok && s == got.Str()
	case table.KindGUID:
		s, ok := want.(string)
		return ok && strings.EqualFold(s, got.GUID().String())
	}
	return sameJSON(got, want, tol)
}

func sameReal(x float64, want any, relative float64) bool {
	var y float64
	switch w := want.(type) {
	case json.Number:
		y, _ = w.Float64()
	case string:
		switch w {
		case "NaN":
			y = math.NaN()
		case "Infinity", "\u221e":
			y = math.Inf(1)
		case "-Infinity", "-\u221e":
			y = math.Inf(-1)
		default:
			f, err := strconv.ParseFloat(w, 64)
			if err != nil {
				return false
			}
			y = f
		}
	default:
		return false
	}
	if math.IsNaN(x) || math.IsNaN(y) {
		return math.IsNaN(x) && math.IsNaN(y)
	}
	return x == y || math.Abs(x-y) <= 1e-12 || math.Abs(x-y) <= relative*math.Max(math.Abs(x), math.Abs(y))
}

func sameDecimal(x, y string, relative float64) bool {
	a, ok := new(big.Rat).SetString(x)
	b, ok2 := new(big.Rat).SetString(y)
	if !ok || !ok2 {
		return x == y
	}
	if a.Cmp(b) == 0 {
		return true
	}
	fa, _ := a.Float64()
	fb, _ := b.Float64()
	return math.Abs(fa-fb) <= 1e-9*math.Abs(fb)
}

func sameJSON(got table.Value, want any, tol tolerance) bool {
	switch w := want.(type) {
	case nil:
		return got.IsNull()
	case bool:
		return got.Kind() == table.KindBool && got.Bool() == w
	case json.Number:
		switch got.Kind() {
		case table.KindInt, table.KindLong:
			if n, err := w.Int64(); err == nil {
				return n == got.Int()
			}
			return sameReal(float64(got.Int()), w, tol.relative)
		case table.KindReal:
			return sameReal(got.Real(), w, tol.relative)
		case table.KindDecimal:
			return sameDecimal(got.Decimal().String(), w.String(), tol.relative)
		}
		return false
	case string:
		return sameText(got, w)
	case []any:
		return sameArray(got, w, tol)
	case map[string]any:
		if got.Kind() != table.KindBag || got.Bag().Len() != len(w) {
			return false
		}
		for k, x := range w {
			v, ok := got.Bag().Get(k)
			if !ok || !sameJSON(v, x, tol) {
				return false
			}
		}
		return true
	}
	return false
}

func sameText(got table.Value, want string) bool {
	switch got.Kind() {
	case table.KindString:
		return got.Str() == want
	case table.KindReal:
		return sameReal(got.Real(), want, 1e-9)
	case table.KindDecimal:
		return sameDecimal(got.Decimal().String(), want, 0)
	case table.KindDateTime:
		d, ok := functions.ParseKustoDateTime(want)
		return ok && d == got.DateTime()
	case table.KindTimeSpan:
		d, ok := functions.ParseKustoTimeSpan(want)
		return ok && d == got.TimeSpan()
	case table.KindGUID:
		return strings.EqualFold(got.GUID().String(), want)
	}
	return false
}

func sameArray(got table.Value, want []any, tol tolerance) bool {
	a := got.Array()
	if got.Kind() != table.KindArray || len(a) != len(want) {
		return false
	}
	if !tol.sets {
		for i := range a {
			if !sameJSON(a[i], want[i], tol) {
				return false
			}
		}
		return true
	}
	used := make([]bool, len(want))
	for _, x := range a {
		found := false
		for j := range want {
			if !used[j] && sameJSON(x, want[j], tol) {
				used[j], found = true, true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

func rowText(a *answer, i int) string {
	if i >= len(a.rows) {
		return "none"
	}
	return cellText(table.ArrayValue(a.rows[i]))
}

func cellText(v table.Value) string { return short(string(table.AppendJSON(nil, v))) }

func jsonText(v any) string {
	b, _ := json.Marshal(v)
	return short(string(b))
}

func short(s string) string {
	if len(s) > 300 {
		return s[:300] + "..."
	}
	return s
}
