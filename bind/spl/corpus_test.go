package spl_test

import (
	"fmt"
	"sort"
	"testing"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/source"
)

type detection struct {
	Name   string `json:"name"`
	Search string `json:"search"`
}

type corpusMacro struct {
	Name       string   `json:"name"`
	Arguments  []string `json:"arguments"`
	Definition string   `json:"definition"`
}

// leastBound is how many of the published detections bound when this was last
// looked at; it must not fall.
const leastBound = 1000

// TestDetections binds published detections without their data.
func TestDetections(t *testing.T) {
	macros := corpusMacros(t)
	all := conformance.Lines[detection](t, "corpus/spl/detections.jsonl")
	refusals := map[string]int{}
	examples := map[string]string{}
	n := 0
	for _, d := range all {
		_, err := bound(d.Search, macros, &bind.Env{Check: true})
		if err == nil {
			n++
			continue
		}
		for _, e := range source.Errors(err) {
			refusals[e.Message]++
			examples[e.Message] = d.Name
		}
	}
	messages := make([]string, 0, len(refusals))
	for m := range refusals {
		messages = append(messages, m)
	}
	sort.Slice(messages, func(i, j int) bool {
		if refusals[messages[i]] != refusals[messages[j]] {
			return refusals[messages[i]] > refusals[messages[j]]
		}
		return messages[i] < messages[j]
	})
	fmt.Printf("SPL detections: %d of %d bind\n", n, len(all))
	for _, m := range messages {
		t.Logf("%4d %s (%s)", refusals[m], m, examples[m])
	}
	if n < leastBound {
		t.Errorf("%d detections bind; it were %d", n, leastBound)
	}
}
