package detections_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/detections/report"
)

// pack is a file system of texts, as strict about names as fs.FS asks for.
func pack(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func runTests(t *testing.T, files map[string]string, opts detections.TestOptions) *report.Report {
	found, err := detections.Find(pack(files), ".")
	require.NoError(t, err)
	rep, err := detections.RunTests(t.Context(), found, opts)
	require.NoError(t, err)
	return rep
}

// people is a query that gives three rows.
const people = `datatable(Name:string, Age:long, Score:real, Seen:datetime, Tags:dynamic, Ok:bool)[
  'ada', 36, 1.5, datetime(2026-03-14T10:00:00Z), dynamic(['a','b']), true,
  'bob', 41, 2.25, datetime(2026-03-14T11:30:00.5Z), dynamic({'k': [1, null]}), false,
  'eve', long(null), real(nan), datetime(null), dynamic(null), bool(null)]
| order by Name asc`

// expectations hold of people, or fail with a message (and a diff).
var expectations = []struct{ expect, message, diff string }{
	{`some`, "", ""},
	{`3`, "", ""},
	{`2`, "3 rows instead of 2", ""},
	{`none`, "3 rows where there should be none", ""},
	{`{none: true}`, "3 rows where there should be none", ""},
	{`{at_least: 4}`, "3 rows instead of at least 4", ""},
	{`{at_most: 2}`, "3 rows instead of at most 2", ""},
	{`{at_least: 1, at_most: 3, count: 3}`, "", ""},
	{`{columns: [Name, Age, Score, Seen, Tags, Ok]}`, "", ""},
	{`{columns: [Age, Name]}`, "the columns are Name, Age, Score, Seen, Tags, Ok", ""},
	{`{rows: [{Name: eve}, {Name: ada}, {Name: bob}]}`, "", ""},
	{`{ordered: true, rows: [{Name: ada}, {Name: bob}, {Name: eve}]}`, "", ""},
	{`{ordered: true, rows: [{Name: bob}, {Name: ada}, {Name: eve}]}`, "the rows are not in the order expected", ""},
	{`{match: subset, rows: [{Name: bob}]}`, "", ""},
	{`{match: subset, ordered: true, rows: [{Name: ada}, {Name: eve}]}`, "", ""},
	{`{rows: [{Name: bob}]}`, "2 rows came that were not expected", ""},
	{`{match: subset, rows: []}`, "", ""},
	{`{rows: []}`, "3 rows came that were not expected", ""},
	// A row that equals two is given away so that all find one.
	{`{rows: [{Ok: null}, {}, {Name: ada}]}`, "", ""},
	// Values: YAML has fewer types than the engine.
	{`{match: subset, rows: [{Name: ada, Age: 36, Score: 1.5, Ok: true, Seen: "2026-03-14T10:00:00.000Z", Tags: [a, b]}]}`, "", ""},
	{`{match: subset, rows: [{Name: bob, Age: "41", Seen: 2026-03-14T11:30:00.5Z, Tags: {k: [1, null]}, Ok: false}]}`, "", ""},
	{`{match: subset, rows: [{Name: eve, Age: null, Seen: null, Tags: null, Ok: null, Score: .nan}]}`, "", ""},
	{`{match: subset, rows: [{Name: ada, Tags: [b, a]}]}`, "1 of 1 row expected did not come", ""},
	{`{match: subset, rows: [{Name: ada, Missing: null}]}`, "", ""},
	{`{match: subset, rows: [{Name: ada, Age: 35, Score: 1.5}]}`, "1 of 1 row expected did not come",
		"   Name  Age  Score\n-  ada   35   1.5\n"},
	{`{rows: [{Name: ada, Age: 35}, {Name: bob, Age: 41}, {Name: eve, Age: 7}]}`, "2 of 3 rows expected did not come, 2 rows came that were not expected",
		"   Name  Age\n   bob   41\n-  ada   35\n+  ada   36\n         ^^\n-  eve   7\n+  eve   null\n         ^^^^\n"},
	// Conditions on fields.
	{`{fields: [{field: Name, one_of: [ada, bob, eve]}]}`, "", ""},
	{`{fields: [{field: Name, is: ada, in: any}, {field: Name, is: zoe, in: none}]}`, "", ""},
	{`{fields: [{field: Name, is: ada}]}`, "not so that Name is ada in every row: row 2 has bob", ""},
	{`{fields: [{field: Name, is: zoe, in: any}]}`, "not so that Name is zoe in at least one row", ""},
	{`{fields: [{field: Name, contains: d, in: none}]}`, "not so that Name contains \"d\" in no row: row 1 has ada", ""},
	{`{fields: [{field: Name, matches: "^[a-e]"}, {field: Name, not: zoe}, {field: Seen, present: true, in: any}]}`, "", ""},
	{`{fields: [{field: Age, present: true}]}`, "not so that Age is present in every row: row 3 has null", ""},
	{`{fields: [{field: Nothing, present: false}]}`, "", ""},
}

// TestExpectations runs one case for each expectation, all of one rule.
func TestExpectations(t *testing.T) {
	var cases strings.Builder
	for i, e := range expectations {
		fmt.Fprintf(&cases, "  - name: case %d\n    expect: %s\n", i, e.expect)
	}
	rep := runTests(t, map[string]string{"r.kql": people, "r.test.yaml": "cases:\n" + cases.String()}, detections.TestOptions{})
	require.Empty(t, rep.Rules[0].Findings)
	require.Len(t, rep.Rules[0].Tests, len(expectations))
	for i, e := range expectations {
		got := rep.Rules[0].Tests[i]
		require.Equal(t, fmt.Sprintf("case %d", i), got.Name)
		require.Equal(t, 2+2*i, got.Place.Line)
		if e.message == "" {
			require.Equal(t, report.Passed, got.Status, "%s: %s\n%s", e.expect, got.Message, got.Diff)
			continue
		}
		require.Equal(t, report.Failed, got.Status, e.expect)
		require.Contains(t, got.Message, e.message, e.expect)
		require.NotEmpty(t, got.Stages, e.expect)
		if e.diff != "" {
			require.Equal(t, e.diff, got.Diff, e.expect)
		}
	}
}

// mistakes are test files that cannot be meant so, with what is said of them.
var mistakes = map[string]string{
	"cases: []":                                                                          "r.test.yaml:1: there are no cases",
	"cases:\n - {name: a}":                                                               `r.test.yaml:2: case "a" does not say what to expect`,
	"cases:\n - {expect: none}":                                                          "r.test.yaml:2: the case has no name",
	"cases:\n - {name: a, expect: {}}":                                                   "expect says nothing",
	"cases:\n - {name: a, expect: maybe}":                                                `expect is none, some, a number of rows or a mapping, not "maybe"`,
	"cases:\n - {name: a, expect: {match: nearly, rows: []}}":                            `match is exact or subset, not "nearly"`,
	"cases:\n - {name: a, expect: {rows: [1]}}":                                          "row 1 of expect is not a mapping",
	"cases:\n - {name: a, kind: good, expect: none}":                                     `kind is positive or negative, not "good"`,
	"now: yesterday\ncases:\n - {name: a, expect: none}":                                 `"yesterday" is not a time`,
	"cases:\n - {name: a, expect: {fields: [{field: x, matches: (}]}}":                   "missing closing )",
	"cases:\n - {name: a, expect: {fields: [{is: x}]}}":                                  "a field check names no field",
	"cases:\n - {name: a, expect: {fields: [{field: x, is: 1, in: most}]}}":              "in is every, any or none",
	"cases:\n - {name: a, expect: none, tables: {T: {rows: [], columns: {a: strange}}}}": `unknown type "strange"`,
	"cases:\n - {name: a, expect: none, tables: {T: {rows: [], file: x}}}":               "give a file or rows",
	"cases:\n - {name: a, expect: none, tables: {T: {rows: [], colums: {}}}}":            `unknown field "colums"`,
	"cases:\n - {name: a, expekt: none}":                                                 `r.test.yaml:2:14: unknown field "expekt"`,
	"cases: [":                                                                           "r.test.yaml:1:",
}

func TestMistakesInTestFiles(t *testing.T) {
	for text, want := range mistakes {
		_, _, err := detections.ParseCases("r.test.yaml", []byte(text))
		require.ErrorContains(t, err, want, text)
		var file *detections.FileError
		require.ErrorAs(t, err, &file, text)
	}
}

// TestAnyParallelism wants the same bytes for any number of tests at a time.
func TestAnyParallelism(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("rules/r%02d.kql", i)] = fmt.Sprintf("T | where n > %d | summarize c = count() by n %% 3", i)
		files[fmt.Sprintf("rules/r%02d.test.yaml", i)] = "cases:\n  - {name: hits, tables: {T: t.csv}, expect: some}\n  - {name: not, tables: {T: [{n: 1}]}, expect: none}\n"
	}
	files["rules/t.csv"] = "n\n1\n20\n30\n"
	var first string
	for _, workers := range []int{1, 3, 64} {
		var seen int
		rep := runTests(t, files, detections.TestOptions{Workers: workers, Done: func(done, total int, _ *detections.Rule, _ report.Test) {
			seen++
			require.Equal(t, seen, done)
			require.Equal(t, 80, total)
		}})
		require.Equal(t, 80, seen)
		var b strings.Builder
		for _, format := range report.Formats() {
			require.NoError(t, report.Write(&b, format, rep.WithoutTimes()))
		}
		if first == "" {
			first = b.String()
		}
		require.Equal(t, first, b.String())
	}
	require.Contains(t, first, "no rows instead of at least 1")
}

