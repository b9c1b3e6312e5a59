package kql_test

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// corpusFloor is how many published queries bind; it may only grow.
const corpusFloor = 1092

// TestCorpus binds published queries without their tables.
func TestCorpus(t *testing.T) {
	cases := conformance.Lines[recorded](t, "corpus/kql/queries.jsonl")
	reasons := map[string]int{}
	bound, valid := 0, 0
	for _, c := range cases {
		if c.SyntaxOK != nil && !*c.SyntaxOK {
			continue
		}
		valid++
		text := source.New(c.ID, c.KQL)
		tree, err := parser.KQL(text)
		if err == nil {
			_, err = kql.Bind(tree, &bind.Env{Text: text, Check: true})
		}
		if err == nil {
			bound++
			continue
		}
		once := map[string]bool{}
		for _, e := range source.Errors(err) {
			once[reason(e)] = true
		}
		for r := range once {
			reasons[r]++
		}
		if testing.Verbose() {
			t.Logf("%s", strings.ReplaceAll(err.Error(), "\n", " | "))
		}
	}
	t.Logf("%d of %d valid queries bind\n%s", bound, valid, ranking(reasons))
	require.GreaterOrEqual(t, bound, corpusFloor)
}

var quoted = regexp.MustCompile(`"[^"]*"`)

func reason(e *source.Error) string {
	m := e.Message
	if e.Kind == source.Unsupported {
		return fmt.Sprintf("%s %s: %s", e.Kind, e.Code, m)
	}
	return fmt.Sprintf("%s %s: %s", e.Kind, e.Code, quoted.ReplaceAllString(m, `"..."`))
}

func ranking(count map[string]int) string {
	var keys []string
	for k := range count {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if count[keys[i]] != count[keys[j]] {
			return count[keys[i]] > count[keys[j]]
		}
		return keys[i] < keys[j]
	})
	var b strings.Builder
	for _, k := range keys[:min(60, len(keys))] {
		fmt.Fprintf(&b, "%5d  %s\n", count[k], k)
	}
	return b.String()
}
