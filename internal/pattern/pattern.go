// Package pattern holds the program's own regular expressions back until they
// are used.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy is a regular expression (RE2) that is compiled when it is first asked
// for: compiling all of a program's when it starts takes longer than many a
// query runs. A pattern that is none panics, as [regexp.MustCompile] does.
func Lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
