package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/goshawk-lang/goshawk/output"
)

// progress is one line that tells how far a command is: rewritten in place on
// a terminal, and a plain line now and then anywhere else. It is safe for
// concurrent use.
type progress struct {
	w     io.Writer
	width int // of the terminal; 0 when there is none
	// redraw and log are how often the line is drawn on a terminal, and written
	// elsewhere.
	redraw, log time.Duration

	mu    sync.Mutex
	start time.Time
	last  time.Time
	drawn bool
}

// newProgress is a line on w. Without a terminal nothing is written in the
// first log interval, so that short runs leave nothing behind.
func newProgress(w io.Writer) *progress {
	p := &progress{w: w, redraw: 50 * time.Millisecond, log: 10 * time.Second, start: time.Now(), last: time.Now()}
	if width, ok := terminal(w); ok {
		p.width, p.last = width, time.Time{}
	}
	return p
}

// bar draws how much of a whole is done in n columns.
func bar(done, total int64, n int) string {
	full := 0
	if total > 0 {
		full = int(int64(n) * min(done, total) / total)
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", n-full) + "]"
}

// left is how long the rest will take when it goes on like this, or 0 while
// that is not known.
func (p *progress) left(done, total int64) time.Duration {
	spent := time.Since(p.start)
	if done <= 0 || done >= total || spent < time.Second {
		return 0
	}
	return time.Duration(float64(spent) * float64(total-done) / float64(done)).Round(time.Second)
}

// withLeft is what is going on with the time that is left before it.
func withLeft(left time.Duration, doing string) string {
	if left < time.Second {
		return doing
	}
	return left.Round(time.Second).String() + " left  " + doing
}

// show says how far it is: done of total, and what is going on. It draws
// nothing when it has just done so, unless all is done.
func (p *progress) show(done, total int64, unit, doing string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	every := p.log
	if p.width > 0 {
		every = p.redraw
	}
	if now := time.Now(); now.Sub(p.last) < every {
		return
	} else {
		p.last = now
	}
	count := fmt.Sprintf("%d of %d %s", done, total, unit)
	if p.width == 0 {
		fmt.Fprintf(p.w, "goshawk: %s  %s\n", count, doing)
		return
	}
	line := count + "  " + doing
	if p.width >= 60 {
		line = bar(done, total, 20) + " " + line
	}
	// The last column stays free: writing there would break the line.
	fmt.Fprint(p.w, "\r"+output.Shorten(output.Visible(line), max(1, p.width-1))+"\x1b[K")
	p.drawn = true
}

// clear takes the line off the terminal.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}