func TestRunStops(t *testing.T) {
	found, err := detections.Find(pack(map[string]string{"r.kql": "print 1", "r.test.yaml": "cases: [{name: a, expect: 1}]"}), ".")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = detections.RunTests(ctx, found, detections.TestOptions{})
	require.ErrorIs(t, err, context.Canceled)
}

func TestDataMap(t *testing.T) {
	const rule = `name: r
search: sourcetype=app | stats count by user
tests:
  - name: True Positive Test
    attack_data:
      - {data: "https://host.example/data/a/b/app.log", sourcetype: app, source: app}
`
	files := map[string]string{"rules/r.yml": rule, "cache/host.example/data/a/b/app.log": "{\"user\":\"ada\"}\n", "other/b/app.log": "{\"user\":\"ada\"}\n", "empty/x": ""}
	for _, c := range []struct {
		data   detections.DataMap
		status report.Status
		say    string
	}{
		{detections.DataMap{}, report.Skipped, "its data is not here: https://host.example/data/a/b/app.log;"},
		{detections.DataMap{Cache: "cache"}, report.Passed, ""},
		{detections.DataMap{Cache: "other"}, report.Passed, ""},
		{detections.DataMap{Cache: "empty"}, report.Skipped, "(looked in empty)"},
		{detections.DataMap{Prefixes: []detections.Mapping{{Prefix: "https://host.example/", Dir: "empty"}, {Prefix: "https://host.example/data/a", Dir: "other"}}}, report.Passed, ""},
		{detections.DataMap{Prefixes: []detections.Mapping{{Prefix: "https://host.example/data", Dir: "empty"}}}, report.Skipped, "(looked in empty/a/b/app.log)"},
	} {
		rep := runTests(t, files, detections.TestOptions{Data: c.data})
		require.Len(t, rep.Rules, 1)
		require.Equal(t, c.status, rep.Rules[0].Tests[0].Status, "%+v: %s", c.data, rep.Rules[0].Tests[0].Message)
		require.Contains(t, rep.Rules[0].Tests[0].Message, c.say)
	}
	m, err := detections.ParseMapping("https://x/?a=b=dir")
	require.NoError(t, err)
	require.Equal(t, detections.Mapping{Prefix: "https://x/?a=b", Dir: "dir"}, m)
}

