//go:build linux && (amd64 || arm64) && !race && !msan && !asan

package main

import (
	"os"
	"regexp"
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
		t.Skip("this kernel has no huge pages to ask for: ", err)
	}
	before, residentBefore := asked(t)
	reserveHuge(64 << 20)
	after, residentAfter := asked(t)
	assert.GreaterOrEqual(t, after-before, 60<<10, "KiB on huge pages")
	assert.Less(t, residentAfter-residentBefore, 16<<10, "KiB taken")
}

// asked gives how much memory the process asked to lie on huge pages, and how
// much of that it has, in KiB.
func asked(t *testing.T) (size, resident int) {
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
		if strings.Contains(area[strings.Index(area, "VmFlags:"):]+" ", " hg ") {
			size += number(area, "Size")
			resident += number(area, "Rss")
		}
	}
	return size, resident
}
