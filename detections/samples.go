package detections

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
)

// The rules that the project started from, as published, and small composed
// samples that show each of them at work.
//
//go:embed rules samples
var files embed.FS

// sample is a shipped rule with events.
type sample struct{ name, rule, table, data string }

var samples = []sample{
	{"email", "rules/listing-email-remediation-actions-via-explorer.yaml", "EmailEvents", "samples/email.ndjson"},
	{"o365", "rules/o365-email-send-and-hard-delete-exfiltration-behavior.yml", "o365", "samples/o365.ndjson"},
}

// SampleNow is the clock for which the samples were composed.
var SampleNow = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

// Samples are the names of the shipped samples.
func Samples() []string {
	names := make([]string, len(samples))
	for i, s := range samples {
		names[i] = s.name
	}
	return names
}

func findSample(name string) (sample, error) {
	for _, s := range samples {
		if s.name == name {
			return s, nil
		}
	}
	return sample{}, fmt.Errorf("there is no sample %q", name)
}

// SampleRule is the rule of a shipped sample.
func SampleRule(name string) (*Rule, error) {
	s, err := findSample(name)
	if err != nil {
		return nil, err
	}
	return LoadFS(files, s.rule)
}

// AddSample binds a shipped sample's events for queries in the languages
// named; none means both.
func AddSample(ctx context.Context, db *goshawk.Engine, name string, languages ...goshawk.Language) error {
	s, err := findSample(name)
	if err != nil {
		return err
	}
	data, err := files.ReadFile(s.data)
	if err != nil {
		return err
	}
	opts := readers.Options{Name: s.table, Format: "ndjson"}
	if len(languages) == 0 || slices.Contains(languages, goshawk.KQL) {
		typed, err := readers.FromBytes(ctx, s.data, data, opts)
		if err != nil {
			return err
		}
		db.AddTable(s.table, typed)
	}
	if len(languages) == 0 || slices.Contains(languages, goshawk.SPL) {
		opts.Events = &readers.EventOptions{}
		events, err := readers.FromBytes(ctx, s.data, data, opts)
		if err != nil {
			return err
		}
		db.AddEvents(s.table, events)
	}
	return nil
}
