package spl_test

import (
	"fmt"
	"sort"
	"strings"
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

// detectionGaps lists the detections that do not bind, with the reasons.
const detectionGaps = "../../testdata/conformance/spl_detections_gaps.txt"

// TestDetections binds published detections without their data. The list of
// those that do not bind must be exact, and the reasons those of the errors.
func TestDetections(t *testing.T) {
	macros := corpusMacros(t)
	all := conformance.Lines[detection](t, "corpus/spl/detections.jsonl")
	refusals := map[string]int{}
	examples := map[string]string{}
	gaps := readGaps(t, detectionGaps)
	n := 0
	for _, d := range all {
		_, err := bound(d.Search, macros, &bind.Env{Check: true})
		reason, listed := gaps[d.Name]
		delete(gaps, d.Name)
		if err == nil {
			if n++; listed {
				t.Errorf("%s binds now: take it out of %s", d.Name, detectionGaps)
			}
			continue
		}
		if what, _, _ := strings.Cut(reason, ": "); !listed || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v\n%s says %q", d.Name, err, detectionGaps, reason)
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
	for name := range gaps {
		t.Errorf("%s lists %q, which is no detection", detectionGaps, name)
	}
}
