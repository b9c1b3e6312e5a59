package main

import (
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/detections"
)

// startBytes is how much the packages of this module may allocate before main
// runs. What a command may not need (patterns, tables of words, shipped files)
// is made when it is first asked for: a query over a few rows takes less time
// than making all of it.
const startBytes = 48 << 10

func TestStart(t *testing.T) {
	program, err := os.Executable()
	require.NoError(t, err)
	c := exec.Command(program, "-test.list", "^$")
	c.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := c.CombinedOutput()
	require.NoError(t, err)
	total, told := 0, ""
	for _, m := range regexp.MustCompile(`(?m)^init (github\.com/goshawk-lang/goshawk\S*) .* (\d+) bytes`).FindAllStringSubmatch(string(out), -1) {
		n, err := strconv.Atoi(m[2])
		require.NoError(t, err)
		total += n
		told += m[1] + " " + m[2] + "\n"
	}
	require.NotZero(t, total, "no trace: %s", out)
	require.Less(t, total, startBytes, "bytes by package:\n%s", told)
}

// TestSampleNames: the names stand in the help as they are, because kong would
// expand a variable anew for every flag of any command.
func TestSampleNames(t *testing.T) {
	field, ok := reflect.TypeFor[runCommand]().FieldByName("Sample")
	require.True(t, ok)
	require.Contains(t, field.Tag.Get("help"), strings.Join(detections.Samples(), " or "))
}
