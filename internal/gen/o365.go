package gen

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"sort"
	"strings"
)

// Event is one event of the O365 sets: metadata, and fields by the names that
// the search calls them ("Item.Subject", "AffectedItems{}.Subject").
type Event struct {
	Time       int64
	Sourcetype string
	Fields     map[string]string
	// shape is how the fields are written: nested in _raw, flattened in _raw,
	// or nested without _raw.
	shape int
}

// Sourcetypes of the two kinds of events.
const (
	Management   = "o365:management:activity"
	MessageTrace = "o365:reporting:messagetrace"
)

// Hit is one row of the second detection's answer. Nil lists are null.
type Hit struct {
	Subject, User, Recipient, Organization string
	Sender, Agent, Signature, Files        []string
	Size                                   *float64
	First, Last                            string
	Count                                  int
}

// Key tells hits apart.
func (h *Hit) Key() string {
	return strings.Join([]string{h.Subject, h.User, h.Recipient, h.Organization}, "|")
}

// hour is the start of the clock hour of story i; each story has its own user.
func hour(i int) int64 { return 1773273600 + int64(i%48)*3600 }

// O365 composes about n events and the hits in them; newest first, as Splunk
// returns them.
func O365(n int, seed uint64) ([]Event, map[string]*Hit) {
	r := rand.New(rand.NewPCG(seed, 2))
	var events []Event
	hits := map[string]*Hit{}
	for i := 0; len(events) < n; i++ {
		s := newStory(r, i)
		s.tell(r, i%storyKinds)
		events = append(events, s.events()...)
		for _, h := range s.hits() {
			hits[h.Key()] = h
		}
	}
	for i := range events {
		events[i].shape = r.IntN(3)
	}
	sort.SliceStable(events, func(i, j int) bool { return events[i].Time > events[j].Time })
	return events, hits
}

// WriteO365 writes the events as JSON lines.
func WriteO365(w io.Writer, events []Event) error {
	for i := range events {
		e := &events[i]
		record := map[string]any{}
		if e.shape != 1 {
			for k, v := range e.Fields {
				nest(record, strings.Split(k, "."), v)
			}
		} else {
			for k, v := range e.Fields {
				record[k] = v
			}
		}
		line := map[string]any{"_time": e.Time, "sourcetype": e.Sourcetype, "source": "o365", "host": "collector"}
		if e.shape == 2 {
			for k, v := range record {
				line[k] = v
			}
		} else {
			raw, err := json.Marshal(record)
			if err != nil {
				return err
			}
			line["_raw"] = string(raw)
		}
		text, err := json.Marshal(line)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n", text); err != nil {
			return err
		}
	}
	return nil
}

// nest stores a value under a path whose elements ending in {} are lists.
func nest(in map[string]any, path []string, value string) {
	name, list := strings.CutSuffix(path[0], "{}")
	if len(path) == 1 {
		in[name] = value
		return
	}
	inner := map[string]any{}
	switch old := in[name].(type) {
	case map[string]any:
		inner = old
	case []any:
		inner = old[0].(map[string]any)
	}
	nest(inner, path[1:], value)
	in[name] = inner
	if list {
		in[name] = []any{inner}
	}
}
