package detections

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections/report"
)

// Expectation says what must come of a run. All that it says must hold.
type Expectation struct {
	// Rows are rows of the result: mappings of the columns that matter. nil
	// says nothing. Match is "exact" (the default: these rows and no others)
	// or "subset" (these rows at least); Ordered makes their order count.
	Rows    []any  `yaml:"rows"`
	Match   string `yaml:"match"`
	Ordered bool   `yaml:"ordered"`
	// Columns are the result's columns, in order.
	Columns []string `yaml:"columns"`
	// Count, AtLeast and AtMost bound the number of rows; None says that there
	// are none.
	Count   *int64 `yaml:"count"`
	AtLeast *int64 `yaml:"at_least"`
	AtMost  *int64 `yaml:"at_most"`
	None    bool   `yaml:"none"`
	// Fields are conditions on single fields.
	Fields []FieldCheck `yaml:"fields"`
	// Risk asks for what an ESCU test asks for: at least one row, every field
	// of a risk object present and not "null" in every row, every field of a
	// threat object so in at least one.
	Risk bool `yaml:"risk"`
}

// UnmarshalYAML reads "none", "some", a number of rows, or a mapping.
func (e *Expectation) UnmarshalYAML(unmarshal func(any) error) error {
	var n int64
	if unmarshal(&n) == nil {
		e.Count = &n
		return nil
	}
	var word string
	if unmarshal(&word) == nil {
		switch word {
		case "none":
			e.None = true
		case "some":
			e.AtLeast = new(int64)
			*e.AtLeast = 1
		default:
			return fmt.Errorf("expect is none, some, a number of rows or a mapping, not %q", word)
		}
		return nil
	}
	type plain Expectation
	return unmarshal((*plain)(e))
}

// check finds what cannot be meant.
func (e *Expectation) check() error {
	said := e.Rows != nil || e.Columns != nil || e.Count != nil || e.AtLeast != nil || e.AtMost != nil || e.None || e.Fields != nil || e.Risk
	if !said {
		return errors.New("expect says nothing")
	}
	switch e.Match {
	case "", "exact", "subset":
	default:
		return fmt.Errorf("match is exact or subset, not %q", e.Match)
	}
	for i, row := range e.Rows {
		if !isMapping(row) {
			return fmt.Errorf("row %d of expect is not a mapping", i+1)
		}
	}
	for _, f := range e.Fields {
		if err := f.check(); err != nil {
			return err
		}
	}
	return nil
}

// kind is what kind of sample it is for which this is expected.
func (e *Expectation) kind() report.Kind {
	zero := func(n *int64) bool { return n != nil && *n == 0 }
	if e.None || zero(e.Count) || zero(e.AtMost) || e.Rows != nil && len(e.Rows) == 0 && e.Match != "subset" {
		return report.Negative
	}
	return report.Positive
}

// String says it in words.
func (e *Expectation) String() string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	switch {
	case e.None:
		add("no rows")
	case e.Count != nil:
		add("%s", rowCount(*e.Count))
	}
	if e.AtLeast != nil {
		add("at least %s", rowCount(*e.AtLeast))
	}
	if e.AtMost != nil {
		add("at most %s", rowCount(*e.AtMost))
	}
	if e.Columns != nil {
		add("the columns %s", strings.Join(e.Columns, ", "))
	}
	switch {
	case e.Rows == nil:
	case len(e.Rows) == 0:
		add("no rows")
	default:
		how := "exactly"
		if e.Match == "subset" {
			how = "at least"
		}
		order := ""
		if e.Ordered && len(e.Rows) > 1 {
			order = " in this order"
		}
		add("%s the %s given%s", how, rowCount(int64(len(e.Rows))), order)
	}
	for _, f := range e.Fields {
		add("%s", f.String())
	}
	if e.Risk {
		add("rows with their risk and threat objects")
	}
	return strings.Join(parts, "; ")
}