// TestRiskOfLayouts reads what the three layouts of ESCU say of findings.
func TestRiskOfLayouts(t *testing.T) {
	dir := "../testdata/rulepack/escu/detections/"
	for file, want := range map[string]detections.Risk{
		"app_login_tags.yml": {Message: "$src$ guesses passwords of $user$", Objects: []detections.RiskObject{{Field: "user", Type: "user", Score: 25}},
			Threats: []detections.ThreatObject{{Field: "process_name", Type: "process"}}},
		"ssh_guessing_rba.yml": {Message: "$src$ guessed passwords of $users$ accounts on $dest$", Objects: []detections.RiskObject{{Field: "dest", Type: "system", Score: 40}},
			Threats: []detections.ThreatObject{{Field: "src", Type: "ip_address"}}},
		"app_login_new.yml": {Message: "The account $user$ is being guessed from $src$",
			Objects: []detections.RiskObject{{Field: "user", Type: "user", Score: 50}, {Field: "src", Type: "system", Score: 20, Message: "$src$ guessed the password of $user$"}},
			Threats: []detections.ThreatObject{{Field: "src", Type: "ip_address"}}},
	} {
		r, err := detections.LoadFS(os.DirFS(dir), file)
		require.NoError(t, err)
		require.Equal(t, want, *r.Risk, file)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range styles {
		f.Add(text)
	}
	for text := range mistakes {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if r, err := detections.Parse("r.yaml", []byte(text)); err == nil {
			end := 0
			for _, o := range r.Text.Origins {
				require.Equal(t, end, o.Start)
				end = o.End
				require.LessOrEqual(t, o.Offset+max(o.Len, 0), len(o.From.Body))
			}
			require.LessOrEqual(t, end, len(r.Text.Query))
		}
		_, _, _ = detections.ParseCases("r.test.yaml", []byte(text))
	})
}
