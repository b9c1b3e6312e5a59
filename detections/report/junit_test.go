package report_test

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/detections/report"
)

// element is what the schema that Jenkins publishes (junit-4.xsd) says of an
// element: its attributes, those it must have, and its children in order.
type element struct {
	attributes, required, children string
}

var junitSchema = map[string]element{
	"testsuites": {"name time tests failures disabled errors", "", "testsuite"},
	"testsuite":  {"name tests failures errors time disabled skipped timestamp hostname id package", "name tests", "properties testcase system-out system-err"},
	"testcase":   {"name assertions time classname status", "name", "skipped error failure system-out system-err"},
	"properties": {"", "", "property"},
	"property":   {"name value", "name value", ""},
	"failure":    {"type message", "", ""},
	"error":      {"type message", "", ""},
	"skipped":    {"", "", ""},
	"system-out": {"", "", ""},
}

// TestJUnitSchema holds reports against the schema's rules.
func TestJUnitSchema(t *testing.T) {
	for _, r := range []*report.Report{sample(), sample().WithoutTimes(), {Command: "check"}} {
		checkJUnit(t, write(t, "junit", r))
	}
	checkJUnit(t, rulePack(t, "junit.xml"))
}

func checkJUnit(t *testing.T, doc string) {
	dec := xml.NewDecoder(strings.NewReader(doc))
	type open struct {
		name string
		last int // the child that came last
	}
	path := []open{{"", 0}}
	count := 0
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			count++
			name := token.Name.Local
			is, known := junitSchema[name]
			require.True(t, known, "unknown element %s", name)
			parent := &path[len(path)-1]
			if len(path) == 1 {
				require.Equal(t, "testsuites", name)
			} else {
				at := slices.Index(strings.Fields(junitSchema[parent.name].children), name)
				require.GreaterOrEqual(t, at, parent.last, "%s in %s, or out of order", name, parent.name)
				parent.last = at
			}
			var has []string
			for _, a := range token.Attr {
				require.Contains(t, strings.Fields(is.attributes), a.Name.Local, name)
				has = append(has, a.Name.Local)
			}
			require.Subset(t, has, strings.Fields(is.required), name)
			path = append(path, open{name, 0})
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
	require.Positive(t, count)
}
