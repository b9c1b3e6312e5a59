package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	reports "github.com/goshawk-lang/goshawk/detections/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const rulePack = "testdata/rulepack"

// testRulePack runs the tests of the sample repository with reports in all
// formats in dir, and keeps what it prints there as well.
func testRulePack(t *testing.T, dir string, flags ...string) {
	args := []string{"test", rulePack, "--data-map", "https://attack-data.example/datasets=" + rulePack + "/attack_data", "--no-times"}
	for format, name := range rulePackReports {
		args = append(args, "--report", format+"="+filepath.Join(dir, name))
	}
	code, stdout, stderr := run(t, "", append(args, flags...)...)
	require.Equal(t, 1, code, "some of its tests fail")
	require.Empty(t, stderr)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "log.txt"), []byte(stdout), 0o644))
}

var rulePackReports = map[string]string{"junit": "junit.xml", "sarif": "goshawk.sarif", "markdown": "summary.md", "json": "report.json", "github": "github.txt"}

// TestRulePack compares the reports about the sample repository with the
// committed ones, byte by byte, for any number of tests at a time.
func TestRulePack(t *testing.T) {
	t.Chdir("../..")
	require.Len(t, rulePackReports, len(reports.Formats()))
	golden := filepath.Join(rulePack, "reports")
	if *update {
		require.NoError(t, os.MkdirAll(golden, 0o755))
		testRulePack(t, golden)
	}
	for _, jobs := range []int{1, 2, 16} {
		dir := t.TempDir()
		testRulePack(t, dir, "-j", fmt.Sprint(jobs))
		files, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Len(t, files, len(rulePackReports)+1)
		for _, f := range files {
			want, err := os.ReadFile(filepath.Join(golden, f.Name()))
			require.NoError(t, err)
			got, err := os.ReadFile(filepath.Join(dir, f.Name()))
			require.NoError(t, err)
			require.Equal(t, string(want), string(got), "%s with -j %d", f.Name(), jobs)
		}
	}
}

// TestSeeds tests the shipped rules from their own files and those beside them.
func TestSeeds(t *testing.T) {
	t.Chdir("../..")
	data := "https://media.githubusercontent.com/media/splunk/attack_data/master=detections/samples/attack_data"
	code, stdout, stderr := run(t, "", "test", "detections/rules", "--require", "both", "--data-map", data)
	require.Zero(t, code, stdout+stderr)
	require.Equal(t, "2 rules: 2 passed\n10 tests: 10 passed\n2 of 2 rules are tested with positive and negative samples, 0 half, 0 not at all\n", stdout)
	code, stdout, _ = run(t, "", "test", "detections/rules", "--data-cache", "detections/samples/attack_data", "--match", "True Positive")
	require.Zero(t, code)
	require.Contains(t, stdout, "1 test: 1 passed\n")
}