func rowCount(n int64) string {
	switch n {
	case 0:
		return "no rows"
	case 1:
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// verdict is what a run's rows come to.
type verdict struct {
	wrong []string // what is wrong, the first thing first
	diff  string
}

func (v *verdict) fail(format string, args ...any) {
	v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
}

// judge holds rows against the expectation. columns are those of the result.
func (e *Expectation) judge(rows []goshawk.Row, columns []string, risk *Risk) verdict {
	var v verdict
	n := int64(len(rows))
	switch {
	case e.None && n > 0:
		v.fail("%s where there should be none", rowCount(n))
	case e.Count != nil && n != *e.Count:
		v.fail("%s instead of %d", rowCount(n), *e.Count)
	case e.AtLeast != nil && n < *e.AtLeast:
		v.fail("%s instead of at least %d", rowCount(n), *e.AtLeast)
	case e.AtMost != nil && n > *e.AtMost:
		v.fail("%s instead of at most %d", rowCount(n), *e.AtMost)
	}
	if e.Columns != nil && strings.Join(e.Columns, "\x00") != strings.Join(columns, "\x00") {
		v.fail("the columns are %s", strings.Join(columns, ", "))
	}
	if e.Rows != nil {
		c := compareRows(mappings(e.Rows), rows, e.Match == "subset", e.Ordered)
		if c.differs() {
			v.fail("%s", c.summary())
			v.diff = c.table()
		}
	}
	for _, f := range e.Fields {
		if err := f.judge(rows); err != nil {
			v.fail("%v", err)
		}
	}
	if e.Risk {
		judgeRisk(rows, risk, &v)
	}
	if len(v.wrong) > 0 && v.diff == "" && n > 0 {
		v.diff = came(rows, columns)
	}
	return v
}

// judgeRisk is the rule by which contentctl passes a test.
func judgeRisk(rows []goshawk.Row, risk *Risk, v *verdict) {
	if len(rows) == 0 {
		v.fail("no rows")
		return
	}
	if risk == nil {
		return
	}
	absent := func(row goshawk.Row, field string) (string, bool) {
		switch x := row.Get(field); {
		case x.IsNull():
			return "is missing", true
		case isNullText(x):
			return `is "null"`, true
		}
		return "", false
	}
	for _, o := range risk.Objects {
		bad, why := 0, ""
		for _, row := range rows {
			if how, is := absent(row, o.Field); is {
				if bad++; bad == 1 {
					why = how
				}
			}
		}
		if bad > 0 {
			v.fail("the risk object's field %s %s in %d of %s", o.Field, why, bad, rowCount(int64(len(rows))))
		}
	}
	for _, t := range risk.Threats {
		there := false
		for _, row := range rows {
			_, is := absent(row, t.Field)
			there = there || !is
		}
		if !there {
			v.fail("the threat object's field %s has no value in any row", t.Field)
		}
	}
}

// FieldCheck is a condition on one field. Exactly one of Is to Present is said.
type FieldCheck struct {
	Field string `yaml:"field"`
	// In says how many rows the condition must hold for: "every" (the
	// default), "any" or "none".
	In string `yaml:"in"`
	// Is is the value, OneOf the values it may have, Not the one it may not
	// have; Contains a part of its text, Matches a regular expression (RE2) for
	// it; Present says whether there is a value at all.
	Is       any            `yaml:"is"`
	OneOf    []any          `yaml:"one_of"`
	Not      any            `yaml:"not"`
	Contains *string        `yaml:"contains"`
	Matches  *string        `yaml:"matches"`
	Present  *bool          `yaml:"present"`
	pattern  *regexp.Regexp // of Matches
}

func (f *FieldCheck) conditions() int {
	n := 0
	for _, said := range []bool{f.Is != nil, f.OneOf != nil, f.Not != nil, f.Contains != nil, f.Matches != nil, f.Present != nil} {
		if said {
			n++
		}
	}
	return n
}

func (f *FieldCheck) check() error {
	if f.Field == "" {
		return errors.New("a field check names no field")
	}
	if f.conditions() != 1 {
		return fmt.Errorf("the check of %s says one of is, one_of, not, contains, matches, present", f.Field)
	}
	switch f.In {
	case "", "every", "any", "none":
	default:
		return fmt.Errorf("the check of %s: in is every, any or none, not %q", f.Field, f.In)
	}
	if f.Matches != nil {
		if _, err := regexp.Compile(*f.Matches); err != nil {
			return fmt.Errorf("the check of %s: %w", f.Field, err)
		}
	}
	return nil
}

// String says the condition in words.
func (f FieldCheck) String() string {
	what := ""
	switch {
	case f.Is != nil:
		what = "is " + wantText(f.Is)
	case f.OneOf != nil:
		what = "is one of " + wantText(f.OneOf)
	case f.Not != nil:
		what = "is not " + wantText(f.Not)
	case f.Contains != nil:
		what = fmt.Sprintf("contains %q", *f.Contains)
	case f.Matches != nil:
		what = fmt.Sprintf("matches %q", *f.Matches)
	case f.Present != nil && *f.Present:
		what = "is present"
	default:
		what = "is absent"
	}
	rows := "every row"
	switch f.In {
	case "any":
		rows = "at least one row"
	case "none":
		rows = "no row"
	}
	return fmt.Sprintf("%s %s in %s", f.Field, what, rows)
}

func (f FieldCheck) judge(rows []goshawk.Row) error {
	if f.Matches != nil {
		p, err := regexp.Compile(*f.Matches)
		if err != nil {
			return err
		}
		f.pattern = p
	}
	holds, example := 0, ""
	for i, row := range rows {
		got := row.Get(f.Field)
		ok := f.holds(got)
		if ok {
			holds++
		}
		if example == "" && ok == (f.In == "none") {
			example = fmt.Sprintf("row %d has %s", i+1, gotText(got))
		}
	}
	switch {
	case f.In == "any" && holds == 0 && len(rows) == 0, f.In == "any" && holds > 0, f.In == "none" && holds == 0, f.In == "" && holds == len(rows), f.In == "every" && holds == len(rows):
		if f.In == "any" && len(rows) == 0 {
			return fmt.Errorf("not so that %s: there are no rows", f)
		}
		return nil
	}
	return fmt.Errorf("not so that %s: %s", f, example)
}

// mappings are expected rows with their columns in order.
func mappings(rows []any) []yaml.MapSlice {
	out := make([]yaml.MapSlice, len(rows))
	for i, row := range rows {
		out[i] = mapping(row)
	}
	return out
}
