// Package conformance finds the recorded answers of the real engines that
// tests compare with. They lie beside the checkout on machines that have them.
package conformance

import (
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
	t.Skip("skipped: no conformance data")
	return ""
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }
