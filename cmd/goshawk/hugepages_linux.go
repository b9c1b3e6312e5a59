//go:build linux && (amd64 || arm64) && !race && !msan && !asan

package main

import (
	"bytes"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A run over a large file goes through some hundred megabytes of heap, and each
// page of 4 KiB that is new costs a fault: a tenth to a sixth of a cold run's
// time. Linux can back memory with pages of 2 MiB instead, on most systems only
// where a process asks for it, which Go's allocator does not do.

// hugeHeap is how much of the heap is asked to lie on huge pages. It is address
// space; memory is taken when it is used.
const hugeHeap = 1 << 30

// hugePage is the size of a huge page where a page has 4 KiB.
const hugePage = 2 << 20

// useHugePages lets the heap lie on huge pages, from the first garbage
// collection on: a run that ends before it is too small to gain anything.
func useHugePages() {
	setting, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled")
	if err != nil || !bytes.Contains(setting, []byte("[madvise]")) || os.Getpagesize() != 4<<10 {
		return
	}
	type sentinel struct{ _ *int }
	runtime.AddCleanup(new(sentinel), func(size int) { reserveHuge(size) }, hugeHeap)
}

// reserveHuge makes the heap grow by size bytes that lie on huge pages once
// they are used. There is no call for that; but an allocation that nobody
// writes to takes no memory, and what it covered goes to whoever allocates next.
func reserveHuge(size int) {
	if limit := debug.SetMemoryLimit(-1); limit != math.MaxInt64 {
		size = min(size, int(limit/4)) // it counts as heap until it is given back
	}
	// Where the address space has a limit, the allocation would end the process.
	probe, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil || unix.Munmap(probe) != nil {
		return
	}
	// A Builder's buffer is not cleared, which make would do with all of it if it
	// began in memory that was used before.
	var reserved strings.Builder
	reserved.Grow(size)
	reserved.WriteByte(0)
	start := unsafe.Pointer(unsafe.StringData(reserved.String()))
	if skip := int(-uintptr(start) % hugePage); skip < size {
		_ = unix.Madvise(unsafe.Slice((*byte)(start), size)[skip:], unix.MADV_HUGEPAGE) // without it, all is as before
	}
	runtime.KeepAlive(&reserved)
	runtime.GC()
}
