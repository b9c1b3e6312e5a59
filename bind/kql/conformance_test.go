package kql_test

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// recorded is one query with what the real engine answered.
type recorded struct {
	ID            string   `json:"id"`
	KQL           string   `json:"kql"`
	Columns       []string `json:"columns"`
	Types         []string `json:"types"`
	Rows          [][]any  `json:"rows"`
	Error         bool     `json:"error"`
	Ordered       bool     `json:"ordered"`
	OrderBy       []struct{ Column *string }
	Deterministic *bool    `json:"deterministic"`
	Approx        bool     `json:"approx"`
	Caution       []string `json:"caution"`
	SyntaxOK      *bool    `json:"official_syntax_ok"`
}

// answer is the result of a run.
type answer struct {
	fields []table.Field
	rows   [][]table.Value
}

var testNow = table.FromTime(time.Date(2024, 5, 17, 12, 0, 0, 0, time.UTC))

// refusal marks errors of the stages before the run.
type refusal struct{ error }

func runKQL(query string) (a *answer, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	text := source.New("", query)
	tree, err := parser.KQL(text)
	if err != nil {
		return nil, refusal{err}
	}
	bound, err := kql.Bind(tree, &bind.Env{Text: text, Now: testNow})
	if err != nil {
		return nil, refusal{err}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	res, err := eval.Run(ctx, bound.Plan, eval.Options{Now: testNow, Workers: 1})
	if err != nil {
		return nil, err
	}
	defer res.Close()
	out, err := res.Table()
	if err != nil {
		return nil, err
	}
	a = &answer{}
	for _, f := range out.Schema().Fields() {
		a.fields = append(a.fields, f)
	}
	for i := range out.Len() {
		a.rows = append(a.rows, out.Batch().Row(i))
	}
	return a, nil
}

// judge is empty when the answer agrees with the recording.
func judge(c *recorded) string {
	a, err := runKQL(c.KQL)
	if c.Error {
		if _, refused := err.(refusal); refused && kindOf(err) != source.Unsupported {
			return ""
		}
		if err == nil {
			return "the engine refuses it"
		}
		return "refused otherwise: " + firstLine(err)
	}
	if err != nil {
		return firstLine(err)
	}
	return compare(c, a)
}

func kindOf(err error) source.Kind {
	if l := source.Errors(err.(refusal).error); len(l) > 0 {
		return l[0].Kind
	}
	return ""
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	if strings.HasPrefix(line, "panic") {
		return strings.ReplaceAll(err.Error(), "\n", " ")[:min(900, len(err.Error()))]
	}
	return line
}

// gapsFile lists the cases that are known to fail: id, tab, reason.
const gapsFile = "../../testdata/conformance/kql_gaps.txt"

func readGaps(t *testing.T) map[string]string { return gapList(t, gapsFile) }

// gapList reads a list of known gaps; a line that starts with # is a comment.
func gapList(t *testing.T, file string) map[string]string {
	gaps := map[string]string{}
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return gaps
	}
	require.NoError(t, err)
	for _, line := range strings.Split(string(data), "\n") {
		if id, reason, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			gaps[id] = reason
		}
	}
	return gaps
}

var conformanceSets = []string{"emulator", "recorded", "reported"}

func TestConformance(t *testing.T) {
	gaps := readGaps(t)
	seen := map[string]bool{}
	var now []string
	for _, set := range conformanceSets {
		cases := conformance.Lines[recorded](t, "conformance/kql/"+set+".jsonl")
		passed := 0
		for i := range cases {
			c := &cases[i]
			id := set + "/" + c.ID
			seen[id] = true
			why := judge(c)
			if why == "" {
				passed++
				if _, listed := gaps[id]; listed && os.Getenv("GOSHAWK_UPDATE_GAPS") == "" {
					t.Errorf("%s passes now: remove it from the list of gaps", id)
				}
				continue
			}
			now = append(now, id+"\t"+strings.Map(oneLine, why))
			if _, listed := gaps[id]; !listed && os.Getenv("GOSHAWK_UPDATE_GAPS") == "" {
				t.Errorf("%s: %s\n%s", id, why, c.KQL)
			}
		}
		t.Logf("%s: %d of %d pass", set, passed, len(cases))
	}
	for id := range gaps {
		if !seen[id] {
			t.Errorf("the list of gaps names an unknown case %s", id)
		}
	}
	if os.Getenv("GOSHAWK_UPDATE_GAPS") != "" {
		sort.Strings(now)
		require.NoError(t, os.WriteFile(gapsFile, []byte(strings.Join(now, "\n")+"\n"), 0o644))
	}
}

func oneLine(r rune) rune {
	if r == '\t' || r == '\n' || r == '\r' {
		return ' '
	}
	return r
}
