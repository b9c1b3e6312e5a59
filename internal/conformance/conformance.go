// Package conformance finds the recorded answers of the real engines that
// tests compare with. They lie beside the checkout on machines that have them.
package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// File is the path of a file of the conformance data; without the data it
// skips the test.
func File(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("GOSHAWK_SHARED")
	dir, err := os.Getwd()
	for err == nil && root == "" {
		if s := filepath.Join(dir, "shared"); exists(filepath.Join(s, "conformance")) {
			root = s
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	if path := filepath.Join(root, name); root != "" && exists(path) {
		return path
	}
	t.Skipf("skipped: no conformance data: %s runs this test when it lies in a folder called shared beside the checkout, or in the one that GOSHAWK_SHARED names", name)
	return ""
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

// Lines decodes a file of the conformance data that holds JSON lines; numbers
// of untyped fields stay [json.Number]. Without the data it skips the test.
func Lines[T any](t testing.TB, name string) []T {
	t.Helper()
	f, err := os.Open(File(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<25)
	for lines.Scan() {
		var x T
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.UseNumber()
		if err := d.Decode(&x); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, x)
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return all
}
