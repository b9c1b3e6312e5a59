package functions

import (
	"context"
	"errors"
	"regexp"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// Context is one run of one query: its clock, zone, limits and caches. It is
// shared by all goroutines of the run.
type Context struct {
	context.Context
	// Now is the run's one reading of the clock.
	Now table.DateTime
	// Zone is the user's time zone (SPL); UTC when nil.
	Zone *time.Location
	// Memory bounds what operators and accumulators hold.
	Memory *Budget
	// Warn tells the caller what the result lacks, such as rows beyond a limit.
	// It is never nil.
	Warn func(message string)

	patterns sync.Map // string -> *regexp.Regexp or error
	cached   sync.Map // any comparable key -> any
}

// NewContext makes the context of a run.
func NewContext(ctx context.Context, now table.DateTime) *Context {
	return &Context{Context: ctx, Now: now, Memory: &Budget{}, Warn: func(string) {}}
}

// Location is Zone, or UTC.
func (c *Context) Location() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// Regexp compiles a pattern once per run.
func (c *Context) Regexp(pattern string) (*regexp.Regexp, error) {
	if p, ok := c.patterns.Load(pattern); ok {
		if err, bad := p.(error); bad {
			return nil, err
		}
		return p.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		c.patterns.Store(pattern, err)
		return nil, err
	}
	c.patterns.Store(pattern, re)
	return re, nil
}

// Cached returns the value made for key in this run, making it on first use.
// Keys are of a type private to the caller.
func (c *Context) Cached(key any, make func() any) any {
	if v, ok := c.cached.Load(key); ok {
		return v
	}
	v, _ := c.cached.LoadOrStore(key, make())
	return v
}

// ErrMemory is what Reserve returns when the budget is used up.
var ErrMemory = errors.New("the run's memory budget is used up")

// Budget counts bytes held against a bound. A nil or zero Budget has no bound.
type Budget struct {
	Max  int64
	used atomic.Int64
}

// Reserve adds n bytes (negative gives them back).
func (b *Budget) Reserve(n int64) error {
	if b == nil {
		return nil
	}
	if used := b.used.Add(n); b.Max > 0 && used > b.Max {
		return ErrMemory
	}
	return nil
}

// Used is the number of bytes held.
func (b *Budget) Used() int64 { return b.used.Load() }
