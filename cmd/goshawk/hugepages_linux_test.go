//go:build linux && (amd64 || arm64) && !race && !msan && !asan

package main

import (
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The kernel says which memory is asked to lie on huge pages (flag hg), and
// that asking for it has not taken it.
func TestReserveHuge(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("skipped: this kernel has no transparent huge pages; run it on one that has: ", err)
	}
	used := make([]byte, 48<<20) // what is reserved may begin in memory that was used before
	clear(used)
	used = nil
	runtime.GC()
	_, before := memory(t)
	reserveHuge(256 << 20)
	huge, after := memory(t)
	assert.GreaterOrEqual(t, huge, 200<<10, "KiB on huge pages")
	assert.Less(t, after-before, 32<<10, "KiB taken")
}

// memory gives how much memory the process asked to lie on huge pages, and how
// much it has in all, in KiB.
func memory(t *testing.T) (huge, resident int) {
	text, err := os.ReadFile("/proc/self/smaps")
	require.NoError(t, err)
	number := func(area, name string) int {
		m := regexp.MustCompile(name + `: +(\d+) kB`).FindStringSubmatch(area)
		require.NotNil(t, m, name)
		n, err := strconv.Atoi(m[1])
		require.NoError(t, err)
		return n
	}
	areas := regexp.MustCompile(`(?s)Size:.*?VmFlags:[^\n]*`).FindAllString(string(text), -1)
	require.NotEmpty(t, areas)
	for _, area := range areas {
		resident += number(area, "Rss")
		if strings.Contains(area[strings.Index(area, "VmFlags:"):]+" ", " hg ") {
			huge += number(area, "Size")
		}
	}
	return huge, resident
}
