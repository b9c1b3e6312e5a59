package readers

import "golang.org/x/sys/cpu"

var passesRuns = cpu.X86.HasAVX2 && cpu.X86.HasBMI1

// passRun goes over the keys and their values from b[i] on, up to the first
// that it does not know how to pass, and tells where that is and where the
// values stand. It reads, but
// does not regard, what is behind b as far as its capacity goes.
//
//go:noescape
func passRun(b []byte, i int, keys []runKey, values *[maxRunKeys]runValue) (at, passed int)
