package spl_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/table"
)

// ruleCase is a search whose answer follows from the manual.
type ruleCase struct {
	ID       string             `json:"id"`
	SPL      string             `json:"spl"`
	Input    []event            `json:"input"`
	Lookups  map[string][]event `json:"lookups"`
	Macros   map[string]macro   `json:"macros"`
	Expected struct {
		Rows    []event  `json:"rows"`
		Columns []string `json:"columns"`
	} `json:"expected"`
	Ordered   bool    `json:"ordered"`
	Compare   string  `json:"compare"`
	Tolerance float64 `json:"tolerance"`
}

const gapsFile = "../../testdata/conformance/spl_gaps.txt"

// TestConformance runs the searches taken from the manual. Cases that do not
// pass are listed with their reasons; the list must be exact.
func TestConformance(t *testing.T) {
	cases := conformance.Lines[ruleCase](t, "conformance/spl/cases.jsonl")
	gaps := readGaps(t, gapsFile)
	passed := 0
	for _, c := range cases {
		reason, known := gaps[c.ID]
		delete(gaps, c.ID)
		err := c.check()
		switch {
		case err == nil && known:
			t.Errorf("%s passes now: take it out of %s (it was listed for: %s)", c.ID, gapsFile, reason)
		case err != nil && !known:
			t.Errorf("%s: %s\n%v", c.ID, c.SPL, err)
		}
		if err == nil {
			passed++
		}
	}
	for id := range gaps {
		t.Errorf("%s lists %s, which is no case", gapsFile, id)
	}
	t.Logf("SPL rules: %d of %d pass", passed, len(cases))
	fmt.Printf("SPL rules: %d of %d pass\n", passed, len(cases))
}

func readGaps(t testing.TB, file string) map[string]string {
	gaps := map[string]string{}
	body, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return gaps
	}
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(body)), "\n") {
		if id, reason, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			gaps[id] = reason
		}
	}
	return gaps
}

func (c *ruleCase) check() error {
	for _, o := range []eval.Options{{}, {BatchRows: 1, Workers: 1}, {BatchRows: 3, Workers: 4, NoRewrites: true}} {
		if err := c.checkRun(o); err != nil {
			return err
		}
	}
	return nil
}

func (c *ruleCase) checkRun(o eval.Options) error {
	env := &bind.Env{Lookups: map[string]*bind.Lookup{}}
	if c.Input != nil {
		env.Events = []bind.EventSource{{Name: "input", Source: openTable{tableOf(c.Input)}}}
	}
	for name, rows := range c.Lookups {
		env.Lookups[name] = &bind.Lookup{Source: tableOf(rows)}
	}
	got, err := run(c.SPL, macroSet(c.Macros), env, o)
	if err != nil {
		return err
	}
	if want := c.Expected.Columns; want != nil && got.Len() > 0 && !slices.Equal(got.Schema().Names(), want) {
		return fmt.Errorf("columns are %q, not %q", got.Schema().Names(), want)
	}
	mentioned := map[string]bool{}
	var want, have []string
	for _, r := range c.Expected.Rows {
		for k := range r {
			mentioned[k] = true
		}
	}
	for _, r := range c.Expected.Rows {
		want = append(want, rowText(r, func(k string) []string { return jsonTexts(r[k]) }))
	}
	for i := range got.Len() {
		row := got.Batch().Row(i)
		kept := event{}
		for k, f := range got.Schema().Fields() {
			if !mentioned[f.Name] && strings.HasPrefix(f.Name, "_") {
				continue
			}
			if len(texts(row[k])) > 0 {
				kept[f.Name] = row[k]
			}
		}
		have = append(have, rowText(kept, func(k string) []string { return texts(kept[k].(table.Value)) }))
	}
	if !c.Ordered {
		sort.Strings(want)
		sort.Strings(have)
	}
	if len(want) != len(have) {
		return fmt.Errorf("got %d rows, not %d\n%s", len(have), len(want), strings.Join(have, "\n"))
	}
	for i := range want {
		if !c.same(want[i], have[i]) {
			return fmt.Errorf("row %d is\n  %q, not\n  %q", i, have[i], want[i])
		}
	}
	return nil
}

// rowText writes a row with its fields in order; nulls are left out.
func rowText(row event, of func(string) []string) string {
	keys := make([]string, 0, len(row))
	for k := range row {
		if len(of(k)) > 0 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var parts []string
	for _, k := range keys {
		parts = append(parts, k+"="+strings.Join(of(k), "\x02"))
	}
	return strings.Join(parts, "\x01")
}

// same compares two rows value by value: as numbers where both are.
func (c *ruleCase) same(want, have string) bool {
	if want == have {
		return true
	}
	w, h := strings.FieldsFunc(want, isMark), strings.FieldsFunc(have, isMark)
	if c.Compare == "string" || len(w) != len(h) {
		return false
	}
	for i := range w {
		if w[i] == h[i] {
			continue
		}
		wk, wv := cutValue(w[i])
		hk, hv := cutValue(h[i])
		if wk != hk {
			return false
		}
		x, y := numberOf(wv), numberOf(hv)
		tolerance := c.Tolerance
		if tolerance == 0 {
			tolerance = 1e-9 * math.Max(math.Abs(x), math.Abs(y))
		}
		if math.IsNaN(x) || math.IsNaN(y) || math.Abs(x-y) > tolerance {
			return false
		}
	}
	return true
}

func isMark(r rune) bool { return r == '\x01' || r == '\x02' }

// cutValue splits key=value; a further value of a list has no key.
func cutValue(s string) (key, value string) {
	if i := strings.LastIndexByte(s, '='); i >= 0 {
		return s[:i], s[i+1:]
	}
	return "", s
}

func numberOf(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return x
}
