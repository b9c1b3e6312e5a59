package detections_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
)

// publishedCase is one file of testdata/spl: a published detection, named, and
// samples composed for it. See testdata/spl/README.md.
type publishedCase struct {
	Detection string
	Now       time.Time
	Macros    map[string]string
	// Data are the events, tables and lookups of the sample that alerts.
	Data []dataSection
	// Want are the result rows, as far as they are pinned.
	Want []map[string]any
	// Variants are samples made of Data by edits; they alert as well (also) or
	// do not (not).
	Variants []variant
}

// dataSection is one block of data: its heading, split, and its text.
type dataSection struct{ Heading, Text string }

type variant struct {
	Name   string
	Alerts bool
	Edits  []string
}

func readPublishedCase(t *testing.T, path string) publishedCase {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	archive := txtar.Parse(data)
	c := publishedCase{Now: time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC), Macros: map[string]string{}}
	for _, line := range strings.Split(string(archive.Comment), "\n") {
		key, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "detection":
			c.Detection = rest
		case "now":
			c.Now, err = time.Parse(time.RFC3339, rest)
			require.NoError(t, err)
		case "macro":
			name, definition, ok := strings.Cut(rest, " = ")
			require.True(t, ok, "macro NAME = DEFINITION")
			c.Macros[name] = definition
		case "", "#":
		default:
			t.Fatalf("%s: unknown line %q", path, line)
		}
	}
	for _, f := range archive.Files {
		c.section(t, f.Name, string(f.Data))
	}
	require.NotEmpty(t, c.Detection, path)
	require.NotEmpty(t, c.Want, path)
	negatives := 0
	for _, v := range c.Variants {
		if !v.Alerts {
			negatives++
		}
	}
	require.Positive(t, negatives, "%s has no sample that must not alert", path)
	return c
}

func (c *publishedCase) section(t *testing.T, heading, text string) {
	kind, name, _ := strings.Cut(heading, " ")
	switch kind {
	case "want":
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		for d.More() {
			var row map[string]any
			require.NoError(t, d.Decode(&row))
			c.Want = append(c.Want, row)
		}
	case "also", "not":
		v := variant{Name: name, Alerts: kind == "also"}
		for _, line := range strings.Split(text, "\n") {
			if strings.TrimSpace(line) != "" {
				v.Edits = append(v.Edits, line)
			}
		}
		c.Variants = append(c.Variants, v)
	case "events", "table", "lookup":
		c.Data = append(c.Data, dataSection{heading, text})
	default:
		t.Fatalf("unknown section %q", heading)
	}
}

var numbered = regexp.MustCompile(`^(\d+): (.*)$`)

// edit makes a variant's data: each edit replaces a text, in all data or in one
// block of it, or drops a block, and an edit that changes nothing is an error.
func edit(t *testing.T, data []dataSection, edits []string) []dataSection {
	out := append([]dataSection(nil), data...)
	for _, e := range edits {
		from, to := 0, len(out)
		if m := numbered.FindStringSubmatch(e); m != nil {
			n, err := strconv.Atoi(m[1])
			require.NoError(t, err)
			require.True(t, n >= 1 && n <= len(out), "no block %d", n)
			from, to, e = n-1, n, m[2]
		}
		if e == "drop" {
			require.Equal(t, 1, to-from, "N: drop")
			out[from] = dataSection{}
			continue
		}
		old, replacement, ok := strings.Cut(e, " => ")
		if !ok {
			old, ok = strings.CutSuffix(e, " =>")
		}
		require.True(t, ok, "an edit is OLD => NEW: %q", e)
		changed := false
		for i := from; i < to; i++ {
			s := dataSection{strings.ReplaceAll(out[i].Heading, old, replacement), strings.ReplaceAll(out[i].Text, old, replacement)}
			changed = changed || s != out[i]
			out[i] = s
		}
		require.True(t, changed, "%q is nowhere in the data", old)
	}
	kept := out[:0]
	for _, s := range out {
		if s.Heading != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

var (
	folded  = regexp.MustCompile(`\n[ \t]+`)
	counter = regexp.MustCompile(`\{n(?:\+(\d+))?\}`)
	moment  = regexp.MustCompile(`\{t (\S+) ([+-][^}\s]+)\}`)
	// headingWord may hold blanks in double quotes.
	headingWord = regexp.MustCompile(`(?:[^\s"]|"[^"]*")+`)
	firstRune   = regexp.MustCompile(`^\s*[<{]`)
)

// expand unfolds the lines of XML and JSON, and repeats the text n times with
// its placeholders filled in.
func expand(t *testing.T, text string, n int) string {
	if firstRune.MatchString(text) {
		text = folded.ReplaceAllString(text, "")
	}
	var b strings.Builder
	for k := range max(n, 1) {
		s := counter.ReplaceAllStringFunc(text, func(m string) string {
			add, _ := strconv.Atoi(counter.FindStringSubmatch(m)[1])
			return strconv.Itoa(k + 1 + add)
		})
		s = moment.ReplaceAllStringFunc(s, func(m string) string {
			parts := moment.FindStringSubmatch(m)
			start, err := time.Parse(time.RFC3339, parts[1])
			require.NoError(t, err)
			step, err := time.ParseDuration(strings.TrimPrefix(parts[2], "+"))
			require.NoError(t, err)
			return start.Add(time.Duration(k) * step).Format(time.RFC3339)
		})
		b.WriteString(s)
	}
	return b.String()
}

// heading splits "events SOURCETYPE key=value..." into its words.
func (s dataSection) heading() (kind, name string, keys map[string]string, err error) {
	keys = map[string]string{}
	words := headingWord.FindAllString(s.Heading, -1)
	if len(words) < 2 {
		return "", "", nil, fmt.Errorf("%q: want a kind and a name", s.Heading)
	}
	for _, w := range words[2:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			return "", "", nil, fmt.Errorf("%q: %q is not key=value", s.Heading, w)
		}
		keys[key] = strings.Trim(value, `"`)
	}
	return words[0], words[1], keys, nil
}
