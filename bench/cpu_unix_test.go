//go:build unix

package bench

import (
	"syscall"
	"time"
)

// cpuTime is what the process has spent on all processors: unlike the time on
// the wall it does not depend on what else the machine does.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
